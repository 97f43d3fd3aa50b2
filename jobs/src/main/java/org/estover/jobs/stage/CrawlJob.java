package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.util.LongAccumulator;
import org.estover.crawl.read.DocumentItems;
import org.estover.crawl.source.DocumentSource;
import org.estover.crawl.source.ParquetSource;
import org.estover.crawl.source.ReadLimits;
import org.estover.crawl.source.SiteFiles;
import org.estover.crawl.source.Source;
import org.estover.crawl.source.SourceReader;
import org.estover.crawl.source.WarcSource;
import org.estover.crawl.source.WebSource;
import org.estover.jobs.rows.CaptureRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.run.InputFile;
import org.estover.jobs.run.Leftovers;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;

/**
 * 01-crawl: everything the sources hold, with the rights that the places it was found in declare.
 *
 * <p>This stage is an observation: once sealed it is an input, and its digest covers what was seen
 * (URI, outcome, payload, signals) but neither when nor where. Files are read by tasks, each file
 * by one; web sources are crawled as {@link WebCrawl} says, and a crawl that was ended goes on.
 */
public final class CrawlJob implements Stage {
  private static final String CAPTURES = "captures";
  private static final String ASIDE = "aside";

  /** Where the site files of WARC files are while the stage works; not part of its output. */
  private static final String SITES = "sites";

  /** Where what revisits in WARC files stand for is found while the stage works. */
  private static final String REVISITS = "revisits";

  /** What web crawls go on from; removed once the stage is committed. */
  private static final String FRONTIER = "frontier";

  @Override
  public StageName name() {
    return StageName.CRAWL;
  }

  @Override
  public SortedMap<String, String> algorithms(RunPlan plan, Workplace workplace) {
    // What is read of signals changes no release where documents and verdicts are the same.
    SortedMap<String, String> versions =
        Stage.versions("captures", "v1", "rights", "v2", BESIDE + "signals", "v3");
    if (plan.sources().stream().anyMatch(WarcSource.class::isInstance)) {
      versions.put("revisits", "v2");
    }
    for (Source source : plan.sources()) {
      if (source instanceof DocumentSource documents) {
        versions.put("reader-" + documents.reader(), DocumentItems.reader(documents).version());
      }
    }
    return versions;
  }

  @Override
  public String inputs(RunPlan plan, RunFolder folder) throws IOException {
    return InputFile.digest(plan.inputFiles());
  }

  @Override
  public boolean goesOn() {
    return true;
  }

  @Override
  public void tidy(RunFolder folder) throws IOException {
    Leftovers.removeTree(folder.folder(name()).resolve(FRONTIER));
  }

  @Override
  public Sealed run(RunPlan plan, RunFolder folder, Workplace workplace) throws IOException {
    Path out = folder.temporary(name());
    // What an attempt before this one has crawled is kept; what was made of it is made again.
    for (String made :
        List.of(
            CAPTURES,
            ASIDE,
            LeftOutLines.FOLDER,
            UnreachablePages.FOLDER,
            SITES,
            REVISITS,
            Evidence.FOLDER)) {
      Leftovers.removeTree(out.resolve(made));
    }
    Files.createDirectories(out.resolve(CAPTURES));
    Files.createDirectories(out.resolve(ASIDE));
    Files.createDirectories(out.resolve(LeftOutLines.FOLDER));
    Files.createDirectories(out.resolve(UnreachablePages.FOLDER));
    Part files = readFiles(plan, out, workplace);
    StageReport report = files.reportOr(StageReport.empty(name()));
    int input = plan.inputFiles().size();
    for (Source source : plan.sources()) {
      if (source instanceof WebSource web) {
        WebCrawl crawl = new WebCrawl(web, out, out.resolve(FRONTIER), workplace);
        crawl.run();
        report = report.merge(crawl.deliver(input));
        input += crawl.groups();
      }
    }
    Evidence.seal(out.resolve(Evidence.FOLDER), workplace.engine());
    return new Sealed(report, captureSet(out.resolve(CAPTURES), workplace.engine()));
  }

  static List<Input> inputs(RunPlan plan) throws IOException {
    List<Input> inputs = new ArrayList<>();
    for (InputFile file : plan.inputFiles()) {
      CarriedSource source = CarriedSource.of(plan.source(file.source()));
      long size = Files.size(file.path());
      inputs.add(
          new Input(
              inputs.size(), file.source(), source, file.path().toString(), file.name(), size));
    }
    return inputs;
  }

  private Part readFiles(RunPlan plan, Path out, Workplace workplace) throws IOException {
    List<Input> inputs = inputs(plan);
    long total = inputs.stream().mapToLong(Input::size).sum();
    // The longest first, so that no task is left over at the end; names do not depend on it.
    inputs.sort(Comparator.comparingLong(Input::size).reversed());
    Path sites = out.resolve(SITES);
    RevisitIndex revisits = new RevisitIndex(out.resolve(REVISITS).toString());
    lookForSiteFiles(inputs, sites, revisits, workplace);
    long fileBytes = workplace.engine().settings().fileBytes();
    Part done;
    try (Progress.Bar bar = workplace.progress().start(name(), StageReport.BYTES, total)) {
      ReadTask task = new ReadTask(out.toString(), sites.toString(), revisits, fileBytes);
      done = workplace.engine().forEach(inputs, bar, task);
      bar.advanceTo(total);
    }
    // What was taken of them stands in the captures' signals.
    Leftovers.removeTree(sites);
    Leftovers.removeTree(out.resolve(REVISITS));
    return done;
  }

  /**
   * Notes the site files in the WARC files of every source that has several: a crawl rotates its
   * files, and the robots.txt of a page may lie in any of them, as may what a revisit stands for.
   */
  private void lookForSiteFiles(
      List<Input> inputs, Path sites, RevisitIndex revisits, Workplace workplace)
      throws IOException {
    Map<String, Long> files =
        inputs.stream()
            .filter(Input::isWarc)
            .collect(Collectors.groupingBy(Input::sourceName, Collectors.counting()));
    List<Input> several =
        inputs.stream()
            .filter(input -> input.isWarc() && files.getOrDefault(input.sourceName(), 0L) > 1)
            .toList();
    long total = several.stream().mapToLong(Input::size).sum();
    try (Progress.Bar bar = workplace.progress().start(name(), StageReport.BYTES, total)) {
      workplace.engine().forEach(several, bar, new SiteTask(sites.toString(), revisits));
    }
    revisits.make(several, workplace);
  }

  /** One file of a source, on its way to a task. */
  record Input(
      int index, String sourceName, CarriedSource source, String path, String name, long size)
      implements Packs.Sized {
    private static final long serialVersionUID = 1L;

    boolean isWarc() {
      return source.isOf(WarcSource.class);
    }
  }

  record SiteTask(String sites, RevisitIndex revisits) implements Engine.FileTask<Input, Part> {
    private static final long serialVersionUID = 1L;

    @Override
    public Part run(Input input, LongAccumulator bytes) throws IOException {
      SiteRows rows = new SiteRows(sites, input.sourceName());
      try (SiteRows.Writer writer = rows.new Writer(input.index())) {
        boolean any =
            SourceReader.lookForSiteFiles(
                Path.of(input.path()), input.name(), ReadLimits.DEFAULT, writer);
        if (any) {
          revisits.wanted(input.sourceName());
        }
        writer.commit();
      }
      bytes.add(input.size());
      return Part.NOTHING;
    }
  }

  record ReadTask(String out, String sites, RevisitIndex revisits, long fileBytes)
      implements Engine.FileTask<Input, Part> {
    private static final long serialVersionUID = 1L;

    @Override
    public Part run(Input input, LongAccumulator bytes) throws IOException {
      InputMeter meter = new InputMeter(input.size(), bytes);
      try (RevisitIndex.Opened payloads = revisits.open(input.sourceName());
          CaptureWriter writer =
              new CaptureWriter(
                  Path.of(out), input.sourceName(), input.index(), fileBytes, meter::payload)) {
        Source source = input.source().unpack();
        Path path = Path.of(input.path());
        if (source instanceof ParquetSource parquet) {
          ParquetInput.read(parquet, path, input.name(), ReadLimits.DEFAULT, writer);
        } else if (source instanceof DocumentSource documents) {
          DocumentItems.read(documents, path, input.name(), ReadLimits.DEFAULT, writer);
        } else {
          SiteFiles siteFiles = new SiteRows(sites, input.sourceName());
          SourceReader.read(
              source, path, input.name(), ReadLimits.DEFAULT, siteFiles, payloads, writer);
        }
        StageReport report = writer.finish();
        meter.finish();
        return Part.of(report, RowSum.ZERO);
      }
    }
  }

  /**
   * Tells a progress bar in bytes of the input file, of which only the payloads are seen while it
   * is read: at most the file's size, and exactly that at its end.
   */
  private static final class InputMeter {
    private final long size;
    private final LongAccumulator bytes;
    private long told;

    InputMeter(long size, LongAccumulator bytes) {
      this.size = size;
      this.bytes = bytes;
    }

    void payload(long payload) {
      // Text compresses to about a third, and a bar may be wrong by that much.
      tell(Math.min(payload / 3, size - told));
    }

    void finish() {
      tell(size - told);
    }

    private void tell(long more) {
      bytes.add(more);
      told += more;
    }
  }

  /** The digest of the sorted (uri, outcome, payload SHA-256, signals SHA-256) of all captures. */
  private static String captureSet(Path captures, Engine engine) throws IOException {
    List<RowFile> files = RowFile.in(captures);
    String folder = captures.toString();
    JavaPairRDD<byte[], byte[]> rows =
        engine.pairs(
            files,
            file -> {
              RowReader<CaptureRow> reader =
                  Pull.untilTaskEnds(
                      RowReader.open(
                          CaptureRow.TYPE,
                          file.at(folder),
                          "uri",
                          "outcome",
                          "payload_sha256",
                          "signals"));
              return () -> {
                CaptureRow row = reader.next();
                return row == null ? null : RowSetDigest.pair(CaptureSet.observed(row));
              };
            });
    return RowSetDigest.of(engine, rows, engine.partitions(files));
  }
}
