package org.estover.ledger.log;

import java.util.Locale;

/**
 * A stretch of a stored file that is not what the signed checkpoint names.
 *
 * @param file path below the log's folder
 * @param firstByte offset of the first byte in doubt
 * @param lastByte offset of the last byte in doubt
 * @param reason what does not hold
 */
public record Damage(String file, long firstByte, long lastByte, String reason) {

  /** The size of the blocks that messages count. */
  public static final int BLOCK_SIZE = 4096;

  /** The first 4 KiB block in doubt, from 0. */
  public long firstBlock() {
    return firstByte / BLOCK_SIZE;
  }

  /** The last 4 KiB block in doubt, from 0. */
  public long lastBlock() {
    return lastByte / BLOCK_SIZE;
  }

  /** One line: file, blocks, bytes, reason. */
  @Override
  public String toString() {
    String blocks =
        firstBlock() == lastBlock()
            ? "block " + firstBlock()
            : "blocks " + firstBlock() + "-" + lastBlock();
    return String.format(
        Locale.ROOT, "%s: %s in %s (bytes %d-%d)", file, reason, blocks, firstByte, lastByte);
  }
}
