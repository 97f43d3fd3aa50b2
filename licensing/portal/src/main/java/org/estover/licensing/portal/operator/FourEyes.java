package org.estover.licensing.portal.operator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.account.Accounts;
import org.estover.licensing.portal.casefile.CaseFile;
import org.estover.licensing.portal.casefile.Cases;
import org.estover.licensing.portal.desk.TrustDesk;
import org.springframework.stereotype.Component;

/**
 * Lets no operator act alone: one proposes, another confirms exactly that. Where what is decided on
 * has changed in between, nothing is done.
 *
 * <p>What an act would do is looked at by the side that writes: that takes its time, and the pages
 * of everybody else are answered by the other side meanwhile. At confirmation looking and doing are
 * one write. Thread-safe.
 */
@Component
final class FourEyes {
  /** The case that an act answers, among the words of a proposal. */
  static final String CASE = "case";

  private final Map<String, Act> acts;
  private final Proposals proposals;
  private final Cases cases;
  private final Accounts accounts;
  private final TrustDesk desk;

  FourEyes(List<Act> acts, Proposals proposals, Cases cases, Accounts accounts, TrustDesk desk) {
    this.acts = acts.stream().collect(Collectors.toMap(Act::kind, act -> act));
    this.proposals = proposals;
    this.cases = cases;
    this.accounts = accounts;
    this.desk = desk;
  }

  /** The act of that word. */
  Optional<Act> act(String kind) {
    return Optional.ofNullable(acts.get(kind));
  }

  /**
   * What an act would do.
   *
   * @throws org.estover.licensing.terms.TermsRefusedException if it cannot be done
   * @throws IllegalArgumentException if the words cannot be read
   */
  Act.Outlook outlook(Act act, SortedMap<String, String> words) throws IOException {
    return desk.write(opened -> outlook(opened, act, words));
  }

  /**
   * Who confirms sees all that is done, also whose case it ends. That case is a part of what may
   * not change meanwhile: who filed it may correct or take it back at any time.
   */
  private Act.Outlook outlook(TrustDesk.Opened opened, Act act, SortedMap<String, String> words)
      throws IOException {
    Act.Outlook outlook = act.outlook(opened, words);
    Optional<CaseFile> ends = caseOf(act.kind(), words);
    String named = words.getOrDefault(CASE, "");
    if (!named.isEmpty()) {
      ends = Optional.of(CaseAct.open(cases, named));
    }
    if (ends.isEmpty()) {
      return outlook;
    }
    CaseFile file = ends.get();
    List<Act.Fact> ofCase = CaseAct.facts(file);
    List<Act.Fact> facts = new ArrayList<>(outlook.facts());
    if (!act.kind().equals(CaseAct.KIND) || !file.id().equals(words.get(Act.THING))) {
      facts.addAll(ofCase);
    }
    return new Act.Outlook(facts, outlook.state() + "\n" + CaseAct.state(file) + "\n" + ofCase);
  }

  /**
   * Proposes an act.
   *
   * @return the proposal's id
   * @throws org.estover.licensing.terms.TermsRefusedException if it cannot be done
   * @throws IllegalArgumentException if the words cannot be read
   */
  String propose(Visitor by, Act act, SortedMap<String, String> words) throws IOException {
    return proposals.add(by, act.kind(), words, outlook(act, words));
  }

  /** Takes a proposal off the desk; who proposed it may, too. */
  void decline(Visitor by, String id, String reason) {
    proposals.end(id, "declined", by, reason, -1);
  }

  /** What confirming came to. */
  private record Confirmed(Act.Done done, String refusal) {}

  /**
   * Confirms a proposal and does what it says.
   *
   * @param digest what the second operator has seen
   * @throws ProposalRefusedException if it is the same operator, not what was seen, or has changed
   * @throws org.estover.licensing.terms.TermsRefusedException if it cannot be done
   */
  void confirm(Visitor by, String id, String digest) throws IOException, ProposalRefusedException {
    Confirmed confirmed = desk.write(opened -> confirm(opened, by, id, digest));
    if (!confirmed.refusal().isEmpty()) {
      throw new ProposalRefusedException(confirmed.refusal());
    }
  }

  private Confirmed confirm(TrustDesk.Opened opened, Visitor by, String id, String digest)
      throws IOException {
    Optional<Proposal> found = proposals.find(id).filter(Proposal::isOpen);
    if (found.isEmpty()) {
      return refused("operator.refused.ended");
    }
    Proposal proposal = found.get();
    if (proposal.proposedBy().equals(by.accountId())) {
      return refused("operator.refused.alone");
    }
    if (!isOperator(proposal.proposedBy())) {
      return refused("operator.refused.gone");
    }
    // The request may have waited for its turn while its account was ended.
    if (!isOperator(by.accountId())) {
      return refused("operator.refused.no-operator");
    }
    if (!proposal.digest().equals(digest)) {
      return refused("operator.refused.other");
    }
    Act act = act(proposal.kind()).orElseThrow();
    SortedMap<String, String> words = new TreeMap<>(proposal.words());
    if (!isStill(opened, act, proposal)) {
      proposals.end(id, "stale", by, "", -1);
      return refused("operator.refused.stale");
    }
    Act.Done done = act.perform(opened, words, cases.today());
    proposals.end(id, "done", by, done.words(), done.logIndex());
    int releases = opened.trust().releaseIds().size();
    caseOf(proposal.kind(), proposal.words())
        .ifPresent(
            file ->
                cases.decide(
                    file.id(),
                    new Cases.Ending(done.outcome(), done.words(), done.logIndex(), releases)));
    return new Confirmed(done, "");
  }

  /** What somebody proposed who was sent away since is one operator's alone. */
  private boolean isOperator(String accountId) {
    return accounts
        .byId(accountId)
        .filter(account -> account.active() && account.roles().contains(Who.OPERATOR))
        .isPresent();
  }

  private static Confirmed refused(String key) {
    return new Confirmed(new Act.Done("", "", -1), key);
  }

  /** Whether what is decided on is what it was; what can no longer be looked at is not. */
  private boolean isStill(TrustDesk.Opened opened, Act act, Proposal proposal) throws IOException {
    try {
      Act.Outlook now = outlook(opened, act, proposal.words());
      return Proposals.digest(proposal.kind(), proposal.words(), now).equals(proposal.digest());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The case that an act ends. */
  private Optional<CaseFile> caseOf(String kind, SortedMap<String, String> words) {
    String named = words.getOrDefault(CASE, "");
    if (!named.isEmpty()) {
      return cases.byId(named);
    }
    String thing = words.getOrDefault(Act.THING, "");
    if (thing.isEmpty()) {
      return Optional.empty();
    }
    return kind.equals(CaseAct.KIND) ? cases.byId(thing) : cases.ofThing(thing);
  }
}
