package org.estover.crawl.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.ReadLimits;

/** What a reader found in a file, in its order. */
public final class Found implements ReadSink {
  public final List<ReadDocument> documents = new ArrayList<>();
  public final List<Aside> asides = new ArrayList<>();
  public final Map<String, Integer> skipped = new TreeMap<>();

  /** Reads a file with limits of 1 MiB a document. */
  public static Found in(DocumentReader reader, Path file, String name) throws IOException {
    return in(reader, file, name, new ReadLimits(1 << 20, 1 << 24));
  }

  /** Reads a file. */
  public static Found in(DocumentReader reader, Path file, String name, ReadLimits limits)
      throws IOException {
    Found found = new Found();
    reader.read(file, name, limits, found);
    return found;
  }

  /** The text of the only document. */
  public String text() {
    if (documents.size() != 1) {
      throw new AssertionError(documents.size() + " documents, asides " + asides);
    }
    return documents.get(0).text();
  }

  /** The reasons of all asides. */
  public List<String> reasons() {
    return asides.stream().map(Aside::reason).toList();
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
}
