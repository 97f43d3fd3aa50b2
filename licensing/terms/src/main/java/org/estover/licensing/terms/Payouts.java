package org.estover.licensing.terms;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.PayoutIssued;
import org.estover.ledger.vault.LoggedFact;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.terms.payout.Instruction;
import org.estover.licensing.terms.payout.Payee;
import org.estover.licensing.terms.payout.PaymentFiles;
import org.estover.licensing.terms.payout.Payout;

/**
 * Pays rights holders what was credited to them up to the end of a month.
 *
 * <p>Paid is what was credited for days up to the month's last, less all that was ever debited: so
 * nothing is paid twice, whatever was corrected meanwhile. What is below a threshold, or owed to
 * somebody without an account, is carried forward by staying where it is. Idempotent: there is one
 * payout of a month. Not thread-safe.
 */
public final class Payouts {

  private final TrustState state;

  Payouts(TrustState state) {
    this.state = state;
  }

  /** Every payout, in log order. */
  public List<Payout> list() throws IOException {
    return List.copyOf(state.register().payouts.payouts.values());
  }

  /**
   * Makes the payout of a month, or returns the one that was made.
   *
   * @param thresholds the least that is paid, by currency
   * @param day the day on which it is paid
   * @throws TermsRefusedException if it was made with other thresholds, or more is to be paid than
   *     came in; then nobody is paid
   */
  public Payout pay(Period period, SortedMap<String, Money> thresholds, LocalDate day)
      throws IOException {
    Register register = state.register();
    Payout known = register.payouts.payouts.get(Payout.idOf(period));
    if (known != null) {
      if (!known.thresholds().equals(thresholds)) {
        throw PayoutErrors.otherThresholds(known, thresholds);
      }
      return known;
    }
    if (!day.isAfter(period.lastDay())) {
      throw PayoutErrors.beforeItsEnd(period, day);
    }
    Payout payout = compute(register, period, thresholds, day);
    for (Money total : payout.totals().values()) {
      Money bank =
          Money.of(
              -register.balances().credit(BalanceFold.BANK, total.currency()), total.currency());
      if (bank.compareTo(total) < 0) {
        throw PayoutErrors.notInTheBank(total, bank);
      }
    }
    state
        .ledger()
        .append(
            "payout/" + payout.id(),
            new PayoutIssued(payout.id(), period),
            new VaultPayload(
                payout.toJson(),
                payout.journal(BalanceFold.BANK, register.settled.effective(day))));
    return payout;
  }

  /** What would be paid now, without paying it. */
  public Payout preview(Period period, SortedMap<String, Money> thresholds, LocalDate day)
      throws IOException {
    Register register = state.register();
    Payout known = register.payouts.payouts.get(Payout.idOf(period));
    return known == null ? compute(register, period, thresholds, day) : known;
  }

  private static Payout compute(
      Register register, Period period, SortedMap<String, Money> thresholds, LocalDate day) {
    SortedMap<String, SortedMap<String, Long>> byCurrency = new TreeMap<>();
    register
        .balances()
        .holdersUpTo(period.lastDay())
        .forEach(
            (party, credits) ->
                credits.forEach(
                    (currency, credit) ->
                        byCurrency
                            .computeIfAbsent(currency, c -> new TreeMap<>())
                            .put(party, credit)));
    List<Payout.Line> lines = new ArrayList<>();
    List<Payout.Carried> carried = new ArrayList<>();
    byCurrency.forEach(
        (currency, credits) ->
            credits.forEach(
                (party, credit) -> {
                  Money amount = Money.of(credit, currency);
                  Payee payee = register.payouts.payees.get(party);
                  Money least = thresholds.getOrDefault(currency, Money.zero(currency));
                  boolean account = payee != null && payee.hasAccount();
                  String reason =
                      Payout.reason(amount, held(register, party, currency), least, account);
                  if (payee != null && reason.isEmpty()) {
                    lines.add(new Payout.Line(party, amount, payee.recordedAt()));
                  } else if (!amount.isZero()) {
                    carried.add(new Payout.Carried(party, amount, reason));
                  }
                }));
    return new Payout(period, day, thresholds, lines, carried);
  }

  /** What waits for disputes of what a rights holder claimed. */
  private static Money held(Register register, String party, String currency) {
    Money held = Money.zero(currency);
    for (ClaimFold.Entry entry : register.claims().claims.values()) {
      held = entry.claim.partyId().equals(party) ? held.plus(entry.held(currency)) : held;
    }
    return held;
  }

  /**
   * The files of a payout for a bank, with the names and accounts as they were when it was made.
   */
  public PaymentFiles files(Payout payout) throws IOException {
    List<Instruction> instructions = new ArrayList<>();
    for (Payout.Line line : payout.lines()) {
      LoggedFact registered = state.ledger().fact(line.recordedAt());
      Payee payee = PayoutFold.payee(registered, line.partyId());
      instructions.add(new Instruction(payee, line.amount()));
    }
    return new PaymentFiles(payout, instructions);
  }
}
