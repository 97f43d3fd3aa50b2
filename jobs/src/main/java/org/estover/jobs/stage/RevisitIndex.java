package org.estover.jobs.stage;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.util.LongAccumulator;
import org.estover.crawl.source.Payloads;
import org.estover.crawl.source.ReadLimits;
import org.estover.crawl.warc.Capture;
import org.estover.crawl.warc.CdxjIndex;
import org.estover.crawl.warc.WarcCollection;
import org.estover.crawl.warc.WarcRecord;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;
import org.jspecify.annotations.Nullable;

/**
 * Where the captures lie that revisits in other files of a WARC source stand for, in a folder that
 * lives as long as 01-crawl works.
 *
 * <p>Only sources of several files that hold revisits have an index: each of their files is read
 * once more for it, by a task, and the driver merges what these found.
 *
 * @param folder the folder of all sources
 */
record RevisitIndex(String folder) implements Serializable {
  private static final long serialVersionUID = 1L;

  private Path of(String source) {
    return Path.of(folder, source);
  }

  /** Notes that a file of a source holds revisits. */
  void wanted(String source) throws IOException {
    Files.createDirectories(of(source));
  }

  /** Indexes the files of the sources of which one holds revisits. */
  void make(List<CrawlJob.Input> inputs, Workplace workplace) throws IOException {
    Map<String, List<CrawlJob.Input>> sources = new TreeMap<>();
    List<CrawlJob.Input> wanted = new ArrayList<>();
    for (CrawlJob.Input input : inputs) {
      if (Files.isDirectory(of(input.sourceName()))) {
        sources.computeIfAbsent(input.sourceName(), none -> new ArrayList<>()).add(input);
        wanted.add(input);
      }
    }
    if (wanted.isEmpty()) {
      return;
    }
    long total = wanted.stream().mapToLong(CrawlJob.Input::size).sum();
    try (Progress.Bar bar = workplace.progress().start(StageName.CRAWL, StageReport.BYTES, total)) {
      workplace.engine().forEach(wanted, bar, new IndexTask(this));
    }
    for (Map.Entry<String, List<CrawlJob.Input>> source : sources.entrySet()) {
      Map<Path, Path> indexes = new HashMap<>();
      List<Path> warcs = new ArrayList<>();
      for (CrawlJob.Input input : source.getValue()) {
        warcs.add(Path.of(input.path()));
        indexes.put(Path.of(input.path()), index(input));
      }
      WarcCollection.create(
          of(source.getKey()),
          warcs,
          warc -> Objects.requireNonNull(indexes.get(warc)),
          ReadLimits.DEFAULT.maxDocument());
    }
  }

  private Path index(CrawlJob.Input input) {
    return of(input.sourceName()).resolve(input.index() + ".cdxj");
  }

  /** What revisits of a source stand for; to be closed. */
  Opened open(String source) throws IOException {
    return new Opened(WarcCollection.isIn(of(source)) ? WarcCollection.open(of(source)) : null);
  }

  /** The captures of a source, or null where it needs none. */
  record Opened(@Nullable WarcCollection captures) implements Payloads, Closeable {
    @Override
    public Optional<Capture> of(WarcRecord revisit) throws IOException {
      return captures == null
          ? Optional.empty()
          : captures
              .of(revisit, ReadLimits.DEFAULT.maxDocument())
              .map(WarcCollection.Held::capture);
    }

    @Override
    public void close() throws IOException {
      if (captures != null) {
        captures.close();
      }
    }
  }

  private record IndexTask(RevisitIndex index) implements Engine.FileTask<CrawlJob.Input, Part> {
    private static final long serialVersionUID = 1L;

    @Override
    public Part run(CrawlJob.Input input, LongAccumulator bytes) throws IOException {
      CdxjIndex.write(
          List.of(Path.of(input.path())), index.index(input), ReadLimits.DEFAULT.maxDocument());
      bytes.add(input.size());
      return Part.NOTHING;
    }
  }
}
