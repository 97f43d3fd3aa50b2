package org.estover.jobs.stage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.estover.crawl.document.DocumentId;
import org.estover.dedupe.exact.ContentKey;
import org.estover.dedupe.exact.UrlKey;
import org.estover.dedupe.near.HoldOut;
import org.estover.dedupe.near.Jaccard;
import org.estover.dedupe.near.MinHash;
import org.estover.dedupe.near.NearConfig;
import org.estover.dedupe.near.SurvivorKey;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.run.RunPlan;

/**
 * The rules of 04 in the order in which the plan has them, one after the other over one list: all
 * pairs are compared, and groups are painted until nothing changes.
 */
final class SlowDedupe {
  private final RunPlan.DedupePlan plan;
  private final MinHash cutter = new MinHash.V2(NearConfig.DEFAULT);
  private List<DocumentRow> rows = List.of();
  private int[] survivor = {};
  private String[] rule = {};

  SlowDedupe(RunPlan.DedupePlan plan) {
    this.plan = plan;
  }

  /** What becomes of documents, the fates of each id in order. */
  Map<DocumentId, List<String>> fates(List<DocumentRow> documents) {
    rows = documents.stream().sorted(order()).toList();
    survivor = new int[rows.size()];
    rule = new String[rows.size()];
    for (int i = 0; i < survivor.length; i++) {
      survivor[i] = i;
      rule[i] = "";
    }
    plan.urls()
        .ifPresent(
            urls ->
                group("duplicate-url", row -> UrlKey.normal(row.uri(), urls).orElse(""), false));
    group("exact-duplicate", row -> ContentKey.of(row.text()).toString(), true);
    List<long[]> shingles = rows.stream().map(row -> cutter.shingles(row.text())).toList();
    if (plan.near()) {
      near(shingles);
    }
    Map<DocumentId, List<String>> fates = new TreeMap<>();
    for (int i = 0; i < survivor.length; i++) {
      add(fates, id(i), fate(i, shingles));
    }
    fates.values().forEach(Collections::sort);
    return fates;
  }

  static void add(Map<DocumentId, List<String>> fates, DocumentId id, String fate) {
    fates.computeIfAbsent(id, any -> new ArrayList<>()).add(fate);
  }

  private Comparator<DocumentRow> order() {
    Comparator<DocumentRow> byPriority =
        Comparator.comparingInt(row -> row.source().equals("first") ? 1 : 100);
    // ISO dates of one form: their order is that of time.
    Comparator<String> dates = Comparator.naturalOrder();
    if (plan.survivor() == RunPlan.Survivor.NEWEST) {
      dates = dates.reversed();
    }
    if (plan.survivor() != RunPlan.Survivor.PRIORITY) {
      byPriority =
          byPriority
              .thenComparing(row -> row.fetchedAt().isEmpty())
              .thenComparing(DocumentRow::fetchedAt, dates);
    }
    return byPriority.thenComparing(DocumentRow::id, Arrays::compareUnsigned);
  }

  private boolean isHeldOut(int row) {
    return plan.holdOut()
        .map(held -> new HoldOut(new BigDecimal(held.share()), held.seed()))
        .filter(held -> held.takes(SurvivorKey.of(0, rows.get(row).id())))
        .isPresent();
  }

  private DocumentId id(int row) {
    return DocumentId.of(rows.get(row).id());
  }

  /** Of the rows that still stay, the first of each key does; an empty key is nobody's twin. */
  private void group(String name, Function<DocumentRow, String> key, boolean twiceIsSame) {
    Map<String, Integer> first = new TreeMap<>();
    Map<String, Integer> last = new TreeMap<>();
    for (int i = 0; i < survivor.length; i++) {
      String wanted = survivor[i] == i ? key.apply(rows.get(i)) : "";
      if (wanted.isEmpty()) {
        continue;
      }
      int head = first.computeIfAbsent(wanted, any -> -1);
      if (head < 0) {
        first.put(wanted, i);
      } else {
        boolean again = twiceIsSame && id(last.getOrDefault(wanted, i)).equals(id(i));
        survivor[i] = head;
        rule[i] = again || id(head).equals(id(i)) ? "duplicate-id" : name;
      }
      last.put(wanted, i);
    }
  }

  /** Paints each component with its smallest row. */
  private void near(List<long[]> shingles) {
    int[] paint = survivor.clone();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = 0; i < paint.length; i++) {
        for (int j = 0; j < i; j++) {
          if (survivor[i] == i
              && survivor[j] == j
              && paint[i] != paint[j]
              && shingles.get(i).length > 0
              && Jaccard.exact(shingles.get(i), shingles.get(j))
                  >= Double.parseDouble(plan.threshold())) {
            int smaller = Math.min(paint[i], paint[j]);
            paint[i] = smaller;
            paint[j] = smaller;
            changed = true;
          }
        }
      }
    }
    for (int i = 0; i < paint.length; i++) {
      if (survivor[i] == i && paint[i] != i) {
        survivor[i] = paint[i];
        rule[i] = "near-duplicate";
      }
    }
  }

  private String fate(int row, List<long[]> shingles) {
    int root = row;
    int before = row;
    while (survivor[root] != root) {
      before = rule[root].equals("near-duplicate") ? root : before;
      root = survivor[root];
    }
    if (root == row) {
      return isHeldOut(row) ? "held-out" : "kept";
    }
    double similarity =
        before == row && !rule[row].equals("near-duplicate")
            ? 1
            : Jaccard.exact(shingles.get(root), shingles.get(before));
    String measured =
        rule[row].equals("duplicate-url")
            ? ""
            : new BigDecimal(similarity).setScale(4, RoundingMode.HALF_EVEN).toPlainString();
    return id(root) + " " + rule[row] + " " + measured;
  }
}
