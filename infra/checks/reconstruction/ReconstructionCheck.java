package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.order.SequenceOrder;
import org.estover.tokenize.order.Slot;
import org.estover.tokenize.release.DocumentRow;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.SourceShare;
import org.estover.tokenize.shard.IndexedDatasetReader;

/**
 * Asks a release for random steps, documents and ranges of steps, compares each answer with what a
 * table of all tokens and documents in memory says, and prints how long the answers took.
 *
 * <p>usage: ReconstructionCheck RELEASE QUESTIONS BATCH SEED
 */
final class ReconstructionCheck {
  private static final double LIMIT_MILLIS = 50;

  private final Reconstruct release;
  private final SequenceOrder order;
  private final BatchPlan plan;
  private final int questions;
  private final SplittableRandom random;
  private final List<int[]> streams = new ArrayList<>();
  private final List<List<DocumentRow>> rows = new ArrayList<>();
  private final List<long[]> starts = new ArrayList<>();
  private boolean failed;

  private ReconstructionCheck(Reconstruct release, int questions, int batch, long seed) {
    this.release = release;
    this.questions = questions;
    order = release.order();
    plan = new BatchPlan(batch);
    random = new SplittableRandom(seed);
  }

  /** Exit code 0 if all is equal and p99 is below 50 ms of CPU, else 1. */
  public static void main(String[] args) throws IOException {
    int questions = Integer.parseInt(args[1]);
    int batch = Integer.parseInt(args[2]);
    long seed = Long.parseLong(args[3]);
    try (Reconstruct release = Reconstruct.open(Path.of(args[0]))) {
      ReconstructionCheck check = new ReconstructionCheck(release, questions, batch, seed);
      check.load();
      check.batches();
      check.seen();
      check.usage();
      System.exit(check.failed ? 1 : 0);
    }
  }

  private void load() throws IOException {
    long tokens = 0;
    long documents = 0;
    for (int s = 0; s < order.sources().size(); s++) {
      String source = order.sources().get(s).name();
      int[] stream = new int[Math.toIntExact(order.sources().get(s).tokens())];
      List<DocumentRow> ofSource = new ArrayList<>();
      List<Long> startsOfSource = new ArrayList<>();
      int at = 0;
      for (ReleasedShard shard : release.content().shardsOf(source)) {
        try (DocumentTable table = release.release().documents(shard);
            var bin =
                IndexedDatasetReader.open(release.release().folder().resolve(shard.prefix()))) {
          for (long row = 0; row < table.rowCount(); row++) {
            DocumentRow document = table.row(row);
            ofSource.add(document);
            startsOfSource.add((long) at);
            bin.read(document.tokenStart(), stream, at, document.tokens());
            at += document.tokens();
          }
        }
      }
      streams.add(stream);
      rows.add(ofSource);
      starts.add(startsOfSource.stream().mapToLong(Long::longValue).toArray());
      tokens += stream.length;
      documents += ofSource.size();
    }
    System.out.printf(
        Locale.ROOT,
        "%,d documents, %,d tokens, %,d sequences, %,d steps of %d%n",
        documents,
        tokens,
        order.length(),
        release.steps(plan),
        plan.sequencesPerStep());
  }

  private int[] tokens(Slot slot) {
    int start = (int) slot.tokenStart();
    return Arrays.copyOfRange(
        streams.get(slot.sourceIndex()), start, start + order.sequenceTokens() + 1);
  }

  private List<Span> spans(Slot slot) {
    List<Span> spans = new ArrayList<>();
    int inputs = order.sequenceTokens();
    long[] ofSource = starts.get(slot.sourceIndex());
    int found = Arrays.binarySearch(ofSource, slot.tokenStart());
    int row = found >= 0 ? found : -found - 2;
    for (int from = 0; from <= inputs; row++) {
      DocumentRow document = rows.get(slot.sourceIndex()).get(row);
      long offset = slot.tokenStart() + from - ofSource[row];
      int to = (int) Math.min(inputs + 1, from + document.tokens() - offset);
      spans.add(
          new Span(
              from,
              to,
              Math.min(to, inputs) - from,
              offset,
              document.tokens(),
              document.document()));
      from = to;
    }
    return spans;
  }

  private void batches() throws IOException {
    Times times = new Times(questions);
    int wrong = 0;
    for (int i = 0; i < questions; i++) {
      long step = random.nextLong(release.steps(plan));
      List<BatchSequence> found = new ArrayList<>();
      times.start();
      release.batch(step, plan, MicroBatch.WHOLE, found::add);
      times.stop();
      List<BatchSequence> expected = new ArrayList<>();
      for (long p = plan.firstPosition(step); p < plan.endPosition(step); p++) {
        Slot slot = order.slot(p);
        PlacedSequence placed =
            new PlacedSequence(p, slot.source(), slot.copy(), slot.sequence(), slot.tokenStart());
        expected.add(new BatchSequence(placed, tokens(slot), spans(slot)));
      }
      wrong += found.equals(expected) ? 0 : 1;
    }
    tell("batch", times, wrong);
  }

  private void seen() throws IOException {
    long trained = release.steps(plan) * plan.sequencesPerStep();
    Map<String, List<Occurrence>> expected = new HashMap<>();
    for (long p = 0; p < trained; p++) {
      Slot slot = order.slot(p);
      for (Span span : spans(slot)) {
        expected
            .computeIfAbsent(span.document().id(), id -> new ArrayList<>())
            .add(
                new Occurrence(
                    plan.stepOf(p),
                    p,
                    slot.copy(),
                    slot.sequence(),
                    span.from(),
                    span.to(),
                    span.inputs(),
                    span.documentFrom()));
      }
    }
    List<DocumentRow> all = rows.stream().flatMap(List::stream).toList();
    Times times = new Times(questions);
    int wrong = 0;
    for (int i = 0; i < questions; i++) {
      String id = all.get(random.nextInt(all.size())).document().id();
      times.start();
      List<Occurrence> found = release.occurrences(id, plan);
      times.stop();
      wrong += found.equals(expected.getOrDefault(id, List.of())) ? 0 : 1;
    }
    tell("seen", times, wrong);
  }

  private void usage() throws IOException {
    long steps = release.steps(plan);
    List<long[]> ranges = new ArrayList<>();
    TreeSet<Long> ends = new TreeSet<>();
    for (int i = 0; i < questions; i++) {
      long from = random.nextLong(steps);
      long to = from + random.nextLong(steps + 1 - from);
      ranges.add(new long[] {from, to});
      ends.add(from);
      ends.add(to);
    }
    // The counts of all steps before each end that is asked for, in one pass over all positions.
    Map<Long, Map<SourceShare, Long>> before = new HashMap<>();
    Map<SourceShare, Long> sum = new TreeMap<>();
    for (long step = 0; step <= steps; step++) {
      if (ends.contains(step)) {
        before.put(step, new TreeMap<>(sum));
      }
      for (long p = plan.firstPosition(step); step < steps && p < plan.endPosition(step); p++) {
        for (Span span : spans(order.slot(p))) {
          var document = span.document();
          SourceShare share =
              new SourceShare(document.source(), document.license(), document.holder(), 0);
          sum.merge(share, (long) span.inputs(), Long::sum);
        }
      }
    }
    Times times = new Times(questions);
    int wrong = 0;
    for (int i = 0; i < questions; i++) {
      long[] range = ranges.get(i);
      times.start();
      List<SourceShare> found = release.usage(range[0], range[1], plan);
      times.stop();
      wrong += found.equals(difference(before.get(range[0]), before.get(range[1]))) ? 0 : 1;
    }
    tell("usage", times, wrong);
  }

  private static List<SourceShare> difference(
      Map<SourceShare, Long> from, Map<SourceShare, Long> to) {
    List<SourceShare> shares = new ArrayList<>();
    to.forEach(
        (share, tokens) -> {
          long count = tokens - from.getOrDefault(share, 0L);
          if (count > 0) {
            shares.add(new SourceShare(share.source(), share.license(), share.holder(), count));
          }
        });
    return shares;
  }

  private void tell(String what, Times times, int wrong) {
    boolean fine = wrong == 0 && times.cpu(0.99) < LIMIT_MILLIS;
    failed |= !fine;
    System.out.printf(
        Locale.ROOT,
        "%-6s %,6d questions, %d wrong; %s%s%n",
        what,
        times.count(),
        wrong,
        times.told(),
        fine ? "" : "  FAILED");
  }
}
