package org.estover.licensing.terms.receivable;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Credit;
import org.estover.ledger.book.Debit;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.identity.ContentId;

/**
 * Money that a developer paid to the trust.
 *
 * @param partyId who paid
 * @param reference what the bank calls it, unique for the developer
 * @param day the day it was received
 * @param amount above zero
 */
public record Payment(String partyId, String reference, LocalDate day, Money amount) {

  /** Where what was paid stands. */
  public static final Account BANK = Account.of("assets:bank");

  public Payment {
    if (amount.isNegative() || amount.isZero() || reference.isBlank()) {
      throw Errors.badPayment(amount, reference);
    }
  }

  /** The id, which follows from developer and reference. */
  public String id() {
    return ContentId.of("pay", Map.of("party", partyId, "reference", reference));
  }

  /** The payment for people. */
  public String text() {
    return amount + " on " + day;
  }

  /** The journal entry; it counts for the day, or for a later one where its month is closed. */
  public JournalEntry journal(LocalDate effective) {
    Account receivable = Account.of("assets:receivable:" + partyId);
    return JournalEntry.of(
        id() + "/1", effective, List.of(new Debit(BANK, amount), new Credit(receivable, amount)));
  }

  /** What the log does not say, as the vault keeps it. */
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "reference", reference,
            "day", day.toString(),
            "currency", amount.currency(),
            "amount", Long.toString(amount.minorUnits())));
  }

  /** Reads what {@link #toJson} wrote. */
  public static Payment fromJson(String partyId, JsonObject json) {
    return new Payment(
        partyId,
        json.text("reference"),
        LocalDate.parse(json.text("day")),
        Money.of(json.decimal("amount"), json.text("currency")));
  }
}
