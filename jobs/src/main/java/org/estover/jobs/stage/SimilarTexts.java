package org.estover.jobs.stage;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.estover.dedupe.near.Jaccard;
import org.estover.dedupe.near.MinHash;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The exact similarity of pairs of documents, from their texts where they lie.
 *
 * <p>Two shuffles: each pair goes to the file of its first document, from there with that one's
 * shingles to the file of the other. So texts are read twice, but only of files in which a pair
 * lies; what travels is 8 bytes a word, once for each pair. Memory is two sets of shingles.
 */
final class SimilarTexts {
  private static final byte[] NONE = {};

  private final Engine engine;
  private final String documents;
  private final List<RowFile> files;
  private final Similarity similarity;

  SimilarTexts(Engine engine, String documents, List<RowFile> files, Similarity similarity) {
    this.engine = engine;
    this.documents = documents;
    this.files = files;
    this.similarity = similarity;
  }

  /**
   * Measures pairs.
   *
   * @param edges pairs of vertices as keys; they may come more than once
   * @param threshold what is less similar is left out; 0 leaves out nothing
   * @return each pair once, with its similarity in eight bytes
   */
  JavaPairRDD<byte[], byte[]> measure(JavaPairRDD<byte[], byte[]> edges, double threshold) {
    int parts = engine.partitions(files);
    String folder = documents;
    List<RowFile> all = files;
    Similarity how = similarity;
    JavaPairRDD<byte[], byte[]> wanted =
        edges.mapToPair(
            edge ->
                new Tuple2<>(Bytes.join(Vertex.place(Vertex.first(edge._1())), edge._1()), NONE));
    JavaPairRDD<byte[], byte[]> withFirst =
        SortedPairs.sort(wanted, parts, Vertex::byFile)
            .mapPartitionsToPair(
                sorted -> {
                  Lookup lookup = new Lookup(folder, all, new Distinct(sorted), how.minHash());
                  return new Pull<>(
                      () -> {
                        Tuple2<byte[], byte[]> found = lookup.next();
                        if (found == null) {
                          return null;
                        }
                        byte[] edge = edge(found._1());
                        return new Tuple2<>(
                            Bytes.join(Vertex.place(Vertex.second(edge)), edge),
                            Similarity.bytes(lookup.shingles()));
                      });
                });
    return SortedPairs.sort(withFirst, parts, Vertex::byFile)
        .mapPartitionsToPair(
            sorted -> {
              Lookup lookup = new Lookup(folder, all, sorted, how.minHash());
              return new Pull<>(
                  () -> {
                    for (var found = lookup.next(); found != null; found = lookup.next()) {
                      long[] first = Similarity.longs(found._2());
                      double measured = Jaccard.atLeast(first, lookup.shingles(), threshold);
                      if (measured >= threshold) {
                        return new Tuple2<>(edge(found._1()), Similarity.bytes(measured));
                      }
                    }
                    return null;
                  });
            });
  }

  private static byte[] edge(byte[] key) {
    return Bytes.slice(key, Vertex.placeSize(), key.length);
  }

  /** Walks requests in order of their places along the file that they concern. */
  private static final class Lookup implements Closeable {
    private final String folder;
    private final List<RowFile> files;
    private final Iterator<Tuple2<byte[], byte[]>> requests;
    private final MinHash cutter;
    private @Nullable RowReader<DocumentRow> reader;
    private int file = -1;
    private long row = -1;
    private String text = "";
    private long @Nullable [] shingles;

    Lookup(
        String folder,
        List<RowFile> files,
        Iterator<Tuple2<byte[], byte[]>> requests,
        MinHash cutter) {
      this.folder = folder;
      this.files = files;
      this.requests = requests;
      this.cutter = cutter;
    }

    /** The next request, whose shingles are then at hand; null after the last. */
    @Nullable Tuple2<byte[], byte[]> next() throws IOException {
      if (!requests.hasNext()) {
        return null;
      }
      Tuple2<byte[], byte[]> request = requests.next();
      seek(Vertex.file(request._1()), Vertex.row(request._1()));
      return request;
    }

    long[] shingles() {
      long[] known = shingles;
      if (known == null) {
        known = cutter.shingles(text);
        shingles = known;
      }
      return known;
    }

    /** Opens another file in place of the last: at any time one is open. */
    private RowReader<DocumentRow> open(int wanted) throws IOException {
      RowReader<DocumentRow> last = reader;
      if (last == null) {
        Pull.untilTaskEnds(this);
      } else {
        last.close();
      }
      RowReader<DocumentRow> next = EditedDocuments.open(folder, files.get(wanted), "text");
      reader = next;
      return next;
    }

    @Override
    public void close() throws IOException {
      if (reader != null) {
        reader.close();
      }
    }

    private void seek(int wantedFile, long wantedRow) throws IOException {
      RowReader<DocumentRow> open = reader;
      if (open == null || wantedFile != file) {
        open = open(wantedFile);
        file = wantedFile;
        row = -1;
      }
      while (row < wantedRow) {
        text = open.required().text();
        shingles = null;
        row++;
      }
    }
  }
}
