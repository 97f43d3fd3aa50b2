package org.estover.tokenize.reconstruct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.order.Slot;
import org.estover.tokenize.release.BlockSums;
import org.estover.tokenize.release.CorruptReleaseException;
import org.estover.tokenize.release.ReleaseDraft;
import org.estover.tokenize.release.ReleaseWriter;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.SmallRelease;
import org.estover.tokenize.release.SourceShare;
import org.estover.tokenize.release.TokenizerIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ReconstructTest {
  private static final BatchPlan PLAN = new BatchPlan(3);

  @TempDir Path folder;

  static LongStream seeds() {
    return LongStream.of(1, 2, Long.getLong("seed", 3));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyPositionHasTheTokensAndSpansOfTheStreams(long seed) throws IOException {
    Model model = model(seed);
    try (Reconstruct release = Reconstruct.open(folder)) {
      assertThat(release.order().length()).isGreaterThan(20);
      for (long position = 0; position < release.order().length(); position++) {
        Slot slot = release.order().slot(position);
        int[] tokens = release.tokens(position);
        assertThat(tokens).isEqualTo(model.tokens(slot));
        int at = 0;
        for (Span span : release.spans(position)) {
          assertThat(span.from()).isEqualTo(at);
          for (; at < span.to(); at++) {
            Place place = model.places.get(slot.sourceIndex()).get((int) slot.tokenStart() + at);
            assertThat(span.document()).isEqualTo(place.document);
            assertThat(span.documentFrom() + (at - span.from())).isEqualTo(place.offset);
          }
          assertThat(span.inputs()).isEqualTo(Math.min(at, model.inputs) - span.from());
        }
        assertThat(at).isEqualTo(model.inputs + 1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void occurrencesAreExactlyTheStepsThatReadADocument(long seed) throws IOException {
    Model model = model(seed);
    try (Reconstruct release = Reconstruct.open(folder)) {
      Map<String, List<Occurrence>> expected = new TreeMap<>();
      for (long step = 0; step < release.steps(PLAN); step++) {
        for (PlacedSequence sequence : release.sequencesOfStep(step, PLAN)) {
          for (Span span : release.spans(sequence.position())) {
            expected
                .computeIfAbsent(span.document().id(), id -> new ArrayList<>())
                .add(occurrence(step, sequence, span));
          }
        }
      }
      for (List<Place> places : model.places) {
        for (String id : places.stream().map(place -> place.document.id()).distinct().toList()) {
          assertThat(release.occurrences(id, PLAN)).isEqualTo(expected.getOrDefault(id, List.of()));
          assertThat(release.document(id).orElseThrow().id()).isEqualTo(id);
        }
      }
      assertThat(expected.values().stream().mapToInt(List::size).max().orElse(0)).isGreaterThan(3);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void usageEqualsCountingEveryInput(long seed) throws IOException {
    Model model = model(seed);
    SplittableRandom random = new SplittableRandom(seed);
    try (Reconstruct release = Reconstruct.open(folder)) {
      long steps = release.steps(PLAN);
      for (int i = 0; i < 20; i++) {
        long from = i == 0 ? 0 : random.nextLong(steps);
        long to = i == 0 ? steps : from + random.nextLong(steps - from + 1);
        List<SourceShare> usage = release.usage(from, to, PLAN);
        assertThat(usage).isSorted().isEqualTo(model.usage(release, from, to));
        assertThat(usage.stream().mapToLong(SourceShare::tokens).sum())
            .isEqualTo((to - from) * PLAN.sequencesPerStep() * model.inputs);
      }
    }
  }

  @Test
  void documentsAreFoundByUri() throws IOException {
    Model model = model(1);
    try (Reconstruct release = Reconstruct.open(folder)) {
      ReleasedDocument document = model.places.get(0).get(0).document;
      assertThat(release.documentsOf(document.uri())).contains(document);
      assertThat(release.documentsOf("https://nowhere.test/")).isEmpty();
    }
  }

  @Test
  void questionsOutsideTheReleaseNameWhatThereIs() throws IOException {
    model(1);
    try (Reconstruct release = Reconstruct.open(folder)) {
      long steps = release.steps(PLAN);
      String bounds = "feeds " + steps + " steps of 3 sequences";
      assertThatThrownBy(() -> release.sequencesOfStep(steps, PLAN))
          .isInstanceOf(NotInReleaseException.class)
          .hasMessageContaining("step " + steps)
          .hasMessageContaining(bounds)
          .hasMessageEndingWith("name a step from 0 to " + (steps - 1));
      assertThatThrownBy(() -> release.sequencesOfStep(-1, PLAN)).hasMessageContaining(bounds);
      assertThatThrownBy(() -> release.usage(0, steps + 1, PLAN)).hasMessageContaining(bounds);
      assertThatThrownBy(() -> release.tokens(release.order().length()))
          .isInstanceOf(NotInReleaseException.class);
      assertThatThrownBy(() -> release.occurrences("doc_" + "0".repeat(32), PLAN))
          .isInstanceOf(NotInReleaseException.class)
          .hasMessageContaining("not a document of rel_");
    }
  }

  @Test
  void anotherTokenizerIsRefusedBeforeItDecodes() throws IOException {
    model(1);
    try (Reconstruct release = Reconstruct.open(folder)) {
      BatchSequence sequence = release.sequences(0, 1).get(0);
      assertThatThrownBy(() -> release.text(sequence, sequence.spans().get(0), Tokenizer.gpt2()))
          .isInstanceOf(WrongTokenizerException.class)
          .hasMessageContaining("digest abababab");
    }
  }

  @Test
  void textIsThatOfTheDocuments() throws IOException {
    Tokenizer gpt2 = Tokenizer.gpt2();
    SplittableRandom random = new SplittableRandom(8);
    List<String> words = List.of("The ", "Zoë’s ", "cat\n", "sat <|endoftext|> ", "  on ", "日本 ");
    Map<String, String> texts = new TreeMap<>();
    List<SmallRelease.Text> documents = new ArrayList<>();
    for (int d = 0; d < 12; d++) {
      StringBuilder text = new StringBuilder();
      random.ints(random.nextInt(1, 40), 0, words.size()).forEach(w -> text.append(words.get(w)));
      ReleasedDocument document = SmallRelease.document("web", d, random);
      List<Integer> tokens = Arrays.stream(gpt2.encodeOrdinary(text)).boxed().toList();
      documents.add(new SmallRelease.Text(document, tokens));
      texts.put(document.id(), text.toString());
    }
    List<SmallRelease.Source> sources = List.of(new SmallRelease.Source("web", "1", 0, documents));
    ReleaseDraft draft = SmallRelease.draft(400, sources, gpt2);
    ReleaseWriter.seal(
        folder,
        ReleaseWriter.assemble(
            folder, draft, SmallRelease.shards(folder, sources), new TreeMap<>()));
    int whole = 0;
    try (Reconstruct release = Reconstruct.open(folder)) {
      for (BatchSequence sequence : release.sequences(0, release.order().length())) {
        for (Span span : sequence.spans()) {
          if (span.documentFrom() == 0 && span.endsDocument()) {
            assertThat(release.text(sequence, span, gpt2))
                .isEqualTo(texts.get(span.document().id()));
            whole++;
          }
        }
      }
    }
    assertThat(whole).isPositive();
  }

  @Test
  void damageIsNamedWhenItIsReadAndNotBefore() throws IOException {
    model(1);
    Path bin;
    try (Reconstruct release = Reconstruct.open(folder)) {
      bin = release.release().path(release.content().shards().get(0).bin());
    }
    byte[] bytes = Files.readAllBytes(bin);
    bytes[bytes.length / 2] ^= 4;
    Files.write(bin, bytes);
    try (Reconstruct release = Reconstruct.open(folder)) {
      assertThatThrownBy(
              () -> {
                for (long position = 0; position < release.order().length(); position++) {
                  release.tokens(position);
                }
              })
          .isInstanceOf(CorruptReleaseException.class)
          .hasMessageContaining(bin + ": checksum mismatch in block 0 (bytes 0-4095)");
    }
  }

  @Test
  void aShardOfAnotherWidthThanItsVocabularySaysIsDamage() throws IOException {
    List<SmallRelease.Source> sources = List.of(SmallRelease.source("web", "1", 0, 9, 30, 1));
    ReleaseDraft narrow = SmallRelease.draft(5, sources);
    TokenizerIdentity wide = new TokenizerIdentity("wide", "ab".repeat(32), 100_000, 50_256);
    ReleaseDraft draft =
        new ReleaseDraft(
            narrow.name(),
            narrow.planDigest(),
            narrow.algorithms(),
            wide,
            narrow.seed(),
            narrow.sequenceTokens(),
            narrow.sources(),
            narrow.removals(),
            narrow.withdrawnDigest(),
            narrow.base());
    ReleaseWriter.seal(
        folder,
        ReleaseWriter.assemble(
            folder, draft, SmallRelease.shards(folder, sources), new TreeMap<>()));
    try (Reconstruct release = Reconstruct.open(folder)) {
      assertThatThrownBy(() -> release.tokens(0))
          .isInstanceOf(CorruptReleaseException.class)
          .hasMessageContaining("tokens of INT32; the release contradicts itself: run");
    }
  }

  @Test
  void aFolderWithoutAReleaseIsNamed() {
    assertThatThrownBy(() -> Reconstruct.open(folder))
        .hasMessageContaining(folder + ": no release here");
  }

  private static Occurrence occurrence(long step, PlacedSequence sequence, Span span) {
    return new Occurrence(
        step,
        sequence.position(),
        sequence.copy(),
        sequence.sequence(),
        span.from(),
        span.to(),
        span.inputs(),
        span.documentFrom());
  }

  /** A release in the folder whose shards are cut within sequences, and weights that repeat. */
  private Model model(long seed) throws IOException {
    int inputs = 5 + (int) seed * 7;
    List<SmallRelease.Source> sources =
        List.of(
            SmallRelease.source("books", "2.5", 1, 12, 40, seed),
            SmallRelease.source("code", "0.4", 0, 9, 90, seed + 100),
            SmallRelease.source("web", "1", 3, 60, 12, seed + 200));
    SmallRelease.write(folder, inputs, sources);
    return new Model(inputs, sources);
  }

  /** Rows that begin before their neighbour ends, or behind that, or reach over the end. */
  @ParameterizedTest
  @CsvSource({"1,-1,0", "1,1,0", "0,0,-1", "0,0,1", "19,0,1"})
  void rowsThatDoNotFollowEachOtherAreDamage(int row, int start, int tokens) throws IOException {
    List<SmallRelease.Source> sources = List.of(SmallRelease.source("web", "1", 0, 20, 40, 5));
    ReleasedShard shard = SmallRelease.shards(folder, sources).get(0);
    Path docs = folder.resolve(shard.docs().name());
    ByteBuffer table = ByteBuffer.wrap(Files.readAllBytes(docs)).order(ByteOrder.LITTLE_ENDIAN);
    // FORMAT.md: behind a header of 16 bytes and the URIs; the trailer of 84 bytes has their size.
    int at = 16 + (int) table.getLong(table.limit() - 84 + 8) + row * 76;
    table.putLong(at + 48, table.getLong(at + 48) + start);
    table.putInt(at + 56, table.getInt(at + 56) + tokens);
    Files.write(docs, table.array());
    ReleasedShard changed =
        new ReleasedShard(
            shard.source(),
            shard.number(),
            shard.documents(),
            shard.tokens(),
            shard.idsSha256(),
            shard.bin(),
            shard.idx(),
            BlockSums.write(docs));
    ReleaseWriter.seal(
        folder,
        ReleaseWriter.assemble(
            folder, SmallRelease.draft(4, sources), List.of(changed), new TreeMap<>()));
    try (Reconstruct release = Reconstruct.open(folder)) {
      assertThatThrownBy(
              () -> {
                for (long position = 0; position < release.order().length(); position++) {
                  release.spans(position);
                }
                // The tail is in no sequence.
                release.documentsOfHost("web.test", document -> {});
              })
          .isInstanceOf(CorruptReleaseException.class)
          .hasMessageContaining(shard.docs().name());
    }
  }

  private record Place(ReleasedDocument document, long offset) {}

  /** The streams token by token. */
  private static final class Model {
    private final int inputs;
    private final List<int[]> streams = new ArrayList<>();
    private final List<List<Place>> places = new ArrayList<>();

    Model(int inputs, List<SmallRelease.Source> sources) {
      this.inputs = inputs;
      for (SmallRelease.Source source : sources) {
        streams.add(SmallRelease.stream(source));
        List<Place> list = new ArrayList<>();
        for (SmallRelease.Text text : source.texts()) {
          for (int t = 0; t <= text.tokens().size(); t++) {
            list.add(new Place(text.document(), t));
          }
        }
        places.add(list);
      }
    }

    int[] tokens(Slot slot) {
      int start = (int) slot.tokenStart();
      return Arrays.copyOfRange(streams.get(slot.sourceIndex()), start, start + inputs + 1);
    }

    List<SourceShare> usage(Reconstruct release, long from, long to) {
      Map<SourceShare, Long> counts = new TreeMap<>();
      for (long p = PLAN.firstPosition(from); p < PLAN.firstPosition(to); p++) {
        Slot slot = release.order().slot(p);
        for (int t = 0; t < inputs; t++) {
          ReleasedDocument document =
              places.get(slot.sourceIndex()).get((int) slot.tokenStart() + t).document;
          counts.merge(
              new SourceShare(document.source(), document.license(), document.holder(), 0),
              1L,
              Long::sum);
        }
      }
      return counts.entrySet().stream()
          .map(
              e ->
                  new SourceShare(
                      e.getKey().source(), e.getKey().license(), e.getKey().holder(), e.getValue()))
          .toList();
    }
  }
}
