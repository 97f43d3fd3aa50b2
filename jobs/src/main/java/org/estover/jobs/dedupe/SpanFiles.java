package org.estover.jobs.dedupe;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes what is cut from documents, all files in survivor's order, as {@link Results} does: {@code
 * spans.jsonl} with every cut, {@code kept.txt} with what is left something of or was empty before,
 * {@code removed.jsonl} with documents that are cut whole.
 */
public final class SpanFiles {
  /** The rule of a document of which passages that repeat leave nothing. */
  static final String RULE = "repeated-span";

  private final Path folder;
  private final Documents documents;
  private int kept;
  private int cutDocuments;
  private long spans;
  private long cutBytes;

  /** Writes to a folder that exists. */
  SpanFiles(Path folder, Documents documents) {
    this.folder = folder;
    this.documents = documents;
  }

  /** Writes the files; returns what the report says of them. */
  public Map<String, Object> write(Cuts cuts) throws IOException {
    try (BufferedWriter names = Files.newBufferedWriter(folder.resolve("kept.txt"));
        Results.Lines removed = new Results.Lines(folder.resolve("removed.jsonl"));
        Results.Lines lines = new Results.Lines(folder.resolve("spans.jsonl"))) {
      for (int document : documents.inOrder()) {
        String name = documents.name(document);
        int[] bounds = cuts.of(document);
        writeSpans(lines, name, bounds);
        long bytes = Cuts.bytes(bounds);
        cutBytes += bytes;
        if (bytes > 0 && bytes == documents.textSize(document)) {
          removed.json.writeStartObject();
          removed.json.writeStringField("id", name);
          removed.json.writeStringField("rule", RULE);
          removed.end();
        } else {
          names.write(name);
          names.write('\n');
          kept++;
        }
      }
    }
    return report(cuts);
  }

  private void writeSpans(Results.Lines lines, String name, int[] bounds) throws IOException {
    for (int at = 0; at < bounds.length; at += 2) {
      lines.json.writeStartObject();
      lines.json.writeStringField("id", name);
      lines.json.writeArrayFieldStart("range");
      lines.json.writeNumber(bounds[at]);
      lines.json.writeNumber(bounds[at + 1]);
      lines.json.writeEndArray();
      lines.end();
      spans++;
    }
    cutDocuments += bounds.length > 0 ? 1 : 0;
  }

  private Map<String, Object> report(Cuts cuts) {
    Map<String, Object> of = new LinkedHashMap<>();
    of.put("documents", documents.size());
    of.put("kept", kept);
    SortedMap<String, Long> removed = new TreeMap<>();
    if (kept < documents.size()) {
      removed.put(RULE, (long) documents.size() - kept);
    }
    of.put("removed", removed);
    of.put("cut_documents", cutDocuments);
    of.put("spans", spans);
    of.put("bytes", documents.textBytes());
    of.putAll(cuts.marked());
    of.put("cut_bytes", cutBytes);
    of.put("kept_bytes", documents.textBytes() - cutBytes);
    return of;
  }
}
