package org.estover.tokenize.bpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.estover.tokenize.bpe.reference.LiteralBpe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenizerTest {
  private static final Tokenizer GPT2 = Tokenizer.gpt2();
  private static final Encoding JTOKKIT =
      Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.R50K_BASE);

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void gpt2AgreesWithAnotherLibrary(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 300; i++) {
      String text = RandomText.of(random);
      int[] expected = JTOKKIT.encodeOrdinary(text).toArray();
      assertThat(GPT2.encodeOrdinary(text)).as("tokens of \"%s\"", text).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void decodingGivesBackTheBytes(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 300; i++) {
      String text = RandomText.of(random);
      byte[] decoded = GPT2.decode(GPT2.encodeOrdinary(text));
      assertThat(decoded).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void knownSentencesHaveKnownIds() {
    assertThat(GPT2.encode("Hello world")).containsExactly(15496, 995);
    assertThat(GPT2.encode("")).isEmpty();
  }

  @Test
  void markersInTextAreText() {
    String text = "a<|endoftext|>b <|endoftext|>";
    int[] tokens = GPT2.encodeOrdinary(text);
    assertThat(IntStream.of(tokens)).doesNotContain(GPT2.endOfText());
    assertThat(new String(GPT2.decode(tokens), StandardCharsets.UTF_8)).isEqualTo(text);
    assertThat(GPT2.countSpecials(text)).isEqualTo(2);
    assertThat(GPT2.countSpecials("<|endoftext|<|endoftext|>")).isEqualTo(1);
    assertThat(GPT2.countSpecials("")).isZero();
  }

  @Test
  void theEndOfTextDecodesToItsName() {
    assertThat(GPT2.decode(new int[] {GPT2.endOfText()}))
        .isEqualTo("<|endoftext|>".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void loneSurrogatesBecomeTheReplacementCharacter() {
    for (String lone : new String[] {"a\uD800b", "\uDC00", "x\uD800", "\uD800\uD800\uDC00"}) {
      byte[] decoded = GPT2.decode(GPT2.encode(lone));
      String expected = lone.replaceAll("[\uD800-\uDBFF](?![\uDC00-\uDFFF])", "\uFFFD");
      expected = expected.replaceAll("(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]", "\uFFFD");
      assertThat(new String(decoded, StandardCharsets.UTF_8)).isEqualTo(expected);
    }
  }

  @Test
  void idsOutsideTheVocabularyAreRejected() {
    assertThatThrownBy(() -> GPT2.decode(new int[] {50_257}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no token has id 50257 (of 50257)");
    assertThatThrownBy(() -> GPT2.decode(new int[] {-1}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void appendingKeepsWhatIsThere() {
    TokenBuffer tokens = new TokenBuffer();
    GPT2.encode("Hello", tokens);
    GPT2.encode(" world", tokens);
    assertThat(tokens.toArray()).containsExactly(15496, 995);
  }

  @Test
  void copiesEncodeTheSameOnTheirOwnThreads() throws InterruptedException {
    String text = RandomText.of(new SplittableRandom(99)).repeat(50);
    int[] expected = GPT2.encode(text);
    int[][] results = new int[4][];
    Thread[] threads = new Thread[results.length];
    for (int t = 0; t < threads.length; t++) {
      int own = t;
      Tokenizer copy = GPT2.copy();
      threads[t] = new Thread(() -> results[own] = copy.encode(text));
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    for (int[] result : results) {
      assertThat(result).isEqualTo(expected);
    }
    assertThat(GPT2.copy().digest()).isEqualTo(GPT2.digest());
  }

  /**
   * The digest enters release ids; computed by a transcription of FORMAT.md in another language.
   */
  @Test
  void theDigestOfGpt2NeverChanges() {
    assertThat(HexFormat.of().formatHex(GPT2.digest()))
        .isEqualTo("dec76e0cfbd858f8da71de9b1e2d69ca9d15a9018f55dd36c069dd60e8b96bfe");
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void tokensAreThoseOfTheDefinition(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    LiteralBpe literal = new LiteralBpe("r50k_base", PiecePattern.GPT2.regex());
    for (int i = 0; i < 200; i++) {
      String text = i % 2 == 0 ? RandomText.of(random) : RandomText.ofAnyScript(random);
      int[] expected = literal.encode(text).stream().mapToInt(Integer::intValue).toArray();
      assertThat(GPT2.encodeOrdinary(text)).as("tokens of \"%s\"", text).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void whatIsCachedChangesNoAnswer(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Tokenizer warm = GPT2.copy();
    for (int i = 0; i < 100; i++) {
      // Many pieces that are no tokens, so that the cache fills and begins anew.
      StringBuilder words = new StringBuilder(RandomText.of(random));
      for (int w = 0; w < 2_000; w++) {
        words.append(' ').append(Long.toString(random.nextLong() >>> random.nextInt(60), 36));
      }
      String text = words.toString();
      Tokenizer cold = GPT2.copy();
      int[] once = warm.encodeOrdinary(text);
      assertThat(warm.encodeOrdinary(text)).isEqualTo(once);
      warm.forget();
      assertThat(cold.encodeOrdinary(text)).isEqualTo(once);
      assertThat(warm.encodeOrdinary(text)).isEqualTo(once);
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void bytesAreEncodedLikeTheTextTheyAre(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = RandomText.ofAnyScript(random).getBytes(StandardCharsets.UTF_8);
      if (i % 2 == 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      int from = random.nextInt(bytes.length);
      int count = random.nextInt(bytes.length - from + 1);
      TokenBuffer tokens = new TokenBuffer();
      GPT2.encodeOrdinary(bytes, from, count, tokens);
      String text = new String(bytes, from, count, StandardCharsets.UTF_8);
      assertThat(tokens.toArray()).isEqualTo(GPT2.encodeOrdinary(text));
    }
  }

  @Test
  void specialTokensAreFoundWhereTheyAreAskedFor() {
    assertThat(GPT2.encode("Hello<|endoftext|> world<|endoftext|>"))
        .containsExactly(15496, 50256, 995, 50256);
    assertThat(GPT2.encode("<|endoftext|<|endoftext|>").length).isGreaterThan(2);
  }

  /** A text of one piece must not take quadratic time; ten times the budget of a slow machine. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "ab", " ", "\n", "1", "=", "\u6f22", "\u00e9", "x y"})
  void aMillionCharactersOfOneKindAreEncodedInBoundedTime(String unit) {
    String text = unit.repeat(1_000_000 / unit.length());
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          int[] tokens = GPT2.copy().encodeOrdinary(text);
          assertThat(GPT2.decode(tokens)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        });
  }

  /** Output aside: a document's text, pieces and tokens live in buffers that are kept. */
  @Test
  void encodingAllocatesNoMemoryThatGrowsWithTheText() {
    SplittableRandom random = new SplittableRandom(7);
    StringBuilder words = new StringBuilder();
    while (words.length() < 1_000_000) {
      words.append(RandomText.of(random));
    }
    String text = words.toString();
    Tokenizer tokenizer = GPT2.copy();
    TokenBuffer tokens = new TokenBuffer();
    for (int i = 0; i < 3; i++) {
      tokens.clear();
      tokenizer.encodeOrdinary(text, tokens);
    }
    long before = allocatedBytes();
    tokens.clear();
    tokenizer.encodeOrdinary(text, tokens);
    assertThat(allocatedBytes() - before).isLessThan(tokens.size() / 2);
  }

  private static long allocatedBytes() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
