package org.estover.jobs.stage;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.estover.jobs.rows.SurvivorRow;
import org.estover.jobs.run.StageName;
import org.estover.tokenize.order.DocumentOrder;
import org.estover.tokenize.release.DroppedDocument;
import org.estover.tokenize.release.RejectSamples;

/**
 * What was dropped, counted by stage and rule, with the documents of each that a sample shows:
 * those with the smallest SHA-256 of the order's seed and their key. Tallies of parts add up in any
 * order.
 */
final class RejectTally implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TreeMap<String, Rule> rules = new TreeMap<>();

  /** What one rule dropped. */
  private static final class Rule implements Serializable {
    private static final long serialVersionUID = 1L;
    private final TreeSet<Candidate> smallest = new TreeSet<>();
    private long documents;

    void add(Candidate candidate) {
      smallest.add(candidate);
      if (smallest.size() > RejectSamples.MOST) {
        smallest.pollLast();
      }
    }
  }

  /**
   * A document that may be shown.
   *
   * @param order the digest that chooses it, in hex
   * @param pair the key of its pair
   * @param file of 02 that has its text; empty where it has none
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared below.
  private record Candidate(String order, byte[] pair, String file, long row)
      implements Comparable<Candidate>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compareTo(Candidate other) {
      int byOrder = order.compareTo(other.order);
      // Equal documents have equal texts: which of them stands for all is of no matter.
      return byOrder != 0 ? byOrder : Arrays.compareUnsigned(pair, other.pair);
    }
  }

  /** Counts what a pair of {@link DroppedPack} holds. */
  void add(long seed, DroppedDocument dropped, byte[] pair, byte[] place) {
    Rule rule = rules.computeIfAbsent(dropped.stage() + " " + counted(dropped), any -> new Rule());
    rule.documents++;
    Bytes.Cursor at = new Bytes.Cursor(place);
    byte[] order = DocumentOrder.key(seed, DroppedPack.rowKey(pair));
    rule.add(
        new Candidate(
            HexFormat.of().formatHex(order), pair, at.counted(), Bytes.int64(at.rest(), 0)));
  }

  /** The rule as the report and the release count it. */
  private static String counted(DroppedDocument dropped) {
    return dropped.stage().equals(StageName.FILTER.folder())
        ? FilterJob.counted(dropped.rule(), dropped.reason())
        : dropped.rule();
  }

  void add(RejectTally other) {
    other.rules.forEach(
        (name, theirs) -> {
          Rule rule = rules.computeIfAbsent(name, any -> new Rule());
          rule.documents += theirs.documents;
          theirs.smallest.forEach(rule::add);
        });
  }

  /** Where the texts are that samples may quote: rows by the file of 02 that has them. */
  Map<String, Set<Long>> quoted() {
    Map<String, Set<Long>> rows = new TreeMap<>();
    rules.values().stream()
        .map(rule -> rule.smallest)
        .flatMap(Collection::stream)
        .filter(candidate -> mayQuote(candidate, DroppedPack.document(candidate.pair)))
        .forEach(
            candidate ->
                rows.computeIfAbsent(candidate.file, any -> new TreeSet<>()).add(candidate.row));
    return rows;
  }

  /** Of what is held out nothing is published, or it would be trained on one day. */
  private static boolean mayQuote(Candidate candidate, DroppedDocument dropped) {
    return !candidate.file.isEmpty()
        && FilterJob.permitsQuotes(dropped.rule())
        && !dropped.rule().equals(SurvivorRow.HELD_OUT.rule());
  }

  /**
   * The samples.
   *
   * @param excerpts by file and row, as {@link #place} names them
   */
  RejectSamples samples(Map<String, String> excerpts) {
    List<RejectSamples.Rule> sampled = new ArrayList<>();
    for (Rule rule : rules.values()) {
      List<RejectSamples.Sample> samples = new ArrayList<>();
      DroppedDocument any = DroppedPack.document(rule.smallest.first().pair);
      for (Candidate candidate : rule.smallest) {
        DroppedDocument dropped = DroppedPack.document(candidate.pair);
        String excerpt =
            mayQuote(candidate, dropped)
                ? excerpts.getOrDefault(place(candidate.file, candidate.row), "")
                : "";
        samples.add(
            new RejectSamples.Sample(
                dropped.document(),
                dropped.uri(),
                dropped.source(),
                dropped.reason(),
                dropped.survivor(),
                excerpt));
      }
      sampled.add(new RejectSamples.Rule(any.stage(), counted(any), rule.documents, samples));
    }
    return new RejectSamples(sampled);
  }

  static String place(String file, long row) {
    return file + " " + row;
  }
}
