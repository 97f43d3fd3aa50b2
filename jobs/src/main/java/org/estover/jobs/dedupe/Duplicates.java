package org.estover.jobs.dedupe;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.estover.dedupe.exact.ContentKey;
import org.estover.dedupe.near.MinHash;
import org.estover.dedupe.near.NearClusters;
import org.estover.dedupe.near.NearConfig;
import org.estover.dedupe.near.NearDuplicates;
import org.estover.jobs.run.Progress;

/** Finds the duplicates among documents by plain library calls, in one thread of one JVM. */
public final class Duplicates {
  private Duplicates() {}

  /** Takes a document's signature. */
  public interface Signatures {
    /** Takes the signature of the document of this number; empty if it has none. */
    void take(int document, long[] signature) throws IOException;
  }

  /** Finds documents of equal content. Memory: some 130 bytes a document. */
  public static Judgement exact(Documents documents, Progress.Bar bar) {
    ContentKey[] keys = new ContentKey[documents.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = ContentKey.of(documents.text(i));
      bar.advance(documents.textSize(i));
    }
    int[] survivors = smallest(documents, keys);
    double[] similarities = new double[keys.length];
    Arrays.fill(similarities, 1);
    return judged(documents, survivors, survivors, similarities);
  }

  /**
   * Finds documents of equal and of similar content, as 04-dedupe does: what equals a document
   * shares its fate.
   */
  public static Judgement near(
      Documents documents,
      NearConfig config,
      MinHash minHash,
      Signatures signatures,
      Progress.Bar bar)
      throws IOException {
    NearDuplicates near = new NearDuplicates(config, minHash);
    ContentKey[] keys = new ContentKey[documents.size()];
    for (int i = 0; i < keys.length; i++) {
      String text = documents.text(i);
      keys[i] = ContentKey.of(text);
      long[] signature = minHash.signature(text);
      near.add(documents.key(i), signature);
      signatures.take(i, signature);
      bar.advance(documents.textSize(i));
    }
    int[] equals = smallest(documents, keys);
    NearClusters clusters = near.find(documents::text);
    int[] survivors = new int[keys.length];
    double[] similarities = new double[keys.length];
    for (int i = 0; i < keys.length; i++) {
      survivors[i] = clusters.survivors()[equals[i]];
      similarities[i] = clusters.similarities()[equals[i]];
    }
    return judged(documents, equals, survivors, similarities);
  }

  /** The smallest document of each one's content. */
  private static int[] smallest(Documents documents, ContentKey[] keys) {
    int[] smallest = new int[keys.length];
    Map<ContentKey, Integer> first = new HashMap<>();
    for (int document : documents.inOrder()) {
      Integer known = first.putIfAbsent(keys[document], document);
      smallest[document] = known == null ? document : known;
    }
    return smallest;
  }

  private static Judgement judged(
      Documents documents, int[] equals, int[] survivors, double[] similarities) {
    String[] rules = new String[survivors.length];
    for (int i = 0; i < rules.length; i++) {
      if (documents.key(i).isBase()) {
        survivors[i] = i;
        similarities[i] = 1;
      }
      rules[i] = survivors[i] == i ? "" : equals[i] == i ? Judgement.NEAR : Judgement.EXACT;
    }
    return new Judgement(survivors, similarities, rules);
  }
}
