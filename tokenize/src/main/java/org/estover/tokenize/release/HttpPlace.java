package org.estover.tokenize.release;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A folder that an HTTP server hands out in ranges (RFC 9110, section 14), as file servers and
 * object stores do.
 *
 * <p>Plain {@code HttpURLConnection}: the JDK's newer client takes a third of a second of CPU
 * before its first answer, which is as much as all else of a batch. Each request is tried up to
 * three times, waits at most a minute for bytes, and gives up a server that sends them one by one.
 */
final class HttpPlace implements ReleasePlace {
  private static final int ATTEMPTS = 3;
  private static final int CONNECT_MILLIS = 20_000;
  private static final int READ_MILLIS = 60_000;
  private static final int FIRST_BYTES = 1 << 16;
  private static final int LAST_PORT = 65_535;
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:[^@]*@)?(?:\\[[^\\[\\]]+\\]|[^\\[\\]:@]+)(?::([0-9]{1,6})?)?");
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (?:([0-9]{1,18})-([0-9]{1,18})|\\*)/([0-9]{1,18})");

  /**
   * How long the bytes of one answer may take.
   *
   * @param millis for any number of bytes
   * @param bytesPerSecond so many have one second more
   */
  record Patience(long millis, int bytesPerSecond) {
    private static final Patience USUAL = new Patience(60_000, 4 << 10);

    boolean isOver(long startNanos, int bytes) {
      long spent = (System.nanoTime() - startNanos) / 1_000_000;
      return spent > millis + 1000L * bytes / bytesPerSecond;
    }
  }

  private final URI base;
  private final Patience patience;
  private final BlockCache cache = new BlockCache(BlockCache.LIMIT_BLOCKS);

  private HttpPlace(URI base, Patience patience) {
    this.base = base;
    this.patience = patience;
  }

  /** The place of an address; with or without a slash at its end. */
  static HttpPlace at(URI address) throws NoAddressException {
    return at(address, Patience.USUAL);
  }

  /** The place of an address, with more or less patience. */
  static HttpPlace at(URI address, Patience patience) throws NoAddressException {
    String authority = address.getRawAuthority();
    Matcher host = AUTHORITY.matcher(authority == null ? "" : authority);
    if (!host.matches() || address.getRawQuery() != null) {
      throw Errors.noAddress(address.toString(), "expected a host and no query");
    }
    // Nobody else would refuse a port before it is connected to.
    String port = host.group(1);
    if (port != null && Integer.parseInt(port) > LAST_PORT) {
      throw Errors.noAddress(address.toString(), "expected a port up to " + LAST_PORT);
    }
    String path = address.getRawPath();
    return new HttpPlace(
        path.endsWith("/") ? address.resolve(path) : address.resolve(path + "/"), patience);
  }

  @Override
  public String name() {
    return base.toString();
  }

  @Override
  public String nameOf(String file) {
    return base.resolve(file).toString();
  }

  @Override
  public BlockCache cache() {
    return cache;
  }

  @Override
  public ByteSource open(String file, long size) {
    return new Remote(base.resolve(file), size, new byte[0], patience);
  }

  @Override
  public Optional<ByteSource> find(String file, int head) throws IOException {
    URI address = base.resolve(file);
    Answer answer = fetch(address, 0, head, -1, patience);
    if (answer.bytes() == null) {
      return Optional.empty();
    }
    return Optional.of(new Remote(address, answer.size(), answer.bytes(), patience));
  }

  /** What a server sent: nothing where there is no such file. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  private record Answer(byte @Nullable [] bytes, long size) {}

  /** A file on the server, of which the beginning may have come already. */
  private static final class Remote implements ByteSource {
    private final URI address;
    private final long size;
    private final byte[] head;
    private final Patience patience;

    Remote(URI address, long size, byte[] head, Patience patience) {
      this.address = address;
      this.size = size;
      this.head = head;
      this.patience = patience;
    }

    @Override
    public String name() {
      return address.toString();
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public byte[] read(long at, int length) throws IOException {
      if (at + length > size) {
        throw Errors.wrongSize(name(), at + length, size);
      }
      int known = at < head.length ? (int) Math.min(length, head.length - at) : 0;
      if (known == length) {
        return Arrays.copyOfRange(head, (int) at, (int) at + length);
      }
      Answer answer = fetch(address, at + known, length - known, size, patience);
      byte[] fetched = answer.bytes();
      if (fetched == null) {
        throw Errors.missing(name());
      }
      if (known == 0) {
        return fetched;
      }
      byte[] bytes = Arrays.copyOfRange(head, (int) at, (int) at + length);
      System.arraycopy(fetched, 0, bytes, known, length - known);
      return bytes;
    }

    @Override
    public void close() {}
  }

  /**
   * Fetches a range.
   *
   * @param size what the whole file has to have, or below zero where that is not known; then fewer
   *     bytes than asked for are fine
   */
  private static Answer fetch(URI address, long at, int length, long size, Patience patience)
      throws IOException {
    IOException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return fetchOnce(address, at, length, size, patience);
      } catch (CorruptReleaseException | RefusedException e) {
        throw e;
      } catch (IOException e) {
        last = e;
      }
    }
    throw Errors.unreachable(address.toString(), at, length, ATTEMPTS, last);
  }

  private static Answer fetchOnce(URI address, long at, int length, long size, Patience patience)
      throws IOException {
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    connection.setUseCaches(false);
    connection.setRequestProperty("Range", "bytes=" + at + "-" + (at + length - 1));
    connection.setRequestProperty("Accept-Encoding", "identity");
    int status = connection.getResponseCode();
    switch (status) {
      case HttpURLConnection.HTTP_PARTIAL -> {
        return partial(address, connection, at, length, size, patience);
      }
      case HttpURLConnection.HTTP_OK -> {
        return whole(address, connection, at, length, size, patience);
      }
      case HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_GONE -> {
        drain(connection, patience);
        return new Answer(null, 0);
      }
      default -> {
        drain(connection, patience);
        Matcher range = contentRange(connection);
        if (status == 416 && at == 0 && range.matches() && range.group(3).equals("0")) {
          return new Answer(new byte[0], 0);
        }
        if (status >= 500) {
          throw new IOException("status " + status);
        }
        throw Errors.refused(address.toString(), status);
      }
    }
  }

  private static Answer partial(
      URI address, HttpURLConnection connection, long at, int length, long size, Patience patience)
      throws IOException {
    Matcher range = contentRange(connection);
    if (!range.matches() || range.group(1) == null || Long.parseLong(range.group(1)) != at) {
      String found = String.valueOf(connection.getHeaderField("Content-Range"));
      connection.disconnect();
      throw Errors.wrongRange(address.toString(), at, length, found);
    }
    long total = Long.parseLong(range.group(3));
    if (size >= 0 && total != size) {
      connection.disconnect();
      throw Errors.wrongSize(address.toString(), size, total);
    }
    int sent = (int) Math.min(length, total - at);
    return new Answer(body(connection, sent, patience), total);
  }

  /** A server that knows no ranges, or a file so small that it did not care. */
  private static Answer whole(
      URI address, HttpURLConnection connection, long at, int length, long size, Patience patience)
      throws IOException {
    long total = connection.getContentLengthLong();
    if (at != 0 || total < 0 || total > length) {
      connection.disconnect();
      throw Errors.noRanges(address.toString());
    }
    if (size >= 0 && total != size) {
      connection.disconnect();
      throw Errors.wrongSize(address.toString(), size, total);
    }
    return new Answer(body(connection, (int) total, patience), total);
  }

  private static byte[] body(HttpURLConnection connection, int length, Patience patience)
      throws IOException {
    long start = System.nanoTime();
    // No memory is taken before the bytes are there: a server may promise any number.
    byte[] bytes = new byte[Math.min(length, FIRST_BYTES)];
    int size = 0;
    try (InputStream in = connection.getInputStream()) {
      while (size < length) {
        if (size == bytes.length) {
          bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * size));
        }
        int read = in.read(bytes, size, bytes.length - size);
        if (read < 0) {
          throw new EOFException("ended after " + size + " of " + length + " bytes");
        }
        size += read;
        if (size < length && patience.isOver(start, size)) {
          connection.disconnect();
          throw new IOException("too slow: " + size + " of " + length + " bytes were there");
        }
      }
    }
    return bytes;
  }

  private static Matcher contentRange(HttpURLConnection connection) {
    String field = connection.getHeaderField("Content-Range");
    return CONTENT_RANGE.matcher(field == null ? "" : field);
  }

  /** Reads what an error says, so that the connection can be used again. */
  private static void drain(HttpURLConnection connection, Patience patience) throws IOException {
    long start = System.nanoTime();
    InputStream in = connection.getErrorStream();
    if (in != null) {
      byte[] said = new byte[FIRST_BYTES];
      try (in) {
        int read = in.read(said);
        for (int size = read; read > 0 && size < FIRST_BYTES; size += read) {
          read = patience.isOver(start, size) ? -1 : in.read(said);
        }
      }
    }
  }
}
