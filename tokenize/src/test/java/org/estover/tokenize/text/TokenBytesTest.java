package org.estover.tokenize.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.release.BlockSums;
import org.estover.tokenize.release.CorruptReleaseException;
import org.estover.tokenize.release.FormatTooNewException;
import org.estover.tokenize.release.ReleasePlace;
import org.estover.tokenize.release.TokenizerIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenBytesTest {
  @TempDir Path folder;

  @Test
  void aTextReadFromTheFileIsWhatTheTokenizerDecodes() throws IOException {
    Tokenizer gpt2 = Tokenizer.gpt2();
    TokenizerIdentity identity =
        new TokenizerIdentity(
            "gpt2",
            HexFormat.of().formatHex(gpt2.digest()),
            gpt2.vocabularySize(),
            gpt2.endOfText());
    TokenBytes.of(identity, id -> gpt2.decode(new int[] {id})).write(folder);
    TokenBytes read = TokenBytes.find(ReleasePlace.of(folder), identity).orElseThrow();
    int[] ids = gpt2.encode("Zoë's 日本 text,\n\n  with spaces.");
    byte[] bytes = new byte[200];
    int at = 0;
    for (int id : ids) {
      assertThat(read.isToken(id)).isTrue();
      int next = read.copy(id, bytes, at);
      assertThat(next - at).isEqualTo(read.size(id));
      at = next;
    }
    assertThat(new String(bytes, 0, at, StandardCharsets.UTF_8))
        .isEqualTo("Zoë's 日本 text,\n\n  with spaces.");
    assertThat(read.isEnd(gpt2.endOfText())).isTrue();
    assertThat(read.size(gpt2.endOfText())).isEqualTo(1);
    assertThat(read.copy(gpt2.endOfText(), bytes, 0)).isEqualTo(1);
    assertThat(bytes[0]).isEqualTo((byte) 0xFF);
  }

  @Test
  void aTextIsReadUpToWhatIsNoToken() {
    TokenBytes tokens =
        TokenBytes.of(
            new TokenizerIdentity("toy", "ab".repeat(32), 4, 3),
            id -> List.of("a", "bc", "", "<end>").get(id).getBytes(StandardCharsets.UTF_8));
    TokenBytes.Text text = new TokenBytes.Text();
    assertThat(tokens.decode(new int[] {2, 1, 0, 3, 1}, 1, 5, text)).isEqualTo(4);
    assertThat(new String(text.bytes(), 0, text.size(), StandardCharsets.UTF_8))
        .isEqualTo("bca<end>bc");
    assertThat(text.tokenAt(2)).isEqualTo(1);
    assertThat(text.start(2)).isEqualTo(3);
    assertThat(text.end(2)).isEqualTo(8);
    assertThat(text.start(4)).isEqualTo(text.size());
    for (int none : new int[] {2, 4, -1}) {
      assertThat(tokens.decode(new int[] {0, 1, none, 0}, 0, 4, text)).isEqualTo(2);
      assertThat(text.size()).isEqualTo(3);
    }
  }

  @Test
  void idsThatAreNoTokensAreNone() throws IOException {
    ToyText.tokens().write(folder);
    TokenBytes read = TokenBytes.find(ReleasePlace.of(folder), ToyText.TOKENIZER).orElseThrow();
    assertThat(read.isToken(0)).isTrue();
    assertThat(read.isToken(50256)).isTrue();
    for (int id : new int[] {-1, 4711, 50257, Integer.MAX_VALUE}) {
      assertThat(read.isToken(id)).as("id " + id).isFalse();
    }
    assertThatThrownBy(() -> TokenBytes.of(ToyText.TOKENIZER, id -> new byte[1 << 16]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("token 0 has 65536 bytes");
  }

  @Test
  void wrongBytesUnderRightSumsAreRefusedOrAnotherText() throws IOException {
    ToyText.tokens().write(folder);
    Path file = folder.resolve(TokenBytes.NAME);
    byte[] intact = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(1);
    int noticed = 0;
    for (int i = 0; i < 200; i++) {
      byte[] bytes = intact.clone();
      int at = i < 56 ? i : random.nextInt(bytes.length);
      bytes[at] ^= (byte) (1 + random.nextInt(255));
      noticed += isRefused(file, bytes) ? 1 : 0;
    }
    assertThat(noticed).isGreaterThan(150);
    for (int size : new int[] {0, 55, 56, 4000, intact.length - 1}) {
      assertThat(isRefused(file, Arrays.copyOf(intact, size))).as(size + " bytes").isTrue();
    }
    assertThat(isRefused(file, intact)).isFalse();
  }

  private boolean isRefused(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    BlockSums.write(file);
    try {
      TokenBytes.find(ReleasePlace.of(folder), ToyText.TOKENIZER);
      return false;
    } catch (CorruptReleaseException e) {
      assertThat(e).hasMessageContaining("text.tokens: ").hasMessageContaining("make it again");
      return true;
    } catch (FormatTooNewException e) {
      return true;
    }
  }
}
