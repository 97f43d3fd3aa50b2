package org.estover.jobs.stage;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.estover.dedupe.near.HoldOut;
import org.estover.dedupe.near.SurvivorKey;
import org.jspecify.annotations.Nullable;

/**
 * What a plan holds out for validation, on its way to tasks: of the documents that stay in place of
 * their clusters a keyed share. What a base release has published stays, since it was trained on.
 *
 * @param share from 0 to 1, a decimal number
 * @param baseIds a file of {@link PublishedIds}; empty for none
 */
record HeldOut(String share, long seed, String baseIds) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Nothing is held out. */
  static final HeldOut NONE = new HeldOut("0", 0, "");

  /** Opens the file of ids; to be closed. */
  Open open() throws IOException {
    return new Open(
        new HoldOut(new BigDecimal(share), seed),
        baseIds.isEmpty() ? null : PublishedIds.open(Path.of(baseIds)));
  }

  /** Tells what is held out. Not thread-safe. */
  record Open(HoldOut holdOut, @Nullable PublishedIds base) implements Closeable {
    /** Whether a document is held out that stays in place of its cluster. */
    boolean takes(byte[] id) throws IOException {
      return holdOut.takes(SurvivorKey.of(0, id)) && (base == null || !base.holds(id));
    }

    @Override
    public void close() throws IOException {
      if (base != null) {
        base.close();
      }
    }
  }
}
