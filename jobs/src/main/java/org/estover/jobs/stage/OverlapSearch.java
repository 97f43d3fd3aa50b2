package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.broadcast.Broadcast;
import org.estover.crawl.document.DocumentId;
import org.estover.dedupe.overlap.EvalIndex;
import org.estover.dedupe.overlap.Holders;
import org.estover.dedupe.overlap.OverlapReport;
import org.estover.dedupe.overlap.Sighting;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.run.Progress;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * What files of documents share with evaluation sets, over Spark.
 *
 * <pre>
 * frequent   the n-grams of too many documents, if asked for    one small shuffle of counts
 * findings   each document's verdict, hits and pieces           file by file, beside the documents
 * holders    which documents hold which part of which item      one small shuffle of sightings
 * </pre>
 *
 * <p>The items travel as bytes, and each process makes its index of them once. Of a file's
 * documents that hold a part, the shuffle carries their count and the first names. What reaches the
 * driver is bounded by the items: for each part a count and as many names as are asked for. Nothing
 * depends on how files are cut, or where the work was done.
 */
public final class OverlapSearch {
  /** The documents that no n-gram stands in more of: none is ignored. */
  public static final long ALL_DOCUMENTS = Long.MAX_VALUE;

  private static final int SPREAD = 0x9E3779B9;
  private static final int KEY = 3 * Integer.BYTES + 1;
  private static final int ID_BYTES = 16;
  private static final List<org.estover.dedupe.overlap.Part> PARTS =
      List.of(org.estover.dedupe.overlap.Part.values());

  private final Engine engine;
  private final OverlapProfile profile;
  private final EvalIndex index;
  private final int limit;
  private final int mostPlaces;
  private final long mostDocuments;

  /**
   * Prepares a search.
   *
   * @param index of the profile, by {@link OverlapProfile#index}
   * @param limit the documents that the report names for each part of an item
   * @param mostPlaces the places of one text of an item that a document's hits name
   * @param mostDocuments n-grams of more documents are ignored
   */
  public OverlapSearch(
      Engine engine,
      EvalIndex index,
      OverlapProfile profile,
      int limit,
      int mostPlaces,
      long mostDocuments) {
    this.engine = engine;
    this.profile = profile;
    this.index = index;
    this.limit = limit;
    this.mostPlaces = mostPlaces;
    this.mostDocuments = mostDocuments;
  }

  /** How the report names a document: in the order of ids, among equal ones in that of names. */
  public static String name(byte[] id, String shown) {
    return HexFormat.of().formatHex(id) + shown;
  }

  /** What people call a document that {@link #name} named. */
  public static String shown(String name) {
    return name.substring(2 * ID_BYTES);
  }

  /**
   * Searches the documents of all files in a folder.
   *
   * @param documents files of {@link DocumentRow}
   * @param verdicts rows of 03-filter beside them: what it dropped takes no part
   * @param findings a folder that gets rows of {@link OverlapRow}, beside the documents
   * @return which documents hold which parts, named by {@link #name} and their URIs
   */
  public OverlapReport search(Path documents, Path verdicts, Path findings, Progress.Bar bar)
      throws IOException {
    List<RowFile> files = RowFile.in(documents);
    if (files.isEmpty()) {
      return new OverlapReport(index, limit);
    }
    Files.createDirectories(findings);
    byte[] packed = PackedItems.pack(index.items());
    Broadcast<byte[]> items = engine.spark().broadcast(packed);
    String name = HexFormat.of().formatHex(Sha256.of(packed));
    int[] frequent = {};
    if (mostDocuments < ALL_DOCUMENTS) {
      frequent =
          frequent(
              files, new GramTask(documents.toString(), verdicts.toString(), name, profile, items));
    }
    Broadcast<int[]> ignored = engine.spark().broadcast(frequent);
    OverlapTask task =
        new OverlapTask(
            documents.toString(),
            verdicts.toString(),
            findings.toString(),
            name,
            profile,
            items,
            ignored,
            mostPlaces);
    engine.forEach(files, bar, task);
    OverlapReport report = report(index.ignoring(frequent), documents, findings, false);
    items.destroy();
    ignored.destroy();
    return report;
  }

  /** The n-grams of too many documents: of those alone the driver hears. */
  private int[] frequent(List<RowFile> files, GramTask grams) throws IOException {
    long most = mostDocuments;
    JavaPairRDD<byte[], byte[]> sums =
        SortedPairs.sort(
                engine.pairs(files, grams), engine.partitions(files), SortedPairs::byPrefix)
            .mapPartitionsToPair(sorted -> new Pull<>(new Frequent(sorted, most)::next));
    return engine.result(sums::collect).stream()
        .mapToInt(sum -> GramTask.gram(sum._1()))
        .sorted()
        .toArray();
  }

  /** The walk along sorted counts, from which n-grams of too many documents are drawn. */
  private static final class Frequent {
    private final Iterator<Tuple2<byte[], byte[]>> sorted;
    private final long most;
    private @Nullable Tuple2<byte[], byte[]> ahead;

    Frequent(Iterator<Tuple2<byte[], byte[]>> sorted, long most) {
      this.sorted = sorted;
      this.most = most;
      ahead = sorted.hasNext() ? sorted.next() : null;
    }

    @Nullable Tuple2<byte[], byte[]> next() {
      for (var first = ahead; first != null; first = ahead) {
        long documents = 0;
        for (var next = ahead; next != null && Arrays.equals(first._1(), next._1()); next = ahead) {
          documents += Bytes.int64(next._2(), 0);
          ahead = sorted.hasNext() ? sorted.next() : null;
        }
        if (documents > most) {
          return new Tuple2<>(first._1(), new byte[0]);
        }
      }
      return null;
    }
  }

  /**
   * Which documents hold which parts, by what was found in them.
   *
   * @param looked the index by which it was found
   * @param documents files of {@link DocumentRow}
   * @param findings rows of {@link OverlapRow} beside them
   * @param byId whether the report shows documents' ids in place of their URIs
   */
  OverlapReport report(EvalIndex looked, Path documents, Path findings, boolean byId)
      throws IOException {
    OverlapReport report = new OverlapReport(looked, limit);
    List<RowFile> files = RowFile.in(documents);
    if (files.isEmpty()) {
      return report;
    }
    Sightings sightings = new Sightings(documents.toString(), findings.toString(), byId, limit);
    int most = limit;
    JavaPairRDD<byte[], byte[]> holders =
        SortedPairs.sort(
                engine.pairs(files, sightings), engine.partitions(files), SortedPairs::byPrefix)
            .mapPartitionsToPair(
                sorted -> {
                  Sums sums = new Sums(sorted, most);
                  return new Pull<>(sums::next);
                });
    for (Tuple2<byte[], byte[]> part : engine.result(holders::collect)) {
      report.add(sighting(part._1()), holders(part._2()));
    }
    return report;
  }

  /**
   * The parts that the documents of a file hold.
   *
   * @param byId whether documents are shown by their ids
   * @param limit the documents to name of each part
   */
  record Sightings(String documents, String findings, boolean byId, int limit)
      implements Engine.FilePairs<RowFile> {
    private static final long serialVersionUID = 1L;

    @Override
    public Pull.Next<Tuple2<byte[], byte[]>> open(RowFile file) throws IOException {
      Map<Sighting, Holders> parts = new LinkedHashMap<>();
      try (RowReader<DocumentRow> names =
              RowReader.open(DocumentRow.TYPE, file.at(documents), "id", "uri");
          RowReader<OverlapRow> rows =
              RowReader.open(OverlapRow.TYPE, file.at(findings), "verdict", "hits")) {
        for (OverlapRow row = rows.next(); row != null; row = rows.next()) {
          DocumentRow document = names.required();
          if (row.hits().length > 0) {
            String shown = byId ? DocumentId.of(document.id()).toString() : document.uri();
            add(parts, name(document.id(), shown), row);
          }
        }
      }
      Iterator<Map.Entry<Sighting, Holders>> entries = parts.entrySet().iterator();
      return () -> {
        if (!entries.hasNext()) {
          return null;
        }
        Map.Entry<Sighting, Holders> part = entries.next();
        return new Tuple2<>(key(part.getKey()), value(part.getValue()));
      };
    }

    private void add(Map<Sighting, Holders> parts, String document, OverlapRow row) {
      for (Sighting found : row.contamination().sightings()) {
        Sighting part = new Sighting(found.item(), found.part(), found.option(), 0);
        Holders one = Holders.of(document, found.coveredPermille());
        parts.merge(part, one, (some, more) -> some.merge(more, limit));
      }
    }
  }

  /** The walk along sorted parts, from which the sum of each is drawn. */
  private static final class Sums {
    private final Iterator<Tuple2<byte[], byte[]>> sorted;
    private final int limit;
    private @Nullable Tuple2<byte[], byte[]> ahead;

    Sums(Iterator<Tuple2<byte[], byte[]>> sorted, int limit) {
      this.sorted = sorted;
      this.limit = limit;
      advance();
    }

    private void advance() {
      ahead = sorted.hasNext() ? sorted.next() : null;
    }

    @Nullable Tuple2<byte[], byte[]> next() {
      Tuple2<byte[], byte[]> first = ahead;
      if (first == null) {
        return null;
      }
      Holders sum = Holders.NONE;
      for (var next = ahead; next != null && isSame(first, next); next = ahead) {
        sum = sum.merge(holders(next._2()), limit);
        advance();
      }
      return new Tuple2<>(first._1(), value(sum));
    }

    private static boolean isSame(Tuple2<byte[], byte[]> one, Tuple2<byte[], byte[]> other) {
      return Arrays.equals(one._1(), other._1());
    }
  }

  /** Item, part and option; before them the item once more, spread evenly. */
  private static byte[] key(Sighting part) {
    byte[] key = new byte[KEY];
    Bytes.put(key, 0, part.item() * SPREAD);
    Bytes.put(key, 4, part.item());
    Bytes.put(key, 8, part.option());
    key[12] = (byte) PARTS.indexOf(part.part());
    return key;
  }

  private static Sighting sighting(byte[] key) {
    return new Sighting(Bytes.int32(key, 4), PARTS.get(key[12]), Bytes.int32(key, 8), 0);
  }

  private static byte[] value(Holders holders) {
    byte[] counts = new byte[Long.BYTES + Integer.BYTES];
    Bytes.put(counts, 0, holders.count());
    Bytes.put(counts, 8, holders.coveredPermille());
    byte[][] parts = new byte[1 + holders.first().size()][];
    parts[0] = counts;
    for (int i = 1; i < parts.length; i++) {
      parts[i] = Bytes.counted(holders.first().get(i - 1));
    }
    return Bytes.join(parts);
  }

  private static Holders holders(byte[] value) {
    List<String> first = new ArrayList<>();
    Bytes.Cursor names = new Bytes.Cursor(value);
    byte[] counts = names.take(Long.BYTES + Integer.BYTES);
    for (int at = counts.length; at < value.length; ) {
      int size = Integer.BYTES + Bytes.int32(value, at);
      first.add(names.counted());
      at += size;
    }
    return new Holders(Bytes.int64(counts, 0), Bytes.int32(counts, 8), first);
  }
}
