package org.estover.jobs.dedupe;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.estover.dedupe.exact.ContentKey;

/** Of documents of equal content the smallest stays. Memory: some 150 bytes a document. */
public final class ExactJudge implements Judge {
  private final Documents documents;
  private ContentKey[] keys = new ContentKey[1 << 10];

  /** Judges documents. */
  public ExactJudge(Documents documents) {
    this.documents = documents;
  }

  @Override
  public void take(int document, String url, String text) {
    if (document == keys.length) {
      keys = Arrays.copyOf(keys, Math.addExact(document, document / 2));
    }
    keys[document] = ContentKey.of(text);
  }

  @Override
  public Judgement judge() {
    int[] smallest = smallest();
    double[] similarities = new double[smallest.length];
    Arrays.fill(similarities, 1);
    return Judgement.of(documents, smallest, smallest, similarities);
  }

  /** The smallest document of each one's content. */
  int[] smallest() {
    int[] smallest = new int[documents.size()];
    Map<ContentKey, Integer> first = new HashMap<>();
    for (int document : documents.inOrder()) {
      Integer known = first.putIfAbsent(keys[document], document);
      smallest[document] = known == null ? document : known;
    }
    return smallest;
  }
}
