package org.estover.tokenize.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.estover.tokenize.release.BlockSums;
import org.estover.tokenize.release.CorruptReleaseException;
import org.estover.tokenize.release.FormatTooNewException;
import org.estover.tokenize.release.RangeServer;
import org.estover.tokenize.release.ReleasePlace;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.SmallRelease;
import org.estover.tokenize.release.TokenizerIdentity;
import org.estover.tokenize.text.reference.LiteralText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TextIndexTest {
  private static final String ATTEMPT = "first";
  private static final int ALL = Integer.MAX_VALUE;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void countsAndPlacesAreThoseOfLookingEverywhere(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    boolean large = seed % 3 == 0;
    List<SmallRelease.Text> texts =
        ToyText.documents(random, 1 + random.nextInt(large ? 20 : 60), large ? 2000 : 40);
    ReleasedShard shard = ToyText.shard(folder, texts);
    int blockSize = large ? 50_000 : 1 + random.nextInt(1500);
    TextIndexWriter.write(folder, shard, ToyText.tokens(), ATTEMPT, blockSize);
    byte[] text = ToyText.text(texts);
    try (TextIndex index = ToyText.open(folder, shard)) {
      assertThat(index.textSize()).isEqualTo(text.length);
      for (int i = 0; i < (large ? 25 : 80); i++) {
        byte[] pattern = pattern(random, text);
        List<Long> expected = places(text, pattern);
        String as = Arrays.toString(pattern);
        assertThat(index.find(pattern, 0).count()).as(as).isEqualTo(expected.size());
        TextIndex.Found all = index.find(pattern, ALL);
        assertThat(all.count()).isEqualTo(expected.size());
        assertThat(all.places()).as(as).isEqualTo(expected);
        int limit = random.nextInt(5);
        assertThat(index.find(pattern, limit).places())
            .hasSize(Math.min(limit, expected.size()))
            .isSubsetOf(expected);
      }
    }
  }

  private static byte[] pattern(SplittableRandom random, byte[] text) {
    int size = 1 + random.nextInt(random.nextBoolean() ? 3 : 20);
    byte[] pattern = new byte[size];
    int from = random.nextInt(text.length);
    System.arraycopy(text, from, pattern, 0, Math.min(size, text.length - from));
    if (random.nextInt(4) == 0) {
      pattern[random.nextInt(size)] = (byte) random.nextInt(256);
    }
    return pattern;
  }

  /** Patterns with a separator stand nowhere, though the text has separators. */
  private static List<Long> places(byte[] text, byte[] pattern) {
    for (byte one : pattern) {
      if (one == (byte) 0xFF) {
        return List.of();
      }
    }
    return LiteralText.places(text, pattern);
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void tokensAndPlacesLeadToEachOther(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<SmallRelease.Text> texts = ToyText.documents(random, 30, 3000);
    ReleasedShard shard = ToyText.shard(folder, texts);
    TokenBytes tokens = ToyText.tokens();
    TextIndexWriter.write(folder, shard, tokens, ATTEMPT, 10_000);
    int[] ids = stream(texts);
    try (TextIndex index = ToyText.open(folder, shard)) {
      long place = 0;
      for (int token = 0; token < ids.length; token++) {
        if (token % TextIndex.PLACE_TOKENS == 0) {
          TextIndex.TokenPlace expected = new TextIndex.TokenPlace(token, place);
          assertThat(index.known(token)).isEqualTo(expected);
          assertThat(index.knownBefore(place)).isEqualTo(expected);
        }
        int known = token - token % TextIndex.PLACE_TOKENS;
        assertThat(index.known(token).token()).isEqualTo(known);
        assertThat(index.knownBefore(place).token()).isEqualTo(known);
        place += tokens.size(ids[token]);
      }
      assertThat(place).isEqualTo(index.textSize());
    }
  }

  private static int[] stream(List<SmallRelease.Text> texts) {
    return texts.stream()
        .flatMap(text -> Stream.concat(text.tokens().stream(), Stream.of(SmallRelease.END_OF_TEXT)))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  @Test
  void theBytesDependOnTokensAndTokenizerOnly() throws IOException {
    ReleasedShard shard = someShard(1);
    byte[] first = Files.readAllBytes(file(shard));
    TextIndexWriter.write(folder, shard, ToyText.tokens(), ATTEMPT, 500);
    assertThat(file(shard)).hasBinaryContent(first);
  }

  @Test
  void nothingIsFoundOverTheEndOfADocument() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    List<SmallRelease.Text> texts =
        List.of(
            new SmallRelease.Text(SmallRelease.document("web", 0, random), List.of(0, 0)),
            new SmallRelease.Text(SmallRelease.document("web", 1, random), List.of()),
            new SmallRelease.Text(SmallRelease.document("web", 2, random), List.of(0, 1)));
    ReleasedShard shard = ToyText.shard(folder, texts);
    TextIndexWriter.write(folder, shard, ToyText.tokens(), ATTEMPT);
    try (TextIndex index = ToyText.open(folder, shard)) {
      assertThat(index.find(ascii("a"), ALL).places()).containsExactly(0L, 1L, 4L);
      assertThat(index.find(ascii("aa"), ALL).places()).containsExactly(0L);
      assertThat(index.find(ascii("ab"), ALL).places()).containsExactly(4L);
      assertThat(index.find(ascii("aaa"), 0).count()).isZero();
      assertThat(index.find(new byte[] {(byte) 0xFF}, 0).count()).isZero();
      assertThat(index.find(new byte[] {'a', (byte) 0xFF}, 0).count()).isZero();
      assertThatThrownBy(() -> index.find(new byte[0], 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aShardWithoutTokensHasAnEmptyText() throws IOException {
    ReleasedShard shard = ToyText.shard(folder, List.of());
    TextIndexWriter.write(folder, shard, ToyText.tokens(), ATTEMPT);
    try (TextIndex index = ToyText.open(folder, shard)) {
      assertThat(index.textSize()).isZero();
      assertThat(index.find(ascii("a"), 0).count()).isZero();
    }
  }

  @Test
  void aServerAnswersAsTheDiskDoes() throws IOException {
    ReleasedShard shard = someShard(2);
    try (RangeServer server = RangeServer.of(folder);
        TextIndex local = ToyText.open(folder, shard);
        TextIndex remote = TextIndex.find(server.place(), shard, ToyText.TOKENIZER).orElseThrow()) {
      for (String pattern : List.of("a", "ab", "é", "ba ", "nowhere")) {
        byte[] utf8 = pattern.getBytes(StandardCharsets.UTF_8);
        assertThat(remote.find(utf8, ALL)).isEqualTo(local.find(utf8, ALL));
      }
    }
  }

  @Test
  void withoutAnIndexThereIsNone() throws IOException {
    ReleasedShard shard = ToyText.shard(folder, ToyText.documents(new SplittableRandom(1), 3, 9));
    assertThat(TextIndex.find(ReleasePlace.of(folder), shard, ToyText.TOKENIZER)).isEmpty();
  }

  @Test
  void anIndexOfOtherTokensOrAnotherTokenizerIsRefused() throws IOException {
    ReleasedShard shard = someShard(3);
    TokenizerIdentity other =
        new TokenizerIdentity("other", "cd".repeat(32), SmallRelease.VOCABULARY, 50256);
    assertThatThrownBy(() -> TextIndex.find(ReleasePlace.of(folder), shard, other))
        .isInstanceOf(CorruptReleaseException.class)
        .hasMessageContaining(".text: made of tokenizer abab")
        .hasMessageContaining("expected cdcd");
    byte[] bytes = Files.readAllBytes(file(shard));
    bytes[16] ^= 1;
    rewrite(shard, bytes);
    assertThatThrownBy(() -> ToyText.open(folder, shard))
        .isInstanceOf(CorruptReleaseException.class)
        .hasMessageContaining(".text: made of tokens ");
  }

  @Test
  void aDamagedBlockIsNamed() throws IOException {
    ReleasedShard shard = someShard(4);
    byte[] bytes = Files.readAllBytes(file(shard));
    bytes[5000] ^= 4;
    Files.write(file(shard), bytes);
    try (TextIndex index = ToyText.open(folder, shard)) {
      assertThatThrownBy(() -> index.find(ascii("a"), ALL))
          .isInstanceOf(CorruptReleaseException.class)
          .hasMessageContaining(".text: checksum mismatch in block 1 (bytes 4096-8191)");
    }
  }

  @Test
  void wrongBytesUnderRightSumsEndInAnAnswerOrInAnErrorThatNamesTheFile() throws IOException {
    ReleasedShard shard = someShard(6);
    byte[] intact = Files.readAllBytes(file(shard));
    SplittableRandom random = new SplittableRandom(6);
    int noticed = 0;
    for (int i = 0; i < 120; i++) {
      byte[] bytes = intact.clone();
      // A third of them where the tables and the trailer are.
      int from = i % 3 == 0 ? intact.length - 600 : 0;
      bytes[from + random.nextInt(intact.length - from)] ^= (byte) (1 + random.nextInt(255));
      rewrite(shard, bytes);
      try (TextIndex index = ToyText.open(folder, shard)) {
        for (String pattern : List.of("a", "aba", "the b", "é ")) {
          index.find(pattern.getBytes(StandardCharsets.UTF_8), 50);
        }
      } catch (CorruptReleaseException e) {
        assertThat(e).hasMessageContaining(".text: ").hasMessageContaining("make it again");
        noticed++;
      } catch (FormatTooNewException e) {
        noticed++;
      }
    }
    assertThat(noticed).isGreaterThan(20);
    for (int size : new int[] {0, 1, 79, 127, 128, 4096, intact.length - 48, intact.length - 1}) {
      rewrite(shard, Arrays.copyOf(intact, size));
      assertThatThrownBy(() -> ToyText.open(folder, shard))
          .as(size + " bytes")
          .isInstanceOf(CorruptReleaseException.class);
    }
  }

  @Test
  void tokensWithoutTextAreRefusedByTheirNumber() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    ReleasedShard unknown =
        ToyText.shard(
            folder,
            List.of(
                new SmallRelease.Text(SmallRelease.document("web", 0, random), List.of(0, 4711))));
    assertThatThrownBy(() -> TextIndexWriter.write(folder, unknown, ToyText.tokens(), ATTEMPT))
        .hasMessageContaining(unknown.bin().name())
        .hasMessageContaining("token 1 has the id 4711, which the tokenizer does not have");
    TokenBytes noUtf8 =
        TokenBytes.of(ToyText.TOKENIZER, id -> new byte[] {(byte) (id == 4711 ? 0xFF : 'x')});
    assertThatThrownBy(() -> TextIndexWriter.write(folder, unknown, noUtf8, ATTEMPT))
        .hasMessageContaining("token 1 has the id 4711, whose byte 0xFF is in no UTF-8");
    try (var left = Files.list(folder.resolve("derived"))) {
      assertThat(left).isEmpty();
    }
  }

  private ReleasedShard someShard(long seed) throws IOException {
    List<SmallRelease.Text> texts = ToyText.documents(new SplittableRandom(seed), 60, 900);
    ReleasedShard shard = ToyText.shard(folder, texts);
    TextIndexWriter.write(folder, shard, ToyText.tokens(), ATTEMPT, 500);
    return shard;
  }

  private Path file(ReleasedShard shard) {
    return folder.resolve(TextIndex.name(shard));
  }

  private void rewrite(ReleasedShard shard, byte[] bytes) throws IOException {
    Files.write(file(shard), bytes);
    BlockSums.write(file(shard));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
