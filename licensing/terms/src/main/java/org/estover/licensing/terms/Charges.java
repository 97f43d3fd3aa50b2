package org.estover.licensing.terms;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.log.ChargeIssued;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.terms.receivable.Charge;
import org.estover.licensing.terms.receivable.LateFee;
import org.estover.licensing.terms.receivable.LateTerms;
import org.estover.licensing.terms.receivable.Receivable;
import org.estover.licensing.terms.receivable.Sharing;
import org.estover.licensing.terms.statement.Reported;
import org.estover.licensing.terms.statement.Statement;

/**
 * What is added to or taken off what a developer owes beside its statements: late fees, credit
 * notes and true-ups. Commands are idempotent as those of {@link Trust}. Not thread-safe.
 */
public final class Charges {

  private final TrustState state;

  Charges(TrustState state) {
    this.state = state;
  }

  /**
   * Charges what late payment of a statement's month costs up to the end of a day, less what was
   * charged before. Where a revision or a credit note left less due, so that the month's fees are
   * less than what was charged up to that day, the rest is given back.
   *
   * @return the charge, or empty where nothing is late
   * @throws TermsRefusedException if there is no such statement, it was revised, another fee was
   *     charged up to that day, or fees at other terms would be given back
   */
  public Optional<Charge> lateFee(String statementId, LateTerms terms, LocalDate until)
      throws IOException {
    Register register = state.register();
    String back = until + " given back";
    Optional<Charge> known =
        known(register, Charge.Kind.LATE_FEE, statementId, until.toString(), terms);
    if (known.isEmpty()) {
      known = known(register, Charge.Kind.LATE_FEE_BACK, statementId, back, terms);
    }
    if (known.isPresent()) {
      return known;
    }
    Statement statement = last(register, statementId);
    LateFee fee = receivable(register, statement).lateFee(terms, until);
    if (!fee.back().isZero() && countsAll(register, statement, until)) {
      requireLastTerms(register, statement, terms);
      Draft draft = new Draft(Charge.Kind.LATE_FEE_BACK, statement, back, fee.why());
      return Optional.of(charge(register, draft, until, fee.back()));
    }
    if (fee.amount().isZero()) {
      return Optional.empty();
    }
    return Optional.of(
        charge(
            register,
            new Draft(Charge.Kind.LATE_FEE, statement, until.toString(), fee.why()),
            until,
            fee.amount()));
  }

  /** Whether a day is late enough that all fees of the month so far are counted up to it. */
  private static boolean countsAll(Register register, Statement statement, LocalDate until) {
    return of(register, statement).stream()
        .noneMatch(charge -> charge.kind().isLate() && charge.day().isAfter(until));
  }

  private static Optional<Charge> known(
      Register register, Charge.Kind kind, String statementId, String reference, LateTerms terms)
      throws TermsRefusedException {
    Charge known = register.settled.charges.get(Charge.idOf(kind, statementId, reference));
    if (known != null && !known.why().startsWith(terms.text())) {
      throw SettledErrors.otherCharge(known, terms.text());
    }
    return Optional.ofNullable(known);
  }

  /**
   * What lower terms come to is no reason to give back what was charged by those agreed on last.
   */
  private static void requireLastTerms(Register register, Statement statement, LateTerms terms)
      throws TermsRefusedException {
    // Something was charged, or there were nothing to give back.
    List<Charge> late =
        of(register, statement).stream().filter(charge -> charge.kind().isLate()).toList();
    Charge last = late.get(late.size() - 1);
    if (!last.why().startsWith(terms.text())) {
      throw SettledErrors.otherCharge(last, terms.text());
    }
  }

  /**
   * Takes something off what a statement asks for.
   *
   * @param reference what tells the credit note apart; the same one again is the same note
   * @throws TermsRefusedException if there is no such statement, it was revised, a correction of
   *     its month waits to be stated, less than that is left of it, or the reference stands for
   *     another note
   */
  public Charge credit(
      String statementId, String reference, LocalDate day, Money amount, String reason)
      throws IOException {
    return adjust(Charge.Kind.CREDIT_NOTE, statementId, reference, day, amount, reason);
  }

  /**
   * Adds something to what a statement asks for, such as what an audit found.
   *
   * @param reference what tells the true-up apart; the same one again is the same true-up
   * @throws TermsRefusedException if there is no such statement, it was revised, or the reference
   *     stands for another true-up
   */
  public Charge trueUp(
      String statementId, String reference, LocalDate day, Money amount, String reason)
      throws IOException {
    return adjust(Charge.Kind.TRUE_UP, statementId, reference, day, amount, reason);
  }

  /** All charges, in log order. */
  public List<Charge> all() throws IOException {
    return List.copyOf(state.register().settled.charges.values());
  }

  private Charge adjust(
      Charge.Kind kind,
      String statementId,
      String reference,
      LocalDate day,
      Money amount,
      String reason)
      throws IOException {
    Register register = state.register();
    Charge known = register.settled.charges.get(Charge.idOf(kind, statementId, reference));
    if (known != null) {
      if (!known.amount().equals(amount) || !known.why().equals(reason)) {
        throw SettledErrors.otherCharge(known, amount + ", " + reason);
      }
      return known;
    }
    Statement statement = last(register, statementId);
    if (!statement.currency().equals(amount.currency())) {
      throw SettledErrors.otherCurrency(statement, amount);
    }
    if (kind.takesOff()) {
      requireStated(register, statement);
    }
    return charge(register, new Draft(kind, statement, reference, reason), day, amount);
  }

  /** What is to be charged, but for its amount. */
  private record Draft(Charge.Kind kind, Statement statement, String reference, String why) {}

  private Charge charge(Register register, Draft draft, LocalDate day, Money amount)
      throws IOException {
    Statement statement = draft.statement();
    List<Charge> before = of(register, statement);
    Map<Account, Money> shares =
        switch (draft.kind()) {
          case LATE_FEE -> Sharing.of(statement, List.of());
          case LATE_FEE_BACK -> Sharing.ofLateFees(statement, before);
          case CREDIT_NOTE, TRUE_UP -> Sharing.of(statement, before);
        };
    Money left = Sharing.total(shares, amount.currency());
    if (draft.kind().takesOff() && left.compareTo(amount) < 0) {
      throw SettledErrors.moreThanIsLeft(statement, amount, left);
    }
    Charge charge =
        new Charge(
            draft.kind(),
            statement.id(),
            statement.developer().id(),
            draft.reference(),
            day,
            amount,
            draft.why(),
            left.isZero() ? Sharing.lines(amount, statement) : Sharing.lines(amount, shares));
    state
        .ledger()
        .append(
            "charge/" + charge.id(),
            new ChargeIssued(charge.id(), statement.id(), charge.kind().word()),
            new VaultPayload(charge.toJson(), journal(register, statement, charge)));
    return charge;
  }

  /** The charge, and what of it is those who claimed a part of the statement's unclaimed line. */
  private List<JournalEntry> journal(Register register, Statement statement, Charge charge)
      throws IOException {
    LocalDate effective = register.settled.effective(charge.day());
    List<JournalEntry> journal = new ArrayList<>(List.of(charge.journal(effective)));
    if (charge.lines().stream().anyMatch(line -> line.account().equals(ClaimFold.UNCLAIMED))) {
      try (CreditedTokens tokens = new CreditedTokens(register, state.releases())) {
        ClaimMoney claims = new ClaimMoney(register, tokens).with(charge);
        journal.addAll(claims.issued(statement, effective));
      }
    }
    return journal;
  }

  /** What changes in who shares the charges of a month whose statement is revised. */
  static List<JournalEntry> sharedAnew(Register register, Statement statement, Statement before) {
    List<Charge> charges = of(register, before);
    Transfers transfers = new Transfers();
    Sharing.charged(before, charges)
        .forEach((account, amount) -> transfers.move(account, ClaimFold.UNCLAIMED, amount));
    Sharing.charged(statement, charges)
        .forEach((account, amount) -> transfers.move(ClaimFold.UNCLAIMED, account, amount));
    return transfers.entry(statement.id() + "/2", statement.revision().effective());
  }

  /** The charges on a statement's month, in log order. */
  static List<Charge> of(Register register, Statement statement) {
    List<String> ids =
        register.statementsOf(statement.agreementId(), statement.period()).stream()
            .map(Statement::id)
            .toList();
    return register.settled.charges.values().stream()
        .filter(charge -> ids.contains(charge.statementId()))
        .toList();
  }

  private static Receivable receivable(Register register, Statement statement) {
    return Payments.owed(register, statement.developer().id()).stream()
        .flatMap(owed -> owed.months().stream())
        .filter(month -> month.statement().id().equals(statement.id()))
        .findFirst()
        .orElseThrow();
  }

  /** Refuses a credit note on what a correction that waits may leave less of. */
  private static void requireStated(Register register, Statement statement)
      throws TermsRefusedException {
    for (Reported reported : register.reportedOf(statement.agreementId(), statement.period())) {
      if (!register.isSettled(reported)) {
        throw SettledErrors.correctedSince(statement, reported);
      }
    }
  }

  private static Statement last(Register register, String statementId) throws IOException {
    Statement statement = register.statements.get(statementId);
    if (statement == null) {
      throw Errors.unknown("statement", statementId, register.statements.keySet());
    }
    Statement last =
        register.statementOf(statement.agreementId(), statement.period()).orElse(statement);
    if (!last.id().equals(statementId)) {
      throw SettledErrors.revisedSince(statementId, last);
    }
    return last;
  }
}
