package org.estover.crawl.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file that other crawlers wrote is read to its end, and every record is accounted for. */
final class RealFilesTest {
  private static final Path SHARED = Path.of(System.getProperty("estover.shared"));

  static Stream<Path> warcFiles() throws IOException {
    try (Stream<Path> files = Files.walk(SHARED.resolve("data/warc/real"))) {
      return files.filter(Files::isRegularFile).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("warcFiles")
  void recordsAreItemsAsidesOrSkipped(Path file) throws IOException {
    Tally tally = new Tally();
    SourceReader.read(new WarcSource(Component.named("real"), List.of()), file, tally);
    assertThat(tally.items + tally.asides.size() + tally.skipped).isPositive();
  }

  static final class Tally implements ItemSink {
    int items;
    long bytes;
    int skipped;
    final Map<String, Integer> kinds = new TreeMap<>();
    final List<String> asides = new ArrayList<>();

    @Override
    public void item(SourceItem item) {
      items++;
      bytes += item.payload().length;
      kinds.merge(item.outcome(), 1, Integer::sum);
    }

    @Override
    public void aside(Aside aside) {
      asides.add(aside.offset() + ":" + aside.reason() + "[" + aside.excerpt() + "]");
    }

    @Override
    public void skipped(String type) {
      skipped++;
      kinds.merge(type, 1, Integer::sum);
    }

    @Override
    public String toString() {
      return items + " items " + kinds + " asides " + asides;
    }
  }
}
