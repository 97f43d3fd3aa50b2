package org.estover.licensing.portal.operator;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.estover.licensing.portal.casefile.Field;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.withdrawal.ReleaseImpact;
import org.estover.licensing.terms.withdrawal.TouchedTrainingRun;
import org.estover.licensing.terms.withdrawal.WithdrawalImpact;
import org.springframework.stereotype.Component;

/** Takes a URL, a host or a document down, and tells those who hold copies. */
@Component
final class WithdrawalAct implements Act {
  static final String KIND = "withdrawal";

  private static final String UNSEEN = "unseen";
  private static final String REASON = "reason";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Field> fields() {
    return List.of(Field.choice(UNSEEN, "no", "yes"), Field.words(REASON));
  }

  @Override
  public Map<String, String> usual() {
    return Map.of(UNSEEN, "no");
  }

  @Override
  public Outlook outlook(TrustDesk.Opened opened, SortedMap<String, String> words)
      throws IOException {
    WithdrawalImpact impact = opened.trust().impact(words.getOrDefault(THING, ""));
    boolean before = words.getOrDefault(UNSEEN, "no").equals("yes");
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("takes-down", impact.kind().word() + " " + impact.request()));
    facts.add(Fact.of("documents", impact.documents()));
    if (impact.isEmpty()) {
      facts.add(Fact.of("in-no-release", before ? "yes" : "no"));
    }
    impact.unread().forEach((release, why) -> facts.add(Fact.of("unread", release + ": " + why)));
    for (ReleaseImpact release : impact.releases()) {
      facts.add(
          Fact.of(
              "in-release",
              release.releaseId()
                  + " · documents "
                  + release.documents().size()
                  + " · tokens "
                  + release.tokens()
                  + " · sequences "
                  + release.sequences()));
      for (TouchedTrainingRun run : release.trainingRuns()) {
        facts.add(Fact.of("training-run", text(run)));
        run.statementIds().forEach(id -> facts.add(Fact.of("statement", id)));
      }
    }
    return new Outlook(facts, impact.text());
  }

  private static String text(TouchedTrainingRun run) {
    return run.trainingRunId()
        + " \""
        + run.name()
        + "\" · tokens "
        + run.tokens()
        + " · steps "
        + run.firstStep()
        + " to "
        + run.lastStep()
        + (run.firstStep() == 0
            ? " · no clean model checkpoint"
            : " · last clean step " + (run.firstStep() - 1));
  }

  @Override
  public Done perform(TrustDesk.Opened opened, SortedMap<String, String> words, LocalDate day)
      throws IOException {
    long before = opened.ledger().checkpoint().size();
    boolean unseen = words.getOrDefault(UNSEEN, "no").equals("yes");
    WithdrawalImpact impact =
        opened.trust().withdrawals().withdraw(words.getOrDefault(THING, ""), unseen);
    long notices =
        opened.trust().withdrawals().notices().stream()
            .filter(notice -> notice.caseId().equals(impact.caseId()))
            .count();
    return new Done(
        "withdrawn",
        words.getOrDefault(REASON, "")
            + "\nDocuments: "
            + impact.documents()
            + ". Notices sent to holders of copies: "
            + notices
            + ".",
        Act.firstSince(opened, before));
  }
}
