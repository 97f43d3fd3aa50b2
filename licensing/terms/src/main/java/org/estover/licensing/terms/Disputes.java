package org.estover.licensing.terms;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.estover.ledger.Append;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.log.DisputeOpened;
import org.estover.ledger.log.DisputeResolved;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.terms.claim.ClaimScope;
import org.estover.licensing.terms.claim.ClaimState;
import org.estover.licensing.terms.claim.ClaimStatus;
import org.estover.licensing.terms.claim.Dispute;
import org.estover.licensing.terms.party.RightsHolder;

/**
 * Lets anybody contest a claim, and holds its money until that is resolved.
 *
 * <p>Held is what the claim brought and was not paid out yet. Where the objector is right it is
 * unclaimed again, with what was paid out meanwhile, which the claimant owes from then on; else it
 * is the claimant's again. Commands are idempotent as those of {@link Trust}. Not thread-safe.
 */
public final class Disputes {

  /** Days after which a dispute that was not resolved is dismissed. */
  public static final int UNRESOLVED_DAYS = 365;

  private static final String PARTLY = "partially-upheld";
  private static final String UPHELD = "upheld";
  private static final String DISMISSED = "dismissed";

  private final TrustState state;

  Disputes(TrustState state) {
    this.state = state;
  }

  /** Every dispute, in log order. */
  public List<Dispute> list() throws IOException {
    return List.copyOf(state.register().claims().disputes.values());
  }

  /** How a dispute was resolved, or empty while it is open. */
  public String outcome(String disputeId) throws IOException {
    return state.register().claims().outcomes.getOrDefault(disputeId, "");
  }

  /**
   * Contests a claim, and holds what it brought and was not paid out.
   *
   * @param name who contests it, who becomes a party where the trust does not know the name
   * @param ground why; it stays with the books for ever, so it holds no private words
   * @throws TermsRefusedException if the claim gets nothing anyway, or is the objector's own
   */
  public Dispute open(String claimId, String name, String ground, LocalDate day)
      throws IOException {
    Register register = state.register();
    ClaimFold.Entry entry = Claims.entry(register, claimId);
    RightsHolder by = Payees.holder(register, name);
    Dispute asked = new Dispute(claimId, by.id(), ground, day);
    Dispute known = register.claims().disputes.get(asked.id());
    if (known != null) {
      if (!known.equals(asked)) {
        throw ClaimErrors.otherDispute(known.id());
      }
      return known;
    }
    if (by.id().equals(entry.claim.partyId())) {
      throw ClaimErrors.ownClaim(entry.claim);
    }
    if (entry.state != ClaimState.PENDING && entry.state != ClaimState.GRANTED) {
      throw ClaimErrors.nothingToContest(entry.claim, entry.state);
    }
    List<Append> requests = new ArrayList<>(Payees.registration(register, by));
    requests.add(
        new Append(
            "dispute/" + asked.id(),
            new DisputeOpened(asked.id(), claimId, by.id()),
            new VaultPayload(
                asked.toJson(), hold(register, entry, asked, register.settled.effective(day)))));
    state.ledger().appendAll(requests);
    return asked;
  }

  private static List<JournalEntry> hold(
      Register register, ClaimFold.Entry entry, Dispute dispute, LocalDate day) {
    Account holder = BalanceFold.ofHolder(entry.claim.partyId());
    Transfers transfers = new Transfers();
    for (Money credited : entry.totals().values()) {
      String currency = credited.currency();
      long unpaid = register.unpaid().of(entry.claim.id(), currency).minorUnits();
      long balance = register.balances().credit(holder, currency);
      Money held = Money.of(Math.max(0, Math.min(unpaid, balance)), currency);
      transfers.move(holder, ClaimFold.heldFor(entry.claim.id()), held);
    }
    return transfers.entry(dispute.id() + "/held", day);
  }

  /**
   * Ends a dispute.
   *
   * @param outcome {@code upheld}: the claim is wrong; {@code dismissed} or {@code settled}: it
   *     stays; {@code partially-upheld}: it stays but for some parts
   * @param except the parts that are taken out of the claim; for {@code partially-upheld} only
   */
  public ClaimStatus resolve(
      String disputeId, String outcome, List<ClaimScope> except, String reason, LocalDate day)
      throws IOException {
    Register register = state.register();
    Dispute dispute = register.claims().disputes.get(disputeId);
    if (dispute == null) {
      throw Errors.unknown("dispute", disputeId, register.claims().disputes.keySet());
    }
    ClaimFold.Entry entry = Claims.entry(register, dispute.claimId());
    String known = register.claims().outcomes.get(disputeId);
    if (known != null) {
      if (!known.equals(outcome)) {
        throw ClaimErrors.resolved(disputeId, known, outcome);
      }
      return entry.status();
    }
    if (outcome.equals(PARTLY) == except.isEmpty()) {
      throw ClaimErrors.exceptWithout(outcome, !except.isEmpty());
    }
    for (ClaimScope part : except) {
      if (!entry.claim.scope().contains(part)) {
        throw ClaimErrors.notAPart(part, entry.claim);
      }
    }
    record(register, entry, dispute, new Decision(outcome, except, reason, day));
    return Claims.entry(state.register(), dispute.claimId()).status();
  }

  /** Dismisses disputes that nobody resolved within {@link #UNRESOLVED_DAYS}. */
  public List<Dispute> expire(LocalDate day) throws IOException {
    List<Dispute> expired = new ArrayList<>();
    for (Dispute dispute : list()) {
      if (outcome(dispute.id()).isEmpty()
          && day.isAfter(dispute.opened().plusDays(UNRESOLVED_DAYS))) {
        resolve(dispute.id(), DISMISSED, List.of(), "not resolved in time", day);
        expired.add(dispute);
      }
    }
    return expired;
  }

  /** How a dispute ends. */
  private record Decision(String outcome, List<ClaimScope> except, String reason, LocalDate day) {}

  private void record(Register register, ClaimFold.Entry entry, Dispute dispute, Decision decision)
      throws IOException {
    List<JournalEntry> journal = new ArrayList<>();
    ClaimMoney.Held held = new ClaimMoney.Held(entry);
    LocalDate effective = register.settled.effective(decision.day());
    if (entry.state == ClaimState.GRANTED) {
      try (CreditedTokens tokens = new CreditedTokens(register, state.releases())) {
        ClaimMoney money = new ClaimMoney(register, tokens);
        if (decision.outcome().equals(UPHELD)) {
          journal.addAll(money.reduced(entry, null, held, effective));
        } else if (decision.outcome().equals(PARTLY)) {
          List<ClaimScope> except = new ArrayList<>(entry.except);
          except.addAll(decision.except());
          journal.addAll(money.reduced(entry, except, held, effective));
        }
      }
    }
    boolean last = entry.disputes.size() == 1;
    if (last || decision.outcome().equals(UPHELD)) {
      journal.addAll(released(entry, dispute, held, effective));
    }
    state
        .ledger()
        .append(
            "dispute-resolved/" + dispute.id(),
            new DisputeResolved(dispute.id(), decision.outcome()),
            VaultPayload.of(
                Map.of(
                    "reason", decision.reason(),
                    "day", decision.day().toString(),
                    "except", decision.except().stream().map(ClaimScope::toString).toList()),
                journal));
  }

  private static List<JournalEntry> released(
      ClaimFold.Entry entry, Dispute dispute, ClaimMoney.Held held, LocalDate day) {
    Transfers transfers = new Transfers();
    held.left()
        .values()
        .forEach(
            left ->
                transfers.move(
                    ClaimFold.heldFor(entry.claim.id()),
                    BalanceFold.ofHolder(entry.claim.partyId()),
                    left));
    return transfers.entry(dispute.id() + "/released", day);
  }
}
