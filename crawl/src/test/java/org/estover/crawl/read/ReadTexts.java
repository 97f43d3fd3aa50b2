package org.estover.crawl.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.ReadLimits;

/** A sink that keeps everything, and shows it as the golden files do. */
final class ReadTexts implements ReadSink {
  final List<ReadDocument> documents = new ArrayList<>();
  final List<Aside> asides = new ArrayList<>();
  final Map<String, Integer> skipped = new TreeMap<>();

  static ReadTexts of(String kind, Path file) throws IOException {
    return of(kind, file, ReadLimits.DEFAULT);
  }

  static ReadTexts of(String kind, Path file, ReadLimits limits) throws IOException {
    ReadTexts texts = new ReadTexts();
    String name = String.valueOf(file.getFileName());
    Readers.of(kind).orElseThrow().read(file, name, limits, texts);
    return texts;
  }

  @Override
  public void document(ReadDocument document) {
    documents.add(document);
  }

  @Override
  public void aside(Aside aside) {
    asides.add(aside);
  }

  @Override
  public void skipped(String kind) {
    skipped.merge(kind, 1, Integer::sum);
  }

  List<String> reasons() {
    return asides.stream().map(Aside::reason).toList();
  }

  List<String> ids() {
    return documents.stream().map(ReadDocument::id).toList();
  }

  /** Everything as text. */
  String shown() {
    StringBuilder shown = new StringBuilder();
    for (ReadDocument document : documents) {
      shown
          .append("===== document ")
          .append(document.id())
          .append(" at ")
          .append(document.offset());
      shown.append("\nurl: ").append(document.url()).append("\ntitle: ").append(document.title());
      shown.append("\nlanguage: ").append(document.language());
      shown.append("\nlicense: ").append(document.license());
      shown.append("\nholder: ").append(document.holder());
      shown.append("\ndate: ").append(document.date());
      shown.append("\nfile: ").append(document.file()).append("\n-----\n");
      shown.append(document.text()).append('\n');
    }
    asides.forEach(
        aside ->
            shown.append(
                "===== aside %s at %d of %s %s%n"
                    .formatted(aside.reason(), aside.offset(), aside.file(), aside.uri())));
    skipped.forEach((kind, count) -> shown.append("===== skipped %s %d%n".formatted(kind, count)));
    return shown.toString();
  }
}
