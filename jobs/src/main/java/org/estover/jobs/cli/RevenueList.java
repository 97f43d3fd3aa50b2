package org.estover.jobs.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.licensing.terms.Trust;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.statement.Reported;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.usage.Model;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "list",
    description = {
      "Lists the revenue reports that count, and the statements that rest on them.",
      "A report that another one replaced is not listed."
    })
final class RevenueList implements Callable<Integer> {
  @Mixin private final Context context;

  RevenueList(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    try (OpenTrust open = OpenTrust.openReadOnly(context)) {
      Trust trust = open.trust();
      Map<String, String> names = open.names();
      for (Model model : trust.models().models()) {
        names.put(model.id(), model.name());
      }
      Map<String, String> developers = new LinkedHashMap<>();
      for (Agreement agreement : trust.agreements()) {
        developers.put(agreement.id(), agreement.developerId());
      }
      Map<String, String> statements = new LinkedHashMap<>();
      for (Statement statement : trust.statements()) {
        statement.reports().forEach(each -> statements.put(each.id(), statement.id()));
      }
      Table table =
          new Table()
              .row("Report", "Period", "Developer", "Model", "Gross", "Reported net", "Statement");
      List<Object> rows = new ArrayList<>();
      for (Reported each : trust.reported()) {
        RevenueReport report = each.report();
        String developer = developers.getOrDefault(report.agreementId(), "");
        String statement = statements.getOrDefault(each.id(), "");
        table.row(
            each.id(),
            report.period(),
            names.getOrDefault(developer, ""),
            each.modelId().isEmpty() ? "all" : names.getOrDefault(each.modelId(), each.modelId()),
            report.gross(),
            report.net(),
            statement.isEmpty() ? "not stated" : statement);
        rows.add(row(each, developer, names.getOrDefault(developer, ""), statement));
      }
      context.answer(
          rows.isEmpty() ? "no revenue is reported" : table.toString(), Map.of("reports", rows));
    }
    return ExitCode.OK;
  }

  private static Map<String, Object> row(
      Reported reported, String developer, String name, String statement) {
    RevenueReport report = reported.report();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("report", reported.id());
    row.put("period", report.period().toString());
    row.put("agreement", report.agreementId());
    row.put("developer", developer);
    row.put("developerName", name);
    row.put("model", reported.modelId());
    row.put("gross", report.gross().toString());
    row.put("net", report.net().toString());
    row.put("replaces", report.replaces());
    row.put("statement", statement);
    return row;
  }
}
