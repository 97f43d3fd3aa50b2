package org.estover.licensing.terms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.ledger.Append;
import org.estover.ledger.log.NoticeAcknowledged;
import org.estover.ledger.log.NoticeSent;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.terms.agreement.Slice;
import org.estover.licensing.terms.identity.Printable;
import org.estover.licensing.terms.party.Party;
import org.estover.licensing.terms.withdrawal.Notice;
import org.estover.licensing.terms.withdrawal.ReleaseImpact;
import org.estover.licensing.terms.withdrawal.TouchedDocument;
import org.estover.licensing.terms.withdrawal.TouchedTrainingRun;
import org.estover.licensing.terms.withdrawal.WithdrawalImpact;
import org.estover.licensing.terms.withdrawal.WithdrawnDocument;

/**
 * Tells of withdrawals exactly those who hold a grant on a release that holds what was taken down:
 * one notice per case and party, and another one where the party was granted a further such release
 * later. Masks end where copies begin, so those who have one are asked.
 */
final class Notices {

  private final TrustState state;

  Notices(TrustState state) {
    this.state = state;
  }

  /** The notices of a case that are due and were not sent yet, ready to be recorded. */
  List<Append> due(WithdrawalImpact impact) throws IOException {
    Register register = state.register();
    Map<String, List<ReleaseImpact>> held = new TreeMap<>();
    for (ReleaseImpact release : impact.releases()) {
      register
          .withdrawals
          .holdersOf(release.releaseId())
          .forEach(
              (party, slices) -> {
                if (!register.withdrawals.wasTold(impact.caseId(), party, release.releaseId())
                    && release.documents().stream().anyMatch(each -> isIn(slices, each))) {
                  held.computeIfAbsent(party, any -> new ArrayList<>()).add(release);
                }
              });
    }
    List<Append> requests = new ArrayList<>();
    held.forEach(
        (party, releases) -> requests.add(request(notice(register, impact, party, releases))));
    return requests;
  }

  /** The first notice of a case to a party, or the next one, which is about these releases. */
  private static String idOf(
      Register register, String caseId, String party, List<ReleaseImpact> releases) {
    return register.withdrawals.noticesOf(caseId, party).isEmpty()
        ? Notice.idOf(caseId, party)
        : Notice.idOf(caseId, party, releases.stream().map(ReleaseImpact::releaseId).toList());
  }

  private static boolean isIn(List<Slice> slices, TouchedDocument document) {
    return slices.stream()
        .anyMatch(slice -> slice.holds(document.source(), document.license(), document.rights()));
  }

  private static Append request(Notice notice) {
    return new Append(
        "notice/" + notice.id(),
        new NoticeSent(notice.id(), notice.caseId(), notice.partyId()),
        new VaultPayload(notice.toJson(), List.of()));
  }

  /**
   * Records the notices of all cases that are due, as after a grant on a release that holds what
   * was taken down before, or after a release that could not be read is back.
   *
   * @param unread takes the releases that cannot be read, with the reason
   */
  void send(SortedMap<String, String> unread) throws IOException {
    Register register = state.register();
    Exposure exposure = new Exposure(state);
    List<Append> requests = new ArrayList<>();
    for (Map.Entry<String, List<WithdrawnDocument>> each :
        register.withdrawals.cases().entrySet()) {
      if (isComplete(register, each.getKey())) {
        continue;
      }
      List<ReleaseImpact> touched = exposure.impacts(register, each.getValue(), unread);
      requests.addAll(
          due(WithdrawalImpact.ofCase(each.getKey(), each.getValue(), touched, unread)));
    }
    state.ledger().appendAll(requests);
  }

  /** Whether everyone who holds anything was told of a case; then there is nothing to look up. */
  private static boolean isComplete(Register register, String caseId) {
    WithdrawalFold withdrawals = register.withdrawals;
    return withdrawals.releasesBefore(caseId).stream()
        .allMatch(
            release ->
                withdrawals.holdersOf(release).keySet().stream()
                    .allMatch(party -> withdrawals.wasTold(caseId, party, release)));
  }

  /**
   * Records that a party received a notice and acted on it.
   *
   * @throws TermsRefusedException if there is no such notice
   */
  Notice acknowledge(String noticeId) throws IOException {
    Map<String, Notice> notices = state.register().withdrawals.notices();
    Notice notice = notices.get(noticeId);
    if (notice == null) {
      throw Errors.unknown("notice", noticeId, notices.keySet());
    }
    state
        .ledger()
        .append(
            "notice-acknowledged/" + noticeId,
            new NoticeAcknowledged(noticeId),
            VaultPayload.EMPTY);
    return notice.acknowledge();
  }

  private static Notice notice(
      Register register, WithdrawalImpact impact, String partyId, List<ReleaseImpact> releases) {
    Set<String> documents = new HashSet<>();
    releases.forEach(
        release -> release.documents().forEach(each -> documents.add(each.documentId())));
    String id = idOf(register, impact.caseId(), partyId, releases);
    return new Notice(
        id,
        impact.caseId(),
        partyId,
        impact.request(),
        releases.stream().map(ReleaseImpact::releaseId).toList(),
        documents.size(),
        text(register, impact, id, partyId, releases),
        false);
  }

  private static String text(
      Register register,
      WithdrawalImpact impact,
      String id,
      String partyId,
      List<ReleaseImpact> releases) {
    Party party = register.parties.get(partyId);
    StringBuilder out = new StringBuilder(1024);
    line(out, "To %s (%s)", party == null ? "" : Printable.of(party.name()), partyId);
    line(out, "Notice %s, case %s", id, impact.caseId());
    line(out, "");
    line(
        out,
        "The %s %s was taken down. You hold a grant on releases that have it:",
        impact.kind().word(),
        Printable.of(impact.request()));
    for (ReleaseImpact release : releases) {
      line(
          out,
          "  %s: documents %,d, tokens %,d",
          release.releaseId(),
          release.documents().size(),
          release.tokens());
      for (TouchedTrainingRun run : release.trainingRuns()) {
        if (run.developerId().equals(partyId)) {
          line(
              out,
              "    your training %s \"%s\" read %,d tokens of it in %,d steps, first in step %,d",
              run.trainingRunId(),
              Printable.of(run.name()),
              run.tokens(),
              run.steps(),
              run.firstStep());
        }
      }
    }
    line(out, "");
    line(out, "What the trust hands out has it masked already, and no later release will hold it.");
    line(
        out,
        "Your own copies are as they were. Please remove the text from them, and train on with");
    line(out, "an order without it (\"estover order derive\"). Say that you did with");
    line(out, "\"estover withdraw --acknowledge %s\"; until then your certificates are stale.", id);
    return out.toString();
  }

  private static void line(StringBuilder out, String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
