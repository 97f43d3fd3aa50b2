package org.estover.jobs.stage;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.crawl.personal.PersonalKind;
import org.estover.crawl.personal.PersonalRule;

/**
 * How much personal data 03-filter has replaced, by kind, in its file {@value #FILE}: how many
 * places, and in how many documents. What was found stands nowhere.
 */
public final class PersonalCounts {
  /** The file, in the folder of the stage. */
  static final String FILE = "personal-data.json";

  private static final String PLACES = "personal-data places ";
  private static final String DOCUMENTS = "personal-data documents ";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private PersonalCounts() {}

  /** Adds what was replaced in a document. */
  static void add(Map<String, Long> counts, PersonalKind kind, int places) {
    counts.merge(PLACES + kind.label(), (long) places, Math::addExact);
    counts.merge(DOCUMENTS + kind.label(), 1L, Math::addExact);
  }

  /** Writes the file, if a plan asks for anything to be replaced. */
  static void write(SortedMap<String, PersonalRule> rules, Map<String, Long> counts, Path stage)
      throws IOException {
    SortedMap<String, SortedMap<String, Long>> told = new TreeMap<>();
    rules.values().stream()
        .filter(PersonalRule::replaces)
        .flatMap(rule -> rule.kinds().stream())
        .forEach(kind -> told.put(kind.label(), of(kind.label(), counts)));
    if (!told.isEmpty()) {
      Files.writeString(
          stage.resolve(FILE),
          MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(told) + "\n");
    }
  }

  private static SortedMap<String, Long> of(String kind, Map<String, Long> counts) {
    SortedMap<String, Long> own = new TreeMap<>();
    own.put("documents", counts.getOrDefault(DOCUMENTS + kind, 0L));
    own.put("places", counts.getOrDefault(PLACES + kind, 0L));
    return own;
  }
}
