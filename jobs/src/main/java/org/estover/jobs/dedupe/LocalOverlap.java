package org.estover.jobs.dedupe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import org.estover.dedupe.overlap.Contamination;
import org.estover.dedupe.overlap.EvalIndex;
import org.estover.dedupe.overlap.GramCounts;
import org.estover.dedupe.overlap.OverlapReport;
import org.estover.dedupe.overlap.OverlapScanner;
import org.estover.jobs.stage.OverlapRow;
import org.estover.jobs.stage.OverlapSearch;

/**
 * Finds what documents share with evaluation sets in one thread. Memory: 4 bytes a document, 41 a
 * hit, with the profile pile some 60 more a document, and the index.
 *
 * <p>Where frequent n-grams are ignored, documents that hold any n-gram are read a second time,
 * when all were counted; of all others nothing can change.
 */
public final class LocalOverlap implements OverlapFinder {
  private final Documents documents;
  private final EvalIndex index;
  private final int limit;
  private final int mostPlaces;
  private final long mostDocuments;
  private final OverlapScanner scanner;
  private final GramCounts counts;
  private final BitSet matching = new BitSet();
  private OverlapReport report;
  private OverlapRow[] rows = new OverlapRow[1 << 10];

  /**
   * Looks for the items of an index.
   *
   * @param limit the documents that the report names for each part of an item
   * @param mostPlaces the places of one text of an item that a document's hits name
   * @param mostDocuments n-grams of more documents are ignored
   */
  public LocalOverlap(
      Documents documents, EvalIndex index, int limit, int mostPlaces, long mostDocuments) {
    this.documents = documents;
    this.index = index;
    this.limit = limit;
    this.mostPlaces = mostPlaces;
    this.mostDocuments = mostDocuments;
    this.counts = GramCounts.of(index);
    this.scanner = new OverlapScanner(index, mostPlaces);
    this.report = new OverlapReport(index, limit);
  }

  @Override
  public void take(int document, String url, String text) {
    if (document == rows.length) {
      rows = Arrays.copyOf(rows, Math.addExact(document, document / 2));
    }
    String kept = asKept(text);
    Contamination found = scanner.scan(kept);
    if (found.matches() > 0 && mostDocuments < OverlapSearch.ALL_DOCUMENTS) {
      counts.add(scanner.grams(kept));
      matching.set(document);
    } else {
      add(document, found);
    }
  }

  private void add(int document, Contamination found) {
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
    if (!matching.isEmpty()) {
      EvalIndex rest = index.ignoring(counts.above(mostDocuments));
      OverlapScanner again = new OverlapScanner(rest, mostPlaces);
      report = new OverlapReport(rest, limit);
      matching.stream().forEach(document -> add(document, again.scan(documents.text(document))));
    }
    return new Findings(Arrays.copyOf(rows, documents.size()), report);
  }
}
