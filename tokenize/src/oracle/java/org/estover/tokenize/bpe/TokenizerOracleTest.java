package org.estover.tokenize.bpe;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

final class TokenizerOracleTest {
  private static final Path SHARED = Path.of(System.getProperty("estover.shared"));
  private static final Path NEOX = SHARED.resolve("data/tokenizers/20B_tokenizer.json");

  @Test
  void idsOfGpt2AreThoseOfTheNativeLibrary() throws Exception {
    assertIds(Tokenizer.gpt2(), "gpt2");
  }

  @Test
  void idsOfNeoxAreThoseOfTheNativeLibrary() throws Exception {
    assertIds(Tokenizer.load(NEOX), "neox20b");
  }

  @Test
  void randomTextsHaveTheNativeLibrarysIds() throws Exception {
    NativeLibraryTest.assertAgreement(Tokenizer.load(NEOX), NEOX);
  }

  @Test
  void longPathologicalLinesHaveTheNativeLibrarysIds() throws Exception {
    Map<String, Tokenizer> tokenizers =
        Map.of("gpt2", Tokenizer.gpt2(), "20B", Tokenizer.load(NEOX));
    List<?> cases = (List<?>) json("vectors/order/tokenizer_big.json");
    assertThat(cases).hasSize(22);
    for (Object element : cases) {
      Map<?, ?> big = (Map<?, ?>) element;
      Tokenizer tokenizer = requireNonNull(tokenizers.get(text(big, "tokenizer")));
      int[] ids = tokenizer.encode(generate(big));
      assertThat(sha256(ids)).as("%s", big).isEqualTo(big.get("ids_int32le_sha256"));
    }
  }

  @Test
  void vocabularySizesAndEndOfTextAreTheModels() throws Exception {
    Tokenizer neox = Tokenizer.load(NEOX);
    assertThat(neox.vocabularySize()).isEqualTo(50_277);
    assertThat(neox.endOfText()).isZero();
    assertThat(Tokenizer.gpt2().vocabularySize()).isEqualTo(50_257);
    assertThat(Tokenizer.gpt2().endOfText()).isEqualTo(50_256);
  }

  @Test
  void characterClassesAreTheNativeLibrarys() throws Exception {
    byte[] expected = new byte[Character.MAX_CODE_POINT + 1];
    for (Object element : (List<?>) json("data/tokenizers/charclass_native.json")) {
      List<?> run = (List<?>) element;
      byte charClass = (byte) "OLNS".indexOf(String.valueOf(run.get(0)));
      for (long c = (Long) run.get(1); c <= (Long) run.get(2); c++) {
        expected[(int) c] = charClass;
      }
    }
    for (int c = 0; c < expected.length; c++) {
      assertThat((byte) UnicodeClasses.of(c)).as("class of %x", c).isEqualTo(expected[c]);
    }
  }

  /** An encoded surrogate is the one case where Java and Python differ: one U+FFFD, not three. */
  @Test
  void whatIsNoUtf8IsReplaced() throws Exception {
    List<?> cases = (List<?>) json("vectors/order/invalid_utf8.json");
    assertThat(cases).hasSize(10);
    for (Object element : cases) {
      List<?> pair = (List<?>) element;
      byte[] bytes = HexFormat.of().parseHex((String) pair.get(0));
      String expected = pair.get(0).equals("eda080") ? "\uFFFD" : (String) pair.get(1);
      TokenBuffer tokens = new TokenBuffer();
      Tokenizer.gpt2().encodeOrdinary(bytes, 0, bytes.length, tokens);
      assertThat(tokens.toArray()).isEqualTo(Tokenizer.gpt2().encodeOrdinary(expected));
    }
  }

  private static void assertIds(Tokenizer tokenizer, String key) throws IOException {
    List<?> cases = (List<?>) json("vectors/order/tokenizer.json.gz");
    assertThat(cases).hasSizeGreaterThan(1500);
    for (Object element : cases) {
      Map<?, ?> vector = (Map<?, ?>) element;
      String text = text(vector, "text");
      List<Long> ids = Arrays.stream(tokenizer.encode(text)).mapToObj(Long::valueOf).toList();
      assertThat(ids).as("ids of \"%s\"", text).isEqualTo(vector.get(key));
    }
  }

  private static String generate(Map<?, ?> big) {
    Matcher generator =
        Pattern.compile("(?s)(repeat|lcg)\\((?:N(?:/(\\d))?,seed,)?'(.*?)'(?:,N(?:/(\\d))?)?\\)")
            .matcher(text(big, "generator").replace("\\n", "\n"));
    assertThat(generator.matches()).as("%s", big).isTrue();
    String divisor = generator.group(generator.group(1).equals("lcg") ? 2 : 4);
    int n = number(big, "N") / (divisor == null ? 1 : Integer.parseInt(divisor));
    String alphabet = generator.group(3);
    if (generator.group(1).equals("repeat")) {
      return alphabet.repeat(n);
    }
    StringBuilder text = new StringBuilder();
    int x = number(big, "seed");
    for (int i = 0; i < n; i++) {
      x = x * 1103515245 + 12345;
      text.append(alphabet.charAt((x >>> 16 & 0x7fff) % alphabet.length()));
    }
    return text.toString();
  }

  private static String sha256(int[] ids) throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate(4 * ids.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(ids);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
  }

  private static String text(Map<?, ?> object, String member) {
    return (String) requireNonNull(object.get(member));
  }

  private static int number(Map<?, ?> object, String member) {
    return ((Long) requireNonNull(object.get(member))).intValue();
  }

  private static Object json(String file) throws IOException {
    try (InputStream raw = Files.newInputStream(SHARED.resolve(file));
        InputStream in = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return JsonTree.read(file, in);
    }
  }
}
