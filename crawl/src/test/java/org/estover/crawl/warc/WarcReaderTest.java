package org.estover.crawl.warc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WarcReaderTest {
  @TempDir private Path folder;

  /** Keeps what a reader finds. */
  private static final class Kept implements WarcVisitor {
    final List<WarcRecord> records = new ArrayList<>();
    final List<String> skipped = new ArrayList<>();
    final List<String> damages = new ArrayList<>();

    @Override
    public void record(WarcRecord record) {
      records.add(record);
    }

    @Override
    public void skipped(String type) {
      skipped.add(type);
    }

    @Override
    public void damaged(long offset, String reason, String excerpt) {
      damages.add(offset + ":" + reason);
    }

    List<String> blocks() {
      return records.stream().map(record -> new String(record.block(), UTF_8)).toList();
    }
  }

  private Kept read(byte[] bytes) throws IOException {
    return read(bytes, 1 << 20);
  }

  private Kept read(byte[] bytes, int maxBlock) throws IOException {
    Kept kept = new Kept();
    WarcReader.read(Files.write(folder.resolve("x.warc"), bytes), maxBlock, kept);
    return kept;
  }

  private static byte[] record(String type, String block, int length) {
    return ("WARC/1.0\r\nWARC-Type: "
            + type
            + "\r\nWARC-Target-URI: <http://a.test/x y>\r\n"
            + "WARC-Date: 2020-01-02T03:04:05Z\r\nContent-Length: "
            + length
            + "\r\n\r\n"
            + block
            + "\r\n\r\n")
        .getBytes(UTF_8);
  }

  private static byte[] record(String block) {
    return record("resource", block, block.length());
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  @Test
  void recordsArriveInOrderWithTheirOffsets() throws IOException {
    byte[] first = record("one");
    Kept plain = read(concat(first, record("request", "GET", 3), record("two")));
    assertThat(plain.blocks()).containsExactly("one", "two");
    assertThat(plain.skipped).containsExactly("request");
    assertThat(plain.damages).isEmpty();
    assertThat(plain.records.get(0).uri()).isEqualTo("http://a.test/x%20y");
    assertThat(plain.records.get(0).date()).isEqualTo("2020-01-02T03:04:05Z");
    byte[] member = gzip(first);
    Kept packed = read(concat(member, gzip(record("two"))));
    assertThat(packed.blocks()).containsExactly("one", "two");
    assertThat(packed.records.get(1).offset()).isEqualTo(member.length);
    Kept whole = read(gzip(concat(first, record("two"))));
    assertThat(whole.blocks()).containsExactly("one", "two");
    assertThat(whole.records.get(1).offset()).isEqualTo(first.length);
  }

  @Test
  void damagedMemberCostsOneRecord() throws IOException {
    byte[] one = gzip(record("one"));
    byte[] two = gzip(record("two two two two two two two two two two"));
    byte[] three = gzip(record("three"));
    for (int at = 12; at < two.length; at += 3) {
      byte[] bad = two.clone();
      bad[at] ^= 0x55;
      Kept kept = read(concat(one, bad, three));
      assertThat(kept.blocks()).as("byte " + at).startsWith("one").endsWith("three");
      assertThat(kept.blocks().size() + kept.damages.size()).as("byte " + at).isEqualTo(3);
    }
  }

  @Test
  void checksumOfAMemberIsChecked() throws IOException {
    byte[] bad = gzip(record("one"));
    bad[bad.length - 8] ^= 1;
    Kept kept = read(concat(bad, gzip(record("two"))));
    assertThat(kept.blocks()).containsExactly("two");
    assertThat(kept.damages).containsExactly("0:gzip-checksum");
  }

  @Test
  void wrongLengthCostsOneRecord() throws IOException {
    for (int wrong : new int[] {0, 1, 5, 20, 200, 400, 100_000}) {
      Kept kept =
          read(
              concat(
                  record("one"),
                  record("resource", "2222222222", wrong),
                  record("333"),
                  record("4")));
      assertThat(kept.blocks()).as("length " + wrong).containsExactly("one", "333", "4");
      assertThat(kept.damages).as("length " + wrong).hasSize(1);
    }
  }

  @Test
  void garbageBetweenRecordsIsOnePiece() throws IOException {
    byte[] garbage = "garbage\nmore\nWAR\n\n".getBytes(UTF_8);
    byte[] one = record("one");
    Kept kept = read(concat(one, garbage, record("two")));
    assertThat(kept.blocks()).containsExactly("one", "two");
    assertThat(kept.damages).containsExactly(one.length + ":warc-garbage");
  }

  @Test
  void brokenHeadersAreSetAside() throws IOException {
    byte[] noLength = "WARC/1.0\r\nWARC-Type: resource\r\n\r\n".getBytes(UTF_8);
    byte[] badLength = record("resource", "x", -1);
    Kept kept = read(concat(noLength, record("one"), badLength, record("two")));
    assertThat(kept.blocks()).containsExactly("one", "two");
    assertThat(kept.damages).hasSize(2).allMatch(damage -> damage.endsWith("warc-header"));
  }

  @Test
  void recordsAboveTheLimitArePassedOver() throws IOException {
    Kept kept = read(concat(record("a".repeat(5000)), record("two")), 1000);
    assertThat(kept.blocks()).containsExactly("two");
    assertThat(kept.damages).containsExactly("0:record-too-large");
  }

  @Test
  void emptyAndForeignFilesAreSetAside() throws IOException {
    assertThat(read(new byte[0]).damages).containsExactly("0:empty-file");
    assertThat(read("PK not a warc".getBytes(UTF_8)).damages).containsExactly("0:warc-garbage");
  }

  @Test
  void arcRecordsAreRead() throws IOException {
    String version = "1 0 Test\nURL IP-address Archive-date Content-type Archive-length\n";
    String http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x";
    byte[] arc =
        ("filedesc://a.arc 0.0.0.0 20140102030405 text/plain "
                + version.length()
                + "\n"
                + version
                + "\nhttp://a.test/a b 1.2.3.4 20140102030405 text/html "
                + http.length()
                + "\n"
                + http
                + "\nhttp://a.test/bad 1.2.3.4 2014 text/html x\n"
                + "http://a.test/c 1.2.3.4 20140102030405 text/plain 3\nabc\n")
            .getBytes(UTF_8);
    Kept kept = read(arc);
    assertThat(kept.skipped).containsExactly("arc-header");
    assertThat(kept.records).extracting(WarcRecord::type).containsExactly("response", "resource");
    assertThat(kept.records.get(0).uri()).isEqualTo("http://a.test/a%20b");
    assertThat(kept.records.get(0).date()).isEqualTo("2014-01-02T03:04:05Z");
    assertThat(kept.damages).hasSize(1);
    assertThat(read(gzip(arc)).blocks()).isEqualTo(kept.blocks());
  }

  private static String segment(int number, String more, String block) {
    String type = number == 1 ? "resource" : "continuation";
    return "WARC/1.1\r\nWARC-Type: "
        + type
        + "\r\nWARC-Target-URI: http://a.test/s\r\nWARC-Record-ID: <urn:x:"
        + number
        + ">\r\nWARC-Segment-Number: "
        + number
        + "\r\n"
        + (number == 1 ? "" : "WARC-Segment-Origin-ID: <urn:x:1>\r\n")
        + more
        + "Content-Length: "
        + block.length()
        + "\r\n\r\n"
        + block
        + "\r\n\r\n";
  }

  private Kept readSegments(String... segments) throws IOException {
    return read(String.join("", segments).getBytes(UTF_8), 20);
  }

  @Test
  void segmentsAreJoined() throws IOException {
    String first = segment(1, "", "one ");
    String second = segment(2, "", "two ");
    String third = segment(3, "WARC-Segment-Total-Length: 13\r\n", "three");
    Kept whole = readSegments(first, second, third, segment(1, "", "x"));
    assertThat(whole.blocks()).containsExactly("one two three", "x");
    assertThat(whole.records).extracting(WarcRecord::truncated).containsExactly("", "segments");
    assertThat(whole.skipped).containsExactly("continuation", "continuation");
    assertThat(whole.records.get(0).offset()).isZero();
  }

  @Test
  void segmentsThatAreMissingTruncateTheRecord() throws IOException {
    String first = segment(1, "", "one ");
    String second = segment(2, "", "two ");
    String third = segment(3, "WARC-Segment-Total-Length: 13\r\n", "three");
    for (String[] segments :
        new String[][] {
          {first}, {first, third}, {third}, {first, new String(record("x"), UTF_8), second, third}
        }) {
      Kept kept = readSegments(segments);
      assertThat(kept.records.stream().filter(each -> each.uri().endsWith("/s")))
          .allSatisfy(each -> assertThat(each.truncated()).isEqualTo("segments"))
          .hasSize(segments[0].equals(third) ? 0 : 1);
      assertThat(kept.records.size() + kept.skipped.size()).isEqualTo(segments.length);
    }
    Kept wrong = readSegments(first, segment(2, "WARC-Segment-Total-Length: 99\r\n", "two"));
    assertThat(wrong.blocks()).containsExactly("one two");
    assertThat(wrong.records.get(0).truncated()).isEqualTo("segments");
    Kept large = readSegments(first, segment(2, "", "0123456789"), segment(3, "", "0123456789"));
    assertThat(large.damages).containsExactly("0:record-too-large");
    assertThat(large.records).isEmpty();
  }

  @Test
  void recordsSayHowMuchOfTheFileTheyTake() throws IOException {
    byte[] one = record("one");
    byte[] two = record("two two");
    List<Long> members = sizes(read(concat(gzip(one), gzip(two))));
    assertThat(members).containsExactly((long) gzip(one).length, (long) gzip(two).length);
    assertThat(sizes(read(concat(one, two)))).containsExactly((long) one.length, (long) two.length);
    assertThat(sizes(read(gzip(concat(one, two))))).containsExactly(-1L, -1L);
    assertThat(sizes(read(arcRecord("abc")))).containsExactly((long) arcRecord("abc").length);
  }

  private static List<Long> sizes(Kept kept) {
    return kept.records.stream().map(WarcRecord::size).toList();
  }

  private static byte[] arcRecord(String block) {
    return ("http://a.test/arc 1.2.3.4 20140102030405 text/plain "
            + block.length()
            + "\n"
            + block
            + "\n")
        .getBytes(UTF_8);
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void filesOfBothFormatsAreRead() throws IOException {
    byte[] arc = arcRecord("abc");
    byte[] warc = record("one");
    Kept members = read(concat(gzip(arc), gzip(warc), gzip(arc)));
    assertThat(members.blocks()).containsExactly("abc", "one", "abc");
    assertThat(members.damages).isEmpty();
    Kept plain = read(concat(warc, arc, "garbage\n".getBytes(UTF_8), arc, warc));
    assertThat(plain.blocks()).containsExactly("one", "abc", "abc", "one");
    assertThat(plain.damages).hasSize(1);
  }

  static LongStream seeds() {
    return LongStream.range(0, 150);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatStandsBeforeDamageIsDelivered(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      byte[] record = record(i + "-" + "x".repeat(random.nextInt(300)));
      records.add(seed % 2 == 0 ? gzip(record) : record);
    }
    byte[] file = concat(records.toArray(new byte[0][]));
    List<String> all = read(file).blocks();
    assertThat(all).hasSize(20);
    int cut = random.nextInt(file.length);
    int whole = 0;
    for (int at = 0; whole < 20 && at + records.get(whole).length <= cut; whole++) {
      at += records.get(whole).length;
    }
    byte[] damaged = random.nextBoolean() ? Arrays.copyOf(file, cut) : file.clone();
    for (int i = cut; i < Math.min(cut + 7, damaged.length); i++) {
      damaged[i] = (byte) random.nextInt();
    }
    List<String> found = read(damaged).blocks();
    assertThat(found.subList(0, Math.min(whole, found.size()))).isEqualTo(all.subList(0, whole));
  }
}
