package org.estover.tokenize.reconstruct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.release.CorruptReleaseException;
import org.estover.tokenize.release.Masks;
import org.estover.tokenize.release.RangeServer;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleaseVerifier;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.SmallRelease;
import org.estover.tokenize.shard.ItemDifference;
import org.estover.tokenize.shard.TokenItems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was taken down of a release is not handed out, and nothing that is stored changes. */
final class MasksTest {
  private static final BatchPlan PLAN = new BatchPlan(3);
  private static final String CASE = "case_0123";
  private static final int END = SmallRelease.END_OF_TEXT;

  @TempDir private Path folder;
  private List<SmallRelease.Source> sources = List.of();

  private Release write(long seed) throws IOException {
    sources =
        List.of(
            SmallRelease.source("books", "2.5", 1, 30, 50, seed),
            SmallRelease.source("web", "0.8", 2, 90, 14, seed + 200));
    SmallRelease.write(folder, 6 + (int) seed, sources);
    return Release.open(folder);
  }

  /** Masks every fourth document or so. */
  private Masks mask(Release release, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    TreeMap<String, String> cases = new TreeMap<>();
    for (SmallRelease.Source source : sources) {
      for (SmallRelease.Text text : source.texts()) {
        if (random.nextInt(4) == 0) {
          cases.put(text.document().id(), CASE + random.nextInt(3));
        }
      }
    }
    Masks masks = Masks.of(cases);
    masks.write(release);
    assertThat(Masks.find(release)).isEqualTo(masks);
    return masks;
  }

  @Test
  void theBeginningOfADocumentIsThatOfItsTokensUnlessItWasTakenDown() throws IOException {
    Release release = write(1);
    Masks masks = mask(release, 1);
    int hidden = 0;
    try (Reconstruct reconstruct = Reconstruct.of(release)) {
      for (SmallRelease.Source source : sources) {
        for (SmallRelease.Text text : source.texts()) {
          String id = text.document().id();
          boolean isHidden = !masks.caseOf(id).isEmpty();
          hidden += isHidden ? 1 : 0;
          int[] whole = isHidden ? new int[0] : text.tokenArray();
          assertThat(reconstruct.beginning(id, 1 << 20)).isEqualTo(whole);
          assertThat(reconstruct.beginning(id, 3))
              .isEqualTo(Arrays.copyOf(whole, Math.min(3, whole.length)));
        }
      }
      assertThatThrownBy(() -> reconstruct.beginning("doc_" + "0".repeat(32), 3))
          .isInstanceOf(NotInReleaseException.class);
    }
    assertThat(hidden).isPositive();
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void whatIsHandedOutHasEndsOfTextThereAndAllElseAsItIsStored(long seed) throws IOException {
    Release release = write(seed);
    List<BatchSequence> stored;
    byte[] chain;
    try (Reconstruct reconstruct = Reconstruct.of(release)) {
      reconstruct.writeOrderedCopy();
      stored = reconstruct.sequences(0, reconstruct.order().length());
      chain = BatchChain.stepSha256(reconstruct, PLAN, 1);
    }
    Masks masks = mask(release, seed);
    List<BatchSequence> expected = new ArrayList<>();
    for (BatchSequence sequence : stored) {
      int[] tokens = sequence.tokens().clone();
      List<Span> spans = new ArrayList<>();
      for (Span span : sequence.spans()) {
        String caseId = masks.caseOf(span.document().id());
        if (!caseId.isEmpty()) {
          Arrays.fill(tokens, span.from(), span.to(), END);
        }
        spans.add(span.withdrawnUnder(caseId));
      }
      expected.add(new BatchSequence(sequence.placed(), tokens, spans));
    }
    assertThat(expected.stream().mapToLong(BatchSequence::maskedTokens).sum()).isPositive();
    try (RangeServer server = RangeServer.of(folder);
        Reconstruct local = Reconstruct.of(release);
        Reconstruct remote = Reconstruct.open(server.place())) {
      for (Reconstruct reconstruct : List.of(local, remote)) {
        assertThat(reconstruct.sequences(0, stored.size())).isEqualTo(expected);
        List<BatchSequence> batch = new ArrayList<>();
        reconstruct.batch(1, PLAN, MicroBatch.WHOLE, batch::add);
        assertThat(batch).isEqualTo(expected.subList(3, 6));
        assertThat(BatchChain.stepSha256(reconstruct, PLAN, 1)).isEqualTo(chain);
      }
      TokenItems rows = ReleaseRows.of(local);
      for (int p = 0; p < stored.size(); p++) {
        assertThat(local.tokens(p)).isEqualTo(stored.get(p).tokens());
        assertThat(rows.item(p)).isEqualTo(expected.get(p).tokens());
        assertThat(local.handedOut(p, 2, 4))
            .isEqualTo(Arrays.copyOfRange(expected.get(p).tokens(), 2, 6));
      }
      assertThat(ItemDifference.find(rows, ReleaseRows.of(remote))).isEmpty();
    }
    assertThat(ReleaseVerifier.verify(folder)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void documentsThatWereTakenDownAreEndsOfText(long seed) throws IOException {
    Release release = write(seed);
    Masks masks = mask(release, seed);
    long item = 0;
    try (TokenItems items = ReleaseDocuments.of(release)) {
      for (SmallRelease.Source source : sources) {
        for (SmallRelease.Text text : source.texts()) {
          int[] expected = Arrays.copyOf(text.tokenArray(), text.tokens().size() + 1);
          expected[expected.length - 1] = END;
          if (!masks.caseOf(text.document().id()).isEmpty()) {
            Arrays.fill(expected, END);
          }
          assertThat(items.item(item)).isEqualTo(expected);
          item++;
        }
      }
    }
    for (ReleasedShard shard : release.content().shards()) {
      try (ShardDocuments documents = ShardDocuments.open(release, shard)) {
        for (var next = documents.next(); next != null; next = documents.next()) {
          boolean ends = Arrays.stream(next.tokens()).allMatch(token -> token == END);
          boolean masked = !masks.caseOf(next.row().document().id()).isEmpty();
          assertThat(ends).isEqualTo(masked || next.tokens().length == 1);
        }
      }
    }
  }

  @Test
  void textsAreReplacedByAPlaceholderThatNamesTheCase() throws IOException {
    Tokenizer gpt2 = Tokenizer.gpt2();
    TextRelease.of(gpt2, 9, 5).write(folder);
    Release release = Release.open(folder);
    String cat = "";
    try (Reconstruct reconstruct = Reconstruct.of(release)) {
      TextTrace.writeIndexes(reconstruct, gpt2);
      try (TextTrace trace = TextTrace.open(reconstruct)) {
        TextMatch match = trace.trace(bytes("cat"), 1, PLAN).matches().get(0);
        assertThat(match.snippet()).contains("cat");
        cat = match.document().id();
      }
    }
    Masks.of(new TreeMap<>(Map.of(cat, CASE))).write(release);
    String placeholder = "[withdrawn: " + CASE + "]";
    try (Reconstruct reconstruct = Reconstruct.of(release);
        TextTrace trace = TextTrace.open(reconstruct)) {
      TextMatch match = trace.trace(bytes("cat"), 1, PLAN).matches().get(0);
      assertThat(match.document().id()).isEqualTo(cat);
      assertThat(match.snippet()).isEqualTo(placeholder);
      long position = reconstruct.occurrences(cat).get(0).position();
      BatchSequence sequence = reconstruct.sequences(position, position + 1).get(0);
      for (Span span : sequence.spans()) {
        String text = reconstruct.text(sequence, span, gpt2);
        assertThat(text.equals(placeholder)).isEqualTo(span.document().id().equals(cat));
      }
    }
  }

  @Test
  void whoKeepsAReleaseOpenHandsOutNothingMoreAfterHalfAMinute() throws IOException {
    Release release = write(1);
    AtomicLong now = new AtomicLong(-5);
    MaskWatch watch = new MaskWatch(release, now::get);
    assertThat(watch.current().isEmpty()).isTrue();
    Masks masks = mask(release, 1);
    now.addAndGet(30_000_000_000L);
    assertThat(watch.current().isEmpty()).isTrue();
    now.addAndGet(1);
    assertThat(watch.current()).isEqualTo(masks);
    Files.writeString(folder.resolve(Masks.FILE), "{");
    now.addAndGet(30_000_000_001L);
    assertThatThrownBy(watch::current).isInstanceOf(CorruptReleaseException.class);
    assertThatThrownBy(watch::current).isInstanceOf(CorruptReleaseException.class);
  }

  @Test
  void masksThatCannotBeReadOrAreAnotherReleasesHideEverything() throws IOException {
    Release release = write(1);
    mask(release, 1);
    Path file = folder.resolve(Masks.FILE);
    String masks = Files.readString(file);
    String document = sources.get(0).texts().get(0).document().id();
    for (String wrong :
        List.of(
            masks.replace(release.id(), "rel_" + "0".repeat(32)),
            masks.replace("masks.v1", "masks.v2"),
            masks.replace("doc_", "dok_"),
            masks.replace("case_", "Case_"),
            masks.substring(1),
            "",
            "{\"cases\":{\"case_0000\":[\""
                + document
                + "\",\""
                + document
                + "\"]},"
                + "\"name\":\"estover.masks.v1\",\"release\":\""
                + release.id()
                + "\"}")) {
      Files.writeString(file, wrong);
      try (Reconstruct reconstruct = Reconstruct.of(release)) {
        assertThatThrownBy(() -> reconstruct.sequences(0, 1))
            .as(wrong)
            .isInstanceOf(CorruptReleaseException.class)
            .hasMessageContaining("estover withdraw --masks");
      }
    }
    Masks.of(new TreeMap<>()).write(release);
    assertThat(file).doesNotExist();
    Masks.of(new TreeMap<>()).write(release);
    assertThat(ReleasedDocument.isId(document)).isTrue();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
