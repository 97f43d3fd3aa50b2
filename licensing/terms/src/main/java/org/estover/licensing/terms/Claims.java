package org.estover.licensing.terms;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.estover.ledger.Append;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.log.ClaimDecided;
import org.estover.ledger.log.ClaimFiled;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.claim.Claim;
import org.estover.licensing.terms.claim.ClaimScope;
import org.estover.licensing.terms.claim.ClaimState;
import org.estover.licensing.terms.claim.ClaimStatus;
import org.estover.licensing.terms.claim.UnclaimedSearch;
import org.estover.licensing.terms.party.RightsHolder;
import org.estover.licensing.terms.statement.Statement;

/**
 * Lets rights holders claim documents that nobody was known for, and gives them what these earned.
 *
 * <p>A claim is filed, shown to be right, and granted: then its part of all statements so far is
 * moved to the claimant, and its part of every later one with that statement. What it gets follows
 * from statements and orders alone, whoever claims first. Commands are idempotent as those of
 * {@link Trust}. Not thread-safe. Granting reads the orders of all releases that earned something.
 */
public final class Claims {

  /** Days after which a claim that was not shown to be right expires. */
  public static final int UNVERIFIED_DAYS = 90;

  /** Days after which a claim expires that would make more than the whole with others. */
  public static final int OVERCLAIMED_DAYS = 365;

  private final TrustState state;

  Claims(TrustState state) {
    this.state = state;
  }

  /** Every claim and where it stands, in log order. */
  public List<ClaimStatus> list() throws IOException {
    return state.register().claims().claims.values().stream().map(ClaimFold.Entry::status).toList();
  }

  /** A claim and where it stands. */
  public ClaimStatus status(String claimId) throws IOException {
    return entry(state.register(), claimId).status();
  }

  /**
   * Files claims of one claimant, all or none. What the claimant has claimed already and was not
   * refused is returned as it stands.
   *
   * @param name the claimant, who becomes a party where the trust does not know the name
   * @param scopes what is claimed, one claim for each
   * @param share the share of each, more than nothing
   * @param day the day on which they are filed
   */
  public List<ClaimStatus> file(String name, List<ClaimScope> scopes, Ratio share, LocalDate day)
      throws IOException {
    Register register = state.register();
    RightsHolder holder = Payees.holder(register, name);
    Map<String, Append> requests = new LinkedHashMap<>();
    List<String> ids = new ArrayList<>();
    for (ClaimScope scope : scopes) {
      Claim asked = new Claim(holder.id(), name, scope, share, day);
      Optional<Claim> known = standing(register, asked);
      if (known.isEmpty()) {
        requests.put(
            asked.id(),
            new Append(
                "claim/" + asked.id(),
                new ClaimFiled(asked.id(), asked.partyId()),
                new VaultPayload(asked.toJson(), List.of())));
      }
      ids.add(known.orElse(asked).id());
    }
    if (!requests.isEmpty()) {
      List<Append> all = new ArrayList<>(Payees.registration(register, holder));
      all.addAll(requests.values());
      state.ledger().appendAll(all);
    }
    Register now = state.register();
    List<ClaimStatus> statuses = new ArrayList<>();
    for (String id : ids) {
      statuses.add(entry(now, id).status());
    }
    return statuses;
  }

  /** A claim to the same by the same that waits or was granted. */
  private static Optional<Claim> standing(Register register, Claim asked) {
    return register.claims().claims.values().stream()
        .filter(entry -> entry.state == ClaimState.PENDING || entry.state == ClaimState.GRANTED)
        .map(entry -> entry.claim)
        .filter(asked::asksTheSame)
        .findFirst();
  }

  /**
   * Grants a pending claim, and moves its part of all statements so far to the claimant.
   *
   * @param evidence how it was shown to be right, without private words: books cannot be erased
   * @param day the day on which the money counts as the claimant's
   * @throws TermsRefusedException if it was decided otherwise, is contested, or would make more
   *     than the whole with other granted claims; the message names them
   */
  public ClaimStatus grant(String claimId, String evidence, LocalDate day) throws IOException {
    Register register = state.register();
    ClaimFold.Entry entry = entry(register, claimId);
    if (entry.state == ClaimState.GRANTED) {
      return entry.status();
    }
    requirePending(entry, day);
    if (!entry.disputes.isEmpty()) {
      throw ClaimErrors.contested(entry.claim, entry.disputes);
    }
    List<Claim> others = overclaiming(register, entry);
    if (!others.isEmpty()) {
      throw ClaimErrors.overclaimed(entry.claim, others);
    }
    try (CreditedTokens tokens = new CreditedTokens(register, state.releases())) {
      LocalDate effective = register.settled.effective(day);
      List<JournalEntry> journal = new ClaimMoney(register, tokens).granted(entry, effective);
      decide(entry, "granted", evidence, journal, day);
    }
    return status(claimId);
  }

  /**
   * The granted claims with which a claim would make more than the whole of some document. Of two
   * scopes one holds the other or they share nothing, so that where most claims meet is a scope of
   * one of them: these are looked at, whichever was granted first.
   */
  private static List<Claim> overclaiming(Register register, ClaimFold.Entry entry) {
    List<ClaimFold.Entry> granted =
        register.claims().claims.values().stream()
            .filter(other -> other != entry && other.state == ClaimState.GRANTED)
            .filter(other -> other.claim.scope().overlaps(entry.claim.scope()))
            .toList();
    TreeSet<ClaimScope> places = new TreeSet<>(List.of(entry.claim.scope()));
    granted.forEach(other -> places.add(other.claim.scope()));
    for (ClaimScope place : places) {
      List<Claim> there =
          granted.stream().filter(other -> other.covers(place)).map(other -> other.claim).toList();
      Ratio sum = there.stream().map(Claim::share).reduce(entry.claim.share(), Ratio::plus);
      if (entry.covers(place) && sum.compareTo(Ratio.ONE) > 0) {
        return there;
      }
    }
    return List.of();
  }

  /** Refuses a pending claim. */
  public ClaimStatus refuse(String claimId, String reason, LocalDate day) throws IOException {
    return end(claimId, ClaimState.REFUSED, "refused", reason, day);
  }

  /** Takes a pending claim back for its claimant. */
  public ClaimStatus withdraw(String claimId, LocalDate day) throws IOException {
    return end(claimId, ClaimState.WITHDRAWN, "withdrawn", "by the claimant", day);
  }

  private ClaimStatus end(
      String claimId, ClaimState wanted, String outcome, String reason, LocalDate day)
      throws IOException {
    ClaimFold.Entry entry = entry(state.register(), claimId);
    if (entry.state != wanted) {
      requirePending(entry, day);
      decide(entry, outcome, reason, List.of(), day);
    }
    return status(claimId);
  }

  /**
   * Ends pending claims that were not shown to be right within {@link #UNVERIFIED_DAYS}, and those
   * that would make more than the whole with others after {@link #OVERCLAIMED_DAYS}. No money
   * moves: a pending claim has none. What is contested waits for its dispute.
   *
   * @return the claims that expired now
   */
  public List<ClaimStatus> expire(LocalDate day) throws IOException {
    Register register = state.register();
    List<ClaimStatus> expired = new ArrayList<>();
    for (ClaimFold.Entry entry : List.copyOf(register.claims().claims.values())) {
      boolean over = !overclaiming(register, entry).isEmpty();
      int days = over ? OVERCLAIMED_DAYS : UNVERIFIED_DAYS;
      if (entry.state == ClaimState.PENDING
          && entry.disputes.isEmpty()
          && day.isAfter(entry.claim.filed().plusDays(days))) {
        decide(entry, "expired", over ? "overclaimed" : "unverified", List.of(), day);
        expired.add(status(entry.claim.id()));
      }
    }
    return expired;
  }

  /** What documents without a known holder earned that came from a place, and who claims them. */
  public UnclaimedSearch search(ClaimScope scope) throws IOException {
    Register register = state.register();
    Map<String, Long> documents = new LinkedHashMap<>();
    Map<String, Money> waiting = new LinkedHashMap<>();
    ClaimFold.Entry whole = ClaimFold.unfiled(scope);
    try (CreditedTokens tokens = new CreditedTokens(register, state.releases())) {
      for (String releaseId : register.releases.keySet()) {
        documents.put(releaseId, tokens.documents(releaseId, scope));
      }
      ClaimMoney money = new ClaimMoney(register, tokens);
      for (Statement statement : ClaimMoney.counting(register).values()) {
        Money earned = money.of(statement, whole);
        waiting.merge(earned.currency(), earned, Money::plus);
      }
    }
    documents.values().removeIf(count -> count == 0);
    waiting.values().removeIf(Money::isZero);
    List<ClaimStatus> claims =
        register.claims().claims.values().stream()
            .filter(entry -> entry.claim.scope().overlaps(scope))
            .map(ClaimFold.Entry::status)
            .toList();
    return new UnclaimedSearch(scope, documents, waiting, claims);
  }

  private void decide(
      ClaimFold.Entry entry,
      String outcome,
      String evidence,
      List<JournalEntry> journal,
      LocalDate day)
      throws IOException {
    String claimId = entry.claim.id();
    state
        .ledger()
        .append(
            "claim-decided/" + claimId,
            new ClaimDecided(claimId, outcome),
            VaultPayload.of(Map.of("evidence", evidence, "day", day.toString()), journal));
  }

  private static void requirePending(ClaimFold.Entry entry, LocalDate day) throws IOException {
    if (entry.state != ClaimState.PENDING) {
      throw ClaimErrors.notPending(entry.claim, entry.state);
    }
    if (day.isBefore(entry.claim.filed())) {
      throw ClaimErrors.beforeFiling(entry.claim, day);
    }
  }

  static ClaimFold.Entry entry(Register register, String claimId) throws IOException {
    ClaimFold.Entry entry = register.claims().claims.get(claimId);
    if (entry == null) {
      throw Errors.unknown("claim", claimId, register.claims().claims.keySet());
    }
    return entry;
  }
}
