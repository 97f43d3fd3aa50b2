package org.estover.tokenize.reconstruct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.estover.tokenize.Seeds;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.release.CorruptReleaseException;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.SmallRelease;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ShardDocumentsTest {
  @TempDir Path folder;

  static LongStream seeds() {
    return Seeds.seeds();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theShardsOfASourceGiveItsDocumentsInOrder(long seed) throws IOException {
    SmallRelease.Source source = SmallRelease.source("web", "1", 2, 60, 40, seed);
    SmallRelease.write(folder, 8, List.of(source));
    Release release = Release.open(folder);
    List<SmallRelease.Text> found = new ArrayList<>();
    for (ReleasedShard shard : release.content().shards()) {
      long row = 0;
      long start = 0;
      try (ShardDocuments documents = ShardDocuments.open(release, shard)) {
        for (ShardDocuments.Tokens next = documents.next(); next != null; next = documents.next()) {
          assertThat(next.row().row()).isEqualTo(row++);
          assertThat(next.row().tokenStart()).isEqualTo(start);
          start += next.tokens().length;
          int last = next.tokens().length - 1;
          assertThat(next.tokens()[last]).isEqualTo(SmallRelease.END_OF_TEXT);
          List<Integer> tokens = new ArrayList<>();
          for (int i = 0; i < last; i++) {
            tokens.add(next.tokens()[i]);
          }
          found.add(new SmallRelease.Text(next.row().document(), tokens));
        }
        assertThat(documents.next()).isNull();
      }
      assertThat(start).isEqualTo(shard.tokens());
    }
    assertThat(found).isEqualTo(source.texts());
  }

  @Test
  void damageIsNamed() throws IOException {
    SmallRelease.write(folder, 8, List.of(SmallRelease.source("web", "1", 0, 300, 40, 1)));
    Release release = Release.open(folder);
    ReleasedShard shard = release.content().shards().get(0);
    Path bin = folder.resolve(shard.bin().name());
    byte[] bytes = Files.readAllBytes(bin);
    bytes[5000] ^= 1;
    Files.write(bin, bytes);
    try (ShardDocuments documents = ShardDocuments.open(release, shard)) {
      assertThatThrownBy(
              () -> {
                while (documents.next() != null) {
                  // Until the damage.
                }
              })
          .isInstanceOf(CorruptReleaseException.class)
          .hasMessageContaining(shard.bin().name())
          .hasMessageContaining("block 1");
    }
  }

  @Test
  void textsAreDecodedAndHeldToTheirDigests() throws IOException {
    Tokenizer gpt2 = Tokenizer.gpt2();
    List<String> texts = List.of("One text.", "Zwei\nTexte <|endoftext|> é", "", "\uD83D\uDE00");
    List<SmallRelease.Text> documents = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(3);
    for (String text : texts) {
      ReleasedDocument made = SmallRelease.document("web", documents.size(), random);
      documents.add(
          new SmallRelease.Text(
              new ReleasedDocument(
                  made.id(), made.uri(), "web", "MIT", "", "allowed", sha256(text)),
              Arrays.stream(gpt2.encodeOrdinary(text)).boxed().toList()));
    }
    SmallRelease.write(
        folder, 8, List.of(new SmallRelease.Source("web", "1", 0, List.copyOf(documents))));
    List<String> found = texts(gpt2);
    assertThat(found).containsExactlyInAnyOrderElementsOf(texts);
  }

  @Test
  void aTextThatIsNotItsDigestsIsNamed() throws IOException {
    SmallRelease.write(folder, 8, List.of(SmallRelease.source("web", "1", 0, 3, 40, 1)));
    Tokenizer gpt2 = Tokenizer.gpt2();
    assertThatThrownBy(() -> texts(gpt2))
        .isInstanceOf(CorruptReleaseException.class)
        .hasMessageContaining("the text of doc_")
        .hasMessageContaining("its table says")
        .hasMessageContaining("estover verify");
  }

  private List<String> texts(Tokenizer tokenizer) throws IOException {
    Release release = Release.open(folder);
    List<String> texts = new ArrayList<>();
    try (ShardDocuments shard = ShardDocuments.open(release, release.content().shards().get(0))) {
      for (var next = shard.nextText(tokenizer); next != null; next = shard.nextText(tokenizer)) {
        assertThat(next.isExact()).isTrue();
        texts.add(new String(next.utf8(), StandardCharsets.UTF_8));
      }
    }
    return texts;
  }

  private static String sha256(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(BatchChain.sha256().digest(utf8));
  }
}
