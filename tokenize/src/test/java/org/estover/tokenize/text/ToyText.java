package org.estover.tokenize.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.estover.tokenize.release.ReleasePlace;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.SmallRelease;
import org.estover.tokenize.release.TokenizerIdentity;

/** A shard of seeded documents of a few short tokens, and its text. */
final class ToyText {
  static final TokenizerIdentity TOKENIZER =
      new TokenizerIdentity("toy", "ab".repeat(32), SmallRelease.VOCABULARY, 50256);

  private static final List<String> TOKENS =
      List.of("a", "b", "ab", "ba", "aab", " ", "\n", "é", "日本", "the ", "abababab", "\0");

  private ToyText() {}

  static TokenBytes tokens() {
    return TokenBytes.of(
        TOKENIZER,
        id -> id < TOKENS.size() ? TOKENS.get(id).getBytes(StandardCharsets.UTF_8) : new byte[0]);
  }

  /** Documents of up to so many tokens, of which one in ten holds much of the one before. */
  static List<SmallRelease.Text> documents(SplittableRandom random, int documents, int most) {
    List<SmallRelease.Text> texts = new ArrayList<>();
    List<Integer> last = List.of();
    for (int d = 0; d < documents; d++) {
      List<Integer> tokens = new ArrayList<>();
      if (random.nextInt(10) == 0) {
        tokens.addAll(last.subList(0, random.nextInt(last.size() + 1)));
      }
      int bound = 1 + random.nextInt(TOKENS.size());
      random.ints(random.nextInt(most + 1), 0, bound).forEach(tokens::add);
      texts.add(new SmallRelease.Text(SmallRelease.document("web", d, random), tokens));
      last = tokens;
    }
    return texts;
  }

  static ReleasedShard shard(Path folder, List<SmallRelease.Text> texts) throws IOException {
    return SmallRelease.shard(folder, "web", 0, texts);
  }

  /** The text of the documents, each with its separator. */
  static byte[] text(List<SmallRelease.Text> texts) {
    TokenBytes tokens = tokens();
    int size = 0;
    for (SmallRelease.Text text : texts) {
      size += 1 + text.tokens().stream().mapToInt(tokens::size).sum();
    }
    byte[] bytes = new byte[size];
    int at = 0;
    for (SmallRelease.Text text : texts) {
      for (int id : text.tokens()) {
        at = tokens.copy(id, bytes, at);
      }
      bytes[at++] = (byte) 0xFF;
    }
    return bytes;
  }

  static TextIndex open(Path folder, ReleasedShard shard) throws IOException {
    return TextIndex.find(ReleasePlace.of(folder), shard, TOKENIZER).orElseThrow();
  }
}
