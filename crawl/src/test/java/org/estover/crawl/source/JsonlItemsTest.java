package org.estover.crawl.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class JsonlItemsTest {
  private static final String TWO =
      "{\"id\":\"a\",\"text\":\"one\"}\n{\"id\":\"b\",\"url\":\"http://b.test/\",\"text\":\"two\"}\n";

  @TempDir private Path folder;

  private Collected read(byte[] bytes) throws IOException {
    return read(bytes, FieldMapping.DEFAULT, LicenseAliases.NONE, ReadLimits.DEFAULT);
  }

  private Collected read(
      byte[] bytes, FieldMapping fields, LicenseAliases aliases, ReadLimits limits)
      throws IOException {
    Path file = Files.write(folder.resolve("in.jsonl"), bytes);
    Collected collected = new Collected();
    JsonlSource source = new JsonlSource(TestComponent.named("books"), List.of(), fields, aliases);
    SourceReader.read(source, file, "in.jsonl", limits, collected);
    return collected;
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] lines(int count) {
    SplittableRandom random = new SplittableRandom(7);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append("{\"id\":").append(i).append(",\"text\":\"").append(random.nextLong());
      lines.append("\"}\n");
    }
    return lines.toString().getBytes(UTF_8);
  }

  @Test
  void urlElseIdNamesAnItem() throws IOException {
    Collected found = read(TWO.getBytes(UTF_8));
    assertThat(found.uris()).containsExactly("id:a", "http://b.test/");
    assertThat(found.texts()).containsExactly("one", "two");
    assertThat(found.items.get(1).offset()).isEqualTo(24);
    assertThat(found.items.get(0).source()).isEqualTo("books");
    assertThat(found.asides).isEmpty();
  }

  @Test
  void compressionFollowsFromTheBytes() throws IOException {
    byte[] plain = TWO.getBytes(UTF_8);
    List<String> expected = read(plain).uris();
    assertThat(read(gzip(plain)).uris()).isEqualTo(expected);
    assertThat(read(Zstd.compress(plain)).uris()).isEqualTo(expected);
  }

  @Test
  void membersAndFramesMayEndInsideALine() throws IOException {
    byte[] head = Arrays.copyOf(TWO.getBytes(UTF_8), 10);
    byte[] tail = Arrays.copyOfRange(TWO.getBytes(UTF_8), 10, TWO.length());
    assertThat(read(concat(gzip(head), gzip(tail))).texts()).containsExactly("one", "two");
    assertThat(read(concat(Zstd.compress(head), Zstd.compress(tail))).texts())
        .containsExactly("one", "two");
  }

  @Test
  void lastLineNeedsNoLineFeed() throws IOException {
    assertThat(read(TWO.strip().getBytes(UTF_8)).items).hasSize(2);
  }

  @Test
  void blankLinesAreSkippedAndCounted() throws IOException {
    Collected found = read(("\n" + TWO + " \r\n").getBytes(UTF_8));
    assertThat(found.items).hasSize(2);
    assertThat(found.skipped).containsExactly("blank-line", "blank-line");
  }

  @Test
  void byteOrderMarkIsNoPartOfTheFirstLine() throws IOException {
    assertThat(read(("\ufeff" + TWO).getBytes(UTF_8)).items).hasSize(2);
  }

  @Test
  void badLinesAreSetAsideWithTheirOffset() throws IOException {
    String good = "{\"text\":\"x\"}\n";
    byte[] input =
        (good
                + "{\"text\":}\n"
                + good
                + "[1]\n"
                + "{\"text\":\"nul \0\"}\n"
                + "{\"text\":\" \"}\n"
                + "{\"id\":1}\n"
                + "{\"text\":\"a\"} {}\n"
                + good)
            .getBytes(UTF_8);
    Collected found = read(input);
    assertThat(found.items).hasSize(3);
    assertThat(found.reasons())
        .containsExactly(
            "json-syntax", "json-not-object", "nul-byte", "no-text", "no-text", "json-syntax");
    assertThat(found.asides.get(0).offset()).isEqualTo(13);
    assertThat(found.asides.get(2).offset()).isEqualTo(13 + 10 + 13 + 4 + 13);
    assertThat(found.asides.get(0).excerpt()).isEqualTo("{\"text\":}");
  }

  @Test
  void bytesThatAreNotUtf8AreSetAside() throws IOException {
    byte[] latin = "{\"text\":\"caf\u00e9\"}\n".getBytes(ISO_8859_1);
    Collected found = read(concat(latin, TWO.getBytes(UTF_8)));
    assertThat(found.items).hasSize(2);
    assertThat(found.reasons()).containsExactly("not-utf8");
    assertThat(found.asides.get(0).offset()).isEqualTo(12);
    // Overlong forms and surrogates are not UTF-8 either.
    for (int[] bad : new int[][] {{0xc0, 0x80}, {0xed, 0xa0, 0x80}, {0xf4, 0x90, 0x80, 0x80}}) {
      byte[] line = "{\"text\":\"xxxx\"}\n".getBytes(UTF_8);
      for (int i = 0; i < bad.length; i++) {
        line[9 + i] = (byte) bad[i];
      }
      assertThat(read(line).reasons()).containsExactly("not-utf8");
    }
    assertThat(read("{\"text\":\"\u20ac\ud83d\ude00\"}".getBytes(UTF_8)).items).hasSize(1);
  }

  @Test
  void aFileInAnotherCharsetStopsNothing() throws IOException {
    Collected found = read(TWO.getBytes(java.nio.charset.StandardCharsets.UTF_16LE));
    assertThat(found.items).isEmpty();
    assertThat(found.reasons()).isNotEmpty().containsOnly("nul-byte");
  }

  @Test
  void emptyFileIsAnAside() throws IOException {
    assertThat(read(new byte[0]).reasons()).containsExactly("empty-file");
  }

  @Test
  void lineAboveTheLimitIsPassedOver() throws IOException {
    String huge = "{\"text\":\"" + "x".repeat(1_000_000) + "\"}\n";
    byte[] input = (TWO + huge + TWO).getBytes(UTF_8);
    ReadLimits limits = new ReadLimits(300_000, ReadLimits.DEFAULT.maxArchive());
    Collected found = read(gzip(input), FieldMapping.DEFAULT, LicenseAliases.NONE, limits);
    assertThat(found.texts()).containsExactly("one", "two", "one", "two");
    assertThat(found.reasons()).containsExactly("record-too-long");
    assertThat(found.asides.get(0).offset()).isEqualTo(TWO.length());
    assertThat(found.items.get(2).offset()).isEqualTo(TWO.length() + huge.length());
  }

  static LongStream cuts() {
    return LongStream.of(1, 5, 11, 40, 300, 2000, 5000);
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void whatStandsBeforeATruncationIsDelivered(long cut) throws IOException {
    byte[] plain = lines(400);
    List<String> all = read(plain).texts();
    for (byte[] packed : List.of(gzip(plain), Zstd.compress(plain))) {
      int end = (int) Math.min(cut, packed.length - 1);
      Collected found = read(Arrays.copyOf(packed, end));
      assertThat(found.texts()).isEqualTo(all.subList(0, found.items.size()));
      assertThat(found.asides).hasSize(1);
      assertThat(found.asides.get(0).offset())
          .isEqualTo(found.items.isEmpty() ? 0 : end(plain, found.items.size()));
    }
  }

  /** The offset behind some number of lines. */
  private static int end(byte[] plain, int lines) {
    int at = 0;
    for (int seen = 0; seen < lines; at++) {
      seen += plain[at] == '\n' ? 1 : 0;
    }
    return at;
  }

  @Test
  void truncationOfALargeGzipIsNamed() throws IOException {
    byte[] packed = gzip(lines(20_000));
    Collected found = read(Arrays.copyOf(packed, packed.length / 2));
    assertThat(found.items.size()).isBetween(5_000, 15_000);
    assertThat(found.reasons()).containsExactly("gzip-truncated");
  }

  @Test
  void garbageBehindAGzipMemberIsNamed() throws IOException {
    Collected found = read(concat(gzip(TWO.getBytes(UTF_8)), "garbage".getBytes(UTF_8)));
    assertThat(found.items).hasSize(2);
    assertThat(found.reasons()).containsExactly("gzip-garbage");
  }

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noDamageThrows(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] plain = lines(50);
    byte[] packed =
        switch (random.nextInt(3)) {
          case 0 -> gzip(plain);
          case 1 -> Zstd.compress(plain);
          default -> plain.clone();
        };
    for (int i = 0; i < 1 + random.nextInt(5); i++) {
      packed[random.nextInt(packed.length)] = (byte) random.nextInt();
    }
    Collected found = read(packed);
    assertThat(found.items.size() + found.asides.size()).isPositive();
  }

  @Test
  void dottedFieldsLeadIntoObjects() throws IOException {
    FieldMapping fields =
        new FieldMapping("body.content", "meta.url", "id", "meta.license", "meta.who", "date");
    String line =
        "{\"meta\":{\"url\":\"http://m.test/\",\"x\":{\"url\":\"no\"},\"license\":\"CC0\","
            + "\"who\":\"Jo\"},\"other\":[{\"content\":\"no\"}],\"body\":{\"content\":\"yes\"},"
            + "\"date\":\"2020-01-02T03:04:05Z\"}";
    LicenseAliases aliases = new LicenseAliases(new TreeMap<>(Map.of("CC0", "CC0-1.0")));
    SourceItem item = read(line.getBytes(UTF_8), fields, aliases, ReadLimits.DEFAULT).items.get(0);
    assertThat(item.uri()).isEqualTo("http://m.test/");
    assertThat(item.payload()).isEqualTo("yes".getBytes(UTF_8));
    assertThat(item.license()).isEqualTo("CC0-1.0");
    assertThat(item.holder()).isEqualTo("Jo");
    assertThat(item.fetchedAt()).isEqualTo("2020-01-02T03:04:05Z");
  }

  @Test
  void unknownLicensesBecomeReferences() {
    assertThat(LicenseAliases.NONE.expression("MIT OR Apache-2.0")).isEqualTo("MIT OR Apache-2.0");
    assertThat(LicenseAliases.NONE.expression("various, see copyright"))
        .matches("LicenseRef-[0-9a-f]{16}");
    assertThat(LicenseAliases.NONE.expression("  ")).isEmpty();
  }

  @Test
  void aFileWithoutTheTextsFieldIsToldOnce() throws IOException {
    String other = "{\"body\": \"x\", \"meta\": {\"a\": {\"b\": 1}, \"c\": [{}]}, \"d\": null}\n";
    assertThat(read((other + "{\"z\": 1}\n").getBytes(UTF_8)).warnings)
        .containsExactly(
            "in.jsonl: no record has the field \"text\"; the first one has body, meta.a.b, d: set"
                + " fields.text of the source \"books\" to the one that holds the text");
    assertThat(read("{}\n".getBytes(UTF_8)).warnings).hasSize(1);
    assertThat(read((other + TWO).getBytes(UTF_8)).warnings).isEmpty();
    assertThat(read("{\"text\": \"\"}\n".getBytes(UTF_8)).warnings).isEmpty();
    assertThat(read("no json\n".getBytes(UTF_8)).warnings).isEmpty();
  }

  @Test
  void damageSaysHowMuchWasNotRead() throws IOException {
    byte[] packed = gzip(TWO.getBytes(UTF_8));
    int trailer = packed.length - 8;
    packed[trailer] ^= 1;
    byte[] both = concat(packed, gzip(TWO.getBytes(UTF_8)));
    Collected found = read(both);
    assertThat(found.reasons()).containsExactly("gzip-checksum");
    assertThat(found.asides.get(0).excerpt())
        .isEqualTo("not read: " + (both.length - trailer) + " bytes of the file from there on");
  }

  @Test
  void deepNestingIsAnAside() throws IOException {
    String deep = "{\"a\":" + "[".repeat(100_000) + "\n" + TWO;
    Collected found = read(deep.getBytes(UTF_8));
    assertThat(found.reasons()).containsExactly("json-syntax");
    assertThat(found.items).hasSize(2);
  }
}
