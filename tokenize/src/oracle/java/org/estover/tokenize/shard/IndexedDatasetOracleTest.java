package org.estover.tokenize.shard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IndexedDatasetOracleTest {
  private static final Path ORDER =
      Path.of(System.getProperty("estover.shared")).resolve("vectors/order");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"main", "edge", "int32", "long", "multi"})
  void filesAreThePeersByteForByte(String corpus) throws IOException {
    List<List<int[]>> documents = documents(ORDER.resolve(corpus + ".docs.jsonl"));
    Path prefix = folder.resolve(corpus);
    IndexedDatasetTest.write(
        prefix, TokenWidth.forVocabulary(corpus.equals("int32") ? 100_277 : 50_432), documents);
    assertThat(ShardFormat.bin(prefix)).hasSameBinaryContentAs(ORDER.resolve(corpus + ".bin"));
    assertThat(ShardFormat.idx(prefix)).hasSameBinaryContentAs(ORDER.resolve(corpus + ".idx"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"main", "edge", "int32", "long", "multi"})
  void filesOfThePeersAreReadBack(String corpus) throws IOException {
    List<List<int[]>> documents = documents(ORDER.resolve(corpus + ".docs.jsonl"));
    try (IndexedDatasetReader reader = IndexedDatasetReader.open(ORDER.resolve(corpus))) {
      reader.verify();
      assertThat(reader.documentCount()).isEqualTo(documents.size());
      for (int d = 0; d < documents.size(); d++) {
        List<int[]> sequences = new ArrayList<>();
        for (long s = reader.documentStart(d); s < reader.documentStart(d + 1); s++) {
          sequences.add(reader.sequence(s));
        }
        assertThat(sequences).containsExactlyElementsOf(documents.get(d));
      }
    }
  }

  @Test
  void modesOfMultimodalDataAreRead() throws IOException {
    try (IndexedDatasetReader reader = IndexedDatasetReader.open(ORDER.resolve("multimodal"))) {
      reader.verify();
      assertThat(reader.hasModes()).isTrue();
      assertThat(reader.sequenceCount()).isEqualTo(6);
      for (int s = 0; s < 6; s++) {
        assertThat(reader.mode(s)).isEqualTo(s % 2);
      }
    }
  }

  private static List<List<int[]>> documents(Path jsonl) throws IOException {
    List<List<int[]>> documents = new ArrayList<>();
    for (String line : Files.readAllLines(jsonl)) {
      List<int[]> sequences = new ArrayList<>();
      try (JsonParser parser = new JsonFactory().createParser(line)) {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.START_ARRAY) {
          List<Integer> tokens = new ArrayList<>();
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            tokens.add(parser.getIntValue());
          }
          sequences.add(tokens.stream().mapToInt(Integer::intValue).toArray());
        }
      }
      documents.add(sequences);
    }
    return documents;
  }
}
