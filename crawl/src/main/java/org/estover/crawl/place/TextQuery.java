package org.estover.crawl.place;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One question for the TXT records of a name, to a resolver by UDP (RFC 1035, with the answer's
 * size of RFC 6891).
 *
 * <p>By hand, since Java's own way to DNS is JNDI, which can be made to load what an answer says.
 */
final class TextQuery {
  private static final int TXT = 16;
  private static final int OPT = 41;
  private static final int MAX_ANSWER = 4096;
  private static final int HEADER = 12;
  private static final int TRIES = 3;
  private static final int TIMEOUT_MILLIS = 2000;
  private static final int NO_SUCH_NAME = 3;

  private final String name;
  private final int id;

  /**
   * A question.
   *
   * @param id a number that a stranger cannot guess, 0 to 65535
   */
  TextQuery(String name, int id) {
    this.name = name;
    this.id = id;
  }

  /** The texts that a resolver knows; none where there is no such name. */
  List<String> ask(InetSocketAddress resolver) throws IOException {
    byte[] question = question();
    byte[] bytes = new byte[MAX_ANSWER];
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(resolver);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      for (int tries = 0; tries < TRIES; tries++) {
        socket.send(new DatagramPacket(question, question.length));
        DatagramPacket answer = new DatagramPacket(bytes, bytes.length);
        try {
          socket.receive(answer);
        } catch (SocketTimeoutException e) {
          continue;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, answer.getLength());
        if (answer.getLength() >= HEADER && in.getShort(0) == (short) id) {
          return texts(in);
        }
      }
    }
    throw Errors.dns(name, "no answer from " + resolver);
  }

  private byte[] question() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) (id >> 8), (byte) id, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1});
    for (String label : name.split("\\.", -1)) {
      byte[] ascii = label.getBytes(StandardCharsets.US_ASCII);
      if (ascii.length == 0 || ascii.length > 63) {
        throw Errors.dns(name, "it is no name");
      }
      out.write(ascii.length);
      out.writeBytes(ascii);
    }
    out.writeBytes(new byte[] {0, 0, TXT, 0, 1});
    out.writeBytes(new byte[] {0, 0, OPT, MAX_ANSWER >> 8, 0, 0, 0, 0, 0, 0, 0});
    return out.toByteArray();
  }

  private List<String> texts(ByteBuffer in) throws IOException {
    int code = in.get(3) & 0xF;
    if (code == NO_SUCH_NAME) {
      return List.of();
    }
    if (code != 0) {
      throw Errors.dns(name, "the resolver answered with code " + code);
    }
    try {
      List<String> texts = new ArrayList<>();
      int questions = in.getShort(4) & 0xFFFF;
      int answers = in.getShort(6) & 0xFFFF;
      in.position(HEADER);
      for (int i = 0; i < questions; i++) {
        skipName(in);
        in.position(in.position() + 4);
      }
      for (int i = 0; i < answers; i++) {
        skipName(in);
        int type = in.getShort() & 0xFFFF;
        in.position(in.position() + 6);
        int end = in.getShort() & 0xFFFF;
        end += in.position();
        if (type == TXT) {
          texts.add(text(in, end));
        }
        in.position(end);
      }
      return texts;
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw Errors.dns(name, "the answer is malformed");
    }
  }

  private static void skipName(ByteBuffer in) {
    for (int length = in.get() & 0xFF; length != 0; length = in.get() & 0xFF) {
      if (length >= 0xC0) {
        in.get();
        return;
      }
      in.position(in.position() + length);
    }
  }

  /** The strings of one record belong together. */
  private static String text(ByteBuffer in, int end) {
    StringBuilder text = new StringBuilder();
    while (in.position() < end) {
      byte[] part = new byte[in.get() & 0xFF];
      in.get(part);
      text.append(new String(part, StandardCharsets.UTF_8));
    }
    return text.toString();
  }
}
