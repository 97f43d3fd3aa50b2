package org.estover.jobs.stage;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.crawl.extract.ItemExtractor;
import org.estover.crawl.source.Source;
import org.estover.jobs.run.RunPlan;

/**
 * Which sources' texts a plug-in extracts, by the sources' names; written beside the documents, so
 * that who asks why a capture has no text looks at it in the same way.
 */
record SourceExtractors(TreeMap<String, String> names) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String FILE = "extractors.txt";

  static SourceExtractors of(RunPlan plan) {
    TreeMap<String, String> names = new TreeMap<>();
    for (Source source : plan.sources()) {
      if (!source.extractor().isEmpty()) {
        names.put(source.name(), source.extractor());
      }
    }
    return new SourceExtractors(names);
  }

  /** The plug-ins' names with their versions, as the stage's algorithms name them. */
  SortedMap<String, String> versions() {
    SortedMap<String, String> versions = new TreeMap<>();
    names.forEach(
        (source, name) -> versions.put("extractor-of-" + source, ItemExtractor.versionOf(name)));
    return versions;
  }

  /** Writes a line a source into the stage's folder, unless there is none. */
  void write(Path folder) throws IOException {
    if (!names.isEmpty()) {
      List<String> lines =
          names.entrySet().stream().map(each -> each.getKey() + " " + each.getValue()).toList();
      Files.write(folder.resolve(FILE), lines);
    }
  }

  /** Reads them from the stage's folder; plug-ins that are no longer there are left out. */
  static SourceExtractors read(Path folder) throws IOException {
    TreeMap<String, String> names = new TreeMap<>();
    Path file = folder.resolve(FILE);
    if (Files.exists(file)) {
      List<String> known = ItemExtractor.known();
      for (String line : Files.readAllLines(file)) {
        String name = line.substring(line.indexOf(' ') + 1);
        if (known.contains(name)) {
          names.put(line.substring(0, line.indexOf(' ')), name);
        }
      }
    }
    return new SourceExtractors(names);
  }

  /** The extractors of all sources, made anew. */
  Map<String, ItemExtractor> make() {
    Map<String, ItemExtractor> made = new TreeMap<>();
    names.forEach((source, name) -> made.put(source, ItemExtractor.of(name)));
    return made;
  }
}
