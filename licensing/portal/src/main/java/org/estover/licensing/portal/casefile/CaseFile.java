package org.estover.licensing.portal.casefile;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A case as the trust and who filed it see it.
 *
 * @param id {@code case_} and ten letters or digits; no secret
 * @param kind what it is about
 * @param place the site, page, document, name or claim that is meant
 * @param filer who filed it
 * @param contact how they are reached, or ""
 * @param words what they said beside
 * @param thing id of the claim or dispute that was filed in the log, or ""
 * @param opened when it was filed
 * @param due the day by which the trust decides
 * @param state how far it is
 * @param proven how control over the place was shown, or ""
 * @param outcome the decision in a word, or ""
 * @param decision the decision in words, or ""
 * @param decided when it was decided or taken back
 * @param logIndex the log entry that says so: of the decision, or of the filing before that; -1
 *     where there is none
 * @param releasesThen how many releases were published when it was decided
 */
public record CaseFile(
    String id,
    CaseKind kind,
    String place,
    String filer,
    String contact,
    String words,
    String thing,
    Instant opened,
    LocalDate due,
    CaseState state,
    String proven,
    String outcome,
    String decision,
    @Nullable Instant decided,
    long logIndex,
    int releasesThen) {

  /** Whether the trust still has to decide. */
  public boolean isOpen() {
    return state == CaseState.OPEN;
  }

  /** Whether it should have been decided before a day. */
  public boolean isOverdue(LocalDate today) {
    return isOpen() && today.isAfter(due);
  }

  /** Whether the trust took something down for it. */
  public boolean isRemoved() {
    return outcome.equals("withdrawn");
  }

  /** Without what is personal. */
  @Override
  public String toString() {
    return "CaseFile[" + id + "]";
  }
}
