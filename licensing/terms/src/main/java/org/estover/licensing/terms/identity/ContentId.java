package org.estover.licensing.terms.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.estover.ledger.log.JsonObject;

/**
 * Derives the id of a thing from the canonical JSON of what makes it that thing.
 *
 * <p>Equal inputs give equal ids on every machine, so a command that is run again names the same
 * thing again and nothing has to be remembered between two tries. Thread-safe.
 */
public final class ContentId {

  private static final int BYTES = 16;

  private ContentId() {}

  /**
   * The id {@code <prefix>_<32 hex digits>}: the first half of a SHA-256 over {@code
   * estover.<prefix>.v1}, a line feed, and the canonical JSON of {@code key}.
   *
   * @param prefix the kind of thing, such as {@code agr}
   * @param key what tells two things of this kind apart
   */
  public static String of(String prefix, Map<String, ?> key) {
    MessageDigest digest = newSha256();
    digest.update(("estover." + prefix + ".v1\n").getBytes(StandardCharsets.UTF_8));
    byte[] hash = digest.digest(JsonObject.of(key).bytes());
    return prefix + "_" + HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
  }

  /** The SHA-256 of bytes as 64 hex digits. */
  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(newSha256().digest(bytes));
  }

  /** The SHA-256 of a text's UTF-8 bytes as 64 hex digits. */
  public static String sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
