package org.estover.tokenize.bpe;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random texts of every script, encoded as the native library encodes them.
 *
 * <p>The seed is another one at each run and stands in every failure; {@code -Dseed=} repeats it.
 */
final class NativeLibraryTest {
  private static final long SEED = Long.getLong("seed", new SecureRandom().nextLong());
  private static final int TEXTS = Integer.getInteger("texts", 1_500);

  @TempDir private Path folder;

  @Test
  void gpt2() throws IOException {
    assertAgreement(Tokenizer.gpt2());
  }

  @Test
  void cl100k() throws IOException {
    Path ranks = folder.resolve("cl100k_base.tiktoken");
    String resource = "/com/knuddels/jtokkit/cl100k_base.tiktoken";
    try (InputStream in = requireNonNull(NativeLibraryTest.class.getResourceAsStream(resource))) {
      Files.copy(in, ranks);
    }
    assertAgreement(Tokenizer.load(ranks));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "cl100k", "qwen2", "cl100k-numbers"})
  void whatIsTrained(String pattern) throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    boolean nfc = random.nextBoolean();
    PieceCounts counts = BpeTrainer.counts(pattern, nfc);
    for (int i = 0; i < 300; i++) {
      counts.add(i % 2 == 0 ? RandomText.of(random) : RandomText.ofAnyScript(random));
    }
    assertAgreement(BpeTrainer.train(pattern, counts, 2_000, List.of("<|endoftext|>", "<x>")));
  }

  /** Added tokens of all four kinds, some of which are parts of others or change under NFC. */
  @Test
  void addedTokens() throws IOException {
    Tokenizer base = trainedWithNfc();
    Path file = folder.resolve("added.json");
    write(base, file);
    int next = base.vocabularySize();
    StringBuilder added = new StringBuilder();
    List<String> contents =
        List.of(
            "  ",
            "   ",
            "the\u6f22",
            "e\u0301",
            "\u00e9\u0323",
            "<|a|>",
            "<|a",
            "\u6f22",
            "Ll\u6f22");
    for (String content : contents) {
      boolean normalized = contents.indexOf(content) % 2 == 0;
      added
          .append(",{\"id\":" + next++ + ",\"content\":\"" + content)
          .append("\",\"single_word\":false,\"lstrip\":false,\"rstrip\":false,\"normalized\":")
          .append(normalized + ",\"special\":" + content.startsWith("<") + "}");
    }
    String json = Files.readString(file);
    Files.writeString(file, json.replaceFirst("}\\],\"normalizer", "}" + added + "],\"normalizer"));
    assertAgreement(Tokenizer.load(file), file);
  }

  private static Tokenizer trainedWithNfc() throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    PieceCounts counts = BpeTrainer.counts("gpt2", true);
    for (int i = 0; i < 200; i++) {
      counts.add(RandomText.of(random));
    }
    return BpeTrainer.train("trained", counts, 1_000, List.of("<|endoftext|>"));
  }

  private void assertAgreement(Tokenizer tokenizer) throws IOException {
    Path file = folder.resolve("written.json");
    write(tokenizer, file);
    assertAgreement(tokenizer, file);
  }

  private static void write(Tokenizer tokenizer, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      tokenizer.writeJson(out);
    }
  }

  static void assertAgreement(Tokenizer tokenizer, Path file) throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < TEXTS; i++) {
      texts.add(i % 2 == 0 ? RandomText.of(random) : RandomText.ofAnyScript(random));
    }
    Tokenizer matching = tokenizer.copy();
    matching.matchFromNowOn();
    try (NativeTokenizer library = NativeTokenizer.load(file)) {
      for (String text : texts) {
        int[] expected = library.encode(text);
        for (Tokenizer one : List.of(tokenizer, matching)) {
          assertThat(one.encode(text))
              .as("%s, -Dseed=%d, \"%s\"", one.name(), SEED, text)
              .isEqualTo(expected);
        }
      }
    }
  }
}
