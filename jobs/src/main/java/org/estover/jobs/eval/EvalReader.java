package org.estover.jobs.eval;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.estover.dedupe.overlap.EvalItem;
import org.estover.jobs.eval.CsvRecords.Row;
import org.estover.jobs.eval.EvalLines.Line;
import org.estover.jobs.eval.EvalRecord.NoItemException;

/**
 * Reads evaluation sets: JSONL by the mappings of a plan, and CSV as MMLU has it; plain, gzip or
 * zstd.
 *
 * <p>A record without a name of its own is named by its 0-based place among the records, as
 * evaluation harnesses do. What is no item is kept aside with its line and reason, and never stops
 * the reading. Memory: the items.
 */
public final class EvalReader {
  /**
   * The name of how items are made of files, with the mappings that are built in; other items of
   * the same files mean another name.
   */
  public static final String VERSION = "estover.evals.v1";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final EvalPlan plan;

  /** Makes a reader by a plan's mappings. */
  public EvalReader(EvalPlan plan) {
    this.plan = plan;
  }

  /**
   * Reads a file whose set is told by its name (.csv) or the fields of its first record. The items'
   * benchmark is the file's name without its endings.
   *
   * @throws EvalPlanException if no mapping of the plan, or more than one, fits the fields
   */
  public EvalSet read(Path file) throws IOException {
    String benchmark = name(file).replaceAll("(\\.(jsonl|json|ndjson|csv|gz|zst))+$", "");
    return readKnown(file, benchmark);
  }

  /**
   * Reads a file as the plan's set of a name; where the plan has none, as a set of that name that
   * is told as {@link #read(Path)} tells it.
   *
   * @throws EvalPlanException if no mapping of the plan, or more than one, fits the fields
   */
  public EvalSet readNamed(Path file, String name) throws IOException {
    Optional<EvalMapping> mapping = plan.mapping(name);
    return mapping.isPresent() && !isCsv(file)
        ? readJson(file, name, mapping.get())
        : readKnown(file, name);
  }

  private EvalSet readKnown(Path file, String benchmark) throws IOException {
    return isCsv(file) ? readCsv(file, benchmark) : readJson(file, benchmark, mappingFor(file));
  }

  private static boolean isCsv(Path file) {
    return name(file).matches(".*\\.csv(\\.(gz|zst))?");
  }

  /**
   * Reads a JSONL file as a set of the plan.
   *
   * @throws EvalPlanException if the plan has no such set
   */
  public EvalSet read(Path file, String set) throws IOException {
    EvalMapping mapping =
        plan.mapping(set).orElseThrow(() -> Errors.noMapping(file, set, plan.names()));
    return readJson(file, set, mapping);
  }

  private EvalMapping mappingFor(Path file) throws IOException {
    try (EvalLines lines = new EvalLines(file)) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        Optional<JsonNode> record = parsed(line.text());
        if (line.problem().isEmpty() && record.isPresent() && record.get().isObject()) {
          JsonNode fields = record.get();
          List<String> names = new ArrayList<>();
          fields.fieldNames().forEachRemaining(names::add);
          return plan.matching(field -> !EvalRecord.at(fields, field).isMissingNode())
              .orElseThrow(() -> Errors.unknownSet(file, names, List.copyOf(plan.names())));
        }
      }
    }
    // Nothing in it is a record: any mapping puts all of it aside.
    return EvalMapping.GSM8K;
  }

  private static EvalSet readJson(Path file, String benchmark, EvalMapping mapping)
      throws IOException {
    Collected collected = new Collected(name(file), benchmark);
    try (EvalLines lines = new EvalLines(file)) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        if (!line.problem().isEmpty()) {
          collected.aside(line.number(), line.problem());
        } else if (!line.text().isBlank()) {
          json(line, mapping, collected);
        }
      }
    }
    return collected.set();
  }

  private static void json(Line line, EvalMapping mapping, Collected collected) {
    Optional<JsonNode> record = parsed(line.text());
    if (record.isEmpty()) {
      collected.aside(line.number(), "json-syntax");
    } else if (!record.get().isObject()) {
      collected.aside(line.number(), "not-an-object");
    } else {
      try {
        collected.add(line.number(), EvalRecord.of(record.get(), mapping));
      } catch (NoItemException e) {
        collected.aside(line.number(), e.reason());
      }
    }
  }

  private static Optional<JsonNode> parsed(String line) {
    try {
      return Optional.of(JSON.readTree(line));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static EvalSet readCsv(Path file, String benchmark) throws IOException {
    Collected collected = new Collected(name(file), benchmark);
    try (EvalLines lines = new EvalLines(file)) {
      CsvRecords records = new CsvRecords(lines);
      Row row = records.next();
      if (row != null && isHeader(row.fields())) {
        row = records.next();
      }
      for (; row != null; row = records.next()) {
        csv(row, collected);
      }
    }
    return collected.set();
  }

  private static boolean isHeader(List<String> fields) {
    return fields.size() > 2
        && fields.get(0).strip().equalsIgnoreCase("question")
        && fields.get(fields.size() - 1).strip().equalsIgnoreCase("answer");
  }

  /** Question, options, and the correct one's letter. */
  private static void csv(Row row, Collected collected) {
    List<String> fields = row.fields();
    if (!row.problem().isEmpty()) {
      collected.aside(row.line(), row.problem());
    } else if (fields.size() < 4) {
      collected.aside(row.line(), "csv-fields");
    } else {
      List<String> options = fields.subList(1, fields.size() - 1);
      String letter = fields.get(fields.size() - 1).strip().toUpperCase(Locale.ROOT);
      int answer = letter.length() == 1 ? letter.charAt(0) - 'A' : -1;
      if (letter.isEmpty()) {
        collected.add(row.line(), new EvalRecord("", "", fields.get(0), options, EvalItem.UNKNOWN));
      } else if (answer < 0 || answer >= options.size()) {
        collected.aside(row.line(), "answer-unknown");
      } else {
        collected.add(row.line(), new EvalRecord("", "", fields.get(0), options, answer));
      }
    }
  }

  private static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? "" : name.toString();
  }

  /** The records of one file. */
  private static final class Collected {
    private final String file;
    private final String benchmark;
    private final List<EvalItem> items = new ArrayList<>();
    private final List<EvalAside> aside = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private long records;

    Collected(String file, String benchmark) {
      this.file = file;
      this.benchmark = benchmark;
    }

    void aside(long line, String reason) {
      records++;
      aside.add(new EvalAside(file, line, reason));
    }

    void add(long line, EvalRecord record) {
      String id = record.id().isEmpty() ? Long.toString(records) : record.id();
      if (record.question().isBlank()) {
        aside(line, "no-question");
      } else if (!ids.add(id)) {
        aside(line, "id-twice");
      } else {
        records++;
        items.add(
            new EvalItem(
                benchmark,
                id,
                record.context(),
                record.question(),
                record.options(),
                record.answer()));
      }
    }

    EvalSet set() {
      return new EvalSet(benchmark, records, items, aside);
    }
  }
}
