package org.estover.licensing.portal.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.estover.tokenize.bpe.BpeTrainer;
import org.estover.tokenize.bpe.PieceCounts;
import org.estover.tokenize.bpe.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReleaseTokenizersTest {
  private static final String TEXT = "the old right of estover, the old right of way";

  @TempDir private Path folder;

  @Test
  void aReleaseIsDecodedByTheTokenizerOfItsDigestWhenThereIsOne() throws Exception {
    PieceCounts counts = BpeTrainer.counts("gpt2", false);
    counts.add(TEXT);
    Tokenizer own = BpeTrainer.train("gpt2", counts, 270, List.of("<|endoftext|>"));
    String digest = HexFormat.of().formatHex(own.digest());
    Path files = folder.resolve("tokenizers");
    ReleaseTokenizers tokenizers = new ReleaseTokenizers(files);
    assertThat(tokenizers.of(HexFormat.of().formatHex(Tokenizer.gpt2().digest()))).isPresent();
    assertThat(tokenizers.of(digest)).isEmpty();
    Files.createDirectories(files);
    Files.writeString(files.resolve("damaged.json"), "{");
    try (OutputStream out = Files.newOutputStream(files.resolve("own.json"))) {
      own.writeJson(out);
    }
    Tokenizer found = tokenizers.of(digest).orElseThrow();
    assertThat(new String(found.decode(own.encode(TEXT)), StandardCharsets.UTF_8)).isEqualTo(TEXT);
    assertThat(tokenizers.of("0".repeat(64))).isEmpty();
  }
}
