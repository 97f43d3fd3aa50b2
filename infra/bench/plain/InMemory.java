package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.estover.crawl.extract.Extraction;
import org.estover.crawl.extract.ItemExtractor;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.ItemSink;
import org.estover.crawl.source.ReadLimits;
import org.estover.crawl.source.SourceItem;
import org.estover.crawl.source.SourceReader;
import org.estover.jobs.rows.CaptureRow;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.SurvivorRow;
import org.estover.jobs.rows.TokenRow;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.run.RunPlan;
import org.estover.tokenize.bpe.Tokenizer;
import scala.Tuple2;

/**
 * Everything in lists: no files between the stages, so nothing could be resumed or be larger than
 * memory. The same digests are computed, over the same rows.
 */
final class InMemory implements Way {
  private final RunPlan plan;
  private final Tokenizer tokenizer;
  private final List<List<CaptureRow>> captures = new ArrayList<>();
  private final List<List<DocumentRow>> documents = new ArrayList<>();
  private final List<List<VerdictRow>> verdicts = new ArrayList<>();
  private final List<List<SurvivorRow>> survivors = new ArrayList<>();
  private final List<List<TokenRow>> tokens = new ArrayList<>();
  private RowSum rows = RowSum.ZERO;

  InMemory(RunPlan plan, Tokenizer tokenizer) {
    this.plan = plan;
    this.tokenizer = tokenizer;
  }

  @Override
  public void crawl() throws IOException {
    List<byte[]> observed = new ArrayList<>();
    for (CrawlJob.Input input : CrawlJob.inputs(plan)) {
      List<CaptureRow> file = new ArrayList<>();
      captures.add(file);
      SourceReader.read(
          input.source().unpack(),
          Path.of(input.path()),
          input.name(),
          ReadLimits.DEFAULT,
          new ItemSink() {
            @Override
            public void item(SourceItem item) throws IOException {
              CaptureRow row = CaptureWriter.row(item);
              file.add(row);
              observed.add(CaptureSet.observed(row));
            }

            @Override
            public void aside(Aside aside) {}
          });
    }
    PlainPipeline.digest(observed);
  }

  @Override
  public void extract() {
    for (List<CaptureRow> file : captures) {
      List<DocumentRow> out = new ArrayList<>();
      documents.add(out);
      for (CaptureRow row : file) {
        if (ExtractJob.ExtractTask.extract(row, ItemExtractor.SHIPPED)
            instanceof Extraction.Extracted text) {
          DocumentRow document = ExtractJob.ExtractTask.document(row, text);
          rows = rows.plus(RowSum.of(document.content()));
          out.add(document);
        }
      }
    }
    captures.clear();
  }

  @Override
  public void filter() throws IOException {
    FilterJob.Judge judge =
        new FilterJob.Judge(FilterJob.Rules.of(plan, DecisionBasis.DEFAULT, new TreeSet<>()));
    for (List<DocumentRow> file : documents) {
      List<VerdictRow> out = new ArrayList<>();
      verdicts.add(out);
      for (DocumentRow row : file) {
        VerdictRow verdict = judge.judge(row).verdict();
        rows = rows.plus(RowSum.of(Bytes.join(row.id(), VerdictRow.TYPE.canonical(verdict))));
        out.add(verdict);
      }
    }
  }

  @Override
  public List<FeatureRow> features() {
    Similarity.Signer signer = Similarity.of(plan.dedupe()).new Signer();
    List<FeatureRow> features = new ArrayList<>();
    for (int file = 0; file < documents.size(); file++) {
      for (int number = 0; number < documents.get(file).size(); number++) {
        DocumentRow row = documents.get(file).get(number);
        if (verdicts.get(file).get(number).keep()) {
          int priority = plan.source(row.source()).priority();
          byte[] vertex = Vertex.of(priority, row.id(), file, number);
          features.add(FeatureTask.features(row, vertex, signer));
        }
      }
    }
    return features;
  }

  @Override
  public String text(byte[] place) {
    return documents.get(Vertex.file(place)).get((int) Vertex.row(place)).text();
  }

  @Override
  public void survivors(Map<Integer, List<Tuple2<byte[], byte[]>>> duplicates) {
    for (int file = 0; file < documents.size(); file++) {
      var writing = new SurvivorTask.Writing(duplicates.getOrDefault(file, List.of()).iterator());
      List<SurvivorRow> out = new ArrayList<>();
      survivors.add(out);
      for (DocumentRow row : documents.get(file)) {
        boolean kept = verdicts.get(file).get(out.size()).keep();
        out.add(writing.verdict(row, kept, file, out.size()));
      }
    }
  }

  @Override
  public SortedMap<String, Long> tokenize() {
    TokenizeJob.Writing writing = new TokenizeJob.Writing(tokenizer);
    SortedMap<String, Long> sources = new TreeMap<>();
    for (int file = 0; file < documents.size(); file++) {
      List<TokenRow> out = new ArrayList<>();
      tokens.add(out);
      for (DocumentRow row : documents.get(file)) {
        TokenRow found = TokenRow.DROPPED;
        if (survivors.get(file).get(out.size()).keep()) {
          found = writing.tokens(row, CutRow.NONE);
          sources.merge(row.source(), found.count() + 1, Math::addExact);
        }
        out.add(found);
      }
    }
    return sources;
  }

  @Override
  public List<Tuple2<byte[], byte[]>> pairs(ShardCut cut) {
    List<Tuple2<byte[], byte[]>> pairs = new ArrayList<>();
    for (int file = 0; file < documents.size(); file++) {
      for (int number = 0; number < documents.get(file).size(); number++) {
        DocumentRow row = documents.get(file).get(number);
        byte[] found = tokens.get(file).get(number).tokens();
        if (found != null) {
          pairs.add(
              new Tuple2<>(
                  cut.key(row.source(), row.id()),
                  ShardJob.TokenPairs.pack(
                      row, verdicts.get(file).get(number).rights(), CutRow.NONE, found)));
        }
      }
    }
    return pairs;
  }
}
