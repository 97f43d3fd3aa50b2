package org.estover.jobs.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.estover.jobs.run.RunReport;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;

/** The corridor's reports as one table: what came in, what each rule took, what is left. */
final class Funnel {
  private Funnel() {}

  static String table(RunReport run) {
    Table table = new Table();
    table.row("stage", "documents", "bytes", "tokens", "");
    for (Map.Entry<StageName, StageReport> stage : run.stages().entrySet()) {
      StageReport report = stage.getValue();
      rules(table, report, true);
      rules(table, report, false);
      table.row(
          stage.getKey().folder(),
          count(report, StageReport.DOCUMENTS),
          count(report, StageReport.BYTES),
          count(report, StageReport.TOKENS),
          "");
    }
    return table.toString();
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

  private static Object count(StageReport report, String unit) {
    return report.units().containsKey(unit) ? report.unit(unit).out() : "";
  }

  /** The same as data. */
  static Map<String, Object> json(RunReport run) {
    Map<String, Object> stages = new LinkedHashMap<>();
    run.stages().forEach((stage, report) -> stages.put(stage.folder(), report.units()));
    return stages;
  }
}
