package org.estover.licensing.terms;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.estover.ledger.Append;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.DistributionKeyPublished;
import org.estover.ledger.log.OwnershipAgreed;
import org.estover.ledger.log.ResolutionRecorded;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.claim.Escheat;
import org.estover.licensing.terms.deed.DatedKey;
import org.estover.licensing.terms.deed.FreshTokens;
import org.estover.licensing.terms.deed.Ownership;
import org.estover.licensing.terms.deed.Repetition;
import org.estover.licensing.terms.deed.Repetitions;
import org.estover.licensing.terms.deed.TwinGroup;
import org.estover.licensing.terms.deed.TwinPolicy;
import org.estover.licensing.terms.identity.ContentId;
import org.estover.licensing.terms.party.RightsHolder;
import org.estover.licensing.terms.statement.Statement;
import org.estover.tokenize.reconstruct.ShardDocuments;
import org.estover.tokenize.release.DocumentRow;
import org.estover.tokenize.release.Masks;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;

/**
 * What the trust decides about its own money, for all agreements alike.
 *
 * <p>Commands are idempotent as those of {@link Trust}. Not thread-safe.
 */
public final class Deed {

  /** Groups of duplicates of one release that the ledger takes. */
  public static final int MAX_GROUPS = 10_000;

  /** Documents of one release that repeat or copy, and that the ledger takes; most code does. */
  public static final int MAX_REPETITIONS = 200_000;

  private final TrustState state;

  Deed(TrustState state) {
    this.state = state;
  }

  /**
   * Sets how amounts due are split from a day on, in place of what offers say. Of a period the key
   * in force on its last day counts.
   *
   * @throws TermsRefusedException if another key is set from that day, or a statement was issued
   *     for the day or a later one
   */
  public DatedKey publishKey(LocalDate from, DistributionKey key) throws IOException {
    Register register = state.register();
    DatedKey asked = new DatedKey(from, key);
    DatedKey known = register.deed.keys.get(from);
    if (known != null) {
      if (!known.equals(asked)) {
        throw DeedErrors.otherKey(known, asked);
      }
      return known;
    }
    requireFuture("a key", register, from);
    state
        .ledger()
        .append(
            "distribution-key/" + asked.id(),
            new DistributionKeyPublished(asked.id()),
            new VaultPayload(asked.toJson(), List.of()));
    return asked;
  }

  /** The keys that were set, by their first day. */
  public List<DatedKey> keys() throws IOException {
    return List.copyOf(state.register().deed.keys.values());
  }

  /** The key by which a period's amounts under an offer are split. */
  public DistributionKey keyOf(Offer offer, Period period) throws IOException {
    return state.register().deed.keyOf(offer, period);
  }

  /**
   * Records how what a rights holder earns is shared between co-owners from a day on. Of a period
   * what holds on its last day counts.
   *
   * @param name the rights holder as releases name it
   * @param owners who shares it, who become parties where the trust does not know their names
   * @throws TermsRefusedException if other shares were agreed from that day, or a statement was
   *     issued for the day or a later one
   */
  public Ownership agreeOwnership(String name, LocalDate from, List<Ownership.Owner> owners)
      throws IOException {
    Register register = state.register();
    RightsHolder holder = Payees.holder(register, name);
    Ownership asked = new Ownership(holder.id(), name, from, owners);
    NavigableMap<LocalDate, Ownership> dated = register.deed.ownerships.get(holder.id());
    Ownership known = dated == null ? null : dated.get(from);
    if (known != null) {
      if (!known.equals(asked)) {
        throw DeedErrors.otherOwners(known, asked);
      }
      return known;
    }
    requireFuture("shares of co-owners", register, from);
    List<Append> requests = new ArrayList<>(Payees.registration(register, holder));
    for (Ownership.Owner owner : asked.owners()) {
      RightsHolder party = Payees.holder(register, owner.name());
      if (!party.id().equals(holder.id())) {
        requests.addAll(Payees.registration(register, party));
      }
    }
    requests.add(
        new Append(
            "ownership/" + asked.id(),
            new OwnershipAgreed(asked.id(), holder.id()),
            new VaultPayload(asked.toJson(), List.of())));
    state.ledger().appendAll(requests);
    return asked;
  }

  /** Every agreement of co-owners, by rights holder and day. */
  public List<Ownership> ownerships() throws IOException {
    return state.register().deed.ownerships.values().stream()
        .flatMap(dated -> dated.values().stream())
        .toList();
  }

  /**
   * Records which documents a run took for one text, so that credit can be shared; who is credited
   * is decided by the policy. A release says only how many duplicates were dropped, by which rule:
   * who they were and when each was captured is the run's evidence.
   *
   * @param releaseId the release that holds the survivors
   * @param groups those in which a rights holder other than the survivor's is named, by survivor
   * @return whether they were recorded now
   * @throws TermsRefusedException if others were recorded, the release does not hold a survivor, or
   *     there are more than {@link #MAX_GROUPS}, or a statement counts the release already
   */
  public boolean recordTwins(String releaseId, List<TwinGroup> groups) throws IOException {
    Register register = state.register();
    if (!register.releases.containsKey(releaseId)) {
      throw Errors.unknown("release", releaseId, register.releases.keySet());
    }
    List<TwinGroup> known = register.deed.twins.get(releaseId);
    if (known != null) {
      if (!known.equals(groups)) {
        throw DeedErrors.otherTwins(releaseId, known.size(), groups.size());
      }
      return false;
    }
    requireUnpaid(register, releaseId);
    if (groups.size() > MAX_GROUPS) {
      throw DeedErrors.tooManyTwins(groups.size(), MAX_GROUPS);
    }
    try (CreditedTokens tokens = new CreditedTokens(register, state.releases())) {
      for (TwinGroup group : groups) {
        if (!tokens.holds(releaseId, group.survivor())) {
          throw DeedErrors.notInRelease(releaseId, group.survivor());
        }
      }
    }
    String id = ContentId.of("res", Map.of("kind", DeedFold.TWINS, "release", releaseId));
    Map<String, Object> content = new TreeMap<>();
    content.put("release", releaseId);
    content.put("groups", groups.stream().map(TwinGroup::toJson).toList());
    state
        .ledger()
        .append(
            "resolution/" + id,
            new ResolutionRecorded(id, DeedFold.TWINS),
            VaultPayload.of(content));
    return true;
  }

  /**
   * What documents of a release say again, as it was recorded; empty where nothing was yet.
   *
   * @throws TermsRefusedException if nothing was, and a statement counts the release already, so
   *     that nothing can be recorded any more
   */
  public Optional<Repetitions> repetitions(String releaseId) throws IOException {
    Register register = state.register();
    if (!register.releases.containsKey(releaseId)) {
      throw Errors.unknown("release", releaseId, register.releases.keySet());
    }
    Repetitions known = register.deed.repetitions.get(releaseId);
    if (known == null) {
      requireUnpaid(register, releaseId);
    }
    return Optional.ofNullable(known);
  }

  /**
   * Records what documents of a release say again, which earns nothing from then on.
   *
   * @return whether it was recorded now
   * @throws TermsRefusedException if something else was recorded, the release has no such document,
   *     there are more than {@link #MAX_REPETITIONS}, or a statement counts the release already
   */
  public boolean recordRepetitions(String releaseId, Repetitions measured) throws IOException {
    Optional<Repetitions> known = repetitions(releaseId);
    if (known.isPresent()) {
      if (!known.get().equals(measured)) {
        throw DeedErrors.otherRepetitions(releaseId, known.get(), measured);
      }
      return false;
    }
    if (measured.documents().size() > MAX_REPETITIONS) {
      throw DeedErrors.tooManyRepetitions(MAX_REPETITIONS);
    }
    try (CreditedTokens tokens = new CreditedTokens(state.register(), state.releases())) {
      for (Repetition each : measured.documents()) {
        DocumentRow row =
            tokens
                .row(releaseId, each.documentId())
                .orElseThrow(() -> DeedErrors.notMeasured(releaseId, each));
        if (row.tokens() != each.tokens() || !row.document().holder().equals(each.holder())) {
          throw DeedErrors.otherDocument(releaseId, each, row);
        }
      }
    }
    String id = ContentId.of("res", Map.of("kind", DeedFold.REPETITION, "release", releaseId));
    state
        .ledger()
        .append(
            "resolution/" + id,
            new ResolutionRecorded(id, DeedFold.REPETITION),
            new VaultPayload(measured.toJson(releaseId), List.of()));
    return true;
  }

  /**
   * What documents of a release repeat of themselves, without a look at others: all that can be
   * known without the run that made it. Reads all tokens of the release once; what was withdrawn
   * keeps its credit, as its text is masked.
   */
  public Repetitions repetitionsWithin(String releaseId) throws IOException {
    Release release = state.releases().open(releaseId);
    Masks masks = Masks.find(release);
    Map<String, Repetition> found = new TreeMap<>();
    for (ReleasedShard shard : release.content().shards()) {
      try (ShardDocuments documents = ShardDocuments.open(release, shard)) {
        for (var next = documents.next(); next != null; next = documents.next()) {
          ReleasedDocument document = next.row().document();
          // Nobody knows here who had the text first, so none is measured as its holder's own.
          int fresh = new FreshTokens(next.tokens()).earning(true);
          Repetition repetition =
              new Repetition(document.id(), document.holder(), next.tokens().length, fresh);
          if (repetition.counts() && masks.caseOf(document.id()).isEmpty()) {
            found.put(document.id(), repetition);
          }
        }
      }
    }
    return new Repetitions(0, List.copyOf(found.values()));
  }

  /**
   * Sets who is credited for duplicates from a day on; without one it is the first evidenced
   * capture. Of a period the policy in force on its last day counts.
   *
   * @throws TermsRefusedException if another policy is set from that day, or a statement was issued
   *     for the day or a later one
   */
  public TwinPolicy decideTwinPolicy(LocalDate from, TwinPolicy policy) throws IOException {
    Register register = state.register();
    TwinPolicy known = register.deed.policies.get(from);
    if (known != null) {
      if (known != policy) {
        throw DeedErrors.otherPolicy(from, known, policy);
      }
      return known;
    }
    requireFuture("a policy", register, from);
    String id = ContentId.of("res", Map.of("kind", DeedFold.POLICY, "from", from.toString()));
    state
        .ledger()
        .append(
            "resolution/" + id,
            new ResolutionRecorded(id, DeedFold.POLICY),
            VaultPayload.of(Map.of("from", from.toString(), "policy", policy.word())));
    return policy;
  }

  /**
   * Gives what nobody claimed of statements up to a month to the commons fund, by a resolution of
   * the trust's bodies. What is claimed and not decided yet stays; a claim that is filed later gets
   * nothing of these statements.
   *
   * @param text the resolution
   * @param day the day on which it counts
   * @throws TermsRefusedException if a resolution of that day and month has another text
   */
  public Escheat escheat(Period through, String text, LocalDate day) throws IOException {
    Register register = state.register();
    String id = Escheat.idOf(through, day);
    Escheat known = register.claims().escheats.get(id);
    if (known != null) {
      if (!known.text().equals(text)) {
        throw ClaimErrors.otherResolution(id, through.toString());
      }
      return known;
    }
    List<String> statements = new ArrayList<>();
    List<JournalEntry> journal = new ArrayList<>();
    try (CreditedTokens tokens = new CreditedTokens(register, state.releases())) {
      ClaimMoney money = new ClaimMoney(register, tokens);
      for (Statement statement : ClaimMoney.counting(register).values()) {
        if (statement.period().compareTo(through) <= 0) {
          String key = ClaimMoney.key(statement);
          statements.add(key);
          journal.addAll(
              new Transfers()
                  .move(ClaimFold.UNCLAIMED, ClaimFold.COMMONS, money.leftOver(statement))
                  .entry(id + "/" + key, register.settled.effective(day)));
        }
      }
    }
    Map<String, Object> content = new TreeMap<>();
    content.put("text", text);
    content.put("through", through.toString());
    content.put("day", day.toString());
    content.put("statements", statements);
    state
        .ledger()
        .append(
            "resolution/" + id,
            new ResolutionRecorded(id, ClaimFold.ESCHEAT),
            VaultPayload.of(content, journal));
    return Objects.requireNonNull(state.register().claims().escheats.get(id));
  }

  /** What a release's texts are credited by must not change once something was paid for them. */
  private static void requireUnpaid(Register register, String releaseId) throws IOException {
    for (Statement statement : register.statements.values()) {
      if (statement.trainedOn().stream().anyMatch(run -> run.releaseId().equals(releaseId))) {
        throw DeedErrors.paidAlready(releaseId, statement);
      }
    }
  }

  private static void requireFuture(String what, Register register, LocalDate from)
      throws IOException {
    Optional<Statement> last =
        register.statements.values().stream().max(Comparator.comparing(Statement::period));
    if (last.isPresent() && !from.isAfter(last.get().period().lastDay())) {
      throw DeedErrors.ofThePast(what, from, last.get());
    }
  }
}
