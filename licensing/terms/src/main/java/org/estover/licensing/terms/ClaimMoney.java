package org.estover.licensing.terms;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.claim.ClaimScope;
import org.estover.licensing.terms.claim.ClaimState;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.usage.TrainingRun;
import org.jspecify.annotations.Nullable;

/**
 * Says what of statements' unclaimed lines is a claim's, and moves the difference.
 *
 * <p>A claim's amount of a line is {@code floor(line * share * tokens claimed / tokens of unknown
 * holders)}. It depends on nothing but the line, the claim and the order of the release: not on
 * other claims, nor on when it was decided. All claims together get no more than the line, because
 * their shares of a document sum to one at most. What rounding leaves stays unclaimed.
 */
final class ClaimMoney {

  private final Register register;
  private final CreditedTokens tokens;

  ClaimMoney(Register register, CreditedTokens tokens) {
    this.register = register;
    this.tokens = tokens;
  }

  /** The statements that count: of an agreement and a period the last one, by the first's id. */
  static Map<String, Statement> counting(Register register) {
    Map<String, Statement> counting = new LinkedHashMap<>();
    register.statements.values().forEach(statement -> counting.put(key(statement), statement));
    return counting;
  }

  /** The id of the first statement of a statement's agreement and period. */
  static String key(Statement statement) {
    return Statement.idOf(statement.agreementId(), statement.period());
  }

  /** What of a statement is a claim's, were it granted. */
  Money of(Statement statement, ClaimFold.Entry entry) throws IOException {
    return of(statement, entry, entry.except);
  }

  private Money of(Statement statement, ClaimFold.Entry entry, List<ClaimScope> except)
      throws IOException {
    Money sum = Money.zero(statement.due().currency());
    Long gone = register.claims.escheatedAt.get(key(statement));
    if (gone != null && gone < entry.filedAt) {
      return sum;
    }
    for (UnclaimedPart part : UnclaimedPart.of(statement)) {
      sum = sum.plus(of(part, entry, except));
    }
    return sum;
  }

  private Money of(UnclaimedPart part, ClaimFold.Entry entry, List<ClaimScope> except)
      throws IOException {
    Ratio unknown = Ratio.ZERO;
    Ratio claimed = Ratio.ZERO;
    for (String runId : part.trainingRunIds()) {
      TrainingRun run = register.trainingRuns.get(runId);
      if (run != null && run.usage().byHolder().containsKey("")) {
        unknown = unknown.plus(tokens.ofNobody(run));
        claimed = claimed.plus(tokens.of(run, entry.claim.scope(), except));
      }
    }
    return claimed.equals(Ratio.ZERO)
        ? Money.zero(part.amount().currency())
        : entry.claim.of(part.amount(), claimed, unknown);
  }

  /** What a statement that is new, or new in place of another one, brings to granted claims. */
  List<JournalEntry> issued(Statement statement, LocalDate effective) throws IOException {
    List<JournalEntry> journal = new ArrayList<>();
    for (ClaimFold.Entry entry : register.claims.claims.values()) {
      if (entry.state == ClaimState.GRANTED) {
        Money change = of(statement, entry).minus(credited(statement, entry));
        Transfers transfers = new Transfers().move(ClaimFold.UNCLAIMED, entry.account(), change);
        journal.addAll(transfers.entry(entry.nextEntry(key(statement)), effective));
      }
    }
    return journal;
  }

  /** What a claim brings that is granted now: its part of every statement that counts. */
  List<JournalEntry> granted(ClaimFold.Entry entry, LocalDate effective) throws IOException {
    List<JournalEntry> journal = new ArrayList<>();
    for (Statement statement : counting(register).values()) {
      Money change = of(statement, entry).minus(credited(statement, entry));
      Transfers transfers = new Transfers().move(ClaimFold.UNCLAIMED, entry.account(), change);
      journal.addAll(transfers.entry(entry.nextEntry(key(statement)), effective));
    }
    return journal;
  }

  /**
   * What goes back to the unclaimed money where a granted claim covers less: first of what is held
   * for it, then of the claimant's account, which may fall below zero.
   *
   * @param except what the claim does not cover any more, or null where it covers nothing
   */
  List<JournalEntry> reduced(
      ClaimFold.Entry entry, @Nullable List<ClaimScope> except, Held held, LocalDate effective)
      throws IOException {
    List<JournalEntry> journal = new ArrayList<>();
    Map<String, Statement> counting = counting(register);
    for (Map.Entry<String, Money> credit : entry.credited.entrySet()) {
      Money credited = credit.getValue();
      Statement statement = counting.get(credit.getKey());
      Money left =
          except == null || statement == null
              ? Money.zero(credited.currency())
              : of(statement, entry, except);
      Money back = credited.minus(left);
      Money ofHeld = held.take(back);
      Account holder = BalanceFold.ofHolder(entry.claim.partyId());
      Transfers transfers =
          new Transfers()
              .move(ClaimFold.heldFor(entry.claim.id()), ClaimFold.UNCLAIMED, ofHeld)
              .move(holder, ClaimFold.UNCLAIMED, back.minus(ofHeld));
      journal.addAll(transfers.entry(entry.nextEntry(credit.getKey()), effective));
    }
    return journal;
  }

  /** What of a statement's unclaimed line nobody has claimed, and no resolution took. */
  Money leftOver(Statement statement) throws IOException {
    String currency = statement.due().currency();
    Money left = Money.zero(currency);
    for (UnclaimedPart part : UnclaimedPart.of(statement)) {
      left = left.plus(part.amount());
    }
    Money gone = register.claims.escheated.getOrDefault(key(statement), Money.zero(currency));
    left = left.minus(gone);
    for (ClaimFold.Entry entry : register.claims.claims.values()) {
      Money theirs =
          entry.state == ClaimState.PENDING ? of(statement, entry) : credited(statement, entry);
      left = left.minus(theirs);
    }
    return left.isNegative() ? Money.zero(currency) : left;
  }

  private static Money credited(Statement statement, ClaimFold.Entry entry) {
    Money zero = Money.zero(statement.due().currency());
    return entry.credited.getOrDefault(key(statement), zero);
  }

  /** What is left of a claim's held money while it is given back. */
  static final class Held {
    private final Map<String, Money> left = new TreeMap<>();

    Held(ClaimFold.Entry entry) {
      entry.totals().keySet().forEach(currency -> left.put(currency, entry.held(currency)));
    }

    /** As much of an amount as is held. */
    Money take(Money amount) {
      Money held = left.getOrDefault(amount.currency(), Money.zero(amount.currency()));
      Money taken = held.compareTo(amount) < 0 ? held : amount;
      left.put(amount.currency(), held.minus(taken));
      return taken;
    }

    Map<String, Money> left() {
      return left;
    }
  }
}
