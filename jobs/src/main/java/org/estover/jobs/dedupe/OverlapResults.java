package org.estover.jobs.dedupe;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.crawl.document.DocumentId;
import org.estover.dedupe.overlap.Contamination;
import org.estover.dedupe.overlap.EvalItem;
import org.estover.dedupe.overlap.Hit;
import org.estover.dedupe.overlap.ItemReport;
import org.estover.dedupe.overlap.OverlapVerdict;
import org.estover.dedupe.overlap.Part;
import org.estover.dedupe.overlap.Sighting;
import org.estover.dedupe.overlap.TextRange;
import org.estover.jobs.stage.OverlapJson;
import org.estover.jobs.stage.OverlapRow;
import org.jspecify.annotations.Nullable;

/**
 * Writes what documents share with evaluation sets, in survivor's order and that of the items, so
 * that all files are the same however the input was cut or ordered.
 */
public final class OverlapResults {
  private final Path folder;
  private final Documents documents;
  private final OverlapJson written;
  private final @Nullable FirstReads reads;
  private final Map<Sighting, FirstRead> firstReads = new HashMap<>();

  /**
   * Writes to a folder that exists.
   *
   * @param items in the order of the index
   * @param reads tells when parts were first read; null where nothing was trained
   */
  public OverlapResults(
      Path folder, Documents documents, List<EvalItem> items, @Nullable FirstReads reads) {
    this.folder = folder;
    this.documents = documents;
    this.written = new OverlapJson(items);
    this.reads = reads;
  }

  /** The first place of the order that reads a part, and the document that holds it there. */
  private record FirstRead(long position, int document) {}

  /** What was counted of the documents. */
  public record Counts(
      int kept, long keptBytes, SortedMap<String, Long> removed, long hits, long cut) {}

  /** Writes all files but the report. */
  public Counts write(OverlapFinder.Findings findings, boolean pieces) throws IOException {
    Counts counts = writeDocuments(findings.rows(), pieces);
    try (Results.Lines lines = new Results.Lines(folder.resolve("items.jsonl"))) {
      List<ItemReport> reports = findings.report().items();
      for (int item = 0; item < reports.size(); item++) {
        written.item(lines.json, item, reports.get(item), this::firstRead);
        lines.json.writeRaw('\n');
      }
    }
    OverlapJson.lists(folder, findings.report().benchmarks());
    return counts;
  }

  private Counts writeDocuments(OverlapRow[] rows, boolean pieces) throws IOException {
    int kept = 0;
    long keptBytes = 0;
    long hits = 0;
    long cut = 0;
    SortedMap<String, Long> removed = new TreeMap<>();
    try (BufferedWriter names = Files.newBufferedWriter(folder.resolve("kept.txt"));
        Results.Lines gone = new Results.Lines(folder.resolve("removed.jsonl"));
        Results.Lines places = new Results.Lines(folder.resolve("hits.jsonl"));
        PieceLines left = new PieceLines(pieces ? folder.resolve("pieces.jsonl") : null)) {
      for (int document : documents.inOrder()) {
        Contamination found = rows[document].contamination();
        String name = documents.name(document);
        if (found.verdict().keeps()) {
          names.write(name);
          names.write('\n');
          kept++;
          keptBytes += documents.textSize(document);
          if (found.verdict() == OverlapVerdict.CUT) {
            left.write(name, found.pieces());
            cut++;
          }
        } else {
          removed.merge(rule(found), 1L, Long::sum);
          removed(gone, name, found);
        }
        hits(places, document, name, found.hits());
        hits += found.hits().size();
      }
    }
    return new Counts(kept, keptBytes, removed, hits, cut);
  }

  private static String rule(Contamination found) {
    return found.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A document that does not stay, with the part that tells most of why. */
  private void removed(Results.Lines lines, String name, Contamination found) throws IOException {
    List<Sighting> sightings = found.sightings();
    Optional<Sighting> most = found.mostTelling();
    lines.json.writeStartObject();
    lines.json.writeStringField("id", name);
    // No document takes its place.
    lines.json.writeStringField("survivor", "");
    lines.json.writeStringField("rule", rule(found));
    if (most.isPresent()) {
      written.part(lines.json, most.get().item(), most.get().part(), most.get().option());
      lines.json.writeNumberField("covered", OverlapJson.permille(most.get().coveredPermille()));
      lines.json.writeNumberField(
          "items",
          sightings.stream()
              .filter(sighting -> sighting.part() != Part.CONTEXT)
              .mapToInt(Sighting::item)
              .distinct()
              .count());
    }
    lines.json.writeNumberField("matches", found.matches());
    lines.end();
  }

  private void hits(Results.Lines lines, int document, String name, List<Hit> hits)
      throws IOException {
    FirstReads order = reads;
    long[] positions = {};
    if (order != null && !hits.isEmpty()) {
      String id = DocumentId.of(documents.key(document).documentId()).toString();
      positions = order.positions(id, hits);
    }
    for (int i = 0; i < hits.size(); i++) {
      Hit hit = hits.get(i);
      lines.json.writeStartObject();
      written.hit(lines.json, name, hit);
      if (order != null && positions[i] != FirstReads.NEVER) {
        FirstRead read = new FirstRead(positions[i], document);
        Sighting part = new Sighting(hit.item(), hit.part(), hit.option(), 0);
        firstReads.merge(part, read, (a, b) -> b.position < a.position ? b : a);
        read(lines.json, order, read);
      }
      lines.end();
    }
  }

  private static void read(JsonGenerator json, FirstReads order, FirstRead read)
      throws IOException {
    json.writeNumberField("first_step", order.step(read.position));
    json.writeNumberField("first_position", read.position);
  }

  private void firstRead(JsonGenerator json, Sighting part) throws IOException {
    FirstRead read = firstReads.get(part);
    if (reads != null && read != null) {
      read(json, reads, read);
      json.writeStringField("first_document", documents.name(read.document));
    }
  }

  /** The counts of documents and benchmarks as {@code report.json} states them. */
  public Map<String, Object> report(Counts counts) {
    Map<String, Object> of = new LinkedHashMap<>();
    of.put("documents", documents.size());
    of.put("kept", counts.kept);
    of.put("removed", counts.removed);
    of.put("bytes", documents.textBytes());
    of.put("kept_bytes", counts.keptBytes);
    of.put("cut", counts.cut);
    of.put("hits", counts.hits);
    return of;
  }

  /** The file of what the pile profile leaves of documents; none with another profile. */
  private static final class PieceLines implements AutoCloseable {
    private final Results.@Nullable Lines lines;

    PieceLines(@Nullable Path file) throws IOException {
      lines = file == null ? null : new Results.Lines(file);
    }

    void write(String name, List<TextRange> pieces) throws IOException {
      if (lines != null) {
        lines.json.writeStartObject();
        lines.json.writeStringField("id", name);
        lines.json.writeArrayFieldStart("pieces");
        for (TextRange piece : pieces) {
          OverlapJson.range(lines.json, piece.startByte(), piece.endByte());
        }
        lines.json.writeEndArray();
        lines.end();
      }
    }

    @Override
    public void close() throws IOException {
      if (lines != null) {
        lines.close();
      }
    }
  }
}
