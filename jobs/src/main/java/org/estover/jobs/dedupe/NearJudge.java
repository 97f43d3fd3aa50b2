package org.estover.jobs.dedupe;

import java.io.Closeable;
import java.io.IOException;
import org.estover.dedupe.near.MinHash;
import org.estover.dedupe.near.NearClusters;
import org.estover.dedupe.near.NearConfig;
import org.estover.dedupe.near.NearDuplicates;

/**
 * Of documents of equal and of similar content the smallest stays, as in 04-dedupe: what equals a
 * document shares its fate. Memory: that of {@link ExactJudge} and of {@link NearDuplicates}.
 */
public final class NearJudge implements Judge {
  private final Documents documents;
  private final ExactJudge exact;
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

  /** Judges documents by the signatures of {@code minHash}, which {@code signatures} is shown. */
  public NearJudge(Documents documents, NearConfig config, MinHash minHash, Signatures signatures) {
    this.documents = documents;
    this.exact = new ExactJudge(documents);
    this.minHash = minHash;
    this.near = new NearDuplicates(config, minHash);
    this.signatures = signatures;
  }

  @Override
  public void take(int document, String text) throws IOException {
    exact.take(document, text);
    long[] signature = minHash.signature(text);
    near.add(documents.key(document), signature);
    signatures.take(document, signature);
  }

  @Override
  public Judgement judge() {
    int[] equals = exact.smallest();
    NearClusters clusters = near.find(documents::text);
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
