package org.estover.crawl.place;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A DNS server on the loopback address that knows TXT records, and of no other name. */
final class TextRecords implements Closeable {
  private static final int HEADER = 12;

  /** The text of each name. */
  public final Map<String, String> texts = new ConcurrentHashMap<>();

  private final DatagramSocket socket;
  private final Thread thread;

  /** Starts a server. */
  public TextRecords() throws IOException {
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    thread = new Thread(this::serve, "text-records");
    thread.setDaemon(true);
    thread.start();
  }

  /** {@code 127.0.0.1:PORT}. */
  public String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  private void serve() {
    byte[] bytes = new byte[512];
    try {
      while (!socket.isClosed()) {
        DatagramPacket query = new DatagramPacket(bytes, bytes.length);
        socket.receive(query);
        byte[] answer = answer(Arrays.copyOf(bytes, query.getLength()));
        socket.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private byte[] answer(byte[] query) {
    StringBuilder name = new StringBuilder();
    int at = HEADER;
    while (query[at] != 0) {
      name.append(name.isEmpty() ? "" : ".");
      name.append(new String(query, at + 1, query[at], StandardCharsets.US_ASCII));
      at += query[at] + 1;
    }
    int end = at + 5;
    String text = texts.get(name.toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(query, 0, 2);
    out.writeBytes(new byte[] {(byte) 0x81, (byte) (text == null ? 0x83 : 0x80)});
    out.writeBytes(new byte[] {0, 1, 0, (byte) (text == null ? 0 : 1), 0, 0, 0, 0});
    out.write(query, HEADER, end - HEADER);
    if (text != null) {
      byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
      out.writeBytes(new byte[] {(byte) 0xC0, HEADER, 0, 16, 0, 1, 0, 0, 0, 0});
      out.writeBytes(new byte[] {0, (byte) (ascii.length + 1), (byte) ascii.length});
      out.writeBytes(ascii);
    }
    return out.toByteArray();
  }

  @Override
  public void close() {
    socket.close();
  }
}
