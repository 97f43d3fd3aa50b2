package org.estover.licensing.terms.payout;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Credit;
import org.estover.ledger.book.Debit;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.ledger.book.Posting;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.identity.ContentId;

/**
 * What rights holders are paid for a month and all before it, and what is carried forward.
 *
 * @param period the last month that it covers
 * @param day the day on which it is paid
 * @param thresholds the least that is paid, by currency; others have none
 * @param lines who is paid, by currency and party
 * @param carried who is not, by currency and party
 */
public record Payout(
    Period period,
    LocalDate day,
    SortedMap<String, Money> thresholds,
    List<Line> lines,
    List<Carried> carried) {

  /**
   * One payment.
   *
   * @param partyId who is paid
   * @param amount above zero
   * @param recordedAt index of the log entry that says to which account
   */
  public record Line(String partyId, Money amount, long recordedAt) {}

  /**
   * What waits for a later payout.
   *
   * @param partyId whose it is
   * @param amount not zero; below zero what a rights holder was paid too much
   * @param reason {@code below-threshold}, {@code no-account}, {@code overpaid}, or {@code held}
   *     where it is below zero only because a dispute holds what later months brought
   */
  public record Carried(String partyId, Money amount, String reason) {}

  public Payout {
    thresholds = new TreeMap<>(thresholds);
    lines = List.copyOf(lines);
    carried = List.copyOf(carried);
  }

  /** The id of the payout of a month: there is one. */
  public static String idOf(Period period) {
    return ContentId.of("pyo", Map.of("period", period.toString()));
  }

  /** The id, which follows from the month. */
  public String id() {
    return idOf(period);
  }

  /**
   * Why an amount is carried forward where some is held.
   *
   * @param held what disputes hold of the rights holder's money
   */
  public static String reason(Money amount, Money held, Money least, boolean hasAccount) {
    boolean isHeld = amount.isNegative() && !amount.plus(held).isNegative();
    return isHeld ? "held" : reason(amount, least, hasAccount);
  }

  /**
   * Why an amount is carried forward, or empty where it is paid.
   *
   * @param amount what was credited for days up to the month's last, less all ever debited
   * @param least the least that is paid
   * @param hasAccount whether it is known where it would be paid to
   */
  public static String reason(Money amount, Money least, boolean hasAccount) {
    if (amount.isNegative()) {
      return "overpaid";
    }
    if (amount.isZero() || amount.compareTo(least) < 0) {
      return "below-threshold";
    }
    return hasAccount ? "" : "no-account";
  }

  /** What is paid in all, by currency. */
  public SortedMap<String, Money> totals() {
    SortedMap<String, Money> totals = new TreeMap<>();
    lines.forEach(line -> totals.merge(line.amount().currency(), line.amount(), Money::plus));
    return totals;
  }

  /**
   * The journal entry: what was owed to each against the bank; none where nobody is paid.
   *
   * @param effective the day of payment, or a later one where its month is closed
   */
  public List<JournalEntry> journal(Account bank, LocalDate effective) {
    List<Posting> postings = new ArrayList<>();
    for (Line line : lines) {
      postings.add(
          new Debit(Account.of("liabilities:rights-holders:" + line.partyId()), line.amount()));
    }
    totals().values().forEach(total -> postings.add(new Credit(bank, total)));
    return lines.isEmpty() ? List.of() : List.of(JournalEntry.of(id() + "/1", effective, postings));
  }

  /** The payout as the vault keeps it; names and accounts stand elsewhere. */
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "period", period.toString(),
            "day", day.toString(),
            "thresholds", thresholds.values().stream().map(Payout::money).toList(),
            "lines", lines.stream().map(Payout::line).toList(),
            "carried", carried.stream().map(Payout::carried).toList()));
  }

  private static Map<String, Object> money(Money money) {
    Map<String, Object> json = new TreeMap<>();
    json.put("currency", money.currency());
    json.put("amount", Long.toString(money.minorUnits()));
    return json;
  }

  private static Map<String, Object> line(Line line) {
    Map<String, Object> json = money(line.amount());
    json.put("party", line.partyId());
    json.put("recordedAt", Long.toString(line.recordedAt()));
    return json;
  }

  private static Map<String, Object> carried(Carried carried) {
    Map<String, Object> json = money(carried.amount());
    json.put("party", carried.partyId());
    json.put("reason", carried.reason());
    return json;
  }

  /** Reads what {@link #toJson} wrote. */
  public static Payout fromJson(JsonObject json) {
    SortedMap<String, Money> thresholds = new TreeMap<>();
    json.objects("thresholds").stream()
        .map(Payout::money)
        .forEach(money -> thresholds.put(money.currency(), money));
    return new Payout(
        Period.parse(json.text("period")),
        LocalDate.parse(json.text("day")),
        thresholds,
        json.objects("lines").stream()
            .map(line -> new Line(line.text("party"), money(line), line.decimal("recordedAt")))
            .toList(),
        json.objects("carried").stream()
            .map(each -> new Carried(each.text("party"), money(each), each.text("reason")))
            .toList());
  }

  private static Money money(JsonObject json) {
    return Money.of(json.decimal("amount"), json.text("currency"));
  }
}
