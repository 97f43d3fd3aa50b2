package org.estover.crawl.frontier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SortedFilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {0, 100, 1000, 1 << 20})
  void recordsAreSortedByTheirBytesEachOnceWhateverTheMemory(long memory) throws IOException {
    SplittableRandom random = new SplittableRandom(memory);
    TreeSet<byte[]> expected = new TreeSet<>(Arrays::compareUnsigned);
    List<byte[]> found = new ArrayList<>();
    try (RecordSorter sorter = new RecordSorter(folder, "s", memory)) {
      for (int i = 0; i < 500; i++) {
        byte[] record = new byte[random.nextInt(4)];
        random.nextBytes(record);
        sorter.add(record);
        expected.add(record);
      }
      try (RecordStream sorted = sorter.sorted()) {
        byte[] record;
        while ((record = sorted.next()) != null) {
          found.add(record);
        }
      }
    }
    assertThat(found)
        .usingElementComparator(Arrays::compareUnsigned)
        .containsExactlyElementsOf(expected);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void keysAreCountedWithoutBeingRead() throws IOException {
    Path file = folder.resolve("keys");
    List<UrlKey> keys = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      keys.add(UrlKey.of(1, "http://a.example/" + i));
    }
    keys.sort(null);
    try (KeyFile.Writer writer = new KeyFile.Writer(file)) {
      for (UrlKey key : keys) {
        writer.write(key);
      }
      writer.commit();
    }
    assertThat(file).hasSize(16L * keys.size());
    assertThat(KeyFile.count(file)).isEqualTo(keys.size());
    try (KeyFile opened = KeyFile.open(file)) {
      for (UrlKey key : keys) {
        assertThat(opened.next()).isEqualTo(key);
      }
      assertThat(opened.next()).isNull();
    }
  }

  @Test
  void fileThatWasCutAfterItWasWholeIsNamed() throws IOException {
    Path file = folder.resolve("records");
    try (RecordFile.Writer writer = new RecordFile.Writer(file)) {
      writer.write("one".getBytes(UTF_8), 0, 3);
      writer.write("three".getBytes(UTF_8), 1, 5);
      writer.commit();
    }
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 8));
    try (RecordStream records = RecordFile.read(file)) {
      assertThat(records.next()).asString(UTF_8).isEqualTo("one");
      assertThatThrownBy(records::next)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("ends within a record at byte 5");
    }
  }

  @Test
  void hostsOfOneRegisteredDomainAreInOneGroup() {
    assertThat(Groups.domain("www.shop.example.co.uk")).isEqualTo("example.co.uk");
    assertThat(Groups.domain("example.co.uk")).isEqualTo("example.co.uk");
    assertThat(Groups.domain("one.github.io")).isNotEqualTo(Groups.domain("two.github.io"));
    assertThat(Groups.domain("127.0.0.1")).isEqualTo("127.0.0.1");
    assertThat(Groups.domain("[::1]")).isEqualTo("[::1]");
    assertThat(Groups.domain("localhost")).isEqualTo("localhost");
    assertThat(Groups.domain("a.b.test")).isEqualTo("b.test");
    Groups groups = new Groups(1000);
    assertThat(groups.of("a.example.org"))
        .isEqualTo(groups.of("b.c.example.org"))
        .isBetween(0, 999);
    assertThat(new Groups(1).of("a.example.org")).isZero();
    assertThatThrownBy(() -> new Groups(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
