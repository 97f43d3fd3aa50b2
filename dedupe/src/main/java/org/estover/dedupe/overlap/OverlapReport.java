package org.estover.dedupe.overlap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects which documents hold which parts of an index's items: the part behind a shuffle.
 *
 * <p>Reports of parts of a corpus merge to that of the whole, in any order and grouping. Memory is
 * bounded by the items: for each part one count and at most the limit of ids. Serves one thread.
 */
public final class OverlapReport {
  private final EvalIndex index;
  private final int limit;
  private final int[] firstPart;
  private final Holders[] holders;

  /** Makes an empty report that names at most a number of documents for each part. */
  public OverlapReport(EvalIndex index, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("a report names at least one document, not " + limit);
    }
    this.index = index;
    this.limit = limit;
    firstPart = new int[index.items().size() + 1];
    for (int item = 0; item < index.items().size(); item++) {
      firstPart[item + 1] = firstPart[item] + 2 + index.items().get(item).options().size();
    }
    holders = new Holders[firstPart[index.items().size()]];
    Arrays.fill(holders, Holders.NONE);
  }

  /** Counts a document by what {@link OverlapScanner#scan} returned for it; call once for each. */
  public void add(String document, Contamination contamination) {
    for (Sighting sighting : contamination.sightings()) {
      add(sighting, Holders.of(document, sighting.coveredPermille()));
    }
  }

  /** Counts documents that hold a part; of the sighting, item, part and option are looked at. */
  public void add(Sighting sighting, Holders documents) {
    int place = firstPart[sighting.item()];
    switch (sighting.part()) {
      case CONTEXT -> {}
      case QUESTION -> place++;
      case CORRECT, WRONG, OPTION -> place += 2 + sighting.option();
    }
    holders[place] = holders[place].merge(documents, limit);
  }

  /** Adds the documents of another report on the same items. */
  public void merge(OverlapReport other) {
    if (!index.items().equals(other.index.items()) || limit != other.limit) {
      throw new IllegalArgumentException("reports on different items or of different limits");
    }
    for (int i = 0; i < holders.length; i++) {
      holders[i] = holders[i].merge(other.holders[i], limit);
    }
  }

  /** The number of n-grams that were not looked for since they are frequent. */
  public int ignoredCount() {
    return index.ignoredCount();
  }

  /** The items, in the index's order. */
  public List<ItemReport> items() {
    boolean[] findable = index.findableQuestions();
    List<ItemReport> reports = new ArrayList<>();
    for (int i = 0; i < index.items().size(); i++) {
      EvalItem item = index.items().get(i);
      int place = firstPart[i];
      List<Holders> options = Arrays.asList(holders).subList(place + 2, firstPart[i + 1]);
      boolean dirty =
          holders[place + 1].count() > 0 || options.stream().anyMatch(one -> one.count() > 0);
      ItemReport.Status status =
          dirty
              ? ItemReport.Status.DIRTY
              : findable[i] ? ItemReport.Status.CLEAN : ItemReport.Status.UNDECIDED;
      reports.add(
          new ItemReport(
              item.benchmark(),
              item.id(),
              status,
              item.answer(),
              holders[place],
              holders[place + 1],
              options));
    }
    return reports;
  }

  /** The evaluation sets, by name. */
  public List<BenchmarkReport> benchmarks() {
    Map<String, List<ItemReport>> byName = new LinkedHashMap<>();
    for (ItemReport item : items()) {
      byName.computeIfAbsent(item.benchmark(), name -> new ArrayList<>()).add(item);
    }
    List<BenchmarkReport> reports = new ArrayList<>();
    byName.forEach(
        (name, items) ->
            reports.add(
                new BenchmarkReport(
                    name,
                    ids(items, ItemReport.Status.CLEAN),
                    ids(items, ItemReport.Status.DIRTY),
                    ids(items, ItemReport.Status.UNDECIDED))));
    return reports;
  }

  private static List<String> ids(List<ItemReport> items, ItemReport.Status status) {
    return items.stream().filter(item -> item.status() == status).map(ItemReport::id).toList();
  }
}
