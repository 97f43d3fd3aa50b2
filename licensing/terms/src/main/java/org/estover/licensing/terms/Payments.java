package org.estover.licensing.terms;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.estover.ledger.book.Money;
import org.estover.ledger.log.PaymentReceived;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.terms.party.Developer;
import org.estover.licensing.terms.party.Party;
import org.estover.licensing.terms.receivable.Payment;
import org.estover.licensing.terms.receivable.Receivables;
import org.estover.licensing.terms.statement.Statement;

/**
 * What developers pay, and what is open. Commands are idempotent as those of {@link Trust}. Not
 * thread-safe.
 */
public final class Payments {

  private final TrustState state;

  Payments(TrustState state) {
    this.state = state;
  }

  /**
   * Records that a developer paid, and enters it in the books.
   *
   * @param reference what the bank calls the payment; the same one again is the same payment
   * @throws TermsRefusedException if there is no such developer, or the reference stands for
   *     another payment
   */
  public Payment receive(String developerId, String reference, LocalDate day, Money amount)
      throws IOException {
    Register register = state.register();
    Party party = register.parties.get(developerId);
    if (party == null) {
      throw Errors.unknown("party", developerId, register.parties.keySet());
    }
    if (!(party instanceof Developer)) {
      throw Errors.notADeveloper(developerId, party.role());
    }
    Payment asked = new Payment(developerId, reference, day, amount);
    Payment known = register.settled.payments.get(asked.id());
    if (known != null) {
      if (!known.equals(asked)) {
        throw SettledErrors.otherPayment(known, asked);
      }
      return known;
    }
    state
        .ledger()
        .append(
            "payment/" + asked.id(),
            new PaymentReceived(asked.id(), developerId),
            new VaultPayload(
                asked.toJson(), List.of(asked.journal(register.settled.effective(day)))));
    return asked;
  }

  /** All payments, in log order. */
  public List<Payment> all() throws IOException {
    return List.copyOf(state.register().settled.payments.values());
  }

  /** What a developer owes, by currency in the order of their codes. */
  public List<Receivables> owed(String developerId) throws IOException {
    return owed(state.register(), developerId);
  }

  static List<Receivables> owed(Register register, String developerId) {
    TreeSet<String> currencies = new TreeSet<>();
    List<Statement> statements =
        register.statements.values().stream()
            .filter(statement -> statement.developer().id().equals(developerId))
            .toList();
    List<Payment> payments =
        register.settled.payments.values().stream()
            .filter(payment -> payment.partyId().equals(developerId))
            .toList();
    statements.forEach(statement -> currencies.add(statement.currency()));
    payments.forEach(payment -> currencies.add(payment.amount().currency()));
    List<Receivables> owed = new ArrayList<>();
    for (String currency : currencies) {
      owed.add(
          Receivables.of(
              currency, statements, List.copyOf(register.settled.charges.values()), payments));
    }
    return owed;
  }
}
