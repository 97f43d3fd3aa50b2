package org.estover.jobs.dedupe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.estover.dedupe.exact.BloomSize;
import org.estover.dedupe.exact.FirstParagraphs;
import org.estover.dedupe.exact.ParagraphBloom;
import org.estover.dedupe.exact.ParagraphCut;
import org.estover.dedupe.exact.ParagraphCuts;
import org.estover.dedupe.exact.Paragraphs;

/**
 * Of equal paragraphs the one of the smallest document stays, in it the first; a document of which
 * no word is left goes. Documents of the base are whole.
 *
 * <p>Documents are gone through in survivor's order, so what was met before is what stays, and the
 * result does not depend on the order of reading. Memory: {@link FirstParagraphs} or {@link
 * ParagraphBloom}.
 */
public final class ParagraphJudge implements Judge {
  /** The name of the filter's file. */
  public static final String BLOOM_FILE = "paragraphs.bloom";

  private final Documents documents;
  private final Results results;
  private final Map<String, Object> report;
  private final Paragraphs paragraphs;
  private final Paragraphs words = new Paragraphs(1);
  private final double falsePositives;
  private long count;

  /**
   * Judges documents.
   *
   * @param results gets {@code spans.jsonl} and the filter
   * @param report gets the counts
   * @param minWords paragraphs with fewer words stay
   * @param falsePositives the chance that a paragraph is taken for another one, if a Bloom filter
   *     is to remember them; 0 for an exact table
   */
  public ParagraphJudge(
      Documents documents,
      Results results,
      Map<String, Object> report,
      ParagraphCut cut,
      int minWords,
      double falsePositives) {
    this.documents = documents;
    this.results = results;
    this.report = report;
    this.paragraphs = new Paragraphs(cut, minWords);
    this.falsePositives = falsePositives;
    if (falsePositives != 0) {
      BloomSize.of(0, falsePositives); // Refuses what is no chance before anything is read.
    }
  }

  /** Finds the paragraphs that are known, and knows the others from then on. */
  interface Known {
    ParagraphCuts cuts(int rank, String text);
  }

  @Override
  public void take(int document, String url, String text) {
    if (falsePositives != 0) {
      count += paragraphs.count(text);
    }
  }

  @Override
  public Judgement judge() {
    try {
      return falsePositives == 0 ? exact() : bloom();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Judgement exact() throws IOException {
    FirstParagraphs first = new FirstParagraphs(paragraphs);
    Judgement judgement =
        judge(
            (rank, text) -> {
              first.offer(rank, text);
              return first.cuts(rank, text);
            });
    report.put("distinct_paragraphs", first.distinct());
    return judgement;
  }

  private Judgement bloom() throws IOException {
    ParagraphBloom bloom = new ParagraphBloom(BloomSize.of(count, falsePositives));
    Judgement judgement = judge((rank, text) -> bloom.cuts(text, paragraphs));
    bloom.write(results.file(BLOOM_FILE));
    describeFilter();
    return judgement;
  }

  /** Says in the report of what shape the filter is that all taken documents ask for. */
  void describeFilter() {
    BloomSize size = BloomSize.of(count, falsePositives);
    Map<String, Object> shape = new LinkedHashMap<>();
    shape.put("version", ParagraphBloom.VERSION);
    shape.put("false_positives", falsePositives);
    shape.put("hashes", size.hashes());
    shape.put("bytes", size.size());
    report.put("bloom", shape);
  }

  /** Judges by what is known when documents come in survivor's order. */
  Judgement judge(Known known) throws IOException {
    int[] survivors = new int[documents.size()];
    double[] similarities = new double[survivors.length];
    String[] rules = new String[survivors.length];
    Arrays.fill(rules, "");
    Arrays.setAll(survivors, i -> i);
    Arrays.fill(similarities, 1);
    Tally tally = new Tally();
    int[] order = documents.inOrder();
    try (Results.Ranges ranges = results.ranges()) {
      for (int rank = 0; rank < order.length; rank++) {
        int document = order[rank];
        String text = documents.text(document);
        ParagraphCuts cuts = known.cuts(rank, text);
        if (documents.key(document).isBase()) {
          continue;
        }
        boolean goes = cuts.size() > 0 && words.count(cuts.cut(text)) == 0;
        if (goes) {
          survivors[document] = Judgement.NOBODY;
          similarities[document] = Double.NaN;
          rules[document] = Judgement.NOTHING_LEFT;
        }
        tally.add(cuts, goes);
        for (int i = 0; i < cuts.size(); i++) {
          ranges.add(documents.name(document), cuts.byteStart(i), cuts.byteEnd(i));
        }
      }
    }
    tally.into(report);
    return new Judgement(survivors, similarities, rules, tally.shortenedBytes);
  }

  /** What was counted, without the base. */
  private static final class Tally {
    private long paragraphs;
    private long compared;
    private long removed;
    private long bytes;
    private long shortened;
    private long shortenedBytes;

    void add(ParagraphCuts cuts, boolean goes) {
      paragraphs += cuts.paragraphs();
      compared += cuts.compared();
      removed += cuts.removed();
      bytes += cuts.bytes();
      shortened += cuts.size() > 0 && !goes ? 1 : 0;
      shortenedBytes += goes ? 0 : cuts.bytes();
    }

    void into(Map<String, Object> report) {
      report.put("paragraphs", paragraphs);
      report.put("compared_paragraphs", compared);
      report.put("removed_paragraphs", removed);
      report.put("cut_bytes", bytes);
      report.put("shortened", shortened);
    }
  }
}
