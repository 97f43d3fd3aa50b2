package org.estover.jobs.stage;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.estover.jobs.run.StageReport;

/**
 * What one task did: its counts, and the sum of the rows it wrote. Parts add up in any order.
 *
 * <p>Spark keeps one result per task, however often the task ran, so nothing is counted twice.
 *
 * @param report the counts of the tasks so far; none of no task
 * @param counts of what else a stage counts, by name: tokens by source, or what a comparison found
 */
record Part(List<StageReport> report, RowSum rows, TreeMap<String, Long> counts)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The part of no task. */
  static final Part NOTHING = new Part(List.of(), RowSum.ZERO, new TreeMap<>());

  Part {
    report = List.copyOf(report);
  }

  static Part of(StageReport report, RowSum rows) {
    return new Part(List.of(report), rows, new TreeMap<>());
  }

  static Part of(StageReport report, RowSum rows, TreeMap<String, Long> counts) {
    return new Part(List.of(report), rows, counts);
  }

  Part plus(Part other) {
    Optional<StageReport> sum =
        Stream.concat(report.stream(), other.report.stream()).reduce(StageReport::merge);
    TreeMap<String, Long> both = new TreeMap<>(counts);
    other.counts.forEach((source, count) -> both.merge(source, count, Math::addExact));
    return new Part(sum.stream().toList(), rows.plus(other.rows), both);
  }

  /** The counts, or those of a stage that had nothing to do. */
  StageReport reportOr(StageReport none) {
    return report.isEmpty() ? none : report.get(0);
  }
}
