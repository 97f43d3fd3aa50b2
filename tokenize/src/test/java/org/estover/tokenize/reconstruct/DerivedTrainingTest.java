package org.estover.tokenize.reconstruct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.order.DerivedOrder;
import org.estover.tokenize.order.OrderException;
import org.estover.tokenize.order.PackedOrder;
import org.estover.tokenize.order.RemovedTokens;
import org.estover.tokenize.order.Slot;
import org.estover.tokenize.reconstruct.reference.NaiveTerms;
import org.estover.tokenize.release.CanonicalJson;
import org.estover.tokenize.release.RangeServer;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasePlace;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.SmallRelease;
import org.estover.tokenize.release.SourceShare;
import org.estover.tokenize.shard.npy.NpyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A training over a derived order, compared with a plain list of its sequences: those of the
 * release's own order, with the lines of the file put over them. Of the three sources one has a
 * weight below 1, one above.
 */
final class DerivedTrainingTest {
  private static final BatchPlan PLAN = new BatchPlan(3);
  private static final Tokenizer GPT2 = Tokenizer.gpt2();

  @TempDir Path folder;

  private record Row(int source, long copy, long sequence) {}

  /** A document, and its tokens in its source's stream, with the end of text. */
  private record Place(int source, ReleasedDocument document, long from, long end) {}

  private record Training(
      TextRelease texts, int inputs, List<Place> places, List<Place> removed, List<Row> rows) {
    long steps() {
      return rows.size() / PLAN.sequencesPerStep();
    }

    int[] tokens(long position) {
      Row row = rows.get((int) position);
      int start = (int) row.sequence * inputs;
      return Arrays.copyOfRange(texts.stream(row.source), start, start + inputs + 1);
    }

    /** Every place in the whole steps that reads one of the tokens [from, end) of a stream. */
    List<Occurrence> occurrences(Place place, long from, long end) {
      List<Occurrence> occurrences = new ArrayList<>();
      for (int p = 0; p < PLAN.firstPosition(steps()); p++) {
        Row row = rows.get(p);
        long start = row.sequence * inputs;
        int first = (int) Math.max(0, from - start);
        int behind = (int) Math.min(inputs + 1, end - start);
        if (row.source == place.source && first < behind) {
          occurrences.add(
              new Occurrence(
                  p / 3,
                  p,
                  row.copy,
                  row.sequence,
                  first,
                  behind,
                  Math.min(behind, inputs) - first,
                  start + first - place.from));
        }
      }
      return occurrences;
    }

    /** What every single input of some steps counts to. */
    List<SourceShare> usage(long fromStep, long toStep) {
      TreeMap<SourceShare, Long> counts = new TreeMap<>();
      for (long p = 3 * fromStep; p < 3 * toStep; p++) {
        Row row = rows.get((int) p);
        for (long token = row.sequence * inputs; token < (row.sequence + 1) * inputs; token++) {
          ReleasedDocument document = at(row.source, token).document;
          counts.merge(
              new SourceShare(document.source(), document.license(), document.holder(), 0),
              1L,
              Long::sum);
        }
      }
      List<SourceShare> shares = new ArrayList<>();
      counts.forEach((share, tokens) -> shares.add(share.with(tokens)));
      return shares;
    }

    private Place at(int source, long token) {
      return places.stream()
          .filter(place -> place.source == source && place.from <= token && token < place.end)
          .findFirst()
          .orElseThrow();
    }
  }

  private Path place() {
    return folder.resolve("release");
  }

  private Path orderFile() {
    return folder.resolve("order");
  }

  private Reconstruct open() throws IOException {
    return Reconstruct.open(ReleasePlace.of(place()), orderFile());
  }

  private Training training(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    int inputs = 4 + (int) seed;
    TextRelease texts = TextRelease.of(GPT2, inputs, seed);
    texts.write(Files.createDirectories(place()));
    List<Place> places = new ArrayList<>();
    for (int source = 0; source < texts.sources().size(); source++) {
      long start = 0;
      for (SmallRelease.Text text : texts.sources().get(source).texts()) {
        long end = start + text.tokens().size() + 1;
        places.add(new Place(source, text.document(), start, end));
        start = end;
      }
    }
    Release release = Release.open(place());
    PackedOrder parent = release.content().packedOrder();
    long length = parent.length() * 3 / 5;
    for (int attempt = 0; attempt < 1000; attempt++) {
      List<Place> removed = places.stream().filter(place -> random.nextInt(12) == 0).toList();
      List<RemovedTokens> tokens =
          removed.stream().map(p -> new RemovedTokens(p.source, p.from, p.end)).toList();
      try {
        DerivedOrder order = DerivedOrder.without(parent, release.id(), length, tokens);
        TreeSet<Integer> sources = new TreeSet<>();
        Arrays.stream(order.holes()).forEach(hole -> sources.add(parent.slot(hole).sourceIndex()));
        if (sources.size() == 3) {
          order.write(orderFile());
          return new Training(texts, inputs, places, removed, rows(orderFile(), parent));
        }
      } catch (OrderException e) {
        assertThat(e).hasMessageContaining("its reserve has");
      }
    }
    throw new AssertionError("no removal touches every source and leaves enough in reserve");
  }

  private static List<Row> rows(Path file, PackedOrder parent) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<Row> rows = new ArrayList<>();
    for (long p = 0; p < Long.parseLong(lines.get(0).split(" ", -1)[2]); p++) {
      Slot slot = parent.slot(p);
      rows.add(new Row(slot.sourceIndex(), slot.copy(), slot.sequence()));
    }
    for (String line : lines.subList(1, lines.size())) {
      String[] words = line.split(" ", -1);
      rows.set(
          Integer.parseInt(words[0]),
          new Row(Integer.parseInt(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3])));
    }
    return rows;
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void everyStepReadsWhatTheListSays(long seed) throws IOException {
    Training training = training(seed);
    try (Reconstruct release = open()) {
      assertThat(release.steps(PLAN)).isEqualTo(training.steps());
      List<BatchSequence> all = release.sequences(0, training.rows.size());
      for (int p = 0; p < training.rows.size(); p++) {
        Row row = training.rows.get(p);
        long start = row.sequence * training.inputs;
        String source = training.texts.sources().get(row.source).name();
        assertThat(all.get(p).placed())
            .isEqualTo(new PlacedSequence(p, source, row.copy, row.sequence, start));
        assertThat(all.get(p).tokens()).isEqualTo(training.tokens(p));
        for (Span span : all.get(p).spans()) {
          Place place = training.at(row.source, start + span.from());
          assertThat(span.document()).isEqualTo(place.document);
          assertThat(training.removed).doesNotContain(place);
        }
      }
      long step = training.steps() - 1;
      List<BatchSequence> batch = new ArrayList<>();
      release.batch(step, PLAN, MicroBatch.WHOLE, batch::add);
      assertThat(batch).isEqualTo(all.subList((int) step * 3, (int) step * 3 + 3));
      assertThatThrownBy(() -> release.sequencesOfStep(step + 1, PLAN))
          .isInstanceOf(NotInReleaseException.class)
          .hasMessageContaining(release.dataId() + " feeds " + (step + 1) + " steps");
      assertThatThrownBy(() -> release.tokens(training.rows.size()))
          .isInstanceOf(NotInReleaseException.class)
          .hasMessageContaining("has " + training.rows.size() + " positions");
      assertRows(release, training);
    }
  }

  /** The rows of preshuffled files, read in parts. */
  private static void assertRows(Reconstruct release, Training training) throws IOException {
    ReleaseRows rows = ReleaseRows.of(release);
    assertThat(rows.itemCount()).isEqualTo(training.rows.size());
    List<Integer> tokens = new ArrayList<>();
    for (long from = 0; from < rows.itemCount(); from += 7) {
      rows.tokens(
          from,
          Math.min(rows.itemCount(), from + 7),
          (bytes, at, size) -> {
            int[] part = new int[size / rows.width().bytes()];
            rows.width().decode(bytes, at, part, 0, part.length);
            Arrays.stream(part).forEach(tokens::add);
          });
    }
    List<Integer> expected = new ArrayList<>();
    for (int p = 0; p < training.rows.size(); p++) {
      Arrays.stream(training.tokens(p)).forEach(expected::add);
    }
    assertThat(tokens).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void documentsAndTextsAreSeenWhereTheListReadsThem(long seed) throws IOException {
    Training training = training(seed);
    try (Reconstruct release = open()) {
      for (Place place : training.places) {
        assertThat(release.occurrences(place.document.id(), PLAN))
            .isEqualTo(training.occurrences(place, place.from, place.end));
        int tokens = (int) (place.end - place.from);
        int from = tokens / 3;
        int to = Math.min(tokens, from + 2);
        assertThat(release.occurrences(place.document.id(), from, to, PLAN))
            .isEqualTo(training.occurrences(place, place.from + from, place.from + to));
        assertThatThrownBy(() -> release.occurrences(place.document.id(), 0, tokens + 1, PLAN))
            .isInstanceOf(IndexOutOfBoundsException.class);
      }
      for (Place place : training.removed) {
        assertThat(release.occurrences(place.document.id(), PLAN)).isEmpty();
      }
      TextTrace.writeIndexes(release, GPT2);
      try (TextTrace trace = TextTrace.open(release)) {
        byte[] text = " he".getBytes(StandardCharsets.UTF_8);
        List<TextMatch> matches = trace.trace(text, 100, PLAN).matches();
        assertThat(matches).isNotEmpty();
        for (TextMatch match : matches) {
          Place place =
              training.places.stream()
                  .filter(p -> p.document.equals(match.document()))
                  .findFirst()
                  .orElseThrow();
          assertThat(match.occurrences())
              .isEqualTo(
                  training.occurrences(
                      place, place.from + match.tokenFrom(), place.from + match.tokenTo()));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void usageIsThatOfTheListWithAndWithoutSumsOfTheReleasesOwnOrder(long seed) throws IOException {
    Training training = training(seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (boolean sums : new boolean[] {false, true}) {
      if (sums) {
        try (Reconstruct own = Reconstruct.open(place())) {
          own.writeUsageSums();
        }
      }
      try (Reconstruct release = open()) {
        assertThat(release.hasUsageSums()).isEqualTo(sums);
        for (int i = 0; i < 12; i++) {
          long from = i == 0 ? 0 : random.nextLong(training.steps());
          long to = i == 0 ? training.steps() : from + random.nextLong(training.steps() - from + 1);
          assertThat(release.usage(from, to, PLAN)).isEqualTo(training.usage(from, to));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void termsAreCountedWhereTheListReadsThem(long seed) throws IOException {
    Training training = training(seed);
    Terms terms = new Terms(List.of("he", " she", "2", "日本"), List.of(List.of(0, 1, 2)));
    List<byte[]> bytes = terms.bytes(GPT2);
    NaiveTerms search = new NaiveTerms(t -> GPT2.decode(new int[] {t}), false);
    List<Long> steps = List.of(1L, training.steps() / 2, training.steps());
    try (Reconstruct release = open()) {
      TermCounts counts =
          TermsCount.count(
              release,
              GPT2,
              new TermsCount.Question(terms, PLAN, steps, false),
              2,
              40,
              tokens -> {});
      for (int step = 0; step < steps.size(); step++) {
        long[] places = new long[4];
        long[] sequences = new long[4];
        long[] cut = new long[4];
        long together = 0;
        for (int p = 0; p < 3 * steps.get(step); p++) {
          Row row = training.rows.get(p);
          NaiveTerms.Held held =
              search.in(
                  training.texts.documents(row.source),
                  row.sequence * training.inputs,
                  training.inputs,
                  bytes);
          for (int term = 0; term < 4; term++) {
            places[term] += held.places().get(term);
            sequences[term] += held.places().get(term) > 0 ? 1 : 0;
            cut[term] += held.cut().get(term);
          }
          together += held.all(List.of(0, 1, 2)) ? 1 : 0;
        }
        for (int term = 0; term < 4; term++) {
          assertThat(counts.occurrences(step, term)).isEqualTo(places[term]);
          assertThat(counts.sequences(step, term)).isEqualTo(sequences[term]);
          assertThat(counts.cut(step, term)).isEqualTo(cut[term]);
        }
        assertThat(counts.sequencesOfGroup(step, 0)).isEqualTo(together);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void aCopyInTheReleasesOwnOrderServesOutsideOfTheHoles(long seed) throws IOException {
    Training training = training(seed);
    SplittableRandom random = new SplittableRandom(seed);
    try (Reconstruct own = Reconstruct.open(place())) {
      own.writeOrderedCopy();
    }
    try (RangeServer server = RangeServer.of(place());
        Reconstruct local = open();
        Reconstruct remote = Reconstruct.open(server.place(), orderFile())) {
      List<BatchSequence> all = local.sequences(0, training.rows.size());
      assertThat(remote.sequences(0, all.size())).isEqualTo(all);
      for (int i = 0; i < 10; i++) {
        int from = random.nextInt(all.size() + 1);
        int to = from + random.nextInt(all.size() + 1 - from);
        assertThat(remote.sequences(from, to)).isEqualTo(all.subList(from, to));
      }
    }
  }

  @Test
  void aColdStepTakesEightRequestsAndFourMoreForEachShardThatItsHolesReach() throws IOException {
    Training training = training(2);
    try (Reconstruct own = Reconstruct.open(place())) {
      own.writeOrderedCopy();
    }
    int withHoles = 0;
    try (RangeServer server = RangeServer.of(place())) {
      for (long step = 0; step < training.steps(); step++) {
        server.forget();
        try (Reconstruct remote = Reconstruct.open(server.place(), orderFile())) {
          remote.batch(step, PLAN, MicroBatch.WHOLE, sequence -> {});
          DerivedOrder order = remote.derivedOrder().orElseThrow();
          int holes = order.holes(PLAN.firstPosition(step), PLAN.endPosition(step)).length;
          withHoles += Math.min(1, holes);
          List<String> more =
              server.requests().stream()
                  .skip(8)
                  .map(request -> request.substring(0, request.indexOf(' ')))
                  .toList();
          long shards = more.stream().filter(name -> name.endsWith(".bin")).count();
          assertThat(more).doesNotHaveDuplicates().hasSize((int) (4 * shards));
          assertThat(shards > 0).isEqualTo(holes > 0);
        }
      }
    }
    assertThat(withHoles).isPositive().isLessThan((int) training.steps());
  }

  @Test
  void aChainBeginsWithTheOrderAndTakesNoValuesOfTheReleasesOwn() throws Exception {
    Training training = training(2);
    String text = Files.readString(orderFile());
    try (Reconstruct own = Reconstruct.open(place());
        Reconstruct release = open()) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String order =
          "ord_"
              + HexFormat.of()
                  .formatHex(digest.digest(text.getBytes(StandardCharsets.US_ASCII)), 0, 16);
      assertThat(release.dataId()).isEqualTo(own.release().id() + "/" + order);
      assertThat(own.dataId()).isEqualTo(own.release().id());
      BatchChain expected = BatchChain.of(release.dataId());
      assertThat(expected).isNotEqualTo(BatchChain.of(own.dataId()));
      for (int step = 0; step < training.steps(); step++) {
        List<int[]> tokens = new ArrayList<>();
        for (int p = 3 * step; p < 3 * step + 3; p++) {
          tokens.add(training.tokens(p));
        }
        expected = expected.then(BatchChain.stepSha256(tokens));
      }
      KnownChain.write(own, PLAN, steps -> {});
      assertThat(KnownChain.find(own, PLAN)).isPresent();
      assertThat(KnownChain.find(release, PLAN)).isEmpty();
      Path log = folder.resolve("log");
      assertThat(KnownChain.write(log, release, PLAN, training.steps(), steps -> {}))
          .isEqualTo(expected);
      ChainLog read = ChainLog.read(log);
      assertThat(read.dataId()).isEqualTo(release.dataId());
      assertThat(ChainCheck.check(read, release, null).isEqual()).isTrue();
      assertThat(ChainCheck.check(read, release, read).replayedSteps())
          .isLessThan(training.steps());
      assertThatThrownBy(() -> ChainCheck.check(read, own, null))
          .isInstanceOf(ChainLogException.class)
          .hasMessageContaining("of release " + release.dataId())
          .hasMessageContaining("a derived order with --order");
      ChainLog values = KnownChain.find(own, PLAN).orElseThrow();
      assertThatThrownBy(() -> ChainCheck.check(read, release, values))
          .isInstanceOf(ChainLogException.class)
          .hasMessageContaining("expected release " + release.dataId());
    }
  }

  @Test
  void aStudyIsOneOfItsOrder() throws IOException {
    Training training = training(3);
    Path study = Files.createDirectories(folder.resolve("study"));
    try (Reconstruct own = Reconstruct.open(place());
        Reconstruct release = open()) {
      MemorizePrompts.write(
          study, release, new MemorizeStudy(release.dataId(), PLAN, 0, 4, 0, 3, 4, 12, 7));
      MemorizeStudy read = MemorizeStudy.read(study);
      assertThat(read.dataId()).isEqualTo(release.dataId());
      NpyFile prompts = NpyFile.open(study.resolve(MemorizePrompts.PROMPTS));
      for (int p = 0; p < 12; p++) {
        for (int t = 0; t < 3; t++) {
          assertThat(prompts.element(3L * p + t)).isEqualTo(training.tokens(p)[t]);
        }
      }
      Path answers = study.resolve(MemorizePrompts.CONTINUATIONS);
      assertThat(MemorizeScore.score(release, read, answers, row -> {}).all().memorized())
          .isEqualTo(12);
      assertThatThrownBy(() -> MemorizeScore.score(own, read, answers, row -> {}))
          .isInstanceOf(StudyException.class)
          .hasMessageContaining("the study is one of " + release.dataId());
    }
  }

  @Test
  void theJarAloneAnswersForAnOrder() throws IOException {
    Training training = training(5);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    String order = orderFile().toString();
    String steps = String.valueOf(training.steps());
    String[] usage = {"--order", order, "usage", place().toString(), "3", "0", steps};
    assertThat(Main.run(usage, out, out)).isZero();
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactlyElementsOf(
            training.usage(0, training.steps()).stream()
                .map(
                    share ->
                        CanonicalJson.text(
                            Map.of(
                                "source", share.source(),
                                "license", share.license(),
                                "holder", share.holder(),
                                "tokens", share.tokens())))
                .toList());
    Files.writeString(orderFile(), Files.readString(orderFile()).strip());
    bytes.reset();
    assertThat(Main.run(usage, out, out)).isEqualTo(3);
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("without a line feed");
    Files.writeString(orderFile(), "no order");
    bytes.reset();
    assertThat(Main.run(usage, out, out)).isEqualTo(2);
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("no derived order");
  }

  @Test
  void whatIsMadeForAllFollowsTheReleasesOwnOrder() throws IOException {
    training(4);
    try (Reconstruct release = open()) {
      assertThatThrownBy(release::writeUsageSums).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(release::writeOrderedCopy).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> KnownChain.write(release, PLAN, steps -> {}))
          .isInstanceOf(IllegalStateException.class);
      RowsPlan plan = RowsPlan.of(release, 0, 6, PLAN);
      assertThat(CanonicalJson.text(plan.toJson()))
          .contains("\"derived-order\":\"ord_")
          .contains("\"order\":\"estover.derived.v1\"")
          .contains("\"release\":\"" + release.release().id() + "\"");
      Release other = release.release();
      PackedOrder parent = other.content().packedOrder();
      DerivedOrder foreign = DerivedOrder.without(parent, "rel_other", 0, List.of());
      assertThatThrownBy(() -> Reconstruct.of(other, foreign))
          .isInstanceOf(IllegalArgumentException.class);
      foreign.write(orderFile());
    }
    assertThatThrownBy(this::open)
        .isInstanceOf(OrderException.class)
        .hasMessageContaining("made for rel_other, expected rel_");
  }
}
