package org.estover.licensing.terms.statement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Credit;
import org.estover.ledger.book.Debit;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.ledger.book.Posting;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.identity.ContentId;
import org.estover.licensing.terms.obligation.RevenueReport;

/**
 * What a developer owes for a period under an agreement, why, and how it splits to the unit.
 *
 * <p>A statement is a function of a prefix of the log, the vault, and the {@link #TERMS_VERSION}
 * alone: no clock, no salt of its own, nothing about the machine. So issuing it again gives the
 * same bytes.
 *
 * @param trust the trust's name
 * @param developer who owes
 * @param offer the offer's id and name
 * @param logSize how many log entries it was computed from
 * @param report the revenue it rests on
 * @param rateCard canonical text of the rate card
 * @param due what the developer owes
 * @param dueWhy the formula with its numbers
 * @param trainedOn the training runs it counts
 * @param lines the parts of the amount due; they sum to it
 */
public record Statement(
    String trust,
    Named developer,
    Named offer,
    long logSize,
    RevenueReport report,
    String rateCard,
    Money due,
    String dueWhy,
    List<TrainedOn> trainedOn,
    List<StatementLine> lines) {

  /** The version of the rules by which statements are computed and written. */
  public static final String TERMS_VERSION = "estover.statement.v1";

  /**
   * An id and the name behind it.
   *
   * @param id the pseudonymous or content id
   * @param name what people call it
   */
  public record Named(String id, String name) {}

  public Statement {
    trainedOn = List.copyOf(trainedOn);
    lines = List.copyOf(lines);
    Money sum = Money.zero(due.currency());
    for (StatementLine line : lines) {
      sum = sum.plus(line.amount());
    }
    if (!sum.equals(due)) {
      throw Errors.doesNotReconcile(report.agreementId(), report.period(), due, sum);
    }
  }

  /** The id of the statement of a period under an agreement. */
  public static String idOf(String agreementId, Period period) {
    return ContentId.of("stm", Map.of("agreement", agreementId, "period", period.toString()));
  }

  /** The id, which follows from agreement and period. */
  public String id() {
    return idOf(agreementId(), period());
  }

  /** The agreement it is under. */
  public String agreementId() {
    return report.agreementId();
  }

  /** The month it is for. */
  public Period period() {
    return report.period();
  }

  /** What all lines of a kind come to. */
  public Money total(LineKind kind) {
    Money sum = Money.zero(due.currency());
    for (StatementLine line : lines) {
      sum = line.kind() == kind ? sum.plus(line.amount()) : sum;
    }
    return sum;
  }

  /** The account on which the developer owes. */
  public Account receivable() {
    return Account.of("assets:receivable:" + developer.id());
  }

  /**
   * The journal entry: what the developer is obliged to pay against every line; none where nothing
   * is due. It counts for the period's last day.
   */
  public List<JournalEntry> journal() {
    if (due.isZero()) {
      return List.of();
    }
    List<Posting> postings = new ArrayList<>();
    postings.add(new Debit(receivable(), due));
    for (StatementLine line : lines) {
      if (!line.amount().isZero()) {
        postings.add(new Credit(line.account(), line.amount()));
      }
    }
    LocalDate effective = period().lastDay();
    return List.of(JournalEntry.of(id() + "/1", effective, postings));
  }

  /** The statement as canonical JSON; amounts in minor units of {@code currency}. */
  public JsonObject toJson() {
    Map<String, Object> json = new HashMap<>();
    json.put("terms", TERMS_VERSION);
    json.put("id", id());
    json.put("trust", trust);
    json.put("developer", named(developer));
    json.put("offer", named(offer));
    json.put("agreement", agreementId());
    json.put("period", period().toString());
    json.put("logSize", Long.toString(logSize));
    json.put("currency", due.currency());
    json.put("revenue", report.toJson());
    json.put("net", Long.toString(report.net().minorUnits()));
    json.put("rateCard", rateCard);
    json.put("due", Long.toString(due.minorUnits()));
    json.put("dueWhy", dueWhy);
    json.put("trainingRuns", trainedOn.stream().map(TrainedOn::toJson).toList());
    json.put("lines", lines.stream().map(StatementLine::toJson).toList());
    return JsonObject.of(json);
  }

  /** Reads what {@link #toJson} wrote. */
  public static Statement fromJson(JsonObject json) {
    if (!json.text("terms").equals(TERMS_VERSION)) {
      throw Errors.unknownTerms(json.text("terms"), TERMS_VERSION);
    }
    Period period = Period.parse(json.text("period"));
    String currency = json.text("currency");
    return new Statement(
        json.text("trust"),
        named(json.object("developer")),
        named(json.object("offer")),
        json.decimal("logSize"),
        RevenueReport.fromJson(json.text("agreement"), period, json.object("revenue")),
        json.text("rateCard"),
        Money.of(json.decimal("due"), currency),
        json.text("dueWhy"),
        json.objects("trainingRuns").stream().map(TrainedOn::fromJson).toList(),
        json.objects("lines").stream().map(l -> StatementLine.fromJson(l, currency)).toList());
  }

  /** The SHA-256 of the canonical JSON, 64 hex digits. */
  public String sha256() {
    return ContentId.sha256(toJson().bytes());
  }

  /** The statement as a table for people. */
  public String text() {
    return StatementText.of(this);
  }

  private static JsonObject named(Named named) {
    return JsonObject.of(Map.of("id", named.id(), "name", named.name()));
  }

  private static Named named(JsonObject json) {
    return new Named(json.text("id"), json.text("name"));
  }
}
