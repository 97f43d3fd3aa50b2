package org.estover.jobs.dedupe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.crawl.source.Aside;
import org.estover.dedupe.near.HoldOut;
import org.estover.dedupe.near.SurvivorKey;
import org.jspecify.annotations.Nullable;

/**
 * Writes what became of documents, all files in survivor's order, so that they are the same however
 * the input was cut or ordered.
 */
public final class Results {
  /** The folder for files in between, below that of the results. */
  public static final String SCRATCH = ".scratch";

  /** How many documents that do not stay are called as one that does, as the report names it. */
  public static final String AMBIGUOUS = "ambiguous_names";

  private static final JsonFactory JSON = new JsonFactory();
  private static final int SCALE = 4;

  private final Path folder;
  private final Documents documents;

  /** Writes to a folder that exists. */
  public Results(Path folder, Documents documents) {
    this.folder = folder;
    this.documents = documents;
  }

  /** A folder in it for files in between, which is none of the results. */
  public Path scratch() {
    return folder.resolve(SCRATCH);
  }

  /** What writes the results of a search for repeated passages there instead. */
  public SpanFiles spans() {
    return new SpanFiles(folder, documents);
  }

  /** What was counted. */
  public record Counts(
      int kept,
      long keptBytes,
      @Nullable Integer heldOut,
      SortedMap<String, Long> removed,
      int withoutText,
      int ambiguous,
      int clusters,
      int largest) {}

  /**
   * Writes {@code kept.txt}, {@code removed.jsonl} and {@code clusters.jsonl}.
   *
   * @param holdOut what of the documents that stay goes to {@code held_out.txt} in place of {@code
   *     kept.txt}: each stands for its cluster; null for none, and no such file. What was published
   *     before is never held out
   */
  public Counts write(Judgement judgement, @Nullable HoldOut holdOut) throws IOException {
    int[] order = documents.inOrder();
    int kept = 0;
    long keptBytes = 0;
    SortedMap<String, Long> removed = new TreeMap<>();
    int heldOut = 0;
    int withoutText = 0;
    NamesTold told = new NamesTold(order.length);
    try (BufferedWriter names = Files.newBufferedWriter(folder.resolve("kept.txt"));
        Writer held =
            holdOut == null
                ? Writer.nullWriter()
                : Files.newBufferedWriter(folder.resolve("held_out.txt"));
        Lines lines = new Lines(folder.resolve("removed.jsonl"))) {
      for (int document : order) {
        String name = documents.name(document);
        told.add(name, judgement.stays(document));
        withoutText += documents.textSize(document) == 0 ? 1 : 0;
        if (judgement.stays(document) && isHeldOut(holdOut, document)) {
          held.write(name + "\n");
          heldOut++;
        } else if (judgement.stays(document)) {
          names.write(name);
          names.write('\n');
          kept++;
          keptBytes += documents.textSize(document);
        } else {
          removed.merge(judgement.rules()[document], 1L, Long::sum);
          lines.json.writeStartObject();
          lines.json.writeStringField("id", name);
          if (judgement.survivors()[document] != Judgement.NOBODY) {
            lines.json.writeStringField("survivor", name(judgement.survivors()[document]));
          }
          lines.member(judgement, document);
          lines.end();
        }
      }
    }
    int[] sizes = writeClusters(judgement, order);
    return new Counts(
        kept,
        keptBytes - judgement.cutBytes(),
        holdOut == null ? null : heldOut,
        removed,
        withoutText,
        told.ambiguous(),
        (int) Arrays.stream(sizes).filter(size -> size > 1).count(),
        Arrays.stream(sizes).max().orElse(0));
  }

  /**
   * The names of documents that stay, and of those that do not. Memory: 8 bytes a document; two
   * names that differ count as one with a chance of 2^-64.
   */
  private static final class NamesTold {
    private final long[] hashes;
    private int staying;
    private int going;

    NamesTold(int documents) {
      hashes = new long[documents];
    }

    /** Those that stay stand in front, the others behind. */
    void add(String name, boolean stays) {
      int at = stays ? staying++ : hashes.length - ++going;
      hashes[at] = ByteBuffer.wrap(Digests.sha256(name.getBytes(UTF_8))).getLong();
    }

    /** How many that do not stay are called as one that does. */
    int ambiguous() {
      Arrays.sort(hashes, 0, staying);
      return (int)
          Arrays.stream(hashes, staying, hashes.length)
              .filter(hash -> Arrays.binarySearch(hashes, 0, staying, hash) >= 0)
              .count();
    }
  }

  private boolean isHeldOut(@Nullable HoldOut holdOut, int document) {
    SurvivorKey key = documents.key(document);
    return holdOut != null && !key.isBase() && holdOut.takes(key);
  }

  private String name(int document) {
    return documents.name(document);
  }

  /** Groups by survivor in the order of survivors, members in their order; returns the sizes. */
  private int[] writeClusters(Judgement judgement, int[] order) throws IOException {
    int[] sizes = new int[order.length];
    for (int survivor : judgement.survivors()) {
      if (survivor != Judgement.NOBODY) {
        sizes[survivor]++;
      }
    }
    // Where each cluster's members start in one array of all, a counting sort by survivor.
    int[] starts = new int[order.length];
    int next = 0;
    for (int document : order) {
      starts[document] = next;
      next += sizes[document];
    }
    int[] members = new int[order.length];
    int[] filled = starts.clone();
    for (int document : order) {
      int survivor = judgement.survivors()[document];
      if (survivor != Judgement.NOBODY) {
        members[filled[survivor]++] = document;
      }
    }
    try (Lines lines = new Lines(folder.resolve("clusters.jsonl"))) {
      for (int survivor : order) {
        if (sizes[survivor] > 1) {
          lines.json.writeStartObject();
          lines.json.writeStringField("survivor", name(survivor));
          lines.json.writeArrayFieldStart("members");
          for (int at = starts[survivor]; at < starts[survivor] + sizes[survivor]; at++) {
            if (members[at] != survivor) {
              lines.json.writeStartObject();
              lines.json.writeStringField("id", name(members[at]));
              lines.member(judgement, members[at]);
              lines.json.writeEndObject();
            }
          }
          lines.json.writeEndArray();
          lines.end();
        }
      }
    }
    return sizes;
  }

  /** Opens {@code signatures.jsonl}, which is in the order of reading. */
  public NearJudge.Signatures signatures() throws IOException {
    return new SignatureLines(new Lines(folder.resolve("signatures.jsonl")), documents);
  }

  /** A file of ranges of documents' texts, in bytes of UTF-8. */
  public static final class Ranges implements Closeable {
    private final Lines lines;

    private Ranges(Lines lines) {
      this.lines = lines;
    }

    /** Adds a range of the document of this name. */
    public void add(String name, long start, long end) throws IOException {
      lines.json.writeStartObject();
      lines.json.writeStringField("id", name);
      lines.json.writeArrayFieldStart("range");
      lines.json.writeNumber(start);
      lines.json.writeNumber(end);
      lines.json.writeEndArray();
      lines.end();
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }

  /** Opens {@code spans.jsonl}. */
  public Ranges ranges() throws IOException {
    return new Ranges(new Lines(folder.resolve("spans.jsonl")));
  }

  /** What is no record goes to {@code aside.jsonl}, which is there if anything is. */
  public AsideLines asides() {
    return new AsideLines(folder.resolve("aside.jsonl"));
  }

  /** A file of pieces of input that are no record: where each stands, and what is wrong with it. */
  public static final class AsideLines implements Closeable {
    private final Path file;
    private @Nullable Lines lines;

    /** Writes to a file, once there is something to write. */
    public AsideLines(Path file) {
      this.file = file;
    }

    /** Adds a piece. */
    public void add(Aside aside) throws IOException {
      Lines known = lines;
      if (known == null) {
        known = new Lines(file);
        lines = known;
      }
      known.json.writeStartObject();
      known.json.writeStringField("file", aside.file());
      known.json.writeNumberField("offset", aside.offset());
      known.json.writeStringField("reason", aside.reason());
      known.json.writeStringField("excerpt", aside.excerpt());
      known.end();
    }

    @Override
    public void close() throws IOException {
      if (lines != null) {
        lines.close();
      }
    }
  }

  /** A further file of the results. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /** The counts and settings as {@code report.json} states them. */
  public Map<String, Object> report(Counts counts, SortedMap<String, Long> asides) {
    Map<String, Object> of = new LinkedHashMap<>();
    of.put("documents", documents.size());
    of.put("kept", counts.kept);
    if (counts.heldOut != null) {
      of.put("held_out", counts.heldOut);
    }
    of.put("removed", counts.removed);
    of.put(AMBIGUOUS, counts.ambiguous);
    of.put("without_text", counts.withoutText);
    of.put("bytes", documents.textBytes());
    of.put("kept_bytes", counts.keptBytes);
    of.put("clusters", counts.clusters);
    of.put("largest_cluster", counts.largest);
    of.put("aside", asides);
    return of;
  }

  /** A file of signatures, written as they are made. */
  private static final class SignatureLines implements NearJudge.Signatures {
    private final Lines lines;
    private final Documents documents;

    SignatureLines(Lines lines, Documents documents) {
      this.lines = lines;
      this.documents = documents;
    }

    @Override
    public void take(int document, long[] signature) throws IOException {
      lines.json.writeStartObject();
      lines.json.writeStringField("id", documents.name(document));
      lines.json.writeArrayFieldStart("signature");
      for (long place : signature) {
        // Places of 64 bits are unsigned.
        lines.json.writeNumber(Long.toUnsignedString(place));
      }
      lines.json.writeEndArray();
      lines.end();
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }

  /** A file of one object a line. */
  static final class Lines implements Closeable {
    final JsonGenerator json;

    Lines(Path file) throws IOException {
      json = JSON.createGenerator(Files.newBufferedWriter(file));
      json.setRootValueSeparator(null);
    }

    void member(Judgement judgement, int document) throws IOException {
      double similarity = judgement.similarities()[document];
      if (!Double.isNaN(similarity)) {
        json.writeNumberField(
            "similarity", new BigDecimal(similarity).setScale(SCALE, RoundingMode.HALF_EVEN));
      }
      json.writeStringField("rule", judgement.rules()[document]);
    }

    void end() throws IOException {
      json.writeEndObject();
      json.writeRaw('\n');
    }

    @Override
    public void close() throws IOException {
      json.close();
    }
  }
}
