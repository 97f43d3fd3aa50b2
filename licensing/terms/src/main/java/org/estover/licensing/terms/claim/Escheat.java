package org.estover.licensing.terms.claim;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.identity.ContentId;

/**
 * A resolution by which what nobody claimed went to the commons fund.
 *
 * @param through the last month of the statements that it is about
 * @param day the day on which it counts
 * @param text the resolution
 * @param statements those statements, each by the id of its period's first one
 * @param amounts what went, by currency
 */
public record Escheat(
    Period through,
    LocalDate day,
    String text,
    List<String> statements,
    SortedMap<String, Money> amounts) {

  public Escheat {
    statements = List.copyOf(statements);
    amounts = new TreeMap<>(amounts);
  }

  /** The id of the resolution of a day about statements up to a month. */
  public static String idOf(Period through, LocalDate day) {
    return ContentId.of(
        "res", Map.of("kind", "escheat", "through", through.toString(), "day", day.toString()));
  }

  /** The id, which follows from month and day. */
  public String id() {
    return idOf(through, day);
  }

  /** Reads a resolution as the vault keeps it. */
  public static Escheat fromJson(JsonObject json, SortedMap<String, Money> amounts) {
    return new Escheat(
        Period.parse(json.text("through")),
        LocalDate.parse(json.text("day")),
        json.text("text"),
        json.texts("statements"),
        amounts);
  }
}
