package org.estover.jobs.stage;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.estover.dedupe.overlap.BenchmarkReport;
import org.estover.dedupe.overlap.EvalItem;
import org.estover.dedupe.overlap.Hit;
import org.estover.dedupe.overlap.Holders;
import org.estover.dedupe.overlap.ItemReport;
import org.estover.dedupe.overlap.Part;
import org.estover.dedupe.overlap.Sighting;
import org.estover.jobs.eval.EvalAside;
import org.estover.jobs.eval.EvalSet;
import org.estover.jobs.eval.EvalSets;

/**
 * How findings about evaluation sets are written: the same by the command and by 03-filter. Items
 * are those of an index, in its order.
 */
public final class OverlapJson {
  private static final int PERMILLE_SCALE = 3;

  /** The lines of an evaluation file that a report names as no items; all are counted. */
  private static final int ASIDE_LINES = 20;

  private final List<EvalItem> items;

  /** Writes of some items. */
  public OverlapJson(List<EvalItem> items) {
    this.items = List.copyOf(items);
  }

  /** Adds members to the object that is being written. */
  public interface Members {
    /** Adds what else is known of a part. */
    void write(JsonGenerator json, Sighting part) throws IOException;
  }

  /** The members of a place, in an object that has begun. */
  public void hit(JsonGenerator json, String document, Hit hit) throws IOException {
    json.writeStringField("id", document);
    part(json, hit.item(), hit.part(), hit.option());
    json.writeNumberField("covered", permille(hit.coveredPermille()));
    range(json, "chars", hit.range().startChar(), hit.range().endChar());
    range(json, "range", hit.range().startByte(), hit.range().endByte());
  }

  /** The members that name a part. */
  public void part(JsonGenerator json, int item, Part part, int option) throws IOException {
    json.writeStringField("benchmark", items.get(item).benchmark());
    json.writeStringField("item", items.get(item).id());
    json.writeStringField("part", part.name());
    if (option >= 0) {
      json.writeNumberField("option", option);
    }
  }

  /** Thousandths as a number from 0 to 1. */
  public static BigDecimal permille(int covered) {
    return BigDecimal.valueOf(covered, PERMILLE_SCALE);
  }

  private static void range(JsonGenerator json, String name, long start, long end)
      throws IOException {
    json.writeFieldName(name);
    range(json, start, end);
  }

  /** A range as an array of two. */
  public static void range(JsonGenerator json, long start, long end) throws IOException {
    json.writeStartArray();
    json.writeNumber(start);
    json.writeNumber(end);
    json.writeEndArray();
  }

  /** An item with who holds its parts. */
  public void item(JsonGenerator json, int item, ItemReport report, Members more)
      throws IOException {
    EvalItem of = items.get(item);
    json.writeStartObject();
    json.writeStringField("benchmark", report.benchmark());
    json.writeStringField("item", report.id());
    json.writeStringField("status", report.status().name().toLowerCase(Locale.ROOT));
    if (!of.context().isEmpty()) {
      json.writeFieldName("context");
      holders(json, new Sighting(item, Part.CONTEXT, -1, 0), report.context(), more);
    }
    json.writeFieldName("question");
    holders(json, new Sighting(item, Part.QUESTION, -1, 0), report.question(), more);
    if (of.answer() >= 0) {
      json.writeFieldName("correct");
      holders(json, new Sighting(item, Part.CORRECT, of.answer(), 0), report.correct(), more);
    }
    // Where nobody says which option is correct, none is called wrong.
    json.writeArrayFieldStart(of.answer() == EvalItem.UNKNOWN ? "options" : "wrong");
    for (int option = 0; option < report.options().size(); option++) {
      if (option != of.answer()) {
        Sighting part = new Sighting(item, of.part(option), option, 0);
        holders(json, part, report.options().get(option), more);
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void holders(JsonGenerator json, Sighting part, Holders holders, Members more)
      throws IOException {
    json.writeStartObject();
    if (part.option() >= 0) {
      json.writeNumberField("option", part.option());
    }
    json.writeNumberField("documents", holders.count());
    json.writeNumberField("covered", permille(holders.coveredPermille()));
    json.writeArrayFieldStart("first");
    for (String document : holders.first()) {
      json.writeString(OverlapSearch.shown(document));
    }
    json.writeEndArray();
    more.write(json, part);
    json.writeEndObject();
  }

  /** Writes the lists of clean, dirty and undecided items below a folder. */
  public static void lists(Path folder, List<BenchmarkReport> benchmarks) throws IOException {
    for (BenchmarkReport benchmark : benchmarks) {
      list(folder.resolve("clean"), benchmark.benchmark(), benchmark.clean());
      list(folder.resolve("dirty"), benchmark.benchmark(), benchmark.dirty());
      list(folder.resolve("undecided"), benchmark.benchmark(), benchmark.undecided());
    }
  }

  private static void list(Path folder, String benchmark, List<String> ids) throws IOException {
    Files.write(Files.createDirectories(folder).resolve(fileName(benchmark) + ".txt"), ids);
  }

  /** A benchmark's name as a file's: it may come from a plan, in which anything can stand. */
  static String fileName(String benchmark) {
    StringBuilder name = new StringBuilder();
    for (byte b : benchmark.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_'
              || (c == '.' && name.length() > 0);
      name.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return name.toString();
  }

  /** The evaluation sets as reports have them, also those that have no item. */
  public static List<Map<String, Object>> benchmarks(
      EvalSets sets, List<BenchmarkReport> benchmarks) {
    Map<String, BenchmarkReport> byName = new TreeMap<>();
    benchmarks.forEach(benchmark -> byName.put(benchmark.benchmark(), benchmark));
    List<Map<String, Object>> all = new ArrayList<>();
    for (EvalSet set : sets.sets()) {
      BenchmarkReport found =
          byName.getOrDefault(
              set.benchmark(),
              new BenchmarkReport(set.benchmark(), List.of(), List.of(), List.of()));
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("benchmark", set.benchmark());
      one.put("records", set.records());
      one.put("items", set.items().size());
      one.put("clean", found.clean().size());
      one.put("dirty", found.dirty().size());
      one.put("undecided", found.undecided().size());
      Map<String, Long> reasons = new TreeMap<>();
      set.aside().forEach(aside -> reasons.merge(aside.reason(), 1L, Long::sum));
      one.put("aside", reasons);
      one.put(
          "aside_lines", set.aside().stream().limit(ASIDE_LINES).map(OverlapJson::line).toList());
      all.add(one);
    }
    return all;
  }

  private static Map<String, Object> line(EvalAside aside) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("file", aside.file());
    line.put("line", aside.line());
    line.put("reason", aside.reason());
    return line;
  }
}
