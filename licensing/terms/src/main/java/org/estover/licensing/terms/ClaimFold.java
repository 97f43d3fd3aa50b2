package org.estover.licensing.terms;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Debit;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Posting;
import org.estover.ledger.log.ClaimDecided;
import org.estover.ledger.log.ClaimFiled;
import org.estover.ledger.log.DisputeOpened;
import org.estover.ledger.log.DisputeResolved;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.JsonObject;
import org.estover.ledger.log.ResolutionRecorded;
import org.estover.ledger.vault.LoggedFact;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.claim.Claim;
import org.estover.licensing.terms.claim.ClaimScope;
import org.estover.licensing.terms.claim.ClaimState;
import org.estover.licensing.terms.claim.ClaimStatus;
import org.estover.licensing.terms.claim.Dispute;
import org.estover.licensing.terms.claim.Escheat;

/**
 * Claims, disputes over them, and the money that they moved.
 *
 * <p>The money is read off the journal itself: an entry {@code clm_.../stm_.../n} is what a claim
 * got of a statement's unclaimed line, an entry {@code res_.../stm_...} what went to the commons.
 */
final class ClaimFold implements FactFold {

  static final Account UNCLAIMED = Account.of("liabilities:unclaimed");
  static final Account COMMONS = Account.of("liabilities:commons-fund");
  static final String ESCHEAT = "escheat";

  private static final String HELD = "liabilities:held:";
  private static final Pattern MOVED =
      Pattern.compile("(clm_[0-9a-z]+|res_[0-9a-z]+)/(stm_[0-9a-z]+)(?:/[0-9]+)?");

  /** A claim and where it stands. */
  static final class Entry {
    final Claim claim;
    final long filedAt;
    ClaimState state = ClaimState.PENDING;
    final List<ClaimScope> except = new ArrayList<>();
    final List<String> disputes = new ArrayList<>();

    /** What the claim got of each statement, by the id of the period's first statement. */
    final SortedMap<String, Money> credited = new TreeMap<>();

    private final SortedMap<String, Integer> entries = new TreeMap<>();
    private final SortedMap<String, Money> held = new TreeMap<>();

    private Entry(Claim claim, long filedAt) {
      this.claim = claim;
      this.filedAt = filedAt;
    }

    /** Whether it is about a place itself, whatever was taken out of it below that. */
    boolean covers(ClaimScope place) {
      return claim.scope().contains(place)
          && except.stream().noneMatch(part -> part.contains(place));
    }

    /** What waits for a dispute in a currency. */
    Money held(String currency) {
      return held.getOrDefault(currency, Money.zero(currency));
    }

    /** What it got in all, by currency. */
    SortedMap<String, Money> totals() {
      SortedMap<String, Money> totals = new TreeMap<>();
      credited.values().forEach(money -> totals.merge(money.currency(), money, Money::plus));
      return totals;
    }

    /** The id of the next journal entry for a statement. */
    String nextEntry(String statementId) {
      return claim.id() + "/" + statementId + "/" + (entries.getOrDefault(statementId, 0) + 1);
    }

    ClaimStatus status() {
      return new ClaimStatus(claim, state, except, disputes, totals(), new TreeMap<>(held));
    }
  }

  final Map<String, Entry> claims = new LinkedHashMap<>();
  final Map<String, Dispute> disputes = new LinkedHashMap<>();
  final Map<String, String> outcomes = new LinkedHashMap<>();

  /** What of each statement's unclaimed line went to the commons. */
  final SortedMap<String, Money> escheated = new TreeMap<>();

  /** Resolutions by which money went to the commons, by id. */
  final Map<String, Escheat> escheats = new LinkedHashMap<>();

  /** The log index of the first resolution that sent a statement's money to the commons. */
  final SortedMap<String, Long> escheatedAt = new TreeMap<>();

  /** The last resolution that took something of a statement, and how often any of them did. */
  private final Map<String, String> escheatedBy = new LinkedHashMap<>();

  private final Map<String, Integer> escheatEntries = new LinkedHashMap<>();

  /** The claim whose money an entry moves, or empty. */
  static String claimOf(JournalEntry entry) {
    Matcher moved = MOVED.matcher(entry.id());
    if (moved.matches()) {
      return moved.group(1);
    }
    return entry.posted().stream()
        .map(posting -> posting.account().name())
        .filter(name -> name.startsWith(HELD))
        .findFirst()
        .map(name -> name.substring(HELD.length()))
        .orElse("");
  }

  /** The id of the next journal entry by which money of a statement leaves the commons again. */
  String nextReturn(String statementId) {
    return escheatedBy.get(statementId) + "/" + statementId + "/" + escheatEntries.get(statementId);
  }

  /** A claim to all of a scope that nobody has filed, to see what it would bring. */
  static Entry unfiled(ClaimScope scope) {
    return new Entry(new Claim("", "", scope, Ratio.ONE, LocalDate.EPOCH), Long.MAX_VALUE);
  }

  static Account heldFor(String claimId) {
    return Account.of(HELD + claimId);
  }

  @Override
  public void add(LoggedFact logged) {
    Fact fact = logged.fact();
    JsonObject content = logged.payload().content();
    if (fact instanceof ClaimFiled filed && !logged.erased()) {
      Claim claim = Claim.fromJson(filed.partyId(), content);
      claims.put(filed.claimId(), new Entry(claim, logged.index()));
    } else if (fact instanceof ClaimDecided decided && claims.containsKey(decided.claimId())) {
      entry(decided.claimId()).state = stateOf(decided.outcome());
    } else if (fact instanceof DisputeOpened opened && claims.containsKey(opened.claimId())) {
      if (!logged.erased()) {
        disputes.put(
            opened.disputeId(), Dispute.fromJson(opened.claimId(), opened.partyId(), content));
        entry(opened.claimId()).disputes.add(opened.disputeId());
      }
    } else if (fact instanceof DisputeResolved resolved
        && disputes.containsKey(resolved.disputeId())) {
      resolve(resolved, content);
    } else if (fact instanceof ResolutionRecorded recorded && recorded.kind().equals(ESCHEAT)) {
      content.texts("statements").forEach(id -> escheatedAt.putIfAbsent(id, logged.index()));
      escheats.put(recorded.resolutionId(), Escheat.fromJson(content, unclaimedDebits(logged)));
    }
    logged.payload().journal().forEach(this::addMoney);
  }

  private static SortedMap<String, Money> unclaimedDebits(LoggedFact logged) {
    SortedMap<String, Money> debits = new TreeMap<>();
    for (JournalEntry entry : logged.payload().journal()) {
      entry.posted().stream()
          .filter(posting -> posting.account().equals(UNCLAIMED))
          .map(posting -> credit(posting).negated())
          .forEach(money -> debits.merge(money.currency(), money, Money::plus));
    }
    return debits;
  }

  private void resolve(DisputeResolved resolved, JsonObject content) {
    Dispute dispute = Objects.requireNonNull(disputes.get(resolved.disputeId()));
    Entry entry = entry(dispute.claimId());
    outcomes.put(resolved.disputeId(), resolved.outcome());
    entry.disputes.remove(resolved.disputeId());
    content.texts("except").forEach(text -> entry.except.add(ClaimScope.parse(text)));
    if (resolved.outcome().equals("upheld")) {
      entry.state = entry.state == ClaimState.PENDING ? ClaimState.REFUSED : ClaimState.SET_ASIDE;
    }
  }

  private void addMoney(JournalEntry entry) {
    for (Posting posting : entry.posted()) {
      String account = posting.account().name();
      if (account.startsWith(HELD) && claims.containsKey(account.substring(HELD.length()))) {
        Money credit = credit(posting);
        entry(account.substring(HELD.length())).held.merge(credit.currency(), credit, Money::plus);
      }
    }
    Matcher moved = MOVED.matcher(entry.id());
    if (moved.matches()) {
      entry.posted().stream()
          .filter(posting -> posting.account().equals(UNCLAIMED))
          .forEach(posting -> addMoved(moved.group(1), moved.group(2), credit(posting).negated()));
    }
  }

  private void addMoved(String to, String statementId, Money amount) {
    if (to.startsWith("res_")) {
      escheated.merge(statementId, amount, Money::plus);
      escheatedBy.put(statementId, to);
      escheatEntries.merge(statementId, 1, Integer::sum);
    } else if (claims.containsKey(to)) {
      entry(to).credited.merge(statementId, amount, Money::plus);
      entry(to).entries.merge(statementId, 1, Integer::sum);
    }
  }

  private static Money credit(Posting posting) {
    return posting instanceof Debit ? posting.amount().negated() : posting.amount();
  }

  private Entry entry(String claimId) {
    return Objects.requireNonNull(claims.get(claimId));
  }

  private static ClaimState stateOf(String outcome) {
    return switch (outcome) {
      case "granted" -> ClaimState.GRANTED;
      case "refused" -> ClaimState.REFUSED;
      case "expired" -> ClaimState.EXPIRED;
      default -> ClaimState.WITHDRAWN;
    };
  }
}
