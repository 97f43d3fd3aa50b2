package org.estover.licensing.terms;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.estover.licensing.terms.claim.ClaimScope;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.tokenize.reconstruct.Occurrence;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.release.ReleasedDocument;

/**
 * Counts the tokens of single documents that a training run read.
 *
 * <p>Looks every document of a host up in the order once, so time grows with the documents claimed.
 * Keeps the releases open that it read.
 */
final class ClaimTokens implements Closeable {

  private final ReleaseStore releases;
  private final Map<String, Reconstruct> open = new HashMap<>();
  private final Map<String, Long> counted = new HashMap<>();

  ClaimTokens(ReleaseStore releases) {
    this.releases = releases;
  }

  /** The tokens of a scope but for parts of it, each time they were read. */
  long tokens(TrainingRun run, ClaimScope scope, List<ClaimScope> except) throws IOException {
    String key = run.id() + " " + scope + " " + except;
    Long known = counted.get(key);
    if (known != null) {
      return known;
    }
    long tokens = 0;
    for (String document : documents(open(run), scope, except).keySet()) {
      tokens = Math.addExact(tokens, tokens(run, document));
    }
    counted.put(key, tokens);
    return tokens;
  }

  /** The tokens of one document, each time they were read. */
  long tokens(TrainingRun run, String documentId) throws IOException {
    long end = Math.multiplyExact(run.steps(), (long) run.sequencesPerStep());
    long tokens = 0;
    for (Occurrence occurrence : open(run).occurrences(documentId)) {
      if (occurrence.position() < end) {
        tokens = Math.addExact(tokens, occurrence.inputs());
      }
    }
    return tokens;
  }

  /** Whether a release holds a document. */
  boolean holds(String releaseId, String documentId) throws IOException {
    return openRelease(releaseId).document(documentId).isPresent();
  }

  /** How many documents without a known holder a release has there. */
  long documents(String releaseId, ClaimScope scope) throws IOException {
    return documents(openRelease(releaseId), scope, List.of()).size();
  }

  private static Map<String, ReleasedDocument> documents(
      Reconstruct reconstruct, ClaimScope scope, List<ClaimScope> except) throws IOException {
    Map<String, ReleasedDocument> documents = new TreeMap<>();
    reconstruct.documentsOfHost(
        scope.host(),
        document -> {
          if (document.holder().isEmpty()
              && scope.covers(document.uri())
              && except.stream().noneMatch(part -> part.covers(document.uri()))) {
            documents.put(document.id(), document);
          }
        });
    return documents;
  }

  private Reconstruct open(TrainingRun run) throws IOException {
    return open(run.releaseId(), run.orderId());
  }

  private Reconstruct openRelease(String releaseId) throws IOException {
    return open(releaseId, "");
  }

  private Reconstruct open(String releaseId, String orderId) throws IOException {
    String key = releaseId + "/" + orderId;
    Reconstruct reconstruct = open.get(key);
    if (reconstruct == null) {
      reconstruct = releases.ordered(releaseId, orderId);
      open.put(key, reconstruct);
    }
    return reconstruct;
  }

  @Override
  public void close() throws IOException {
    for (Reconstruct reconstruct : open.values()) {
      reconstruct.close();
    }
  }
}
