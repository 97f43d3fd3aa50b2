package org.estover.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one stage did, counted: per unit (documents, bytes, tokens) what came in, was added, went
 * out, was dropped by which rule and was put aside for which reason.
 *
 * <p>Law: {@code in + expanded = out + dropped + aside} holds for every unit of a finished stage.
 * Reports of parts of a stage add up to the report of the whole, in any order. Immutable.
 *
 * @param stage the stage's folder name
 * @param units counts by unit name
 * @param warnings lines for people, for example about damaged input; sorted, no duplicates
 * @param cost from start to commit; zero while the stage is running
 */
public record StageReport(
    String stage, SortedMap<String, Balance> units, List<String> warnings, StageCost cost)
    implements Serializable {
  /** Unit name of documents. */
  public static final String DOCUMENTS = "documents";

  /** Unit name of bytes of text in UTF-8 (of payload in 01-crawl). */
  public static final String BYTES = "bytes";

  /** Unit name of tokens, end-of-text included. */
  public static final String TOKENS = "tokens";

  private static final long serialVersionUID = 1L;

  public StageReport {
    units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
    warnings = List.copyOf(warnings);
  }

  /** A report in which nothing has been counted yet. */
  public static StageReport empty(StageName stage) {
    return new StageReport(stage.folder(), new TreeMap<>(), List.of(), StageCost.ZERO);
  }

  /** Counts of {@code unit}; all zero where the stage does not count it. */
  public Balance unit(String unit) {
    return units.getOrDefault(unit, Balance.ZERO);
  }

  /** Sum of two parts of the same stage; costs add up too. */
  public StageReport merge(StageReport other) {
    if (!stage.equals(other.stage)) {
      throw new IllegalArgumentException("reports of two stages: " + stage + ", " + other.stage);
    }
    SortedMap<String, Balance> sum = new TreeMap<>(units);
    other.units.forEach((unit, balance) -> sum.merge(unit, balance, Balance::plus));
    return new StageReport(stage, sum, bothWarnings(other), cost.plus(other.cost));
  }

  private List<String> bothWarnings(StageReport other) {
    List<String> both = new ArrayList<>(warnings);
    both.addAll(other.warnings);
    return both.stream().distinct().sorted().toList();
  }

  /** The same counts with what the stage took. */
  public StageReport took(StageCost taken) {
    return new StageReport(stage, units, warnings, taken);
  }

  /** Whether some input was put aside, which {@code --strict} turns into an error. */
  public boolean hasDamagedInput() {
    return units.values().stream().anyMatch(balance -> !balance.aside().isEmpty());
  }

  /**
   * Returns this report if every unit balances.
   *
   * @throws IllegalStateException naming the unit and both sums: a stage has lost or invented
   *     something, which must never be committed
   */
  public StageReport requireBalanced() {
    units.forEach(
        (unit, balance) -> {
          if (!balance.balances()) {
            throw new IllegalStateException(Errors.unbalanced(stage, unit, balance));
          }
        });
    return this;
  }

  /** Canonical JSON of this report, ending in a newline. */
  public String toJson() {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("stage", stage);
    ObjectNode byUnit = root.putObject("units");
    units.forEach((unit, balance) -> byUnit.set(unit, balance.toJson()));
    warnings.forEach(root.putArray("warnings")::add);
    root.put("wall-millis", cost.wallMillis()).put("cpu-millis", cost.cpuMillis());
    root.put("peak-bytes", cost.peakBytes());
    return root.toPrettyString() + "\n";
  }

  /**
   * Reads what {@link #toJson} wrote of a finished stage.
   *
   * @param file where it was found
   * @throws CorruptRunException if it is no report of {@code stage}, or does not balance
   */
  static StageReport fromJson(StageName stage, Path file, byte[] json) throws CorruptRunException {
    JsonNode root = Json.tree(file, json);
    if (!root.path("stage").asText().equals(stage.folder()) || !root.path("units").isObject()) {
      throw CorruptRunException.of(file, Errors.notAReport());
    }
    SortedMap<String, Balance> units = new TreeMap<>();
    root.get("units").properties().forEach(e -> units.put(e.getKey(), Balance.of(e.getValue())));
    List<String> warnings = new ArrayList<>();
    root.path("warnings").forEach(warning -> warnings.add(warning.asText()));
    StageCost cost =
        new StageCost(
            root.path("wall-millis").asLong(),
            root.path("cpu-millis").asLong(),
            root.path("peak-bytes").asLong());
    for (Map.Entry<String, Balance> unit : units.entrySet()) {
      if (!unit.getValue().balances()) {
        throw CorruptRunException.of(
            file, Errors.unbalanced(stage.folder(), unit.getKey(), unit.getValue()));
      }
    }
    return new StageReport(stage.folder(), units, warnings, cost);
  }

  /**
   * Counts of one unit.
   *
   * @param in what the stage read
   * @param expanded what it added, for example the entries of an archive beyond the archive itself
   * @param out what the next stage may use
   * @param dropped by rule: judged and refused
   * @param aside by reason: unreadable, kept apart
   */
  public record Balance(
      long in,
      long expanded,
      long out,
      SortedMap<String, Long> dropped,
      SortedMap<String, Long> aside)
      implements Serializable {
    /** Nothing counted. */
    public static final Balance ZERO = new Balance(0, 0, 0, new TreeMap<>(), new TreeMap<>());

    private static final long serialVersionUID = 1L;

    public Balance {
      dropped = Collections.unmodifiableSortedMap(new TreeMap<>(dropped));
      aside = Collections.unmodifiableSortedMap(new TreeMap<>(aside));
    }

    /** Whether {@code in + expanded = out + dropped + aside}. */
    public boolean balances() {
      return Math.addExact(in, expanded)
          == Math.addExact(out, Math.addExact(sum(dropped), sum(aside)));
    }

    /** Sum over all rules. */
    public long droppedTotal() {
      return sum(dropped);
    }

    /** Sum over all reasons. */
    public long asideTotal() {
      return sum(aside);
    }

    Balance plus(Balance other) {
      return new Balance(
          Math.addExact(in, other.in),
          Math.addExact(expanded, other.expanded),
          Math.addExact(out, other.out),
          sum(dropped, other.dropped),
          sum(aside, other.aside));
    }

    private static SortedMap<String, Long> sum(Map<String, Long> a, Map<String, Long> b) {
      SortedMap<String, Long> sum = new TreeMap<>(a);
      b.forEach((key, count) -> sum.merge(key, count, Math::addExact));
      return sum;
    }

    private static long sum(Map<String, Long> counts) {
      return counts.values().stream().reduce(0L, Math::addExact);
    }

    private ObjectNode toJson() {
      ObjectNode node = Json.MAPPER.createObjectNode();
      node.put("in", in).put("expanded", expanded).put("out", out);
      ObjectNode rules = node.putObject("dropped");
      dropped.forEach(rules::put);
      ObjectNode reasons = node.putObject("aside");
      aside.forEach(reasons::put);
      return node;
    }

    private static Balance of(JsonNode node) {
      return new Balance(
          node.path("in").asLong(),
          node.path("expanded").asLong(),
          node.path("out").asLong(),
          counts(node.path("dropped")),
          counts(node.path("aside")));
    }

    private static SortedMap<String, Long> counts(JsonNode node) {
      SortedMap<String, Long> counts = new TreeMap<>();
      node.properties().forEach(e -> counts.put(e.getKey(), e.getValue().asLong()));
      return counts;
    }
  }

  /**
   * A counter that one task fills while it works; not thread-safe.
   *
   * <p>Each call names the unit, so that documents, bytes and tokens are counted side by side.
   */
  public static final class Tally {
    private final String stage;
    private final Map<String, Counts> units = new TreeMap<>();
    private final List<String> warnings = new ArrayList<>();

    /** A counter of a stage, at zero. */
    public Tally(StageName stage) {
      this.stage = stage.folder();
    }

    /** Counts what was read. */
    public Tally in(String unit, long count) {
      counts(unit).in += count;
      return this;
    }

    /** Counts what was added beyond what was read. */
    public Tally expanded(String unit, long count) {
      counts(unit).expanded += count;
      return this;
    }

    /** Counts what goes on to the next stage. */
    public Tally out(String unit, long count) {
      counts(unit).out += count;
      return this;
    }

    /** Counts what {@code rule} refused. */
    public Tally dropped(String rule, String unit, long count) {
      counts(unit).dropped.merge(rule, count, Math::addExact);
      return this;
    }

    /** Counts what could not be read, by stable reason. */
    public Tally aside(String reason, String unit, long count) {
      counts(unit).aside.merge(reason, count, Math::addExact);
      return this;
    }

    /** Adds a line for people. */
    public Tally warn(String warning) {
      warnings.add(warning);
      return this;
    }

    /** What has been counted so far. */
    public StageReport report() {
      SortedMap<String, Balance> balances = new TreeMap<>();
      units.forEach(
          (unit, c) ->
              balances.put(unit, new Balance(c.in, c.expanded, c.out, c.dropped, c.aside)));
      return new StageReport(
          stage, balances, warnings.stream().distinct().sorted().toList(), StageCost.ZERO);
    }

    private Counts counts(String unit) {
      return units.computeIfAbsent(unit, u -> new Counts());
    }

    private static final class Counts {
      private long in;
      private long expanded;
      private long out;
      private final SortedMap<String, Long> dropped = new TreeMap<>();
      private final SortedMap<String, Long> aside = new TreeMap<>();
    }
  }
}
