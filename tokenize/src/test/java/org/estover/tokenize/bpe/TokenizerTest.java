package org.estover.tokenize.bpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
      assertThat(GPT2.encode(text)).as("tokens of \"%s\"", text).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void decodingGivesBackTheBytes(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 300; i++) {
      String text = RandomText.of(random);
      byte[] decoded = GPT2.decode(GPT2.encode(text));
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
    int[] tokens = GPT2.encode(text);
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

  @Test
  void unicodeSixteenIsKnownOnEveryJdk() {
    assertThat(CharClasses.of(0x10D4A))
        .as("Garay letter, Unicode 16")
        .isEqualTo(CharClasses.LETTER);
    assertThat(CharClasses.of(0x10D40)).as("Garay digit").isEqualTo(CharClasses.NUMBER);
    assertThat(CharClasses.of(0x180E)).as("no white space since 6.3").isEqualTo(CharClasses.OTHER);
  }
}
