package org.estover.tokenize.reconstruct;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.estover.tokenize.release.ReleaseDraft;
import org.estover.tokenize.release.ReleaseWriter;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.SmallRelease;
import org.estover.tokenize.release.TokenizerIdentity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ReleaseDiffTest {
  private static final int INPUTS = 9;

  @TempDir Path folder;
  private final List<String> documents = new ArrayList<>();
  private final List<Long> positions = new ArrayList<>();

  @Test
  void aReleaseDoesNotDifferFromItself() throws IOException {
    SmallRelease.Source source = SmallRelease.source("web", "1.5", 1, 50, 30, 1);
    ReleaseDiff.Summary summary = compare(write("a", 1, source), write("b", 1, source));
    assertThat(summary.isSame()).isTrue();
    assertThat(summary.common()).isEqualTo(50);
    assertThat(summary.positions()).isPositive();
    assertThat(documents).isEmpty();
    assertThat(positions).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void everyDifferenceIsFoundWhateverSeedsAndShards(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<SmallRelease.Text> all = SmallRelease.source("web", "1", 0, 60, 30, seed).texts();
    List<SmallRelease.Text> ofFirst = new ArrayList<>();
    List<SmallRelease.Text> ofSecond = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (SmallRelease.Text text : all) {
      String id = text.document().id();
      switch (random.nextInt(6)) {
        case 0 -> {
          ofFirst.add(text);
          expected.add("- " + id);
        }
        case 1 -> {
          ofSecond.add(text);
          expected.add("+ " + id);
        }
        case 2 -> {
          ofFirst.add(text);
          ofSecond.add(new SmallRelease.Text(relicensed(text.document()), text.tokens()));
          expected.add("~ " + id);
        }
        default -> {
          ofFirst.add(text);
          ofSecond.add(text);
        }
      }
    }
    for (long otherSeed : new long[] {1, 2}) {
      documents.clear();
      Path first = write("a" + otherSeed, 1, new SmallRelease.Source("web", "1", 1, ofFirst));
      Path second =
          write("b" + otherSeed, otherSeed, new SmallRelease.Source("web", "1", 2, ofSecond));
      ReleaseDiff.Summary summary = compare(first, second);
      assertThat(documents).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(summary.onlyFirst() + summary.onlySecond() + summary.changed())
          .isEqualTo(expected.size());
      assertThat(summary.common()).isEqualTo(60 - summary.onlyFirst() - summary.onlySecond());
      assertThat(summary.sameOrder()).isEqualTo(otherSeed == 1);
      assertThat(summary.isSame()).isFalse();
    }
  }

  @Test
  void theSequencesThatDifferAreThoseWithOtherTokens() throws IOException {
    SmallRelease.Source source = SmallRelease.source("web", "1", 1, 50, 30, 3);
    List<SmallRelease.Text> texts = new ArrayList<>(source.texts());
    for (int t = 0; t < texts.size(); t += 10) {
      SmallRelease.Text text = texts.get(t);
      List<Integer> tokens = text.tokens().stream().map(token -> token ^ 1).toList();
      texts.set(t, new SmallRelease.Text(text.document(), tokens));
    }
    Path first = write("a", 1, source);
    Path second = write("b", 1, new SmallRelease.Source("web", "1", 1, texts));
    ReleaseDiff.Summary summary = compare(first, second);
    List<Long> expected = new ArrayList<>();
    try (Reconstruct a = Reconstruct.open(first);
        Reconstruct b = Reconstruct.open(second)) {
      for (long position = 0; position < a.order().length(); position++) {
        if (!Arrays.equals(a.tokens(position), b.tokens(position))) {
          expected.add(position);
        }
      }
    }
    assertThat(expected).isNotEmpty();
    assertThat(positions).isEqualTo(expected);
    assertThat(summary.differing()).isEqualTo(expected.size());
    assertThat(summary.changed()).isZero();
  }

  @Test
  void anotherTokenizerKeepsTheDocumentOrder() throws IOException {
    SmallRelease.Source source = SmallRelease.source("web", "1", 1, 80, 30, 4);
    List<SmallRelease.Text> longer =
        source.texts().stream()
            .map(
                text -> {
                  List<Integer> tokens = new ArrayList<>();
                  text.tokens().forEach(token -> tokens.addAll(List.of(token % 256, token / 256)));
                  return new SmallRelease.Text(text.document(), tokens);
                })
            .toList();
    Path first = write("a", 1, source);
    Path second = folder.resolve("b");
    seal(
        second,
        1,
        new TokenizerIdentity("bytes", "cd".repeat(32), 50257, SmallRelease.END_OF_TEXT),
        new SmallRelease.Source("web", "1", 3, longer));
    ReleaseDiff.Summary summary = compare(first, second);
    assertThat(summary.sameOrder()).isTrue();
    assertThat(summary.common()).isEqualTo(80);
    assertThat(summary.changed() + summary.onlyFirst() + summary.onlySecond()).isZero();
    assertThat(summary.notComparable()).isEqualTo("their tokenizers differ");
    assertThat(order(first)).isEqualTo(order(second));
  }

  private static List<String> order(Path release) throws IOException {
    List<String> ids = new ArrayList<>();
    try (Reconstruct reconstruct = Reconstruct.open(release)) {
      for (var shard : reconstruct.content().shards()) {
        try (var table = reconstruct.release().documents(shard)) {
          for (long row = 0; row < table.rowCount(); row++) {
            ids.add(table.row(row).document().id());
          }
        }
      }
    }
    return ids;
  }

  private static ReleasedDocument relicensed(ReleasedDocument document) {
    return new ReleasedDocument(
        document.id(),
        document.uri(),
        document.source(),
        document.license() + " WITH change",
        document.holder(),
        document.rights(),
        document.textSha256());
  }

  private ReleaseDiff.Summary compare(Path first, Path second) throws IOException {
    try (Reconstruct a = Reconstruct.open(first);
        Reconstruct b = Reconstruct.open(second)) {
      return ReleaseDiff.compare(
          a,
          b,
          new ReleaseDiff.Sink() {
            @Override
            public void document(
                @Nullable ReleasedDocument ofFirst, @Nullable ReleasedDocument ofSecond) {
              ReleasedDocument any = ofFirst == null ? ofSecond : ofFirst;
              assertThat(any).isNotNull();
              String kind = ofSecond == null ? "- " : ofFirst == null ? "+ " : "~ ";
              documents.add(kind + (any == null ? "" : any.id()));
            }

            @Override
            public void sequence(long position) {
              positions.add(position);
            }
          });
    }
  }

  private Path write(String name, long seed, SmallRelease.Source source) throws IOException {
    Path release = folder.resolve(name);
    TokenizerIdentity gpt2 =
        new TokenizerIdentity("gpt2", "ab".repeat(32), 50257, SmallRelease.END_OF_TEXT);
    seal(release, seed, gpt2, source);
    return release;
  }

  private static void seal(
      Path release, long seed, TokenizerIdentity tokenizer, SmallRelease.Source source)
      throws IOException {
    Files.createDirectories(release);
    ReleaseDraft draft = SmallRelease.draft(INPUTS, List.of(source));
    long orderSeed = seed == 1 ? SmallRelease.ORDER_SEED : seed;
    ReleaseDraft changed =
        new ReleaseDraft(
            draft.name(),
            draft.planDigest(),
            draft.algorithms(),
            tokenizer,
            orderSeed,
            INPUTS,
            draft.sources(),
            draft.removals(),
            draft.withdrawnDigest(),
            "");
    ReleaseWriter.seal(
        release,
        ReleaseWriter.assemble(
            release,
            changed,
            SmallRelease.shards(release, List.of(source), orderSeed),
            new TreeMap<>()));
  }
}
