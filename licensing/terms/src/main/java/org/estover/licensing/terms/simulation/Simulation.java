package org.estover.licensing.terms.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.agreement.RateCard;
import org.estover.licensing.terms.statement.StatementLine;

/**
 * What another rate card would have paid for months that are recorded.
 *
 * @param card the other card
 * @param first the first month
 * @param last the last month
 * @param reports how many revenue reports were computed by both
 * @param developers what developers owe, sorted by currency, then name
 * @param payees what becomes of it, sorted by currency, then kind and name; it sums to what
 *     developers owe
 * @param leftOut the reports that the card cannot price, in log order
 */
public record Simulation(
    RateCard card,
    Period first,
    Period last,
    long reports,
    List<Difference> developers,
    List<Difference> payees,
    List<LeftOut> leftOut) {

  public Simulation {
    developers = List.copyOf(developers);
    payees = List.copyOf(payees);
    leftOut = List.copyOf(leftOut);
  }

  /** Adds a simulation up, report by report. Memory grows with developers and payees. */
  public static final class Sum {

    private final Map<String, Difference> developers = new TreeMap<>();
    private final Map<String, Difference> payees = new TreeMap<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private long reports;

    /** Adds what a developer owes for a report, by the terms that hold and by the others. */
    public void add(String developerId, String name, Money now, Money then) {
      reports++;
      add(developers, "", developerId, name, now, then);
    }

    /** Adds a line of a statement by the terms that hold. */
    public void addNow(StatementLine line) {
      add(payees, line, line.amount(), Money.zero(line.amount().currency()));
    }

    /** Adds a line of a statement by the other terms. */
    public void addThen(StatementLine line) {
      add(payees, line, Money.zero(line.amount().currency()), line.amount());
    }

    /** Adds a report that the card cannot price. */
    public void leaveOut(LeftOut report) {
      leftOut.add(report);
    }

    /** What was added so far. */
    public Simulation simulation(RateCard card, Period first, Period last) {
      return new Simulation(
          card,
          first,
          last,
          reports,
          List.copyOf(developers.values()),
          List.copyOf(payees.values()),
          leftOut);
    }

    private static void add(
        Map<String, Difference> sums, StatementLine line, Money now, Money then) {
      boolean party = !line.partyId().isEmpty();
      // The trust's own parts stand before those of parties.
      add(
          sums,
          party ? "2" : "1" + line.kind().word(),
          party ? line.partyId() : line.kind().word(),
          party ? line.name() : line.kind().word(),
          now,
          then);
    }

    private static void add(
        Map<String, Difference> sums, String kind, String id, String name, Money now, Money then) {
      String key = String.join("\n", now.currency(), kind, name, id);
      Difference zero =
          new Difference(id, name, Money.zero(now.currency()), Money.zero(now.currency()));
      sums.put(key, sums.getOrDefault(key, zero).plus(now, then));
    }
  }
}
