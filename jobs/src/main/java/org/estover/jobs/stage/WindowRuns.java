package org.estover.jobs.stage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.estover.dedupe.span.WindowMarks;

/**
 * Runs of windows that are reported many times over, joined as they grow in number: memory is that
 * of twice the runs that are left in the end.
 */
final class WindowRuns {
  private static final int FEW = 1 << 10;

  private List<Run> runs = new ArrayList<>();
  private int most = FEW;

  private record Run(long first, long last) {
    static final Comparator<Run> ORDER = Comparator.comparingLong(Run::first);
  }

  /** Adds the windows from first to last. */
  void add(long first, long last) {
    runs.add(new Run(first, last));
    if (runs.size() == most) {
      join();
      most = Math.max(FEW, 2 * runs.size());
    }
  }

  private void join() {
    runs.sort(Run.ORDER);
    List<Run> joined = new ArrayList<>();
    for (Run run : runs) {
      Run last = joined.isEmpty() ? run : joined.get(joined.size() - 1);
      if (joined.isEmpty() || run.first() > last.last() + 1) {
        joined.add(run);
      } else if (run.last() > last.last()) {
        joined.set(joined.size() - 1, new Run(last.first(), run.last()));
      }
    }
    runs = joined;
  }

  /** Hands out first and last of all runs, ascending, and forgets them. */
  void drain(WindowMarks.RangeSink sink) {
    join();
    for (Run run : runs) {
      sink.range(run.first(), run.last());
    }
    runs.clear();
    most = FEW;
  }
}
