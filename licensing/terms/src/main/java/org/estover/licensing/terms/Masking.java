package org.estover.licensing.terms;

import java.io.IOException;
import java.nio.file.Files;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.licensing.terms.withdrawal.ReleaseImpact;
import org.estover.licensing.terms.withdrawal.TouchedDocument;
import org.estover.licensing.terms.withdrawal.WithdrawalImpact;
import org.estover.tokenize.release.CorruptReleaseException;
import org.estover.tokenize.release.Masks;
import org.estover.tokenize.release.Release;

/**
 * Keeps the masks beside the stored releases in step with the log: what was taken down is not
 * handed out any more, while no byte of a release changes.
 *
 * <p>They follow from log and releases alone and can be removed and made again at any time.
 */
final class Masking {

  private final TrustState state;

  Masking(TrustState state) {
    this.state = state;
  }

  /** Masks what a withdrawal touches, beside what is masked already. */
  void add(WithdrawalImpact impact) throws IOException {
    for (ReleaseImpact touched : impact.releases()) {
      Release release = state.releases().open(touched.releaseId());
      TreeMap<String, String> cases;
      try {
        cases = new TreeMap<>(Masks.find(release).caseByDocument());
      } catch (CorruptReleaseException e) {
        derive(release);
        continue;
      }
      boolean grew = false;
      for (TouchedDocument document : touched.documents()) {
        grew |= cases.putIfAbsent(document.documentId(), impact.caseId()) == null;
      }
      if (grew) {
        Masks.of(cases).write(release);
      }
    }
  }

  /**
   * Makes the masks of all stored releases again from the log.
   *
   * @param unread takes the releases that cannot be read, with the reason
   * @return masked documents by release
   */
  SortedMap<String, Long> deriveAll(SortedMap<String, String> unread) throws IOException {
    TreeMap<String, Long> masked = new TreeMap<>();
    for (String releaseId : state.register().releases.keySet()) {
      try {
        long documents = derive(state.releases().open(releaseId));
        masked.put(releaseId, documents);
      } catch (IOException e) {
        unread.put(releaseId, String.valueOf(e.getMessage()));
      }
    }
    return masked;
  }

  /** Makes the masks of a release whose copy is new in the store. */
  void ensure(Release release) throws IOException {
    if (!Files.exists(release.folder().resolve(Masks.FILE))) {
      derive(release);
    }
  }

  private long derive(Release release) throws IOException {
    TreeMap<String, String> cases = new TreeMap<>();
    Exposure.find(
        release,
        state.register().withdrawals.withdrawn(),
        (gone, row) -> cases.putIfAbsent(row.document().id(), gone.caseId()));
    Masks.of(cases).write(release);
    return cases.size();
  }
}
