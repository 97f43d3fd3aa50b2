package org.estover.licensing.portal.casefile;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.estover.licensing.terms.claim.ClaimStatus;

/**
 * A case with all that whoever has its code is shown.
 *
 * @param file it
 * @param events what happened in it, first things first
 * @param claim how the claim stands that was filed for it, if one was
 * @param task what proves control over its place, while that may help
 * @param laterReleases the releases since, which hold nothing of what was taken down
 * @param proveBy the day by which a claim lapses that nobody proves
 * @param today when it was looked at
 */
public record CaseView(
    CaseFile file,
    List<CaseEvent> events,
    Optional<ClaimStatus> claim,
    Optional<ControlProof.Task> task,
    List<String> laterReleases,
    Optional<LocalDate> proveBy,
    LocalDate today) {
  /** Copies the lists. */
  public CaseView {
    events = List.copyOf(events);
    laterReleases = List.copyOf(laterReleases);
  }

  /** Whether it should have been decided before today. */
  public boolean isOverdue() {
    return file.isOverdue(today);
  }
}
