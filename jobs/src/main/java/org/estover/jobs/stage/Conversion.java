package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.util.LongAccumulator;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.StageReport;
import org.estover.tokenize.shard.ItemRange;
import org.estover.tokenize.shard.ItemTarget;
import org.estover.tokenize.shard.TokenItems;

/**
 * Writes items into a trainer's format, range by range: of a release by Spark, one task per range,
 * of plain files in this process. The files are the same bytes for any number of workers.
 */
public final class Conversion {
  private final ItemSource source;
  private final TargetFiles target;

  /** Makes a conversion that has not begun. */
  public Conversion(ItemSource source, TargetFiles target) {
    this.source = source;
    this.target = target;
  }

  /**
   * Converts; where it fails nothing is left.
   *
   * @return the files
   */
  public List<Path> run(Engine engine, Progress progress) throws IOException {
    try (TokenItems items = source.open();
        Progress.Bar bar = progress.start("convert", StageReport.TOKENS, items.tokenCount())) {
      if (source.isRelease()) {
        engine.start();
      } else {
        // What is damaged must not be spread in files that say nothing of it.
        items.verify();
      }
      ItemTarget files = target.open();
      List<ItemRange> ranges = files.cut(items);
      boolean finished = false;
      try {
        files.prepare(items);
        List<String> written =
            source.isRelease()
                ? engine.map(ranges, bar, new RangeTask(source, target))
                : here(items, files, ranges, bar);
        List<Path> all = files.finish(items, written);
        finished = true;
        bar.advanceTo(items.tokenCount());
        return all;
      } finally {
        if (!finished) {
          files.discard(items);
        }
      }
    }
  }

  private static List<String> here(
      TokenItems items, ItemTarget files, List<ItemRange> ranges, Progress.Bar bar)
      throws IOException {
    List<String> written = new ArrayList<>();
    for (ItemRange range : ranges) {
      written.add(files.write(items, range));
      bar.advance(items.itemStart(range.to()) - items.itemStart(range.from()));
    }
    return written;
  }

  /** Writes a range where a worker is. */
  record RangeTask(ItemSource source, TargetFiles target)
      implements Engine.FileTask<ItemRange, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String run(ItemRange range, LongAccumulator tokens) throws IOException {
      try (TokenItems items = source.open()) {
        String written = target.open().write(items, range);
        tokens.add(items.itemStart(range.to()) - items.itemStart(range.from()));
        return written;
      }
    }
  }
}
