package org.estover.licensing.terms.receivable;

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
import org.estover.ledger.book.Posting;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.identity.ContentId;

/**
 * Something that is added to or taken off what a developer owes for a month, beside its statement.
 * It is shared by those who share the statement, as they share it.
 *
 * @param kind what it is
 * @param statementId the statement it is about, the last of its month
 * @param developerId who owes
 * @param reference what tells it apart from others of its kind on the statement; of a late fee the
 *     day up to which it counts, and of one given back that day with a word
 * @param day the day it was charged
 * @param amount above zero
 * @param why the formula with its numbers, or the reason that was given
 * @param lines who shares it; they sum to the amount
 */
public record Charge(
    Kind kind,
    String statementId,
    String developerId,
    String reference,
    LocalDate day,
    Money amount,
    String why,
    List<Line> lines) {

  private static final String GIVES_BACK = "givesBack";

  /** What a charge can be. */
  public enum Kind {
    /** What late payment costs. */
    LATE_FEE("late-fee", false),
    /** Gives late fees back on what turned out not to be due; the ledger calls it one of them. */
    LATE_FEE_BACK("late-fee", true),
    /** Takes something off. */
    CREDIT_NOTE("credit-note", true),
    /** Adds something, such as what an audit found. */
    TRUE_UP("true-up", false);

    private final String word;
    private final boolean takesOff;

    Kind(String word, boolean takesOff) {
      this.word = word;
      this.takesOff = takesOff;
    }

    /** The kind as the ledger writes it. */
    public String word() {
      return word;
    }

    /** Whether it lowers what is owed. */
    public boolean takesOff() {
      return takesOff;
    }

    /** Whether it is about late payment, and so no part of the principal. */
    public boolean isLate() {
      return this == LATE_FEE || this == LATE_FEE_BACK;
    }

    private static Kind of(String word, boolean givesBack) {
      for (Kind kind : values()) {
        if (kind.word.equals(word) && givesBack == (kind == LATE_FEE_BACK)) {
          return kind;
        }
      }
      throw Errors.unknownKind(word);
    }
  }

  /**
   * A part of a charge.
   *
   * @param account whose it is
   * @param amount above zero
   * @param why which share of what, and how it was rounded
   */
  public record Line(Account account, Money amount, String why) {}

  public Charge {
    lines = List.copyOf(lines);
    if (amount.isNegative() || amount.isZero() || reference.isBlank()) {
      throw Errors.badCharge(kind, amount, reference);
    }
    Money sum = Money.zero(amount.currency());
    for (Line line : lines) {
      sum = sum.plus(line.amount());
    }
    if (!sum.equals(amount)) {
      throw Errors.linesOff(amount, sum);
    }
  }

  /** The id of the charge of a kind and reference on a statement. */
  public static String idOf(Kind kind, String statementId, String reference) {
    return ContentId.of(
        "chg", Map.of("kind", kind.word(), "statement", statementId, "reference", reference));
  }

  /** The id, which follows from statement, kind and reference. */
  public String id() {
    return idOf(kind, statementId, reference);
  }

  /** What it adds to what is owed, below zero where it takes something off. */
  public Money signed() {
    return kind.takesOff() ? amount.negated() : amount;
  }

  /** The journal entry; it counts for the day, or for a later one where its month is closed. */
  public JournalEntry journal(LocalDate effective) {
    List<Posting> postings = new ArrayList<>();
    Account receivable = Account.of("assets:receivable:" + developerId);
    postings.add(kind.takesOff() ? new Credit(receivable, amount) : new Debit(receivable, amount));
    for (Line line : lines) {
      postings.add(
          kind.takesOff()
              ? new Debit(line.account(), line.amount())
              : new Credit(line.account(), line.amount()));
    }
    return JournalEntry.of(id() + "/1", effective, postings);
  }

  /** What the log does not say, as the vault keeps it. */
  public JsonObject toJson() {
    Map<String, Object> json = new HashMap<>();
    json.put("developer", developerId);
    json.put("reference", reference);
    json.put("day", day.toString());
    json.put("currency", amount.currency());
    json.put("amount", Long.toString(amount.minorUnits()));
    json.put("why", why);
    if (kind == Kind.LATE_FEE_BACK) {
      json.put(GIVES_BACK, true);
    }
    json.put(
        "lines",
        lines.stream()
            .map(
                line ->
                    JsonObject.of(
                        Map.of(
                            "account", line.account().name(),
                            "amount", Long.toString(line.amount().minorUnits()),
                            "why", line.why())))
            .toList());
    return JsonObject.of(json);
  }

  /** Reads what {@link #toJson} wrote. */
  public static Charge fromJson(String kind, String statementId, JsonObject json) {
    String currency = json.text("currency");
    return new Charge(
        Kind.of(kind, json.names().contains(GIVES_BACK)),
        statementId,
        json.text("developer"),
        json.text("reference"),
        LocalDate.parse(json.text("day")),
        Money.of(json.decimal("amount"), currency),
        json.text("why"),
        json.objects("lines").stream()
            .map(
                line ->
                    new Line(
                        Account.of(line.text("account")),
                        Money.of(line.decimal("amount"), currency),
                        line.text("why")))
            .toList());
  }
}
