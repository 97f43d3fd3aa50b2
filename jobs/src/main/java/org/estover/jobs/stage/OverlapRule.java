package org.estover.jobs.stage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.broadcast.Broadcast;
import org.estover.crawl.document.DocumentId;
import org.estover.dedupe.overlap.Contamination;
import org.estover.dedupe.overlap.EvalIndex;
import org.estover.dedupe.overlap.EvalItem;
import org.estover.dedupe.overlap.Hit;
import org.estover.dedupe.overlap.OverlapScanner;
import org.estover.dedupe.overlap.Sighting;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.rows.VerdictRow;
import org.jspecify.annotations.Nullable;

/**
 * The last rule of 03-filter: what a document shares with evaluation sets, on its way to the tasks.
 *
 * @param name tells the items from all others
 * @param items the items, as {@link PackedItems} has them
 * @param findings folder that gets rows of {@link OverlapRow}, beside the documents
 * @param hits folder that gets a file of lines for each file of documents that holds any item
 * @param drops whether documents that hold items are dropped
 */
record OverlapRule(
    String name,
    OverlapProfile profile,
    Broadcast<byte[]> items,
    String findings,
    String hits,
    boolean drops)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The rule's name. */
  static final String RULE = "evaluation-overlap";

  /** The ending of files of hits. */
  static final String LINES = ".jsonl";

  /** Among what is counted: documents compared, those that hold items, and the places. */
  static final String COMPARED = "compared";

  static final String OVERLAPPING = "overlapping";
  static final String HITS = "hits";

  private static final JsonFactory JSON = new JsonFactory();

  /** The file of hits that lies beside a file of documents. */
  static Path hitsOf(Path folder, RowFile file) {
    return folder.resolve(file.name() + LINES);
  }

  /** Applies the rule to the documents of a file, in its order. */
  @SuppressWarnings("resource") // The caller closes it.
  Judge open(RowFile file) throws IOException {
    return new Judge(this, LoadedIndexes.of(name, profile, items.value()), file);
  }

  /** The rule at work on one file. */
  static final class Judge implements Closeable {
    private final OverlapRule rule;
    private final EvalIndex index;
    private final OverlapScanner scanner;
    private final OverlapJson written;
    private final RowWriter<OverlapRow> findings;
    private final Path hits;
    private final Path unfinishedHits;
    private final TreeMap<String, Long> counts = new TreeMap<>();
    private @Nullable JsonGenerator lines;

    private Judge(OverlapRule rule, EvalIndex index, RowFile file) throws IOException {
      this.rule = rule;
      this.index = index;
      scanner = new OverlapScanner(index);
      written = new OverlapJson(index.items());
      findings = RowWriter.create(OverlapRow.TYPE, file.at(rule.findings));
      hits = hitsOf(Path.of(rule.hits), file);
      unfinishedHits =
          hits.resolveSibling("." + hits.getFileName() + "." + UUID.randomUUID() + ".unfinished");
    }

    /** The verdict on a document that has one by the rules before. */
    VerdictRow judge(DocumentRow row, VerdictRow before) throws IOException {
      if (!before.keep()) {
        findings.write(OverlapRow.DROPPED);
        return before;
      }
      Contamination found = scanner.scan(row.text());
      findings.write(OverlapRow.of(found));
      counts.merge(COMPARED, 1L, Long::sum);
      counts.merge(HITS, (long) found.hits().size(), Long::sum);
      for (Hit hit : found.hits()) {
        write(DocumentId.of(row.id()).toString(), hit);
      }
      if (!rule.profile.isOverlap(found)) {
        return before;
      }
      counts.merge(OVERLAPPING, 1L, Long::sum);
      return rule.drops ? before.dropped(RULE, reason(found.mostTelling().orElseThrow())) : before;
    }

    /** Set, item and part, for example {@code gsm8k 17: question}. */
    private String reason(Sighting sighting) {
      EvalItem item = index.items().get(sighting.item());
      return item.benchmark() + " " + item.id() + ": " + sighting.part().words();
    }

    private void write(String document, Hit hit) throws IOException {
      JsonGenerator json = lines;
      if (json == null) {
        json = JSON.createGenerator(Files.newBufferedWriter(unfinishedHits));
        json.setRootValueSeparator(null);
        lines = json;
      }
      json.writeStartObject();
      written.hit(json, document, hit);
      json.writeEndObject();
      json.writeRaw('\n');
    }

    /** Gives the files their names; what was counted. */
    SortedMap<String, Long> commit() throws IOException {
      findings.commit();
      if (lines != null) {
        lines.close();
        Files.move(unfinishedHits, hits, StandardCopyOption.ATOMIC_MOVE);
        lines = null;
      }
      return counts;
    }

    @Override
    public void close() throws IOException {
      findings.close();
      if (lines != null) {
        lines.close();
        Files.deleteIfExists(unfinishedHits);
      }
    }
  }
}
