package org.estover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.shard.IndexedDatasetWriter;
import org.estover.tokenize.shard.ShardFormat;
import org.estover.tokenize.shard.TokenWidth;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The data set that GPT-NeoX's preprocess_data.py makes of lines of JSON, from our tokenizer and
 * our writer: byte for byte.
 */
final class PreprocessOracleTest {
  private static final Path SHARED = Path.of(System.getProperty("estover.shared"));
  private static final Path ORDER = SHARED.resolve("vectors/order");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"prep_eod_text_document,true", "prep_noeod_text_document,false"})
  void linesBecomeGptNeoxsDataSet(String name, boolean appendEndOfText) throws IOException {
    Tokenizer tokenizer = Tokenizer.load(SHARED.resolve("data/tokenizers/20B_tokenizer.json"));
    Path prefix = folder.resolve(name);
    try (IndexedDatasetWriter writer =
        IndexedDatasetWriter.create(prefix, TokenWidth.forVocabulary(tokenizer.vocabularySize()))) {
      for (String text : texts(ORDER.resolve("prep.jsonl.zst"))) {
        // GPT-NeoX takes what spells a special token for one.
        int[] ids = tokenizer.encode(text);
        writer.append(ids, 0, ids.length);
        if (appendEndOfText) {
          writer.append(tokenizer.endOfText());
        }
        writer.endSequence();
        writer.endDocument();
      }
      writer.finish();
    }
    assertThat(ShardFormat.bin(prefix)).hasSameBinaryContentAs(ORDER.resolve(name + ".bin"));
    assertThat(ShardFormat.idx(prefix)).hasSameBinaryContentAs(ORDER.resolve(name + ".idx"));
  }

  /**
   * A line is a text, or an object whose "text" is one, or a list of paragraphs to be joined; the
   * empty text is none.
   */
  private static List<String> texts(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<String> texts = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new ZstdInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode value = json.readTree(line);
        JsonNode text = value.isTextual() ? value : value.get("text");
        List<String> paragraphs = new ArrayList<>();
        text.forEach(paragraph -> paragraphs.add(paragraph.asText()));
        String whole = text.isArray() ? String.join("\n\n", paragraphs) : text.asText();
        if (!whole.isEmpty()) {
          texts.add(whole);
        }
      }
    }
    return texts;
  }
}
