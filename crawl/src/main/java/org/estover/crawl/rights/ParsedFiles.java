package org.estover.crawl.rights;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Files of sites, parsed once per content: many sites serve one and the same file.
 *
 * <p>The least recently used are forgotten where what is held, estimated by the files' sizes, is
 * more than the limit. Thread-safe.
 */
public final class ParsedFiles {
  /** What a parsed file costs at least, and per byte of the file. */
  private static final long BASE_BYTES = 1024;

  private static final long BYTES_PER_BYTE = 12;

  private final String agent;
  private final long maxBytes;
  private final Map<Key, Held> held = new LinkedHashMap<>(16, 0.75f, true);
  private long heldBytes;

  /**
   * Holds nothing yet.
   *
   * @param agent the crawler's product token
   * @param maxBytes about how much memory may be held
   */
  public ParsedFiles(String agent, long maxBytes) {
    this.agent = agent;
    this.maxBytes = maxBytes;
  }

  /** A kind of file by its class, the status it came with, and the SHA-256 of its bytes. */
  private record Key(Class<?> kind, int status, String digest) {}

  private record Held(Object file, long bytes) {}

  /** As {@link RobotsFile#of}. */
  public RobotsFile robots(int status, byte[] body) {
    return of(RobotsFile.class, status, body, () -> RobotsFile.of(status, body, agent));
  }

  /** As {@link TdmRepFile#of}. */
  public TdmRepFile reservations(int status, byte[] body) {
    return of(TdmRepFile.class, status, body, () -> TdmRepFile.of(status, body));
  }

  /** As {@link AiTxtFile#of}. */
  public AiTxtFile trainingRules(int status, byte[] body) {
    return of(AiTxtFile.class, status, body, () -> AiTxtFile.of(status, body, agent));
  }

  /** As {@link RslDocument#parse}. */
  public RslDocument license(byte[] xml) {
    return of(RslDocument.class, 0, xml, () -> RslDocument.parse(xml));
  }

  private <T> T of(Class<T> kind, int status, byte[] body, Supplier<T> parser) {
    Key key = new Key(kind, status, digest(body));
    synchronized (held) {
      Held known = held.get(key);
      if (known != null) {
        return kind.cast(known.file);
      }
    }
    T file = parser.get();
    hold(key, new Held(file, BASE_BYTES + BYTES_PER_BYTE * body.length));
    return file;
  }

  private void hold(Key key, Held parsed) {
    synchronized (held) {
      if (held.putIfAbsent(key, parsed) != null) {
        return;
      }
      heldBytes += parsed.bytes;
      Iterator<Held> oldest = held.values().iterator();
      while (heldBytes > maxBytes && oldest.hasNext()) {
        heldBytes -= oldest.next().bytes;
        oldest.remove();
      }
    }
  }

  /** How many files are held. */
  int count() {
    synchronized (held) {
      return held.size();
    }
  }

  private static String digest(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
