package org.estover.tokenize.reconstruct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.order.Slot;
import org.estover.tokenize.reconstruct.reference.NaiveSwap;
import org.estover.tokenize.release.Intervention;
import org.estover.tokenize.release.RangeServer;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleaseVerifier;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.SmallRelease;
import org.estover.tokenize.release.Swap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SwapWriterTest {
  private static final BatchPlan PLAN = new BatchPlan(3);
  private static final Tokenizer GPT2 = Tokenizer.gpt2();

  /** Each has as many tokens as the other, with a blank before it or without. */
  private static final Map<String, String> PAIRS =
      new TreeMap<>(
          Map.of("he", "she", "she", "he", "his", "her", "cat", "dog", "He", "She", "12", "21"));

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void exactlyWhatIsReadFromTheStepOnIsReplaced(long seed) throws IOException {
    TextRelease texts = TextRelease.of(GPT2, 4 + (int) seed * 3, seed);
    TextRelease changed = texts.with(text -> NaiveSwap.replace(text, PAIRS, true));
    Path parentFolder = parent(texts);
    try (Reconstruct parent = Reconstruct.open(parentFolder)) {
      long steps = parent.steps(PLAN);
      for (long fromStep : new long[] {0, steps / 2, steps - 1}) {
        Path target = folder.resolve("from-" + fromStep);
        SwapWriter.Result result = write(parent, fromStep, false, target, 1);
        try (Reconstruct derived = Reconstruct.open(target)) {
          assertThat(derived.release().id()).isEqualTo(result.releaseId());
          assertThat(derived.steps(PLAN)).isEqualTo(steps);
          assertThat(derived.order().length()).isEqualTo(parent.order().length());
          for (long position = 0; position < derived.order().length(); position++) {
            TextRelease expected = position < fromStep * 3 ? texts : changed;
            assertThat(derived.tokens(position))
                .as("position %d from step %d on", position, fromStep)
                .isEqualTo(expected.tokens(derived.order(), position));
            assertThat(derived.spans(position)).isEqualTo(parent.spans(position));
          }
          assertThat(list(derived)).isEqualTo(naiveList(derived, texts, changed, fromStep * 3));
          assertThat(list(derived)).hasSize((int) result.tokens());
          Intervention intervention = derived.content().intervention().orElseThrow();
          assertThat(intervention.parent()).isEqualTo(parent.release().id());
          assertThat(intervention.documents()).isEqualTo(result.documents());
          assertThat(result.otherwiseEncoded()).isZero();
          assertThat(result.kept()).isZero();
        }
        assertThat(ReleaseVerifier.verify(target)).isEmpty();
        differsFrom(parent, target, fromStep * 3);
      }
    }
  }

  @Test
  void overHttpWithACopyInTrainingOrderOrWithoutItIsTheSame() throws IOException {
    Path parentFolder = parent(TextRelease.of(GPT2, 9, 6));
    Path target = folder.resolve("derived");
    try (Reconstruct parent = Reconstruct.open(parentFolder)) {
      write(parent, 2, true, target, 1);
    }
    try (Reconstruct derived = Reconstruct.open(target);
        RangeServer server = RangeServer.of(target)) {
      long length = derived.order().length();
      for (boolean withCopy : new boolean[] {false, true}) {
        if (withCopy) {
          derived.writeOrderedCopy();
        }
        try (Reconstruct remote = Reconstruct.open(server.place())) {
          assertThat(remote.sequences(0, length)).isEqualTo(derived.sequences(0, length));
        }
      }
    }
    assertThat(ReleaseVerifier.verify(target)).isEmpty();
  }

  @Test
  void hasNoDocumentsOfItsOwn() throws IOException {
    Path parentFolder = parent(TextRelease.of(GPT2, 9, 5));
    Path target = folder.resolve("derived");
    String cure;
    try (Reconstruct parent = Reconstruct.open(parentFolder)) {
      write(parent, 2, true, target, 1);
      TextTrace.writeIndexes(parent, GPT2);
      cure =
          "it is an intervention in " + parent.release().id() + " that changes what steps from 2";
    }
    try (Reconstruct derived = Reconstruct.open(target)) {
      Release release = derived.release();
      String source = release.content().sources().get(0).name();
      for (ThrowingCallable documents :
          List.<ThrowingCallable>of(
              () -> ReleaseDocuments.of(release).close(),
              () -> ReleaseDocuments.of(release, source).close(),
              () -> ShardDocuments.open(release, release.content().shards().get(0)).close(),
              () -> TextTrace.open(derived).close(),
              () -> TextTrace.writeIndexes(derived, GPT2))) {
        assertThatThrownBy(documents)
            .isInstanceOf(NotInReleaseException.class)
            .hasMessageContaining(cure);
      }
    }
  }

  @Test
  void theReleaseDoesNotDependOnWorkers() throws IOException {
    Path parentFolder = parent(TextRelease.of(GPT2, 9, 5));
    try (Reconstruct parent = Reconstruct.open(parentFolder)) {
      TreeSet<String> ids = new TreeSet<>();
      for (int workers : new int[] {1, 2, 7}) {
        ids.add(write(parent, 2, true, folder.resolve("by-" + workers), workers).releaseId());
      }
      assertThat(ids).hasSize(1).doesNotContain(parent.release().id());
      assertThat(write(parent, 3, true, folder.resolve("later"), 1).releaseId()).isNotIn(ids);
    }
    assertThat(ReleaseVerifier.verify(parentFolder)).isEmpty();
  }

  @Test
  void withinWordsOnlyWhereItIsAskedFor() throws IOException {
    TextRelease texts = TextRelease.of(GPT2, 9, 5);
    Path parentFolder = parent(texts);
    try (Reconstruct parent = Reconstruct.open(parentFolder)) {
      Swaps anywhere = new Swaps(List.of(new Swap("h", "H")), false);
      SwapWriter.Request request = new SwapWriter.Request(anywhere, PLAN, 0, true);
      Path target = folder.resolve("anywhere");
      SwapWriter.Result result = SwapWriter.write(parent, GPT2, request, target, 1, tokens -> {});
      assertThat(result.places()).isPositive();
      // " the" has no token for " tHe".
      assertThat(result.kept()).isPositive();
      Swaps words = new Swaps(List.of(new Swap("h", "H")), true);
      assertThatThrownBy(
              () ->
                  SwapWriter.write(
                      parent,
                      GPT2,
                      new SwapWriter.Request(words, PLAN, 0, true),
                      folder.resolve("words"),
                      1,
                      tokens -> {}))
          .isInstanceOf(StudyException.class)
          .hasMessageContaining("nothing that " + parent.release().id() + " feeds from step 0");
      assertThat(folder.resolve("words")).doesNotExist();
    }
  }

  @Test
  void aPlaceThatWouldMoveTheRestEndsTheWork() throws IOException {
    Path parentFolder = parent(TextRelease.of(GPT2, 9, 5));
    try (Reconstruct parent = Reconstruct.open(parentFolder)) {
      Swaps longer = new Swaps(List.of(new Swap("he", "the undersigned")), true);
      Path target = folder.resolve("derived");
      assertThatThrownBy(
              () ->
                  SwapWriter.write(
                      parent,
                      GPT2,
                      new SwapWriter.Request(longer, PLAN, 0, false),
                      target,
                      2,
                      tokens -> {}))
          .isInstanceOf(StudyException.class)
          .hasMessageContaining("\"he\" is in 1 tokens")
          .hasMessageContaining("with \"the undersigned\" they become")
          .hasMessageContaining("--keep-unequal");
      try (var left = Files.list(folder)) {
        assertThat(left).containsExactly(parentFolder);
      }
    }
  }

  @Test
  void questionsThatCannotBeAnsweredAreRefused() throws IOException {
    Path parentFolder = parent(TextRelease.of(GPT2, 9, 5));
    try (Reconstruct parent = Reconstruct.open(parentFolder)) {
      long steps = parent.steps(PLAN);
      assertThatThrownBy(() -> write(parent, steps, true, folder.resolve("a"), 1))
          .isInstanceOf(NotInReleaseException.class)
          .hasMessageContaining("step " + steps);
      write(parent, 1, true, folder.resolve("b"), 1);
      try (Reconstruct derived = Reconstruct.open(folder.resolve("b"))) {
        assertThatThrownBy(() -> write(derived, 1, true, folder.resolve("c"), 1))
            .isInstanceOf(StudyException.class)
            .hasMessageContaining("is an intervention in " + parent.release().id() + " itself");
      }
    }
    Path other = Files.createDirectories(folder.resolve("other"));
    SmallRelease.write(other, 9, List.of(SmallRelease.source("web", "1", 0, 20, 20, 1)));
    try (Reconstruct foreign = Reconstruct.open(other)) {
      assertThatThrownBy(() -> write(foreign, 1, true, folder.resolve("d"), 1))
          .isInstanceOf(WrongTokenizerException.class);
    }
  }

  @Test
  void linesThatAreNoPairsAreNamed() throws IOException {
    Path file = folder.resolve("pairs.tsv");
    Files.writeString(file, "he\tshe\n\n her\this\r\n");
    assertThat(Swaps.read(file, true).pairs())
        .containsExactly(new Swap("he", "she"), new Swap(" her", "his"));
    refused("he\n", "pairs.tsv:1: expected two texts that differ");
    refused("he\tshe\tit\n", "pairs.tsv:1: expected two texts");
    refused("he\tshe\nit\tit\n", "pairs.tsv:2: expected two texts");
    refused("he\tshe\nhe\tit\n", "pairs.tsv:2: \"he\" is replaced by an earlier line");
    refused("\n", "pairs.tsv: no pair");
  }

  private void refused(String text, String message) throws IOException {
    Path file = folder.resolve("pairs.tsv");
    Files.writeString(file, text);
    assertThatThrownBy(() -> Swaps.read(file, true))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining(message);
  }

  private Path parent(TextRelease texts) throws IOException {
    Path parent = Files.createDirectories(folder.resolve("parent"));
    texts.write(parent);
    return parent;
  }

  private static SwapWriter.Result write(
      Reconstruct parent, long fromStep, boolean keepUnequal, Path target, int workers)
      throws IOException {
    List<Swap> pairs =
        PAIRS.entrySet().stream().map(e -> new Swap(e.getKey(), e.getValue())).toList();
    Swaps swaps = new Swaps(pairs, true);
    SwapWriter.Request request = new SwapWriter.Request(swaps, PLAN, fromStep, keepUnequal);
    return SwapWriter.write(parent, GPT2, request, target, workers, tokens -> {});
  }

  private static List<String> list(Reconstruct derived) throws IOException {
    List<String> list = new ArrayList<>();
    ChangedPlace.list(
        derived.release(),
        place -> {
          for (int i = 0; i < place.before().size(); i++) {
            list.add(
                change(
                    place.document(),
                    place.token() + i,
                    place.before().get(i),
                    place.after().get(i)));
          }
        });
    return list;
  }

  private static String change(ReleasedDocument document, long token, int before, int after) {
    return document.id() + " " + token + ": " + before + " > " + after;
  }

  /** The tokens that differ and are read by some position from {@code fromPosition} on. */
  private static List<String> naiveList(
      Reconstruct derived, TextRelease texts, TextRelease changed, long fromPosition) {
    List<TreeSet<Long>> read = List.of(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    for (long position = fromPosition; position < derived.order().length(); position++) {
      Slot slot = derived.order().slot(position);
      for (int t = 0; t <= derived.order().sequenceTokens(); t++) {
        read.get(slot.sourceIndex()).add(slot.tokenStart() + t);
      }
    }
    List<String> list = new ArrayList<>();
    for (int source = 0; source < 3; source++) {
      long at = 0;
      for (SmallRelease.Text text : texts.sources().get(source).texts()) {
        for (int t = 0; t < text.tokens().size(); t++) {
          int before = texts.stream(source)[(int) at + t];
          int after = changed.stream(source)[(int) at + t];
          if (before != after && read.get(source).contains(at + t)) {
            list.add(change(text.document(), t, before, after));
          }
        }
        at += text.tokens().size() + 1;
      }
    }
    return list;
  }

  private static void differsFrom(Reconstruct parent, Path target, long fromPosition)
      throws IOException {
    List<Long> positions = new ArrayList<>();
    try (Reconstruct derived = Reconstruct.open(target)) {
      ReleaseDiff.Summary summary =
          ReleaseDiff.compare(
              parent,
              derived,
              new ReleaseDiff.Sink() {
                @Override
                public void document(
                    @Nullable ReleasedDocument ofFirst, @Nullable ReleasedDocument ofSecond) {
                  throw new AssertionError(ofFirst + " and " + ofSecond);
                }

                @Override
                public void sequence(long position) {
                  positions.add(position);
                }
              });
      assertThat(summary.sameOrder()).isTrue();
      assertThat(summary.onlyInOne()).isZero();
      assertThat(positions).isNotEmpty().allMatch(position -> position >= fromPosition);
    }
  }
}
