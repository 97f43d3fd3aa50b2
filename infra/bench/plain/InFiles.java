package org.estover.jobs.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.util.LongAccumulator;
import org.estover.jobs.rows.CaptureRow;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.TokenRow;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.run.RunPlan;
import org.estover.tokenize.bpe.Tokenizer;
import scala.Tuple2;

/**
 * The same files of rows as a run's: the stages' own tasks, called one after another. Of Spark only
 * a counter's class is loaded.
 */
final class InFiles implements Way {
  private static final LongAccumulator NOBODY_LOOKS = new LongAccumulator();

  private final RunPlan plan;
  private final Path out;
  private final Tokenizer tokenizer;
  private final Map<Integer, List<String>> texts = new HashMap<>();

  InFiles(RunPlan plan, Path out, Tokenizer tokenizer) {
    this.plan = plan;
    this.out = out;
    this.tokenizer = tokenizer;
  }

  private String folder(String name) throws IOException {
    return Files.createDirectories(out.resolve(name)).toString();
  }

  private Part each(String files, Engine.FileTask<RowFile, Part> task) throws IOException {
    Part sum = Part.NOTHING;
    for (RowFile file : RowFile.in(Path.of(files))) {
      sum = sum.plus(task.run(file, NOBODY_LOOKS));
    }
    return sum;
  }

  @Override
  public void crawl() throws IOException {
    String captures = folder("captures");
    folder("aside");
    // The bench reads no WARC files, so there are no site files to hand from file to file.
    String sites = folder("sites");
    RevisitIndex revisits = new RevisitIndex(folder("revisits"));
    long fileBytes = EngineSettings.of("local").fileBytes();
    for (CrawlJob.Input input : CrawlJob.inputs(plan)) {
      new CrawlJob.ReadTask(out.toString(), sites, revisits, fileBytes).run(input, NOBODY_LOOKS);
    }
    List<byte[]> observed = new ArrayList<>();
    for (RowFile file : RowFile.in(Path.of(captures))) {
      try (RowReader<CaptureRow> rows =
          RowReader.open(
              CaptureRow.TYPE, file.at(captures), "uri", "outcome", "payload_sha256", "signals")) {
        for (CaptureRow row = rows.next(); row != null; row = rows.next()) {
          observed.add(CaptureSet.observed(row));
        }
      }
    }
    PlainPipeline.digest(observed);
  }

  @Override
  public void extract() throws IOException {
    String captures = folder("captures");
    SourceExtractors extractors = SourceExtractors.of(plan);
    each(captures, new ExtractJob.ExtractTask(captures, folder("documents"), extractors));
  }

  @Override
  public void filter() throws IOException {
    String documents = folder("documents");
    FilterJob.Rules rules = FilterJob.Rules.of(plan, DecisionBasis.DEFAULT, new TreeSet<>());
    each(documents, new FilterJob.FilterTask(documents, folder("verdicts"), "", rules, null));
  }

  @Override
  public List<FeatureRow> features() throws IOException {
    String documents = folder("documents");
    String features = folder("features");
    TreeMap<String, Integer> priorities = new TreeMap<>();
    plan.sources().forEach(source -> priorities.put(source.name(), source.priority()));
    each(
        documents,
        new FeatureTask(
            documents,
            folder("verdicts"),
            features,
            Similarity.of(plan.dedupe()),
            new Ranks(priorities, "")));
    List<FeatureRow> all = new ArrayList<>();
    for (RowFile file : RowFile.in(Path.of(features))) {
      try (RowReader<FeatureRow> rows = RowReader.open(FeatureRow.TYPE, file.at(features))) {
        for (FeatureRow row = rows.next(); row != null; row = rows.next()) {
          all.add(row);
        }
      }
    }
    return all;
  }

  /** Reads a file's texts when the first of them is asked for. */
  @Override
  public String text(byte[] place) {
    return texts.computeIfAbsent(Vertex.file(place), this::texts).get((int) Vertex.row(place));
  }

  private List<String> texts(int file) {
    try {
      List<String> read = new ArrayList<>();
      RowFile wanted = RowFile.in(Path.of(folder("documents"))).get(file);
      try (var rows = RowReader.open(DocumentRow.TYPE, wanted.at(folder("documents")), "text")) {
        for (DocumentRow row = rows.next(); row != null; row = rows.next()) {
          read.add(row.text());
        }
      }
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void survivors(Map<Integer, List<Tuple2<byte[], byte[]>>> duplicates) throws IOException {
    String documents = folder("documents");
    SurvivorTask task =
        new SurvivorTask(documents, folder("verdicts"), folder("survivors"), folder("groups"));
    for (RowFile file : RowFile.in(Path.of(documents))) {
      task.run(List.of(file), duplicates.getOrDefault(file.index(), List.of()).iterator());
    }
  }

  @Override
  public SortedMap<String, Long> tokenize() throws IOException {
    String documents = folder("documents");
    return each(
            documents,
            new TokenizeJob.TokenizeTask(
                documents,
                folder("survivors"),
                "",
                folder("tokens"),
                LoadedTokenizers.path(plan.tokenizer()),
                LoadedTokenizers.digest(tokenizer)))
        .counts();
  }

  @Override
  public List<Tuple2<byte[], byte[]>> pairs(ShardCut cut) throws IOException {
    String documents = folder("documents");
    String tokens = folder("tokens");
    List<Tuple2<byte[], byte[]>> pairs = new ArrayList<>();
    for (RowFile file : RowFile.in(Path.of(documents))) {
      try (RowReader<DocumentRow> texts =
              RowReader.open(DocumentRow.TYPE, file.at(documents), DocumentRow.withoutText());
          RowReader<VerdictRow> judged =
              RowReader.open(VerdictRow.TYPE, file.at(folder("verdicts")), "rights");
          RowReader<TokenRow> encoded = RowReader.open(TokenRow.TYPE, file.at(tokens), "tokens")) {
        for (DocumentRow row = texts.next(); row != null; row = texts.next()) {
          byte[] found = encoded.required().tokens();
          String rights = judged.required().rights();
          if (found != null) {
            pairs.add(
                new Tuple2<>(
                    cut.key(row.source(), row.id()),
                    ShardJob.TokenPairs.pack(row, rights, CutRow.NONE, found)));
          }
        }
      }
    }
    return pairs;
  }
}
