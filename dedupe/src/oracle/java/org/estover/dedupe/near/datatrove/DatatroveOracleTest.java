package org.estover.dedupe.near.datatrove;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatatroveOracleTest {
  private static final Path SHARED = Path.of(System.getProperty("estover.shared"));
  private static final Pattern PAIR =
      Pattern.compile("\"in\": \"([^\"]*)\",\\s*\"out\": \"([^\"]*)\"");

  @Test
  void textsAreSimplifiedAsDatatroveDoes() throws IOException {
    String vectors = Files.readString(SHARED.resolve("vectors/minhash/simplify_text.json"));
    Matcher pairs = PAIR.matcher(vectors.replace("\\t", "\t").replace("\\n", "\n"));
    int count = 0;
    for (; pairs.find(); count++) {
      assertThat(SimplifiedText.of(pairs.group(1))).isEqualTo(pairs.group(2));
    }
    assertThat(count).isEqualTo(4);
  }

  @Test
  void constantsAreThoseOfNumpy() throws IOException {
    String vectors = Files.readString(SHARED.resolve("vectors/minhash/permutations_seed1.json"));
    Permutations permutations = new Permutations(112, 64, 1);
    assertThat(permutations.factors()).isEqualTo(numbers(vectors, "a"));
    assertThat(permutations.addends()).isEqualTo(numbers(vectors, "b"));
  }

  /**
   * SHA-256 over all signatures, 64-bit little-endian minima, as datatrove's own {@code
   * simplify_text} and formula gave them (commit a649de7, words cut at white space).
   */
  @ParameterizedTest
  @CsvSource({
    "XXH64, ee11065be34932af2e1cb2113477307682932cc892b478cb54a6f56adb9c8fa4",
    "XXH32, 6c7573f50dabf40188979c3628c29f21a80480168d3cba7664987978daf9c334",
    "SHA1_64, 80abc76687e8017e291af4bfeddcf06e717c2c469037957bd6516fecee6137bd",
    "SHA1_32, 5480070ced46897b0bca39fce49dd8ea11e57c9ddcbf3b15aaeb807ae97b73d0"
  })
  void signaturesAreThoseOfDatatrove(ShingleHash hash, String digest)
      throws IOException, NoSuchAlgorithmException {
    DatatroveMinHash minHash = new DatatroveMinHash(DatatroveConfig.DEFAULT.with(hash));
    MessageDigest all = MessageDigest.getInstance("SHA-256");
    for (String line : Files.readAllLines(SHARED.resolve("data/neardup/articles_1000.train"))) {
      for (long minimum : minHash.signature(line.substring(line.indexOf(' ')))) {
        all.update(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(minimum).array());
      }
    }
    assertThat(HexFormat.of().formatHex(all.digest())).isEqualTo(digest);
  }

  private static long[] numbers(String json, String name) {
    Matcher array = Pattern.compile("\"" + name + "\": \\[([^]]*)]").matcher(json);
    assertThat(array.find()).isTrue();
    return Pattern.compile(",")
        .splitAsStream(array.group(1).replaceAll("[\" ]", ""))
        .mapToLong(Long::parseLong)
        .toArray();
  }
}
