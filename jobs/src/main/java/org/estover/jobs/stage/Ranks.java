package org.estover.jobs.stage;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Objects;
import java.util.TreeMap;
import org.estover.dedupe.near.SurvivorKey;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.run.RunPlan;
import org.jspecify.annotations.Nullable;

/**
 * What decides which of two documents survives, on its way to tasks.
 *
 * @param priorities by source
 * @param baseIds a file of {@link PublishedIds}, whose documents stay in any case; empty for none
 * @param survivor whether of equal priority the time of the capture decides
 */
record Ranks(TreeMap<String, Integer> priorities, String baseIds, RunPlan.Survivor survivor)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** By priority and id alone. */
  Ranks(TreeMap<String, Integer> priorities, String baseIds) {
    this(priorities, baseIds, RunPlan.Survivor.PRIORITY);
  }

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

    /** The document as a vertex of the duplicate graph. */
    byte[] vertex(DocumentRow row, int file, long number) throws IOException {
      return Vertex.of(priority(row), capture(row.fetchedAt()), row.id(), file, number);
    }

    /** What has no time comes last, whichever end of time is asked for. */
    private long capture(String fetchedAt) {
      long micros = FirstCaptures.micros(fetchedAt);
      return switch (survivor) {
        case PRIORITY -> 0;
        case FIRST -> micros;
        case NEWEST -> micros == FirstCaptures.NEVER ? micros : ~micros;
      };
    }

    @Override
    public void close() throws IOException {
      if (base != null) {
        base.close();
      }
    }
  }
}
