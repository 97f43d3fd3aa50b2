package org.estover.jobs.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.licensing.terms.Trust;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.usage.TrainingRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "list",
    description = "Lists training runs: whose, over what, how many tokens, and how well shown.")
final class TrainingList implements Callable<Integer> {
  @Mixin private final Context context;

  TrainingList(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    try (OpenTrust open = OpenTrust.openReadOnly(context)) {
      Trust trust = open.trust();
      Map<String, String> names = open.names();
      Map<String, String> developers = developers(trust);
      Table table =
          new Table()
              .row(
                  "Training run",
                  "Name",
                  "Developer",
                  "Data",
                  "Steps",
                  "Tokens",
                  "Foreign",
                  "Level");
      List<Object> rows = new ArrayList<>();
      for (TrainingRun run : trust.trainingRuns()) {
        String developer = developers.getOrDefault(run.grantId(), "");
        String level = trust.verifications().levelOf(run.id()).word();
        table.row(
            run.id(),
            run.name(),
            names.getOrDefault(developer, ""),
            run.dataId(),
            run.steps() + " x " + run.sequencesPerStep(),
            count(run.usage().tokens()),
            count(run.foreignTokens()),
            level);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("trainingRun", run.id());
        row.put("name", run.name());
        row.put("developer", developer);
        row.put("developerName", names.getOrDefault(developer, ""));
        row.put("grant", run.grantId());
        row.put("release", run.releaseId());
        row.put("order", run.orderId());
        row.put("steps", Long.toString(run.steps()));
        row.put("sequencesPerStep", Integer.toString(run.sequencesPerStep()));
        row.put("tokens", Long.toString(run.usage().tokens()));
        row.put("foreignTokens", Long.toString(run.foreignTokens()));
        row.put("trustShare", run.trustShare().toString());
        row.put("level", level);
        rows.add(row);
      }
      context.answer(
          rows.isEmpty() ? "no training run is registered" : table.toString(),
          Map.of("trainingRuns", rows));
    }
    return ExitCode.OK;
  }

  /** Developers by the grants that they were given. */
  private static Map<String, String> developers(Trust trust) throws IOException {
    Map<String, String> byAgreement = new LinkedHashMap<>();
    for (Agreement agreement : trust.agreements()) {
      byAgreement.put(agreement.id(), agreement.developerId());
    }
    Map<String, String> byGrant = new LinkedHashMap<>();
    for (Grant grant : trust.grants()) {
      byGrant.put(grant.id(), byAgreement.getOrDefault(grant.agreementId(), ""));
    }
    return byGrant;
  }

  private static String count(long tokens) {
    return String.format(Locale.ROOT, "%,d", tokens);
  }
}
