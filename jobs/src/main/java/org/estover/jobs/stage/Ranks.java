package org.estover.jobs.stage;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Objects;
import java.util.TreeMap;
import org.estover.dedupe.near.SurvivorKey;
import org.estover.jobs.rows.DocumentRow;
import org.jspecify.annotations.Nullable;

/**
 * What decides about the priority of a document, on its way to tasks.
 *
 * @param priorities by source
 * @param baseIds a file of {@link PublishedIds}, whose documents stay in any case; empty for none
 */
record Ranks(TreeMap<String, Integer> priorities, String baseIds) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Opens the file of ids; to be closed. */
  Open open() throws IOException {
    return new Open(baseIds.isEmpty() ? null : PublishedIds.open(Path.of(baseIds)));
  }

  /** Tells priorities. Not thread-safe. */
  final class Open implements Closeable {
    private final @Nullable PublishedIds base;

    private Open(@Nullable PublishedIds base) {
      this.base = base;
    }

    /** The priority of a document. */
    int priority(DocumentRow row) throws IOException {
      if (base != null && base.holds(row.id())) {
        return SurvivorKey.BASE;
      }
      return Objects.requireNonNull(priorities.get(row.source()), row.source());
    }

    @Override
    public void close() throws IOException {
      if (base != null) {
        base.close();
      }
    }
  }
}
