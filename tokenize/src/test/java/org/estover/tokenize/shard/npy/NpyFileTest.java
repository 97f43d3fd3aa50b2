package org.estover.tokenize.shard.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NpyFileTest {
  @TempDir private Path folder;

  @Test
  void bytesAreThoseOfNumpySave() throws IOException {
    Path file = folder.resolve("a.npy");
    NpyFile.write(file, NpyType.INT32, new int[] {1, -2, 3, 4, 5, 6}, 3, 2);
    String header = "{'descr': '<i4', 'fortran_order': False, 'shape': (3, 2), }";
    byte[] expected = new byte[128 + 24];
    Arrays.fill(expected, (byte) ' ');
    byte[] start = HexFormat.of().parseHex("934e554d50590100" + "7600");
    System.arraycopy(start, 0, expected, 0, start.length);
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, expected, start.length, text.length);
    expected[127] = '\n';
    byte[] data = HexFormat.of().parseHex("01000000feffffff03000000040000000500000006000000");
    System.arraycopy(data, 0, expected, 128, data.length);
    assertThat(Files.readAllBytes(file)).isEqualTo(expected);
    assertThat(folder.toFile().list()).containsExactly("a.npy");
  }

  @Test
  void aShapeOfMoreDimensionsThanNumPyHasIsRefused() throws IOException {
    String header =
        "{'descr': '<i4', 'fortran_order': False, 'shape': (" + "1,".repeat(30_000) + "), }\n";
    byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex("934e554d50590100"), 10 + header.length());
    bytes[8] = (byte) header.length();
    bytes[9] = (byte) (header.length() >> 8);
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, bytes, 10, text.length);
    Path file = folder.resolve("many.npy");
    Files.write(file, bytes);
    assertThatThrownBy(() -> NpyFile.open(file))
        .isInstanceOf(CorruptNpyException.class)
        .hasMessageContaining("many.npy:10: expected 'shape'")
        .hasMessageContaining("1...; the file is damaged");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"|()", "0|(0,)", "7|(7,)", "3,0|(3, 0)", "2,3,4|(2, 3, 4)"})
  void shapesAreWrittenAsTuples(String lengths, String tuple) throws IOException {
    long[] shape =
        lengths == null
            ? new long[0]
            : Arrays.stream(lengths.split(",", -1)).mapToLong(Long::parseLong).toArray();
    int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    Path file = folder.resolve("shape.npy");
    NpyFile.write(file, NpyType.UINT8, new int[count], shape);
    byte[] bytes = Files.readAllBytes(file);
    assertThat(new String(bytes, 10, 118, StandardCharsets.US_ASCII))
        .startsWith("{'descr': '|u1', 'fortran_order': False, 'shape': " + tuple + ", } ")
        .endsWith(" \n");
    assertThat(bytes).hasSize(128 + count);
    assertThat(NpyFile.open(file).shape()).isEqualTo(shape);
    assertThat(NpyFile.open(file).count()).isEqualTo(count);
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void everyTypeReadsBackWhatItHolds(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    for (NpyType type : NpyType.values()) {
      long[] values =
          random
              .longs()
              .map(value -> value >> random.nextInt(64))
              .filter(type::holds)
              .limit(random.nextInt(20_000))
              .toArray();
      Path file = folder.resolve(type + ".npy");
      try (NpyWriter writer = NpyWriter.create(file, type, values.length)) {
        for (long value : values) {
          writer.write(value);
        }
        writer.finish();
      }
      NpyFile read = NpyFile.open(file);
      assertThat(read.type()).isEqualTo(type);
      assertThat(read.count()).isEqualTo(values.length);
      for (int i = 0; i < values.length; i++) {
        assertThat(read.element(i)).isEqualTo(values[i]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"UINT16,65536", "UINT16,-1", "UINT8,256", "INT16,32768", "UINT32,-1"})
  void valuesThatDoNotFitAreRefused(NpyType type, long value) throws IOException {
    try (NpyWriter writer = NpyWriter.create(folder.resolve("x.npy"), type, 1)) {
      assertThatThrownBy(() -> writer.write(value))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(value + " does not fit " + type.descriptor());
    }
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void anIncompleteArrayNeverAppears() throws IOException {
    Path file = folder.resolve("x.npy");
    Files.writeString(file, "before");
    try (NpyWriter writer = NpyWriter.create(file, NpyType.INT64, 3)) {
      writer.write(1);
      assertThatThrownBy(writer::finish)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("wrote 1 of the 3 elements that the shape announced");
    }
    assertThat(Files.readString(file)).isEqualTo("before");
    assertThat(folder.toFile().list()).containsExactly("x.npy");
  }

  /** A hole in the file stands for the zeros, so that it costs no disk. */
  @Test
  void elementsBeyondTwoToThe31AreReached() throws IOException {
    long count = (1L << 31) + 5;
    Path file = folder.resolve("large.npy");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] header = NpyHeader.bytes(NpyType.UINT16, new long[] {count});
      sparse.write(header);
      sparse.seek(header.length + 2 * (count - 1));
      sparse.write(new byte[] {(byte) 0xFE, (byte) 0xFF});
      sparse.seek(header.length + (1L << 30) - 2);
      sparse.write(new byte[] {1, 0, 2, 0});
    }
    NpyFile large = NpyFile.open(file);
    assertThat(large.count()).isEqualTo(count);
    assertThat(large.element(count - 1)).isEqualTo(0xFFFE);
    assertThat(large.element((1L << 29) - 1)).isEqualTo(1);
    assertThat(large.element(1L << 29)).isEqualTo(2);
    assertThat(large.element(1L << 31)).isZero();
    int[] last = new int[2];
    large.read(count - 2, last);
    assertThat(last).containsExactly(0, 0xFFFE);
    assertThatThrownBy(() -> large.element(count)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void everyTruncationIsNamed() throws IOException {
    Path file = folder.resolve("whole.npy");
    NpyFile.write(file, NpyType.UINT16, new int[] {1, 2, 3}, 3);
    byte[] whole = Files.readAllBytes(file);
    Path cut = folder.resolve("cut.npy");
    for (int size = 0; size < whole.length; size++) {
      Files.write(cut, Arrays.copyOf(whole, size));
      assertThatThrownBy(() -> NpyFile.open(cut))
          .isInstanceOfSatisfying(
              CorruptNpyException.class, e -> assertThat(e.file()).isEqualTo(cut.toString()))
          .hasMessageContaining("the file is damaged or incomplete");
    }
    Files.write(cut, Arrays.copyOf(whole, whole.length + 1));
    assertThatThrownBy(() -> NpyFile.open(cut))
        .isInstanceOf(CorruptNpyException.class)
        .hasMessageContaining("expected 134 bytes, of which 3 elements, found 135 bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '>i4', 'fortran_order': False, 'shape': (1,), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }",
        "{'descr': '<i4', 'fortran_order': True, 'shape': (1, 1), }",
        "{'descr': '<i4', 'fortran_order': False, 'shape': (-1,), }",
        "{'descr': '<i4', 'fortran_order': False, 'shape': (99999999999999999999,), }",
        "{'descr': '<i4', 'fortran_order': False, 'shape': (999999999999, 999999999999), }",
        "{'descr': '<i4', 'fortran_order': False}",
        "",
      })
  void whatWeCannotReadIsRefused(String header) throws IOException {
    Path file = folder.resolve("foreign.npy");
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = new byte[10 + text.length + 4];
    System.arraycopy(HexFormat.of().parseHex("934e554d50590100"), 0, bytes, 0, 8);
    bytes[8] = (byte) text.length;
    System.arraycopy(text, 0, bytes, 10, text.length);
    Files.write(file, bytes);
    assertThatThrownBy(() -> NpyFile.open(file))
        .isInstanceOf(CorruptNpyException.class)
        .hasMessageStartingWith(file + ":")
        .hasMessageContaining("; ");
  }

  @Test
  void laterVersionsHaveLongerHeaders() throws IOException {
    Path file = folder.resolve("v2.npy");
    byte[] text =
        "{'descr': '<u2', 'fortran_order': False, 'shape': (1,), }\n"
            .getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = new byte[12 + text.length + 2];
    System.arraycopy(HexFormat.of().parseHex("934e554d50590200"), 0, bytes, 0, 8);
    bytes[8] = (byte) text.length;
    System.arraycopy(text, 0, bytes, 12, text.length);
    bytes[bytes.length - 2] = 7;
    Files.write(file, bytes);
    assertThat(NpyFile.open(file).element(0)).isEqualTo(7);
  }
}
