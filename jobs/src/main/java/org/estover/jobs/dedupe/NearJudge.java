package org.estover.jobs.dedupe;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.estover.dedupe.near.MinHash;
import org.estover.dedupe.near.NearClusters;
import org.estover.dedupe.near.NearConfig;
import org.estover.dedupe.near.NearDuplicates;
import org.estover.jobs.stage.DuplicateSearch;
import org.jspecify.annotations.Nullable;

/**
 * Of documents of equal and of similar content the smallest stays, as in 04-dedupe: what equals a
 * document shares its fate. Where equality is no rule, only similar ones are looked for. Memory:
 * that of {@link ExactJudge} and of {@link NearDuplicates}.
 */
public final class NearJudge implements Judge {
  private final Documents documents;
  private final @Nullable ExactJudge exact;
  private final MinHash minHash;
  private final NearDuplicates near;
  private final Signatures signatures;

  /** Takes signatures. */
  public interface Signatures extends Closeable {
    /** Wants none. */
    Signatures NONE = (document, signature) -> {};

    /** Takes the signature of the document of this number; empty if it has none. */
    void take(int document, long[] signature) throws IOException;

    @Override
    default void close() throws IOException {}
  }

  /** Judges documents as {@code search} says; {@code signatures} is shown those that are made. */
  public NearJudge(Documents documents, DuplicateSearch search, Signatures signatures) {
    this.documents = documents;
    this.exact =
        search.equal() instanceof DuplicateSearch.Content ? new ExactJudge(documents) : null;
    this.minHash = search.minHash();
    NearConfig config = Objects.requireNonNull(search.near(), "how similar documents are found");
    this.near = new NearDuplicates(config, minHash, search.verified());
    this.signatures = signatures;
  }

  @Override
  public void take(int document, String url, String text) throws IOException {
    if (exact != null) {
      exact.take(document, url, text);
    }
    long[] signature = minHash.signature(text);
    near.add(documents.key(document), signature);
    signatures.take(document, signature);
  }

  @Override
  public Judgement judge() {
    NearClusters clusters = near.find(documents::text);
    return exact == null ? similar(clusters) : equalAndSimilar(exact.smallest(), clusters);
  }

  private Judgement similar(NearClusters clusters) {
    String[] rules = new String[documents.size()];
    Arrays.setAll(rules, i -> clusters.isDuplicate(i) ? Judgement.NEAR : "");
    return Judgement.settled(documents, clusters.survivors(), clusters.similarities(), rules);
  }

  private Judgement equalAndSimilar(int[] equals, NearClusters clusters) {
    int[] survivors = new int[equals.length];
    double[] similarities = new double[equals.length];
    for (int i = 0; i < equals.length; i++) {
      // Of documents of one key the search may name another one.
      survivors[i] = equals[clusters.survivors()[equals[i]]];
      similarities[i] = clusters.similarities()[equals[i]];
    }
    return Judgement.of(documents, equals, survivors, similarities);
  }

  @Override
  public void close() throws IOException {
    signatures.close();
  }
}
