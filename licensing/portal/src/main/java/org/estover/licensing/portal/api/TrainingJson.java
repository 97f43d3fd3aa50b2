package org.estover.licensing.portal.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.estover.licensing.portal.release.PublishedReleases;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.tokenize.reconstruct.BatchSequence;
import org.estover.tokenize.release.ReleasedDocument;
import org.jspecify.annotations.Nullable;

/** Training runs and their steps as the contract writes them. */
final class TrainingJson {
  private TrainingJson() {}

  /** What a developer sends to register a training run. */
  record NewRun(
      @Nullable String grantId,
      @Nullable String name,
      @Nullable Long steps,
      @Nullable Integer sequencesPerStep,
      @Nullable Long foreignTokens) {}

  /** A training over the first steps of a release. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Run(
      String id,
      String grantId,
      String releaseId,
      @Nullable String orderId,
      String name,
      long steps,
      int sequencesPerStep,
      long tokens,
      long foreignTokens) {

    static Run of(TrainingRun run) {
      return new Run(
          run.id(),
          run.grantId(),
          run.releaseId(),
          run.orderId().isEmpty() ? null : run.orderId(),
          run.name(),
          run.steps(),
          run.sequencesPerStep(),
          run.usage().tokens(),
          run.foreignTokens());
    }
  }

  /** A sequence as it was read. */
  record Sequence(long position, String source, List<Span> spans) {
    static Sequence of(BatchSequence sequence, PublishedReleases.Known known) {
      return new Sequence(
          sequence.placed().position(),
          sequence.placed().source(),
          sequence.spans().stream().map(span -> Span.of(span, known)).toList());
    }
  }

  /** A document's part of a sequence; of one that was taken down, only the id is told. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Span(
      int from,
      int to,
      int inputs,
      String document,
      String uri,
      String license,
      String holder,
      long documentFrom,
      int documentTokens,
      @Nullable String withdrawn) {

    static Span of(org.estover.tokenize.reconstruct.Span span, PublishedReleases.Known known) {
      ReleasedDocument document = span.document();
      String withdrawn = known.caseOf(document.id(), document.uri());
      String gone = withdrawn.isEmpty() ? span.withdrawn() : withdrawn;
      return new Span(
          span.from(),
          span.to(),
          span.inputs(),
          document.id(),
          gone.isEmpty() ? document.uri() : "",
          document.license(),
          gone.isEmpty() ? document.holder() : "",
          span.documentFrom(),
          span.documentTokens(),
          gone.isEmpty() ? null : gone);
    }
  }
}
