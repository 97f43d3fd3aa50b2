package org.estover.jobs.stage;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.crawl.source.Source;
import org.estover.jobs.run.CorruptRunException;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;

/** The tokens of each source, ends of text included, as 05-tokenize leaves them for 06-shard. */
final class SourceTokens {
  private static final String FILE = "sources.json";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private SourceTokens() {}

  static void write(Path folder, SortedMap<String, Long> tokens) throws IOException {
    Files.writeString(folder.resolve(FILE), JSON.writeValueAsString(tokens));
  }

  /**
   * What 05-tokenize wrote; a source of which nothing is left has no entry.
   *
   * @throws CorruptRunException if it does not fit the plan and the report of 05-tokenize, as how
   *     the shards are cut, and so the release, hangs on each of these numbers
   */
  static SortedMap<String, Long> read(RunPlan plan, RunFolder run) throws IOException {
    Path file = run.folder(StageName.TOKENIZE).resolve(FILE);
    SortedMap<String, Long> tokens = parse(file, run.beside(StageName.TOKENIZE, FILE));
    List<String> known = plan.sources().stream().map(Source::name).toList();
    for (String name : tokens.keySet()) {
      if (!known.contains(name)) {
        throw Errors.unknownSource(file, name);
      }
    }
    long expected = run.report(StageName.TOKENIZE).orElseThrow().unit(StageReport.TOKENS).out();
    long found = tokens.values().stream().mapToLong(Long::longValue).sum();
    if (found != expected) {
      throw Errors.otherTokens(file, found, expected);
    }
    return tokens;
  }

  private static SortedMap<String, Long> parse(Path file, byte[] json) throws CorruptRunException {
    try {
      TreeMap<String, Long> tokens = JSON.readValue(json, new TypeReference<>() {});
      if (tokens != null && !tokens.containsValue(null)) {
        return tokens;
      }
    } catch (IOException e) {
      throw CorruptRunException.of(file, e);
    }
    throw Errors.noCounts(file);
  }
}
