package org.estover.licensing.portal.operator;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.licensing.portal.casefile.Field;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.claim.ClaimStatus;
import org.estover.licensing.terms.claim.UnclaimedSearch;
import org.springframework.stereotype.Component;

/** Grants or refuses a claim. */
@Component
final class ClaimAct implements Act {
  static final String KIND = "claim";

  private static final String DECISION = "decision";
  private static final String REASON = "reason";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Field> fields() {
    return List.of(Field.choice(DECISION, "grant", "refuse"), Field.words(REASON));
  }

  @Override
  public Outlook outlook(TrustDesk.Opened opened, SortedMap<String, String> words)
      throws IOException {
    ClaimStatus status = opened.trust().claims().status(words.getOrDefault(THING, ""));
    UnclaimedSearch found = opened.trust().claims().search(status.claim().scope());
    List<Fact> facts = new ArrayList<>(facts(status));
    new TreeMap<>(found.documents())
        .forEach((release, count) -> facts.add(Fact.of("unclaimed-in", count + " · " + release)));
    found.earned().values().forEach(money -> facts.add(Fact.of("earned", money)));
    found.claims().stream()
        .filter(other -> !other.claim().id().equals(status.claim().id()))
        .forEach(
            other ->
                facts.add(
                    Fact.of(
                        "other-claim",
                        other.claim().name()
                            + " · "
                            + other.claim().scope()
                            + " · "
                            + other.claim().share().percent()
                            + " · "
                            + other.state().word())));
    return new Outlook(facts, state(status, found));
  }

  /** What is decided on: the claim as it stands, and those it meets; not what it earns. */
  private static String state(ClaimStatus status, UnclaimedSearch found) {
    StringBuilder state = new StringBuilder(256);
    state.append(status.state().word()).append(' ').append(status.disputes()).append('\n');
    found.claims().stream()
        .map(other -> other.claim().id() + " " + other.state().word() + " " + other.except())
        .sorted()
        .forEach(line -> state.append(line).append('\n'));
    return state.toString();
  }

  static List<Fact> facts(ClaimStatus status) {
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("claim", status.claim().id()));
    facts.add(Fact.of("claimant", status.claim().name() + " (" + status.claim().partyId() + ")"));
    facts.add(Fact.of("scope", status.claim().scope()));
    status.except().forEach(part -> facts.add(Fact.of("except", part)));
    facts.add(Fact.of("share", status.claim().share().percent()));
    facts.add(Fact.of("filed", status.claim().filed()));
    facts.add(Fact.of("state", status.state().word()));
    status.disputes().forEach(dispute -> facts.add(Fact.of("dispute", dispute)));
    status.credited().values().forEach(money -> facts.add(Fact.of("credited", money)));
    status.held().values().forEach(money -> facts.add(Fact.of("held", money)));
    return facts;
  }

  @Override
  public Done perform(TrustDesk.Opened opened, SortedMap<String, String> words, LocalDate day)
      throws IOException {
    long before = opened.ledger().checkpoint().size();
    String claim = words.getOrDefault(THING, "");
    String reason = words.getOrDefault(REASON, "");
    ClaimStatus status =
        words.getOrDefault(DECISION, "").equals("grant")
            ? opened.trust().claims().grant(claim, reason, day)
            : opened.trust().claims().refuse(claim, reason, day);
    return new Done(status.state().word(), reason, Act.lastSince(opened, before));
  }
}
