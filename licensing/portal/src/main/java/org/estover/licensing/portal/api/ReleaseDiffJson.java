package org.estover.licensing.portal.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.estover.tokenize.release.ClassCount;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleaseContent;
import org.estover.tokenize.release.ReleasedSource;
import org.estover.tokenize.release.Removal;

/**
 * How the counts of two releases differ; which documents differ is on the page of the same name.
 *
 * @param first the release that is compared
 * @param second the one it is compared with
 * @param rows what differs: totals, then sources, licenses, rights and removals by name
 */
record ReleaseDiffJson(String first, String second, List<Row> rows) {

  /**
   * A count that differs.
   *
   * @param of what is counted: total, source, license, rights or removal
   * @param name which one
   * @param unit documents or tokens
   * @param before how many in the first
   * @param after how many in the second
   */
  record Row(String of, String name, String unit, long before, long after) {}

  private static final String DOCUMENTS = "documents";
  private static final String TOKENS = "tokens";

  static ReleaseDiffJson of(Release first, Release second) {
    ReleaseContent a = first.content();
    ReleaseContent b = second.content();
    List<Row> rows = new ArrayList<>();
    add(rows, new Row("total", "", DOCUMENTS, a.documents(), b.documents()));
    add(rows, new Row("total", "", TOKENS, a.tokens(), b.tokens()));
    compare(
        rows,
        "source",
        a.sources(),
        b.sources(),
        ReleasedSource::name,
        DOCUMENTS,
        ReleasedSource::documents);
    compare(
        rows,
        "source",
        a.sources(),
        b.sources(),
        ReleasedSource::name,
        TOKENS,
        ReleasedSource::tokens);
    compare(
        rows,
        "license",
        a.licenses(),
        b.licenses(),
        ClassCount::name,
        DOCUMENTS,
        ClassCount::documents);
    compare(
        rows, "rights", a.rights(), b.rights(), ClassCount::name, DOCUMENTS, ClassCount::documents);
    compare(
        rows,
        "removal",
        a.removals(),
        b.removals(),
        removal -> removal.stage() + "/" + removal.rule(),
        DOCUMENTS,
        Removal::documents);
    return new ReleaseDiffJson(first.id(), second.id(), List.copyOf(rows));
  }

  private static <T> void compare(
      List<Row> rows,
      String of,
      List<T> first,
      List<T> second,
      Function<T, String> name,
      String unit,
      ToLongFunction<T> count) {
    Map<String, long[]> counts = new TreeMap<>();
    first.forEach(each -> pair(counts, name.apply(each))[0] += count.applyAsLong(each));
    second.forEach(each -> pair(counts, name.apply(each))[1] += count.applyAsLong(each));
    counts.forEach((each, pair) -> add(rows, new Row(of, each, unit, pair[0], pair[1])));
  }

  private static long[] pair(Map<String, long[]> counts, String name) {
    return counts.computeIfAbsent(name, absent -> new long[2]);
  }

  private static void add(List<Row> rows, Row row) {
    if (row.before() != row.after()) {
      rows.add(row);
    }
  }
}
