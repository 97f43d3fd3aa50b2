package org.estover.licensing.terms.statement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.identity.ContentId;
import org.estover.licensing.terms.identity.Seal;
import org.jspecify.annotations.Nullable;

/**
 * What a developer owes for a period under an agreement, why, and how it splits to the unit.
 *
 * <p>A statement is a function of a prefix of the log, the vault, and its version alone: no clock,
 * no salt of its own, nothing about the machine. So issuing it again gives the same bytes.
 *
 * @param version the version of the rules by which it is computed and written
 * @param trust the trust's name
 * @param developer who owes
 * @param agreementId the agreement it is under
 * @param period the month it is for
 * @param logSize how many log entries it was computed from
 * @param revision which of the month's statements it is
 * @param parts one for each revenue report, all in one currency
 * @param adjustments what stands between the amount due and what is to be paid
 */
public record Statement(
    String version,
    String trust,
    Named developer,
    String agreementId,
    Period period,
    long logSize,
    Revision revision,
    List<StatementPart> parts,
    List<Adjustment> adjustments)
    implements Seal.Signable {

  /** The version that new statements have. */
  public static final String TERMS_VERSION = "estover.statement.v3";

  /** The version whose models inherit tokens as they were read, whoever is credited for them. */
  public static final String SECOND_VERSION = "estover.statement.v2";

  /** The first version: one report, one offer, no revisions and no adjustments. */
  public static final String FIRST_VERSION = "estover.statement.v1";

  /**
   * An id and the name behind it.
   *
   * @param id the pseudonymous or content id
   * @param name what people call it
   */
  public record Named(String id, String name) {}

  public Statement {
    parts = List.copyOf(parts);
    adjustments = List.copyOf(adjustments);
    if (parts.isEmpty()) {
      throw Errors.nothingToSettle(agreementId, period);
    }
    for (StatementPart part : parts) {
      if (!part.due().currency().equals(parts.get(0).due().currency())) {
        throw Errors.twoCurrencies(agreementId, period, part.due(), parts.get(0).due());
      }
    }
  }

  /**
   * Whether the rules of a version credit what models inherit as they credit what they read
   * themselves: repeated tokens to nobody, duplicates by the policy.
   */
  public static boolean creditsInherited(String version) {
    return !version.equals(FIRST_VERSION) && !version.equals(SECOND_VERSION);
  }

  /** The id of the first statement of a period under an agreement. */
  public static String idOf(String agreementId, Period period) {
    return ContentId.of("stm", Map.of("agreement", agreementId, "period", period.toString()));
  }

  /** The id of a statement of a period under an agreement, by its number. */
  public static String idOf(String agreementId, Period period, int number) {
    return number == 1
        ? idOf(agreementId, period)
        : ContentId.of(
            "stm",
            Map.of(
                "agreement", agreementId,
                "period", period.toString(),
                "number", Integer.toString(number)));
  }

  /** The id, which follows from agreement, period and number. */
  @Override
  public String id() {
    return idOf(agreementId, period, revision.number());
  }

  /** The reports it rests on. */
  public List<Reported> reports() {
    return parts.stream().map(StatementPart::reported).toList();
  }

  /** What the developer owes for the period. */
  public Money due() {
    Money due = Money.zero(currency());
    for (StatementPart part : parts) {
      due = due.plus(part.due());
    }
    return due;
  }

  /** The currency of all its amounts. */
  public String currency() {
    return parts.get(0).due().currency();
  }

  /** All lines, part by part. */
  public List<StatementLine> lines() {
    return parts.stream().flatMap(part -> part.lines().stream()).toList();
  }

  /** The training runs it counts, each once. */
  public List<TrainedOn> trainedOn() {
    return parts.stream().flatMap(part -> part.trainedOn().stream()).distinct().toList();
  }

  /** What all lines of a kind come to. */
  public Money total(LineKind kind) {
    Money sum = Money.zero(currency());
    for (StatementPart part : parts) {
      sum = sum.plus(part.total(kind));
    }
    return sum;
  }

  /** What the developer is asked for by this statement and those it revises together. */
  public Money asked() {
    Money asked = due();
    for (Adjustment adjustment : adjustments) {
      asked = adjustment.kind().isOwn() ? asked.plus(adjustment.amount()) : asked;
    }
    return asked;
  }

  /** What is to be paid on this statement; below zero, it is credited to the developer. */
  public Money payable() {
    Money payable = due();
    for (Adjustment adjustment : adjustments) {
      payable = payable.plus(adjustment.amount());
    }
    return payable;
  }

  /** The account on which the developer owes. */
  public Account receivable() {
    return Account.of("assets:receivable:" + developer.id());
  }

  /** The account of what the developer paid ahead. */
  public Account advances() {
    return Account.of("liabilities:advances:" + developer.id());
  }

  /**
   * The journal entry of a first statement: what the developer is obliged to pay against every
   * line; none where nothing is due.
   */
  public List<JournalEntry> journal() {
    return journal(null);
  }

  /**
   * The journal entry: what this statement says less what the one before it said; none where that
   * is the same.
   *
   * @param before the statement that this one revises, or null
   */
  public List<JournalEntry> journal(@Nullable Statement before) {
    NetPostings net = new NetPostings();
    post(net, 1);
    if (before != null) {
      before.post(net, -1);
    }
    LocalDate effective = revision.effective();
    return net.isEmpty()
        ? List.of()
        : List.of(JournalEntry.of(id() + "/1", effective, new ArrayList<>(net.postings())));
  }

  private void post(NetPostings net, int sign) {
    net.debit(receivable(), asked(), sign);
    for (Adjustment adjustment : adjustments) {
      if (adjustment.kind().isOwn()) {
        net.debit(advances(), adjustment.amount(), -sign);
      }
    }
    lines().forEach(line -> net.debit(line.account(), line.amount(), -sign));
  }

  /** The statement as canonical JSON; amounts in minor units of {@code currency}. */
  @Override
  public JsonObject toJson() {
    return version.equals(FIRST_VERSION) ? FirstFormat.write(this) : StatementFormat.write(this);
  }

  /** Reads what {@link #toJson} wrote. */
  public static Statement fromJson(JsonObject json) {
    return fromJson(json, UnaryOperator.identity());
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @param shared gives for a payee's id or name an equal text, so that those of many statements
   *     can be held once
   */
  public static Statement fromJson(JsonObject json, UnaryOperator<String> shared) {
    return switch (json.text("terms")) {
      case TERMS_VERSION, SECOND_VERSION -> StatementFormat.read(json, shared);
      case FIRST_VERSION -> FirstFormat.read(json);
      default ->
          throw Errors.unknownTerms(
              json.text("terms"), List.of(FIRST_VERSION, SECOND_VERSION, TERMS_VERSION));
    };
  }

  /** The SHA-256 of the canonical JSON, 64 hex digits. */
  @Override
  public String sha256() {
    return ContentId.sha256(toJson().bytes());
  }

  /** The statement as a table for people. */
  public String text() {
    return StatementText.of(this);
  }
}
