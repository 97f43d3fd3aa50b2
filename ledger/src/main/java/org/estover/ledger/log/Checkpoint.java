package org.estover.ledger.log;

import java.util.Base64;

/**
 * What a log claims to be at one moment: an origin, a tree size and a root hash (C2SP
 * tlog-checkpoint).
 *
 * @param origin the log's name, which is also the name of its key
 * @param size the number of entries
 * @param root the RFC 6962 root hash of that many entries
 */
public record Checkpoint(String origin, long size, Hash root) {

  public Checkpoint {
    if (origin.isEmpty() || origin.indexOf('\n') >= 0) {
      throw Errors.badField("origin", origin, "one line that is not empty");
    }
    Ids.requireCount("size", size, 0);
    if (size == 0 && !root.equals(MerkleTree.EMPTY_ROOT)) {
      throw Errors.badField("root", root.toString(), "the root of no entries");
    }
  }

  /** The text that is signed: three lines. */
  public String text() {
    return origin + "\n" + size + "\n" + root.base64() + "\n";
  }

  /**
   * Reads a checkpoint's text; extension lines after the third are allowed and ignored.
   *
   * @throws IllegalArgumentException naming the malformed line
   */
  public static Checkpoint parse(String text) {
    String[] lines = text.split("\n", -1);
    if (lines.length < 4 || !lines[lines.length - 1].isEmpty()) {
      throw Errors.badField("checkpoint", text, "three lines at least, each ended");
    }
    for (int i = 0; i < lines.length - 1; i++) {
      if (lines[i].isEmpty()) {
        throw Errors.badField("checkpoint", "an empty line " + (i + 1), "no empty line");
      }
    }
    return new Checkpoint(lines[0], size(lines[1]), root(lines[2]));
  }

  private static long size(String line) {
    try {
      long size = Long.parseLong(line);
      if (Long.toString(size).equals(line)) {
        return size;
      }
    } catch (NumberFormatException e) {
      // Refused below, like a number with a sign or leading zeros.
    }
    throw Errors.badField("size", line, "a decimal number without sign or leading zeros");
  }

  private static Hash root(String line) {
    byte[] bytes = Base64.getDecoder().decode(line);
    if (!Base64.getEncoder().encodeToString(bytes).equals(line)) {
      throw Errors.badField("root", line, "canonical Base64");
    }
    return Hash.of(bytes);
  }
}
