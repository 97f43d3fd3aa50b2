package org.estover.jobs.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunReport;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;

/** The corridor's reports as one table: what came in, what each rule took, what is left. */
final class Funnel {
  private static final int SHOWN_WARNINGS = 20;

  private Funnel() {}

  static String table(RunReport run) {
    Table table = new Table();
    table.row("stage", "documents", "bytes", "tokens", "");
    for (Map.Entry<StageName, StageReport> stage : run.stages().entrySet()) {
      StageReport report = stage.getValue();
      if (stage.getKey() == StageName.CRAWL) {
        table.row(
            "", read(report, StageReport.DOCUMENTS), read(report, StageReport.BYTES), "", "read");
      }
      added(table, report);
      rules(table, report, true);
      rules(table, report, false);
      table.row(
          stage.getKey().folder(),
          report.unit(StageReport.DOCUMENTS).out(),
          count(report, StageReport.BYTES),
          count(report, StageReport.TOKENS),
          "");
    }
    return table.toString();
  }

  /** What a stage made beyond what it read, so that each column adds up. */
  private static void added(Table table, StageReport report) {
    StageReport.Balance documents = report.unit(StageReport.DOCUMENTS);
    StageReport.Balance bytes = report.unit(StageReport.BYTES);
    if (documents.expanded() > 0 || bytes.expanded() > 0) {
      table.row("", positive(documents.expanded()), positive(bytes.expanded()), "", "added");
    }
  }

  private static Object positive(long count) {
    return count == 0 ? "" : count;
  }

  /** One row per rule or reason, with a minus before what it took. */
  private static void rules(Table table, StageReport report, boolean dropped) {
    TreeSet<String> names = new TreeSet<>();
    report
        .units()
        .values()
        .forEach(b -> names.addAll((dropped ? b.dropped() : b.aside()).keySet()));
    for (String name : names) {
      table.row(
          "",
          taken(report, StageReport.DOCUMENTS, name, dropped),
          taken(report, StageReport.BYTES, name, dropped),
          taken(report, StageReport.TOKENS, name, dropped),
          (dropped ? "dropped: " : "aside: ") + name);
    }
  }

  private static Object taken(StageReport report, String unit, String name, boolean dropped) {
    StageReport.Balance balance = report.unit(unit);
    Long count = (dropped ? balance.dropped() : balance.aside()).get(name);
    return count == null ? "" : -count;
  }

  private static Object read(StageReport report, String unit) {
    return report.units().containsKey(unit) ? report.unit(unit).in() : "";
  }

  private static Object count(StageReport report, String unit) {
    return report.units().containsKey(unit) ? report.unit(unit).out() : "";
  }

  /** Lines about damaged input, no more than a screen of them, fit for a terminal. */
  static List<String> warnings(RunReport run) {
    List<String> all =
        allWarnings(run).stream().map(warning -> Terminal.safe("warning: " + warning)).toList();
    if (all.size() <= SHOWN_WARNINGS) {
      return all;
    }
    List<String> shown = new ArrayList<>(all.subList(0, SHOWN_WARNINGS));
    shown.add(
        "warning: and "
            + (all.size() - SHOWN_WARNINGS)
            + " files more; \"estover report --json\" names all");
    return shown;
  }

  private static List<String> allWarnings(RunReport run) {
    return run.stages().values().stream()
        .flatMap(stage -> stage.warnings().stream())
        .distinct()
        .toList();
  }

  /** Table and warnings as data. */
  static Map<String, Object> answer(RunFolder run, RunReport report) throws IOException {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("run", run.root().toString());
    answer.put("stages", json(report));
    answer.put("warnings", allWarnings(report));
    EvalFindings.report(run).ifPresent(found -> answer.put("evaluations", found));
    return answer;
  }

  /** The table as data. */
  static Map<String, Object> json(RunReport run) {
    Map<String, Object> stages = new LinkedHashMap<>();
    run.stages().forEach((stage, report) -> stages.put(stage.folder(), report.units()));
    return stages;
  }
}
