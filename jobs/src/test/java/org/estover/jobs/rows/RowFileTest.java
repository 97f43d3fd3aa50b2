package org.estover.jobs.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RowFileTest {
  @TempDir Path folder;

  static LongStream seeds() {
    return LongStream.range(1, 9);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void rowsComeBackInOrderAndEqual(long seed) throws IOException {
    List<CaptureRow> rows = captures(new SplittableRandom(seed));
    Path file = write(CaptureRow.TYPE, rows);
    assertThat(canonical(CaptureRow.TYPE, read(CaptureRow.TYPE, file)))
        .isEqualTo(canonical(CaptureRow.TYPE, rows));
  }

  @Test
  void absentBytesAreNotEmptyBytes() throws IOException {
    Path file = write(TokenRow.TYPE, List.of(TokenRow.DROPPED, new TokenRow(new byte[0], 0, 0)));
    List<TokenRow> rows = read(TokenRow.TYPE, file);
    assertThat(rows.get(0).tokens()).isNull();
    assertThat(rows.get(1).tokens()).isEmpty();
  }

  @Test
  void onlyTheNamedColumnsAreRead() throws IOException {
    Path file = write(VerdictRow.TYPE, List.of(new VerdictRow(false, "size", "too long")));
    List<VerdictRow> rows = read(VerdictRow.TYPE, file, "rule");
    assertThat(rows).containsExactly(new VerdictRow(false, "size", ""));
  }

  @Test
  void nothingIsVisibleBeforeTheCommitAndNothingIsLeftWithoutOne() throws IOException {
    Path file = folder.resolve("part.parquet");
    try (RowWriter<VerdictRow> writer = RowWriter.create(VerdictRow.TYPE, file)) {
      writer.write(VerdictRow.KEEP);
      assertThat(file).doesNotExist();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void twoAttemptsAtOnceLeaveOneWholeFile() throws IOException {
    Path file = folder.resolve("part.parquet");
    try (RowWriter<VerdictRow> one = RowWriter.create(VerdictRow.TYPE, file);
        RowWriter<VerdictRow> other = RowWriter.create(VerdictRow.TYPE, file)) {
      one.write(VerdictRow.KEEP);
      other.write(VerdictRow.KEEP);
      one.commit();
      other.commit();
    }
    assertThat(read(VerdictRow.TYPE, file)).containsExactly(VerdictRow.KEEP);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aDamagedFileIsNamedAndNeverReadAsOtherRows() throws IOException {
    List<CaptureRow> rows = captures(new SplittableRandom(7));
    List<String> expected = canonical(CaptureRow.TYPE, rows);
    Path file = write(CaptureRow.TYPE, rows);
    byte[] whole = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(42);
    int refused = 0;
    for (int i = 0; i < 60; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      Path copy = folder.resolve("damaged.parquet");
      Files.write(copy, damaged);
      try {
        assertThat(canonical(CaptureRow.TYPE, read(CaptureRow.TYPE, copy))).isEqualTo(expected);
      } catch (IOException e) {
        assertThat(e).hasMessageContaining(copy.toString());
        assertThat(e.getMessage()).doesNotContain("InputFile@");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(40);
  }

  @Test
  void aShorterFileBesideALongerOneIsRefused() throws IOException {
    Path file = write(VerdictRow.TYPE, List.of());
    try (RowReader<VerdictRow> reader = RowReader.open(VerdictRow.TYPE, file)) {
      assertThatIOException().isThrownBy(reader::required).withMessageContaining("part.parquet");
    }
  }

  @Test
  void afterTheLastRowNoFileIsOpen() throws IOException {
    Path file = write(VerdictRow.TYPE, List.of(VerdictRow.KEEP));
    try (RowReader<VerdictRow> reader = RowReader.open(VerdictRow.TYPE, file)) {
      assertThat(reader.next()).isNotNull();
      assertThat(isOpen(file)).isTrue();
      assertThat(reader.next()).isNull();
      assertThat(isOpen(file)).isFalse();
      assertThat(reader.next()).isNull();
    }
  }

  private static boolean isOpen(Path file) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.anyMatch(descriptor -> leadsTo(descriptor, file));
    }
  }

  private static boolean leadsTo(Path descriptor, Path file) {
    try {
      return Files.isSameFile(descriptor, file);
    } catch (IOException e) {
      // Pipes and sockets have no file, and the one that lists has gone.
      return false;
    }
  }

  @Test
  void aClosedFileDoesNotLookLikeOneThatIsAtItsEnd() throws IOException {
    Path file = write(VerdictRow.TYPE, List.of(VerdictRow.KEEP, VerdictRow.KEEP));
    RowReader<VerdictRow> reader = RowReader.open(VerdictRow.TYPE, file);
    assertThat(reader.next()).isNotNull();
    reader.close();
    reader.close();
    assertThatIllegalStateException().isThrownBy(reader::next).withMessageContaining("closed");
  }

  private <T> Path write(RowType<T> type, List<T> rows) throws IOException {
    Path file = folder.resolve("part.parquet");
    try (RowWriter<T> writer = RowWriter.create(type, file)) {
      for (T row : rows) {
        writer.write(row);
      }
      writer.commit();
    }
    return file;
  }

  private static <T> List<T> read(RowType<T> type, Path file, String... columns)
      throws IOException {
    List<T> rows = new ArrayList<>();
    try (RowReader<T> reader = RowReader.open(type, file, columns)) {
      for (T row = reader.next(); row != null; row = reader.next()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static <T> List<String> canonical(RowType<T> type, List<T> rows) {
    return rows.stream().map(row -> Arrays.toString(type.canonical(row))).toList();
  }

  private static List<CaptureRow> captures(SplittableRandom random) {
    List<CaptureRow> rows = new ArrayList<>();
    int count = 1 + random.nextInt(300);
    for (int i = 0; i < count; i++) {
      byte[] payload = new byte[random.nextInt(2000)];
      random.nextBytes(payload);
      byte[] digest = new byte[32];
      random.nextBytes(digest);
      rows.add(
          new CaptureRow(
              "web",
              "http://open.test/\u00e9\ud83d\ude00/" + random.nextInt(),
              random.nextInt(5) == 0 ? "http-404" : "ok",
              "text/html",
              "",
              payload,
              digest,
              "[]",
              "allowed",
              "",
              "",
              "MIT",
              "Someone",
              "a.warc.gz",
              random.nextLong(),
              ""));
    }
    return rows;
  }
}
