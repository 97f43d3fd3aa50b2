package org.estover.jobs.dedupe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.estover.dedupe.overlap.Contamination;
import org.estover.dedupe.overlap.EvalIndex;
import org.estover.dedupe.overlap.OverlapReport;
import org.estover.dedupe.overlap.OverlapScanner;
import org.estover.jobs.stage.OverlapRow;
import org.estover.jobs.stage.OverlapSearch;

/**
 * Finds what documents share with evaluation sets in one thread. Memory: 4 bytes a document, 41 a
 * hit, with the profile pile some 60 more a document, and the index.
 */
public final class LocalOverlap implements OverlapFinder {
  private final Documents documents;
  private final OverlapScanner scanner;
  private final OverlapReport report;
  private OverlapRow[] rows = new OverlapRow[1 << 10];

  /**
   * Looks for the items of an index.
   *
   * @param limit the documents that the report names for each part of an item
   * @param mostPlaces the places of one text of an item that a document's hits name
   */
  public LocalOverlap(Documents documents, EvalIndex index, int limit, int mostPlaces) {
    this.documents = documents;
    this.scanner = new OverlapScanner(index, mostPlaces);
    this.report = new OverlapReport(index, limit);
  }

  @Override
  public void take(int document, String url, String text) {
    if (document == rows.length) {
      rows = Arrays.copyOf(rows, Math.addExact(document, document / 2));
    }
    Contamination found = scanner.scan(asKept(text));
    if (!found.hits().isEmpty()) {
      byte[] id = documents.key(document).documentId();
      report.add(OverlapSearch.name(id, documents.name(document)), found);
    }
    rows[document] = OverlapRow.of(found);
  }

  /** The text as UTF-8 keeps it, which knows no half of a pair: so it is over Spark, too. */
  private static String asKept(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
      }
    }
    return text;
  }

  @Override
  public Findings find() {
    return new Findings(Arrays.copyOf(rows, documents.size()), report);
  }
}
