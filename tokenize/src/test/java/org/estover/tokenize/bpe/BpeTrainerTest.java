package org.estover.tokenize.bpe;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BpeTrainerTest {
  private static final List<String> SPECIALS = List.of("<|endoftext|>");

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void anyNumberOfWorkersLearnsTheSame(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      texts.add(RandomText.of(random));
    }
    byte[] alone = train(texts, 1).digest();
    assertThat(train(texts, 3).digest()).isEqualTo(alone);
    assertThat(train(texts, 7).digest()).isEqualTo(alone);
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void mergesAreThoseOfTheDefinition(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      text.append(random.nextInt(4) == 0 ? ' ' : (char) ('a' + random.nextInt(4)));
    }
    PieceCounts counts = BpeTrainer.counts("gpt2", false);
    counts.add(text);
    int size = 256 + 40;
    Tokenizer trained = BpeTrainer.train("small", counts, size + 1, SPECIALS);
    List<String> literal = literal(counts, size);
    for (int id = 0; id < literal.size(); id++) {
      String bytes = new String(trained.decode(new int[] {id}), StandardCharsets.ISO_8859_1);
      assertThat(bytes).as("token %d", id).isEqualTo(literal.get(id));
    }
    assertThat(trained.vocabularySize()).isEqualTo(literal.size() + 1);
  }

  @Test
  void decodingWhatATrainedTokenizerEncodesGivesBackTheText() throws Exception {
    SplittableRandom random = new SplittableRandom(3);
    PieceCounts counts = BpeTrainer.counts("cl100k", false);
    counts.add("the theme of the thesis, the theme of the thesis");
    Tokenizer tokenizer = BpeTrainer.train("small", counts, 300, SPECIALS);
    assertThat(tokenizer.vocabularySize()).as("no pair is left").isLessThan(300);
    assertThat(tokenizer.encode(" the")).hasSize(1);
    for (int i = 0; i < 100; i++) {
      String text = RandomText.of(random);
      assertThat(tokenizer.decode(tokenizer.encode(text)))
          .isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void whatCannotBeTrainedIsRefused() {
    PieceCounts counts = BpeTrainer.counts("gpt2", false);
    assertThatThrownBy(() -> BpeTrainer.train("x", counts, 256, SPECIALS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a vocabulary of 256 ids, not of 257 to");
    assertThatThrownBy(() -> BpeTrainer.train("x", counts, 300, List.of("<x>")))
        .isInstanceOf(UnsupportedTokenizerException.class)
        .hasMessageContaining("a special end of text");
    assertThatThrownBy(() -> BpeTrainer.counts("o200k", false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is none of [gpt2, cl100k, qwen2, cl100k-numbers]");
    assertThatThrownBy(() -> counts.add(BpeTrainer.counts("qwen2", false)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Tokenizer train(List<String> texts, int workers) throws Exception {
    List<PieceCounts> parts = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      PieceCounts part = BpeTrainer.counts("gpt2", false);
      for (int i = worker; i < texts.size(); i += workers) {
        part.add(texts.get(i));
      }
      parts.add(0, part);
    }
    PieceCounts sum = parts.get(0);
    for (PieceCounts part : parts.subList(1, workers)) {
      sum.add(part);
    }
    return BpeTrainer.train("trained", sum, 800, SPECIALS);
  }

  /** Counts all pairs anew for each merge. */
  private static List<String> literal(PieceCounts counts, int size) {
    List<String> tokens = new ArrayList<>();
    for (char b = 0; b < 256; b++) {
      tokens.add(String.valueOf(b));
    }
    Map<List<String>, Long> pieces = new HashMap<>();
    counts.sorted().forEach((piece, count) -> pieces.put(List.of(piece.split("")), count));
    while (tokens.size() < size) {
      TreeMap<String, Long> pairs = new TreeMap<>();
      for (Map.Entry<List<String>, Long> piece : pieces.entrySet()) {
        List<String> parts = piece.getKey();
        for (int i = 0; i + 1 < parts.size(); i++) {
          pairs.merge(parts.get(i) + "\n" + parts.get(i + 1), piece.getValue(), Long::sum);
        }
      }
      String best = "";
      for (Map.Entry<String, Long> pair : pairs.entrySet()) {
        if (pair.getValue() > pairs.getOrDefault(best, 1L)) {
          best = pair.getKey();
        }
      }
      if (best.isEmpty()) {
        return tokens;
      }
      String[] pair = best.split("\n", -1);
      if (!tokens.contains(pair[0] + pair[1])) {
        tokens.add(pair[0] + pair[1]);
      }
      Map<List<String>, Long> merged = new HashMap<>();
      for (List<String> piece : List.copyOf(pieces.keySet())) {
        merged.put(merge(piece, pair), requireNonNull(pieces.get(piece)));
      }
      pieces.clear();
      pieces.putAll(merged);
    }
    return tokens;
  }

  @Test
  void specialTokensThatTheNativeLibraryWouldNumberOtherwiseAreRefused() {
    PieceCounts counts = BpeTrainer.counts("gpt2", false);
    counts.add("the the the");
    Map<List<String>, String> whys =
        Map.of(
            List.of("<|endoftext|>", "the"), "a token of the vocabulary is spelled like it",
            List.of("<|endoftext|>", "\u00e9"), "a token of the vocabulary is spelled like it",
            List.of("<|endoftext|>", ""), "it has 0 bytes",
            List.of("<|endoftext|>", "<|endoftext|>"), "it is given twice");
    whys.forEach(
        (specials, why) ->
            assertThatThrownBy(() -> BpeTrainer.train("t.json", counts, 300, specials))
                .isInstanceOf(UnsupportedTokenizerException.class)
                .hasMessageStartingWith("t.json: the special token \"" + specials.get(1))
                .hasMessageContaining(why));
  }

  private static List<String> merge(List<String> piece, String[] pair) {
    List<String> merged = new ArrayList<>();
    for (int i = 0; i < piece.size(); i++) {
      if (i + 1 < piece.size()
          && piece.get(i).equals(pair[0])
          && piece.get(i + 1).equals(pair[1])) {
        merged.add(pair[0] + pair[1]);
        i++;
      } else {
        merged.add(piece.get(i));
      }
    }
    return merged;
  }
}
