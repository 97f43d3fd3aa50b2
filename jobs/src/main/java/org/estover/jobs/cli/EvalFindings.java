package org.estover.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.estover.dedupe.overlap.Part;
import org.estover.jobs.run.CorruptRunException;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;
import org.estover.jobs.stage.Comparison;
import org.estover.jobs.stage.RowFile;

/** What 03-filter of a run has found of the evaluation sets that its plan names. */
final class EvalFindings {
  /** The parts that are named of one document; all are counted. */
  private static final int NAMED = 5;

  private EvalFindings() {}

  /** The report; empty if documents were compared with nothing. */
  static Optional<JsonNode> report(RunFolder run) throws IOException {
    Path file = Comparison.report(run.folder(StageName.FILTER));
    return Files.exists(file) ? Optional.of(tree(file, Files.readString(file))) : Optional.empty();
  }

  /** The report's sets as a table. */
  static String table(JsonNode report) {
    Table table = new Table().row("clean", "dirty", "undecided", "evaluation set");
    for (JsonNode set : report.path("benchmarks")) {
      table.row(
          set.path("clean").asLong(),
          set.path("dirty").asLong(),
          set.path("undecided").asLong(),
          set.path("benchmark").asText());
    }
    return table
        + "of "
        + report.path("documents").asLong()
        + " documents compared, "
        + report.path("overlapping").asLong()
        + (report.path("action").asText().equals("drop")
            ? " held items and were dropped\n"
            : " hold items\n");
  }

  /** What a document of a file of 02 holds, in words; "" if nothing. */
  static String heldBy(RunFolder run, RowFile file, String document) throws IOException {
    Path hits = Comparison.hits(run.folder(StageName.FILTER), file);
    Set<String> parts = new LinkedHashSet<>();
    if (Files.exists(hits)) {
      try (BufferedReader lines = Files.newBufferedReader(hits)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          JsonNode hit = tree(hits, line);
          if (hit.path("id").asText().equals(document)) {
            parts.add(
                hit.path("benchmark").asText()
                    + " "
                    + hit.path("item").asText()
                    + ": "
                    + words(hits, hit.path("part").asText()));
          }
        }
      }
    }
    List<String> named = new ArrayList<>(parts).subList(0, Math.min(NAMED, parts.size()));
    int more = parts.size() - named.size();
    return String.join(", ", named) + (more > 0 ? " and " + more + " more" : "");
  }

  private static String words(Path file, String part) throws IOException {
    for (Part each : Part.values()) {
      if (each.name().equals(part)) {
        return each.words();
      }
    }
    throw CorruptRunException.of(file, "\"" + part + "\" is no part of an item");
  }

  private static JsonNode tree(Path file, String json) throws IOException {
    try {
      return Json.tree(json);
    } catch (IllegalArgumentException e) {
      throw CorruptRunException.of(file, "it has a line that is no JSON");
    }
  }
}
