package org.estover.licensing.portal.claim;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.estover.licensing.portal.access.PlainText;
import org.estover.licensing.portal.casefile.CaseEvent;
import org.estover.licensing.portal.casefile.CaseFile;
import org.estover.licensing.portal.casefile.CaseKind;
import org.estover.licensing.portal.casefile.Cases;
import org.estover.licensing.portal.casefile.ControlProof;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.claim.Claim;
import org.estover.licensing.terms.claim.ClaimScope;
import org.springframework.stereotype.Component;

/** Makes a case of a draft, and files in the log what the terms know. Thread-safe. */
@Component
final class Sending {
  private static final int WORDS = 4_000;

  private final Cases cases;
  private final ControlProof control;
  private final TrustDesk desk;
  private final Clock clock;

  Sending(Cases cases, ControlProof control, TrustDesk desk, Clock clock) {
    this.cases = cases;
    this.control = control;
    this.desk = desk;
    this.clock = clock;
  }

  /** What was filed in the log, or an empty id where nothing new was. */
  private record Filed(String thing, long logIndex) {}

  /**
   * Sends a draft whose answers are whole.
   *
   * @throws org.estover.licensing.terms.TermsRefusedException as the terms say; then there is no
   *     case
   */
  Cases.Receipt send(Draft draft) throws IOException {
    Cases.Receipt receipt = cases.open(asked(draft));
    CaseFile file = receipt.file();
    boolean filed = false;
    try {
      file(file.id(), draft);
      filed = true;
    } finally {
      if (!filed) {
        cases.drop(file.id());
      }
    }
    return receipt;
  }

  /**
   * Sends a draft that corrects an open case: what was claimed is taken back, and claimed anew.
   *
   * @throws org.estover.licensing.terms.TermsRefusedException as the terms say
   */
  void correct(CaseFile file, Draft draft) throws IOException {
    boolean inLog = file.kind() == CaseKind.CLAIM && !file.thing().isEmpty();
    if (inLog && isClaimed(file.thing(), draft)) {
      cases.correct(file.id(), asked(draft));
      cases.add(file.id(), corrected());
      return;
    }
    if (inLog) {
      desk.write(opened -> opened.trust().claims().withdraw(file.thing(), cases.today()));
    }
    cases.correct(file.id(), asked(draft));
    cases.add(file.id(), corrected());
    cases.link(file.id(), "", -1);
    file(file.id(), draft);
  }

  private CaseEvent corrected() {
    return CaseEvent.of(clock.instant(), "corrected", CaseEvent.FILER, "");
  }

  /** Whether the log's claim is what a draft asks for, of which only what the log keeps counts. */
  private boolean isClaimed(String claimId, Draft draft) throws IOException {
    if (!draft.answer("subject").equals("place")) {
      return false;
    }
    Claim claim = desk.read(opened -> opened.trust().claims().status(claimId).claim());
    return claim.name().equals(draft.answer("filer").strip())
        && claim.scope().equals(ClaimScope.parse(draft.answer("place")))
        && claim.share().equals(Ratio.parse(draft.answer("share").strip()));
  }

  private void file(String caseId, Draft draft) throws IOException {
    Optional<Filed> filed = fileInLog(draft);
    filed.ifPresent(now -> cases.link(caseId, now.thing(), now.logIndex()));
    cases.add(
        caseId,
        new CaseEvent(
            clock.instant(),
            "filed",
            CaseEvent.FILER,
            draft.answer("words"),
            filed.map(Filed::logIndex).orElse(-1L)));
    if (!draft.answer("proof").equals("none")) {
      cases.byId(caseId).ifPresent(control::look);
    }
  }

  private static Cases.Asked asked(Draft draft) {
    StringBuilder words = new StringBuilder(draft.answer("words"));
    if (!draft.answer("owners").isBlank()) {
      words.append(words.isEmpty() ? "" : "\n").append("Shares: ").append(draft.answer("owners"));
    }
    return new Cases.Asked(
        draft.flow().kind(),
        draft.answer("place").strip(),
        draft.answer("filer").strip(),
        draft.answer("contact").strip(),
        PlainText.shortened(words.toString(), WORDS));
  }

  private Optional<Filed> fileInLog(Draft draft) throws IOException {
    return switch (draft.flow()) {
      case CLAIMS ->
          draft.answer("subject").equals("place") ? Optional.of(claim(draft)) : Optional.empty();
      case DISPUTES -> Optional.of(dispute(draft));
      case OPT_OUT, CORRECTIONS -> Optional.empty();
    };
  }

  /**
   * Files a claim. One that stands already is somebody else's for all that is known, even under the
   * same name: the new case gets no hold of it, and a person looks.
   */
  private Filed claim(Draft draft) throws IOException {
    List<ClaimScope> scopes = List.of(ClaimScope.parse(draft.answer("place")));
    Ratio share = Ratio.parse(draft.answer("share").strip());
    return desk.write(
        opened -> {
          long before = opened.ledger().checkpoint().size();
          String id =
              opened
                  .trust()
                  .claims()
                  .file(draft.answer("filer").strip(), scopes, share, cases.today())
                  .get(0)
                  .claim()
                  .id();
          return filed(id, before, opened.ledger().checkpoint().size());
        });
  }

  private Filed dispute(Draft draft) throws IOException {
    return desk.write(
        opened -> {
          long before = opened.ledger().checkpoint().size();
          String id =
              opened
                  .trust()
                  .disputes()
                  .open(
                      draft.answer("place").strip(),
                      draft.answer("filer").strip(),
                      draft.answer("words").strip(),
                      cases.today())
                  .id();
          return filed(id, before, opened.ledger().checkpoint().size());
        });
  }

  private static Filed filed(String id, long before, long after) {
    return after > before ? new Filed(id, after - 1) : new Filed("", -1);
  }
}
