package org.estover.tokenize.reconstruct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.order.SequenceOrder;
import org.estover.tokenize.order.Slot;
import org.estover.tokenize.release.CorruptReleaseException;
import org.estover.tokenize.release.RangeServer;
import org.estover.tokenize.release.ReleaseVerifier;
import org.estover.tokenize.release.ReleaseWriter;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.SmallRelease;
import org.estover.tokenize.text.TextIndex;
import org.estover.tokenize.text.reference.LiteralText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TextTraceTest {
  private static final Tokenizer GPT2 = Tokenizer.gpt2();
  private static final List<String> WORDS =
      List.of("the ", "right ", "to ", "take ", "wood. ", "\n", "Zoë ", "日本 ", "common", "s' ");
  private static final BatchPlan PLAN = new BatchPlan(3);
  private static final int ALL = 1 << 20;

  @TempDir Path folder;
  private List<SmallRelease.Source> sources = List.of();

  /** What a trace has to find: a document and a place in it. */
  private record Place(ReleasedDocument document, long byteFrom, List<Occurrence> occurrences) {}

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void matchesAreThoseOfLookingIntoEveryDocument(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    write(random, 5 + (int) seed);
    try (Reconstruct release = Reconstruct.open(folder)) {
      TextTrace.writeIndexes(release, GPT2);
      try (TextTrace trace = TextTrace.open(release)) {
        for (int i = 0; i < 15; i++) {
          byte[] text = text(random);
          List<Place> expected = places(release.order(), text);
          String as = new String(text, StandardCharsets.UTF_8);
          assertThat(trace.trace(text, 0, PLAN).count()).as(as).isEqualTo(expected.size());
          TextTrace.Trace found = trace.trace(text, ALL, PLAN);
          assertThat(found.count()).isEqualTo(expected.size());
          assertThat(found.matches())
              .extracting(m -> new Place(m.document(), m.byteFrom(), m.occurrences()))
              .as(as)
              .isEqualTo(expected);
          checkTokensAndSnippets(found.matches(), text);
          assertThat(trace.trace(text, 2, PLAN).matches())
              .isSubsetOf(found.matches())
              .hasSize(Math.min(2, expected.size()));
        }
      }
    }
    assertThat(ReleaseVerifier.verify(folder)).isEmpty();
  }

  /** A part of a document, cut anywhere, also within characters; or what is nowhere. */
  private byte[] text(SplittableRandom random) {
    SmallRelease.Source source = sources.get(random.nextInt(sources.size()));
    byte[] bytes = bytes(source.texts().get(random.nextInt(source.texts().size())));
    if (bytes.length == 0 || random.nextInt(5) == 0) {
      return new byte[] {'q', (byte) random.nextInt(256)};
    }
    int from = random.nextInt(bytes.length);
    int most = random.nextBoolean() ? 6 : 300;
    return Arrays.copyOfRange(
        bytes, from, from + 1 + random.nextInt(Math.min(most, bytes.length - from)));
  }

  private static byte[] bytes(SmallRelease.Text text) {
    return GPT2.decode(text.tokenArray());
  }

  /** By every document of every source, and every sequence of every step. */
  private List<Place> places(SequenceOrder order, byte[] text) throws IOException {
    List<Place> places = new ArrayList<>();
    for (SmallRelease.Source source : sources) {
      long start = 0;
      for (SmallRelease.Text document : source.texts()) {
        for (long at : LiteralText.places(bytes(document), text)) {
          long from = tokenOf(document, at);
          long to = tokenOf(document, at + text.length - 1) + 1;
          places.add(
              new Place(
                  document.document(),
                  at,
                  occurrences(order, source.name(), start, start + from, start + to)));
        }
        start += document.tokens().size() + 1;
      }
    }
    return places;
  }

  private static long tokenOf(SmallRelease.Text document, long place) {
    int[] tokens = document.tokenArray();
    return IntStream.range(0, tokens.length)
        .filter(t -> GPT2.decode(tokens, 0, t + 1).length > place)
        .findFirst()
        .orElseThrow();
  }

  private static List<Occurrence> occurrences(
      SequenceOrder order, String source, long document, long from, long to) {
    List<Occurrence> occurrences = new ArrayList<>();
    int inputs = order.sequenceTokens();
    long trained = PLAN.steps(order.length()) * PLAN.sequencesPerStep();
    for (long p = 0; p < trained; p++) {
      Slot slot = order.slot(p);
      long first = Math.max(from, slot.tokenStart());
      long end = Math.min(to, slot.tokenStart() + inputs + 1);
      if (slot.source().equals(source) && first < end) {
        int a = (int) (first - slot.tokenStart());
        int b = (int) (end - slot.tokenStart());
        occurrences.add(
            new Occurrence(
                PLAN.stepOf(p),
                p,
                slot.copy(),
                slot.sequence(),
                a,
                b,
                Math.min(b, inputs) - a,
                first - document));
      }
    }
    return occurrences;
  }

  private void checkTokensAndSnippets(List<TextMatch> matches, byte[] text) {
    for (TextMatch match : matches) {
      SmallRelease.Text document =
          sources.stream()
              .flatMap(source -> source.texts().stream())
              .filter(candidate -> candidate.document().equals(match.document()))
              .findFirst()
              .orElseThrow();
      int from = (int) match.tokenFrom();
      byte[] held = GPT2.decode(document.tokenArray(), from, (int) match.tokenTo() - from);
      assertThat(LiteralText.places(held, text)).isNotEmpty();
      String whole = new String(bytes(document), StandardCharsets.UTF_8);
      assertThat(whole).contains(match.snippet());
      String shown =
          new String(text, 0, Math.min(text.length, 160), StandardCharsets.UTF_8)
              .replaceAll("^\uFFFD+|\uFFFD+$", "");
      assertThat(match.snippet()).contains(shown);
      int least = Math.min(whole.length(), shown.length() + 10);
      assertThat(match.snippet().length()).isBetween(least, 240);
    }
  }

  @Test
  void aServerAnswersAsTheFolderDoes() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    write(random, 7);
    try (Reconstruct local = Reconstruct.open(folder)) {
      TextTrace.writeIndexes(local, GPT2);
      try (RangeServer server = RangeServer.of(folder);
          Reconstruct remote = Reconstruct.open(server.place());
          TextTrace here = TextTrace.open(local);
          TextTrace there = TextTrace.open(remote)) {
        byte[] text = "right to".getBytes(StandardCharsets.UTF_8);
        assertThat(there.trace(text, ALL, PLAN)).isEqualTo(here.trace(text, ALL, PLAN));
        assertThat(here.trace(text, 0, PLAN).count()).isPositive();
      }
    }
  }

  @Test
  void indexesAreMadeOnceAndOnlyWithTheReleasesTokenizer() throws IOException {
    write(new SplittableRandom(4), 7);
    try (Reconstruct release = Reconstruct.open(folder)) {
      int shards = release.content().shards().size();
      assertThat(TextTrace.writeIndexes(release, GPT2)).isEqualTo(shards);
      assertThat(TextTrace.writeIndexes(release, GPT2)).isZero();
    }
    Path other = Files.createDirectory(folder.resolve("other"));
    SmallRelease.write(other, 7, sources);
    try (Reconstruct release = Reconstruct.open(other)) {
      assertThatThrownBy(() -> TextTrace.writeIndexes(release, GPT2))
          .isInstanceOf(WrongTokenizerException.class);
      assertThat(other.resolve("derived")).doesNotExist();
    }
  }

  @Test
  void whatIsMissingIsNamedWithItsCure() throws IOException {
    write(new SplittableRandom(5), 7);
    try (Reconstruct release = Reconstruct.open(folder)) {
      assertThatThrownBy(() -> TextTrace.open(release))
          .isInstanceOf(NotInReleaseException.class)
          .hasMessageContaining("text.tokens: rel_")
          .hasMessageContaining("make it with \"estover release prepare --text\"");
      TextTrace.writeIndexes(release, GPT2);
      ReleasedShard last = release.content().shards().get(release.content().shards().size() - 1);
      Files.delete(folder.resolve(TextIndex.name(last)));
      try (TextTrace trace = TextTrace.open(release)) {
        assertThatThrownBy(() -> trace.trace(new byte[] {'a'}, 0, PLAN))
            .isInstanceOf(NotInReleaseException.class)
            .hasMessageContaining(last.prefix() + ".text: rel_");
        assertThatThrownBy(() -> trace.trace(new byte[0], 0, PLAN))
            .isInstanceOf(NotInReleaseException.class)
            .hasMessageContaining("give at least one byte");
      }
    }
  }

  @Test
  void damageIsNamedByFileAndBlock() throws IOException {
    write(new SplittableRandom(6), 7);
    try (Reconstruct release = Reconstruct.open(folder)) {
      TextTrace.writeIndexes(release, GPT2);
      Path file = folder.resolve(TextIndex.name(release.content().shards().get(0)));
      byte[] bytes = Files.readAllBytes(file);
      bytes[300] ^= 1;
      Files.write(file, bytes);
      assertThat(ReleaseVerifier.verify(folder)).hasSize(1);
      try (TextTrace trace = TextTrace.open(release)) {
        assertThatThrownBy(() -> trace.trace(new byte[] {'t', 'h'}, ALL, PLAN))
            .isInstanceOf(CorruptReleaseException.class)
            .hasMessageContaining(file + ": checksum mismatch in block 0");
      }
    }
  }

  @Test
  void theJarAloneTracesToo() throws IOException {
    write(new SplittableRandom(7), 7);
    try (Reconstruct release = Reconstruct.open(folder)) {
      TextTrace.writeIndexes(release, GPT2);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream lines = new PrintStream(out, true, StandardCharsets.UTF_8);
    String[] args = {"trace", folder.toString(), "3", "Zoë"};
    assertThat(Main.run(args, lines, lines)).isZero();
    List<String> printed = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(printed.get(0))
        .isEqualTo(
            "{\"count\":" + (printed.size() - 1) + ",\"listed\":" + (printed.size() - 1) + "}");
    assertThat(printed.get(1)).contains("\"snippet\":", "Zoë", "\"occurrences\":[");
  }

  private void write(SplittableRandom random, int sequenceTokens) throws IOException {
    sources =
        List.of(source("books", "1.5", 1, 25, 60, random), source("web", "0.8", 2, 40, 15, random));
    ReleaseWriter.seal(
        folder,
        ReleaseWriter.assemble(
            folder,
            SmallRelease.draft(sequenceTokens, sources, GPT2),
            SmallRelease.shards(folder, sources),
            new TreeMap<>()));
  }

  private static SmallRelease.Source source(
      String name, String weight, int bits, int documents, int words, SplittableRandom random) {
    List<SmallRelease.Text> texts = new ArrayList<>();
    for (int d = 0; d < documents; d++) {
      StringBuilder text = new StringBuilder();
      for (int w = random.nextInt(words + 1); w > 0; w--) {
        text.append(WORDS.get(random.nextInt(WORDS.size())));
      }
      List<Integer> tokens = IntStream.of(GPT2.encode(text)).boxed().toList();
      texts.add(new SmallRelease.Text(SmallRelease.document(name, d, random), tokens));
    }
    return new SmallRelease.Source(name, weight, bits, texts);
  }
}
