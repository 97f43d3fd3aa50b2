package org.estover.licensing.terms;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.estover.licensing.terms.deed.TwinPolicy;
import org.estover.licensing.terms.receivable.Charge;
import org.estover.licensing.terms.receivable.Sharing;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.usage.Model;
import org.estover.licensing.terms.usage.TrainingRun;
import org.jspecify.annotations.Nullable;

/**
 * Says what of statements' unclaimed lines is a claim's, and moves the difference.
 *
 * <p>A claim's amount of a line is {@code floor(line * share * tokens claimed / tokens of unknown
 * holders)}, where the line is what charges on its month made of it, and tokens are those that
 * nobody else is credited for. It depends on nothing but these, the claim and the order of the
 * release: not on other claims, nor on when it was decided. All claims together get no more than
 * the line, because their shares of a document sum to one at most. What rounding leaves stays
 * unclaimed.
 */
final class ClaimMoney {

  private final Register register;
  private final CreditedTokens tokens;

  /** The charges by the id of the month's first statement. */
  private final Map<String, List<Charge>> charges = new HashMap<>();

  /** What they changed of unclaimed lines, by statement, as far as that was asked for. */
  private final Map<String, Money> charged = new HashMap<>();

  /** What is left of the held money of contested claims, after what was moved by this. */
  private final Map<String, Held> held = new HashMap<>();

  ClaimMoney(Register register, CreditedTokens tokens) {
    this.register = register;
    this.tokens = tokens;
    register.settled.charges.values().forEach(this::add);
  }

  /** Counts a charge that is to be recorded as well. */
  ClaimMoney with(Charge charge) {
    add(charge);
    return this;
  }

  private void add(Charge charge) {
    Statement statement = register.statements.get(charge.statementId());
    if (statement != null) {
      charges.computeIfAbsent(key(statement), id -> new ArrayList<>()).add(charge);
      charged.clear();
    }
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
    Long gone = register.claims().escheatedAt.get(key(statement));
    if (gone != null && gone < entry.filedAt) {
      return sum;
    }
    for (UnclaimedPart part : parts(statement)) {
      sum = sum.plus(of(statement, part, entry, except));
    }
    return sum;
  }

  private List<UnclaimedPart> parts(Statement statement) {
    return UnclaimedPart.of(
        statement, charged.computeIfAbsent(statement.id(), id -> chargedOn(statement)));
  }

  private Money chargedOn(Statement statement) {
    List<Charge> its = charges.getOrDefault(key(statement), List.of());
    Money zero = Money.zero(statement.currency());
    return Sharing.charged(statement, its).getOrDefault(ClaimFold.UNCLAIMED, zero);
  }

  /** Who is credited for duplicates; what a model inherited went to the survivor's holder once. */
  private TwinPolicy policyOf(Statement statement, UnclaimedPart part) {
    boolean moves =
        isInherited(part)
            ? Statement.creditsInherited(statement.version())
            : !statement.version().equals(Statement.FIRST_VERSION);
    return moves ? register.deed.policyOf(statement.period()) : TwinPolicy.SURVIVOR;
  }

  private boolean isInherited(UnclaimedPart part) {
    Model model = register.models.models.get(part.modelId());
    return model != null && !model.parentId().isEmpty();
  }

  /** By how much a token of each training run counts on a line, whoever is credited for it. */
  private Map<String, Ratio> perToken(UnclaimedPart part) {
    if (isInherited(part)) {
      return register.lineage().perToken(part.modelId());
    }
    Map<String, Ratio> alike = new LinkedHashMap<>();
    part.trainingRunIds().forEach(runId -> alike.put(runId, Ratio.ONE));
    return alike;
  }

  private Money of(
      Statement statement, UnclaimedPart part, ClaimFold.Entry entry, List<ClaimScope> except)
      throws IOException {
    TwinPolicy policy = policyOf(statement, part);
    boolean shareStays = isInherited(part) && Statement.creditsInherited(statement.version());
    Ratio unknown = Ratio.ZERO;
    Ratio claimed = Ratio.ZERO;
    for (Map.Entry<String, Ratio> each : perToken(part).entrySet()) {
      TrainingRun run = register.trainingRuns.get(each.getKey());
      if (run != null) {
        Ratio perToken = each.getValue();
        if (shareStays) {
          // Tokens that earn nothing leave theirs to the others of their run, and if all earn
          // nothing, to nobody.
          unknown = unknown.plus(tokens.ofNoneLeft(run).times(perToken));
          perToken = perToken.times(tokens.perEarning(run));
        }
        unknown = unknown.plus(tokens.ofNobody(run, policy).times(perToken));
        if (run.usage().byHolder().containsKey("")) {
          Ratio ofRun = tokens.of(run, entry.claim.scope(), except, policy);
          claimed = claimed.plus(ofRun.times(perToken));
        }
      }
    }
    return claimed.equals(Ratio.ZERO)
        ? Money.zero(part.amount().currency())
        : entry.claim.of(part.amount(), claimed, unknown);
  }

  /**
   * What a statement brings to granted claims that is new, new in place of another one, or charged
   * otherwise. What the commons fund got of it by a resolution, and is not there any more, goes
   * back.
   */
  List<JournalEntry> issued(Statement statement, LocalDate effective) throws IOException {
    List<JournalEntry> journal = new ArrayList<>();
    for (ClaimFold.Entry entry : register.claims().claims.values()) {
      if (entry.state == ClaimState.GRANTED) {
        Money change = of(statement, entry).minus(credited(statement, entry));
        journal.addAll(changed(entry, change).entry(entry.nextEntry(key(statement)), effective));
      }
    }
    journal.addAll(returned(statement, effective));
    return journal;
  }

  /** What is taken back of a contested claim is what is held for it, then the claimant's. */
  private Transfers changed(ClaimFold.Entry entry, Money change) {
    Account holder = BalanceFold.ofHolder(entry.claim.partyId());
    if (entry.disputes.isEmpty()) {
      return new Transfers().move(ClaimFold.UNCLAIMED, holder, change);
    }
    Held waiting = held.computeIfAbsent(entry.claim.id(), id -> new Held(entry));
    Money ofHeld = waiting.change(change);
    return new Transfers()
        .move(ClaimFold.UNCLAIMED, ClaimFold.heldFor(entry.claim.id()), ofHeld)
        .move(ClaimFold.UNCLAIMED, holder, change.minus(ofHeld));
  }

  private List<JournalEntry> returned(Statement statement, LocalDate effective) throws IOException {
    Money gone = register.claims().escheated.get(key(statement));
    if (gone == null) {
      return List.of();
    }
    Money left = whole(statement);
    for (ClaimFold.Entry entry : register.claims().claims.values()) {
      boolean granted = entry.state == ClaimState.GRANTED;
      left = left.minus(granted ? of(statement, entry) : credited(statement, entry));
    }
    left = left.isNegative() ? Money.zero(left.currency()) : left;
    return gone.compareTo(left) <= 0
        ? List.of()
        : new Transfers()
            .move(ClaimFold.COMMONS, ClaimFold.UNCLAIMED, gone.minus(left))
            .entry(register.claims().nextReturn(key(statement)), effective);
  }

  /** A statement's unclaimed lines, with what charges made of them. */
  private Money whole(Statement statement) {
    Money whole = Money.zero(statement.currency());
    for (UnclaimedPart part : parts(statement)) {
      whole = whole.plus(part.amount());
    }
    return whole;
  }

  /** What a claim brings that is granted now: its part of every statement that counts. */
  List<JournalEntry> granted(ClaimFold.Entry entry, LocalDate effective) throws IOException {
    List<JournalEntry> journal = new ArrayList<>();
    for (Statement statement : counting(register).values()) {
      Money change = of(statement, entry).minus(credited(statement, entry));
      journal.addAll(changed(entry, change).entry(entry.nextEntry(key(statement)), effective));
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
    Money gone = register.claims().escheated.getOrDefault(key(statement), Money.zero(currency));
    Money left = whole(statement).minus(gone);
    for (ClaimFold.Entry entry : register.claims().claims.values()) {
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

    /** What of a change is one of held money: all that comes, and of what goes what is there. */
    Money change(Money change) {
      if (change.isNegative()) {
        return take(change.negated()).negated();
      }
      left.merge(change.currency(), change, Money::plus);
      return change;
    }

    Map<String, Money> left() {
      return left;
    }
  }
}
