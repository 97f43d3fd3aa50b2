package org.estover.jobs.stage;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.estover.jobs.rows.RowReader;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Pairs of similar documents among the survivors of {@link ExactGroups}.
 *
 * <p>Candidates share a band key. Within a band, members stand in survivor's order, and each is
 * paired with the first and with the {@value #WINDOW} before it: all pairs in bands of usual size,
 * and work that grows with the members, not with their square, where thousands share a band. A
 * candidate is then verified by the signatures of both sides, which are fetched from the files
 * where they lie: one shuffle to the file of the one, one to the file of the other.
 */
final class NearPairs {
  /** Part of the algorithm's version: another window may find other pairs. */
  private static final int WINDOW = 16;

  private static final int BAND_KEY = 8;
  private static final byte[] NONE = {};

  private final Engine engine;
  private final String features;
  private final List<RowFile> files;
  private final Similarity similarity;

  NearPairs(Engine engine, String features, List<RowFile> files, Similarity similarity) {
    this.engine = engine;
    this.features = features;
    this.files = files;
    this.similarity = similarity;
  }

  /** Verified pairs as edges from the larger vertex to the smaller; some may come twice. */
  JavaPairRDD<byte[], byte[]> of(ExactGroups exact) {
    JavaPairRDD<byte[], byte[]> bands =
        exact.survivors().flatMapToPair(survivor -> bandKeys(survivor._1(), survivor._2()));
    JavaPairRDD<byte[], byte[]> candidates =
        SortedPairs.sort(bands, engine.partitions(files), SortedPairs::byPrefix)
            .mapPartitionsToPair(NearPairs::candidates);
    return verify(candidates);
  }

  /** Band key and vertex: keys of different bands are unrelated, so they need no number. */
  private static Iterator<Tuple2<byte[], byte[]>> bandKeys(byte[] vertex, byte[] bands) {
    int count = bands.length / BAND_KEY;
    return new Iterator<>() {
      private int band;

      @Override
      public boolean hasNext() {
        return band < count;
      }

      @Override
      public Tuple2<byte[], byte[]> next() {
        byte[] hash = Bytes.slice(bands, band * BAND_KEY, (band + 1) * BAND_KEY);
        band++;
        return new Tuple2<>(Bytes.join(hash, vertex), NONE);
      }
    };
  }

  /** Candidate pairs, keyed by the place of the larger member. */
  private static Iterator<Tuple2<byte[], byte[]>> candidates(
      Iterator<Tuple2<byte[], byte[]>> sorted) {
    Band band = new Band();
    return new Pull<>(
        () -> {
          while (band.pairs.isEmpty() && sorted.hasNext()) {
            band.add(sorted.next()._1());
          }
          byte[] edge = band.pairs.poll();
          return edge == null
              ? null
              : new Tuple2<>(Bytes.join(Vertex.place(Vertex.first(edge)), edge), NONE);
        });
  }

  /** The members of one band, as far as a walk must remember them. */
  private static final class Band {
    private byte[] key = NONE;
    private byte[] head = NONE;
    private final Deque<byte[]> window = new ArrayDeque<>();
    private final Deque<byte[]> pairs = new ArrayDeque<>();

    void add(byte[] entry) {
      byte[] vertex = Bytes.slice(entry, BAND_KEY, entry.length);
      if (key.length == 0 || !Bytes.sameRange(entry, key, 0, BAND_KEY)) {
        key = entry;
        head = vertex;
        window.clear();
        return;
      }
      pairs.add(Vertex.edge(vertex, head));
      window.forEach(earlier -> pairs.add(Vertex.edge(vertex, earlier)));
      window.add(vertex);
      if (window.size() > WINDOW) {
        window.remove();
      }
    }
  }

  private JavaPairRDD<byte[], byte[]> verify(JavaPairRDD<byte[], byte[]> candidates) {
    int parts = engine.partitions(files);
    String folder = features;
    List<RowFile> all = files;
    Similarity measure = similarity;
    JavaPairRDD<byte[], byte[]> withOne =
        SortedPairs.sort(candidates, parts, Vertex::byFile)
            .mapPartitionsToPair(
                sorted -> {
                  Lookup lookup = new Lookup(folder, all, new Distinct(sorted));
                  return new Pull<>(
                      () -> {
                        Tuple2<byte[], byte[]> found = lookup.next();
                        if (found == null) {
                          return null;
                        }
                        byte[] edge = edge(found._1());
                        return new Tuple2<>(
                            Bytes.join(Vertex.place(Vertex.second(edge)), edge),
                            lookup.signature());
                      });
                });
    return SortedPairs.sort(withOne, parts, Vertex::byFile)
        .mapPartitionsToPair(
            sorted -> {
              Lookup lookup = new Lookup(folder, all, sorted);
              return new Pull<>(
                  () -> {
                    for (var found = lookup.next(); found != null; found = lookup.next()) {
                      if (measure.similar(found._2(), lookup.signature())) {
                        return new Tuple2<>(edge(found._1()), NONE);
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
    private @Nullable RowReader<FeatureRow> reader;
    private int file = -1;
    private long row = -1;
    private byte[] signature = NONE;

    Lookup(String folder, List<RowFile> files, Iterator<Tuple2<byte[], byte[]>> requests) {
      this.folder = folder;
      this.files = files;
      this.requests = requests;
    }

    /** The next request, whose signature is then at hand; null after the last. */
    @Nullable Tuple2<byte[], byte[]> next() throws IOException {
      if (!requests.hasNext()) {
        return null;
      }
      Tuple2<byte[], byte[]> request = requests.next();
      seek(Vertex.file(request._1()), Vertex.row(request._1()));
      return request;
    }

    byte[] signature() {
      return signature;
    }

    /** Opens another file in place of the last: at any time one is open. */
    private RowReader<FeatureRow> open(int wanted) throws IOException {
      RowReader<FeatureRow> last = reader;
      if (last == null) {
        Pull.untilTaskEnds(this);
      } else {
        last.close();
      }
      RowReader<FeatureRow> next =
          RowReader.open(FeatureRow.TYPE, files.get(wanted).at(folder), "signature");
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
      RowReader<FeatureRow> open = reader;
      if (open == null || wantedFile != file) {
        open = open(wantedFile);
        file = wantedFile;
        row = -1;
      }
      while (row < wantedRow) {
        signature = open.required().signature();
        row++;
      }
    }
  }
}
