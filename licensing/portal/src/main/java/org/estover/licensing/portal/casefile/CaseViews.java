package org.estover.licensing.portal.casefile;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.Claims;
import org.estover.licensing.terms.claim.ClaimState;
import org.estover.licensing.terms.claim.ClaimStatus;
import org.springframework.stereotype.Component;

/** Puts together what a case's page and the API show of it. Thread-safe. */
@Component
public final class CaseViews {
  private final Cases cases;
  private final ControlProof control;
  private final TrustDesk desk;

  CaseViews(Cases cases, ControlProof control, TrustDesk desk) {
    this.cases = cases;
    this.control = control;
    this.desk = desk;
  }

  /** The case that a receipt code opens. */
  public Optional<CaseView> of(String code) throws IOException {
    Optional<CaseFile> found = cases.byCode(code);
    return found.isEmpty() ? Optional.empty() : Optional.of(view(upToDate(found.get())));
  }

  private CaseView view(CaseFile file) throws IOException {
    return new CaseView(
        file,
        cases.events(file.id()),
        claim(file),
        file.isOpen() ? control.task(file) : Optional.empty(),
        laterReleases(file),
        proveBy(file),
        cases.today());
  }

  /** A claim may have been decided by a command and not here. */
  CaseFile upToDate(CaseFile file) throws IOException {
    Optional<ClaimStatus> claim = file.isOpen() ? claim(file) : Optional.empty();
    if (claim.isEmpty() || claim.get().state() == ClaimState.PENDING) {
      return file;
    }
    // Of a claim "withdrawn" says that it was taken back; of a case, that something was taken down.
    if (claim.get().state() == ClaimState.WITHDRAWN) {
      cases.withdraw(file.id(), -1);
    } else {
      cases.decide(file.id(), new Cases.Ending(claim.get().state().word(), "", -1, 0));
    }
    return cases.byId(file.id()).orElse(file);
  }

  private Optional<ClaimStatus> claim(CaseFile file) throws IOException {
    if (file.kind() != CaseKind.CLAIM || file.thing().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(desk.read(opened -> opened.trust().claims().status(file.thing())));
  }

  private List<String> laterReleases(CaseFile file) throws IOException {
    if (!file.isRemoved()) {
      return List.of();
    }
    List<String> all = desk.read(opened -> opened.trust().releaseIds());
    return all.subList(Math.min(file.releasesThen(), all.size()), all.size());
  }

  /** The day by which a claim has to be proven. */
  static Optional<LocalDate> proveBy(CaseFile file) {
    return file.kind() == CaseKind.CLAIM && !file.thing().isEmpty() && file.proven().isEmpty()
        ? Optional.of(
            LocalDate.ofInstant(file.opened(), ZoneOffset.UTC).plusDays(Claims.UNVERIFIED_DAYS))
        : Optional.empty();
  }
}
