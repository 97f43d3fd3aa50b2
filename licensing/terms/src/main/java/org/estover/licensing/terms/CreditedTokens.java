package org.estover.licensing.terms;

import java.io.Closeable;
import java.io.IOException;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.claim.ClaimScope;
import org.estover.licensing.terms.deed.Repetition;
import org.estover.licensing.terms.deed.TwinGroup;
import org.estover.licensing.terms.deed.TwinPolicy;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.tokenize.reconstruct.Occurrence;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.release.DocumentRow;
import org.estover.tokenize.release.ReleasedDocument;

/**
 * Counts the tokens of single documents that a training run read and that earn, each time they were
 * read: all but those that it says again, where that was recorded.
 *
 * <p>Looks every document up in the order for each sum that it is in, so time grows with the
 * documents asked for and those that repeat. Keeps the releases open that it read.
 */
final class CreditedTokens implements Closeable {

  private final Register register;
  private final ReleaseStore releases;
  private final Map<String, Reconstruct> open = new HashMap<>();
  private final Map<String, Ratio> counted = new HashMap<>();
  private final Map<String, Map<String, Ratio>> credits = new HashMap<>();

  /** Whom a training run's tokens are credited to, by run and policy. */
  final Map<String, SortedMap<String, BigInteger>> credited = new HashMap<>();

  /** The documents of nobody in a scope, by what was read; looking for them reads every row. */
  private final Map<String, List<String>> found = new HashMap<>();

  CreditedTokens(Register register, ReleaseStore releases) {
    this.register = register;
    this.releases = releases;
  }

  /**
   * The tokens of nobody's documents of a scope but for parts of it, as far as a policy credits
   * nobody else for them.
   */
  Ratio of(TrainingRun run, ClaimScope scope, List<ClaimScope> except, TwinPolicy policy)
      throws IOException {
    String place = " " + scope + " " + except;
    String key = run.id() + place + " " + policy;
    Ratio known = counted.get(key);
    if (known != null) {
      return known;
    }
    Ratio tokens = Ratio.ZERO;
    List<String> documents = found.get(run.dataId() + place);
    if (documents == null) {
      documents = List.copyOf(documents(open(run), scope, except).keySet());
      found.put(run.dataId() + place, documents);
    }
    for (String document : documents) {
      Ratio kept = credits(run.releaseId(), policy).getOrDefault(document, Ratio.ONE);
      tokens = tokens.plus(of(run, document).times(kept));
    }
    counted.put(key, tokens);
    return tokens;
  }

  /** The tokens of all texts for which a policy credits no rights holder. */
  Ratio ofNobody(TrainingRun run, TwinPolicy policy) throws IOException {
    String key = run.id() + " " + policy;
    Ratio known = counted.get(key);
    if (known != null) {
      return known;
    }
    Ratio tokens = Ratio.of(run.usage().byHolder().getOrDefault("", 0L), 1);
    for (Repetition repetition : repeated(run.releaseId()).values()) {
      if (repetition.holder().isEmpty()) {
        tokens = tokens.minus(repeated(run, repetition));
      }
    }
    for (TwinGroup group : register.deed.twins.getOrDefault(run.releaseId(), List.of())) {
      boolean nobodys = group.survivingMember().holder().isEmpty();
      Ratio kept = nobodysShare(group, policy);
      if (nobodys && !kept.equals(Ratio.ONE)) {
        tokens = tokens.minus(of(run, group.survivor()).times(kept.complement()));
      } else if (!nobodys && !kept.equals(Ratio.ZERO)) {
        tokens = tokens.plus(of(run, group.survivor()).times(kept));
      }
    }
    counted.put(key, tokens);
    return tokens;
  }

  /** How many tokens a training run read for each one that earns; zero where none does. */
  Ratio perEarning(TrainingRun run) throws IOException {
    Ratio earning = earning(run);
    BigInteger read = BigInteger.valueOf(run.usage().tokens());
    return earning.equals(Ratio.ZERO)
        ? Ratio.ZERO
        : new Ratio(read.multiply(earning.denominator()), earning.numerator());
  }

  /** All tokens of a training run of which none earns, else zero. */
  Ratio ofNoneLeft(TrainingRun run) throws IOException {
    return earning(run).equals(Ratio.ZERO) ? Ratio.of(run.usage().tokens(), 1) : Ratio.ZERO;
  }

  private Ratio earning(TrainingRun run) throws IOException {
    Ratio known = counted.get(run.id());
    if (known != null) {
      return known;
    }
    Ratio tokens = Ratio.of(run.usage().tokens(), 1);
    for (Repetition repetition : repeated(run.releaseId()).values()) {
      tokens = tokens.minus(repeated(run, repetition));
    }
    counted.put(run.id(), tokens);
    return tokens;
  }

  /** The part of each duplicate in a release for which a policy credits nobody. */
  private Map<String, Ratio> credits(String releaseId, TwinPolicy policy) {
    return credits.computeIfAbsent(
        releaseId + " " + policy,
        key -> {
          Map<String, Ratio> shares = new HashMap<>();
          for (TwinGroup group : register.deed.twins.getOrDefault(releaseId, List.of())) {
            shares.put(group.survivor(), nobodysShare(group, policy));
          }
          return shares;
        });
  }

  private static Ratio nobodysShare(TwinGroup group, TwinPolicy policy) {
    return policy.credit(group).getOrDefault("", Ratio.ZERO);
  }

  /** The tokens of one document. */
  Ratio of(TrainingRun run, String documentId) throws IOException {
    Repetition repetition = repeated(run.releaseId()).get(documentId);
    Ratio tokens = read(run, documentId);
    return repetition == null ? tokens : tokens.times(repetition.earning());
  }

  /** The tokens of a document that do not earn, as they are repeated or copied. */
  Ratio repeated(TrainingRun run, Repetition repetition) throws IOException {
    Ratio rest = Ratio.ONE.minus(repetition.earning());
    return read(run, repetition.documentId()).times(rest);
  }

  /** What earns less than all its tokens, by document. */
  Map<String, Repetition> repeated(String releaseId) {
    return register.deed.repeated.getOrDefault(releaseId, Map.of());
  }

  private Ratio read(TrainingRun run, String documentId) throws IOException {
    long end = Math.multiplyExact(run.steps(), (long) run.sequencesPerStep());
    long tokens = 0;
    for (Occurrence occurrence : open(run).occurrences(documentId)) {
      if (occurrence.position() < end) {
        tokens = Math.addExact(tokens, occurrence.inputs());
      }
    }
    return Ratio.of(tokens, 1);
  }

  /** Whether a release holds a document. */
  boolean holds(String releaseId, String documentId) throws IOException {
    return row(releaseId, documentId).isPresent();
  }

  /** The row of a document of a release, empty where the release does not hold it. */
  Optional<DocumentRow> row(String releaseId, String documentId) throws IOException {
    return openRelease(releaseId).row(documentId);
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
