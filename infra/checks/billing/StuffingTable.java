package org.estover.jobs.claim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Prints what copying and stuffing earn, and ends with 1 where it is more than honesty earns, or
 * another table than section 13 of the terms has. usage: TERMS.md
 */
final class StuffingTable {
  private StuffingTable() {}

  public static void main(String[] arguments) throws IOException {
    String terms = Files.readString(Path.of(arguments[0]));
    Map<String, StuffingSimulation.Outcome> outcomes = new StuffingSimulation().outcomes();
    long honest = outcomes.values().iterator().next().earned().minorUnits();
    boolean holds = outcomes.size() > 1 && honest > 0;
    System.out.println("| Eve adds | pages | hers | without policy and caps | by default |");
    for (Map.Entry<String, StuffingSimulation.Outcome> each : outcomes.entrySet()) {
      StuffingSimulation.Outcome outcome = each.getValue();
      String row =
          String.join(
              " | ",
              "| " + each.getKey(),
              Integer.toString(outcome.added()),
              Integer.toString(outcome.survived()),
              outcome.unruled().decimal(),
              outcome.earned().decimal() + " |");
      boolean asWritten = terms.contains(row);
      boolean noMore = outcome.earned().minorUnits() <= honest;
      System.out.println(row + (asWritten ? "" : " NOT IN THE TERMS") + (noMore ? "" : " MORE"));
      holds &= asWritten && noMore;
    }
    System.exit(holds ? 0 : 1);
  }
}
