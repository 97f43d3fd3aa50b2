package org.estover.crawl.quality;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.estover.crawl.quality.reference.LiteralFastText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FastTextModelTest {
  private static final Path GOLDEN = Path.of("src/test/resources/fasttext");
  private static final List<String> WORDS =
      List.of(
          "the",
          "river",
          "mill",
          "free",
          "home",
          "|",
          "login",
          "best",
          "price",
          "<",
          ">",
          "</s>",
          "é",
          "Straße",
          "漢字",
          "😀",
          "__label__hq",
          "__label__x",
          "1873",
          "x",
          "\n",
          "\t",
          "\u000b\f\r\0",
          "()",
          "unknown",
          "a\u00a0b");

  @TempDir private Path folder;

  static Stream<String> models() {
    return Stream.of("softmax.bin", "hs.bin", "ova.bin", "ns.bin", "quantized.ftz", "pruned.ftz");
  }

  private static byte[] bytes(String model) throws IOException {
    return Files.readAllBytes(GOLDEN.resolve(model));
  }

  private QualityModel open(byte[] model) throws IOException {
    return QualityModel.open(Files.write(folder.resolve("model.bin"), model));
  }

  @ParameterizedTest
  @MethodSource("models")
  void predictsWhatFastTextPrints(String model) throws IOException {
    List<Map<String, Float>> lines =
        FastTextLines.predict(QualityModel.open(GOLDEN.resolve(model)), bytes("lines.txt"));
    List<String> expected =
        Files.readAllLines(GOLDEN.resolve(model.replaceFirst("[.].*", ".expected")));
    assertThat(lines).hasSameSizeAs(expected);
    for (int i = 0; i < lines.size(); i++) {
      String[] words = expected.get(i).isEmpty() ? new String[0] : expected.get(i).split(" ");
      Map<String, Float> line = lines.get(i);
      assertThat(line).as("line %d", i + 1).hasSize(words.length / 2);
      for (int j = 0; j < words.length; j += 2) {
        assertThat(line.get(words[j]))
            .as("line %d, %s", i + 1, words[j])
            .isCloseTo(Float.parseFloat(words[j + 1]), within(1e-5f));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void readsLinesAsThePlainWayDoes(String model) throws IOException {
    for (int version : List.of(11, 12)) {
      byte[] bytes = bytes(model);
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(4, version);
      byte[] text = text(new SplittableRandom(version));
      assertThat(FastTextLines.predict(open(bytes), text))
          .isEqualTo(new LiteralFastText(bytes).predictLines(text));
    }
  }

  @Test
  void aTextThatFailedLeavesNoWordsToTheNext() throws IOException {
    Path model = GOLDEN.resolve("softmax.bin");
    String label = QualityModel.open(model).labels().get(0);
    byte[] river = "river mill".getBytes(UTF_8);
    byte[] text = "best price".getBytes(UTF_8);
    double expected = QualityModel.open(model).scorer(label).score(text, 0, text.length);
    Scorer scorer = QualityModel.open(model).scorer(label);
    assertThatThrownBy(() -> scorer.score(river, 0, river.length + 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(scorer.score(text, 0, text.length)).isEqualTo(expected);
  }

  @Test
  void aDictionaryOfManyWordsOfOneHashIsRefused() throws IOException {
    int words = 1 << 11;
    List<byte[]> colliding = List.of(new byte[0]);
    int hash = Words.emptyHash();
    while (colliding.size() < words) {
      // Two strings that take the hash to the same one: all their combinations do.
      Map<Integer, byte[]> known = new HashMap<>();
      byte[] next = new byte[0];
      byte[] same = null;
      for (int i = 0; same == null; i++) {
        next = Integer.toString(i, 36).getBytes(UTF_8);
        int after = hash;
        for (byte each : next) {
          after = Words.nextHash(after, each);
        }
        same = known.put(after, next);
        hash = same == null ? hash : after;
      }
      List<byte[]> longer = new ArrayList<>();
      for (byte[] word : colliding) {
        longer.add(joined(word, next));
        longer.add(joined(word, same));
      }
      colliding = longer;
    }
    ByteBuffer dictionary = ByteBuffer.allocate(28 + words * 100).order(ByteOrder.LITTLE_ENDIAN);
    dictionary.putInt(words).putInt(words - 1).putInt(1).putLong(1).putLong(-1);
    for (int i = 0; i < words; i++) {
      dictionary.put(colliding.get(i)).put((byte) 0).putLong(1);
      dictionary.put((byte) (i < words - 1 ? 0 : 1));
    }
    Path file = folder.resolve("dictionary");
    Files.write(file, Arrays.copyOf(dictionary.array(), dictionary.position()));
    try (ModelInput in = new ModelInput(file)) {
      assertThatThrownBy(() -> Words.read(in))
          .isInstanceOf(CorruptModelException.class)
          .hasMessageContaining("dictionary: too many words of one hash among the first ");
    }
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] text(SplittableRandom random) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int i = 0; i < 4000; i++) {
      if (random.nextInt(40) == 0) {
        text.write(random.nextInt(256));
      }
      text.writeBytes(WORDS.get(random.nextInt(WORDS.size())).getBytes(UTF_8));
      text.writeBytes((random.nextInt(5) == 0 ? "" : " ").getBytes(UTF_8));
    }
    // More words than are added at once.
    text.writeBytes("best price ".repeat(5000).getBytes(UTF_8));
    return text.toByteArray();
  }

  @ParameterizedTest
  @MethodSource("models")
  void aTextIsReadAsOneLine(String model) throws IOException {
    QualityModel opened = QualityModel.open(GOLDEN.resolve(model));
    byte[] line = "the river | home\tlogin best x\n".getBytes(UTF_8);
    Map<String, Float> expected = FastTextLines.predict(opened, line).get(0);
    for (String label : opened.labels()) {
      assertThat(opened.scorer(label).score("\nthe river\n| home\tlogin\n\nbest x"))
          .isEqualTo((double) expected.getOrDefault(label, -1f));
    }
  }

  @Test
  void labelsMayBeNamedWithoutTheirPrefix() throws IOException {
    QualityModel model = QualityModel.open(GOLDEN.resolve("softmax.bin"));
    assertThat(model.labels()).containsExactly("__label__hq", "__label__lq", "__label__code");
    assertThat(model.scorer("lq").score("home | login"))
        .isEqualTo(model.scorer("__label__lq").score("home | login"));
    assertThatThrownBy(() -> model.scorer("prose"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no label prose; it has __label__hq, __label__lq, __label__code");
    assertThat(model.description()).contains("n-grams of 2 words", "softmax", "3 labels");
    assertThat(model.sha256()).matches("[0-9a-f]{64}");
  }

  @ParameterizedTest
  @MethodSource("models")
  void whatIsCutOffIsToldOfWithItsPlace(String model) throws IOException {
    byte[] whole = bytes(model);
    for (int size = 0; size < whole.length; size += size < 300 ? 1 : 97) {
      byte[] cut = Arrays.copyOf(whole, size);
      assertThatThrownBy(() -> open(cut))
          .isInstanceOf(CorruptModelException.class)
          .hasMessageContaining(" offset ");
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aLyingHeaderTakesNoMemory(String model) throws IOException {
    // Sizes are among the first bytes; one that is believed would end the process.
    for (int place = 8; place < 92; place += 4) {
      for (int lie : new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 0x20000000}) {
        byte[] bytes = bytes(model);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(place, lie);
        openOrRefuse(bytes);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void damageIsRefusedOrHarmless(String model) throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 150; round++) {
      byte[] bytes = bytes(model);
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      openOrRefuse(bytes);
    }
  }

  private void openOrRefuse(byte[] bytes) throws IOException {
    try {
      QualityModel model = open(bytes);
      assertThat(model.scorer(model.labels().get(0)).score("the river 漢字 best price"))
          .isBetween(0.0, 1.0 + 2e-5);
    } catch (CorruptModelException e) {
      assertThat(e).hasMessageContaining(folder.toString());
    }
  }

  @Test
  void wordVectorsAreNoClassifier() throws IOException {
    byte[] bytes = bytes("softmax.bin");
    bytes[36] = 2;
    assertThatThrownBy(() -> open(bytes))
        .isInstanceOf(CorruptModelException.class)
        .hasMessageContaining("fasttext supervised");
    assertThatThrownBy(() -> open("something else".getBytes(UTF_8)))
        .isInstanceOf(CorruptModelException.class)
        .hasMessageContaining("neither a fastText model");
  }

  @Test
  void ngramsOfAnyLengthWouldTakeAnyTime() throws IOException {
    for (int place : new int[] {28, 48}) {
      byte[] bytes = bytes("ns.bin");
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(place, 65);
      assertThatThrownBy(() -> open(bytes))
          .isInstanceOf(CorruptModelException.class)
          .hasMessageContaining("at offset " + place + " is 65, and more than 64 is not read");
    }
  }

  @Test
  void aTreeMayBeAsDeepAsItHasLabels() throws IOException {
    // Where no label has a count, every branch hangs on the one before.
    int labels = 20_000;
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    ByteBuffer head = ByteBuffer.allocate(92).order(ByteOrder.LITTLE_ENDIAN);
    IntStream.of(793712314, 12, 1, 5, 5, 1, 5, 1, 1, 3, 0, 0, 0, 100).forEach(head::putInt);
    head.putDouble(1e-4).putInt(labels + 1).putInt(1).putInt(labels).putLong(1).putLong(-1);
    model.writeBytes(head.array());
    for (int i = 0; i <= labels; i++) {
      model.writeBytes((i == 0 ? "word" : "__label__" + i).getBytes(UTF_8));
      model.writeBytes(new byte[9]);
      model.write(i == 0 ? 0 : 1);
    }
    for (int rows : new int[] {1, labels}) {
      model.write(0);
      ByteBuffer matrix = ByteBuffer.allocate(16 + 4 * rows).order(ByteOrder.LITTLE_ENDIAN);
      model.writeBytes(matrix.putLong(rows).putLong(1).array());
    }
    QualityModel opened = open(model.toByteArray());
    // Each turn is as likely as the other.
    assertThat(opened.scorer("1").score("word")).isCloseTo(0.5, within(1e-4));
    assertThat(opened.scorer("20000").score("word")).isZero();
    assertThat(FastTextLines.predict(opened, "word\n".getBytes(UTF_8)).get(0)).hasSize(16);
  }
}
