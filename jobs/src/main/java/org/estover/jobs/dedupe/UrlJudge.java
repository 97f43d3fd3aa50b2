package org.estover.jobs.dedupe;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.estover.dedupe.exact.UrlKey;
import org.estover.dedupe.exact.UrlRule;
import org.jspecify.annotations.Nullable;

/**
 * Of documents of one URL the smallest stays, whatever they say; those without a URL stay. Memory:
 * some 150 bytes a document.
 */
public final class UrlJudge implements Judge {
  private final Documents documents;
  private final UrlRule rule;
  private @Nullable UrlKey[] keys = new UrlKey[1 << 10];

  /** Judges documents. */
  public UrlJudge(Documents documents, UrlRule rule) {
    this.documents = documents;
    this.rule = rule;
  }

  @Override
  public void take(int document, String url, String text) {
    if (document == keys.length) {
      keys = Arrays.copyOf(keys, Math.addExact(document, document / 2));
    }
    keys[document] = UrlKey.of(url, rule).orElse(null);
  }

  @Override
  public Judgement judge() {
    int[] survivors = new int[documents.size()];
    double[] similarities = new double[survivors.length];
    String[] rules = new String[survivors.length];
    Map<UrlKey, Integer> first = new HashMap<>();
    int last = -1;
    for (int document : documents.inOrder()) {
      UrlKey key = keys[document];
      int known = key == null ? document : first.computeIfAbsent(key, unknown -> document);
      boolean stays = known == document || documents.key(document).isBase();
      boolean same = last >= 0 && documents.key(document).equals(documents.key(last));
      survivors[document] = stays ? document : known;
      rules[document] = stays ? "" : same ? Judgement.SAME_ID : Judgement.URL;
      similarities[document] = stays || same ? 1 : Double.NaN;
      last = document;
    }
    return new Judgement(survivors, similarities, rules);
  }
}
