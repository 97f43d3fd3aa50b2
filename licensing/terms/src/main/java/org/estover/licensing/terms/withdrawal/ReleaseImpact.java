package org.estover.licensing.terms.withdrawal;

import java.util.List;

/**
 * What a withdrawal touches in one published release.
 *
 * @param releaseId the release, which itself stays as it is
 * @param documents the documents of it that are withdrawn
 * @param sequences how many positions of its order hold withdrawn tokens
 * @param trainingRuns the training runs that read them
 */
public record ReleaseImpact(
    String releaseId,
    List<TouchedDocument> documents,
    long sequences,
    List<TouchedTrainingRun> trainingRuns) {

  public ReleaseImpact {
    documents = List.copyOf(documents);
    trainingRuns = List.copyOf(trainingRuns);
  }

  /** Tokens that a next release over the same input lacks. */
  public long tokens() {
    return documents.stream().mapToLong(TouchedDocument::tokens).reduce(0, Math::addExact);
  }
}
