package org.estover.tokenize.order;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.estover.tokenize.shard.IndexedDatasetWriter;
import org.estover.tokenize.shard.TokenWidth;
import org.estover.tokenize.shard.npy.NpyFile;

/** Small indexed data sets, by seed: empty documents and those of one token included. */
final class RandomData {
  private final List<List<Integer>> documents = new ArrayList<>();

  RandomData(SplittableRandom random, int count, int longest) {
    int bound = TokenWidth.UINT16.largestToken();
    for (int d = 0; d < count; d++) {
      int size = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(longest + 1);
      documents.add(random.ints(size, 0, bound).boxed().toList());
    }
    // So that every part of them has something to train on.
    documents.set(0, List.of(1, 2, 3, 4, 5));
    documents.set(count - 1, List.of(6, 7, 8, 9));
  }

  List<List<Integer>> documents() {
    return documents;
  }

  int[] sizes() {
    return documents.stream().mapToInt(List::size).toArray();
  }

  DocumentRange all() {
    return new DocumentRange(0, documents.size());
  }

  void write(Path prefix) throws IOException {
    try (IndexedDatasetWriter writer = IndexedDatasetWriter.create(prefix, TokenWidth.UINT16)) {
      for (List<Integer> document : documents) {
        for (int token : document) {
          writer.append(token);
        }
        writer.endSequence();
        writer.endDocument();
      }
      writer.finish();
    }
  }

  /** All elements of an array. */
  static List<Integer> array(Path npy) throws IOException {
    NpyFile file = NpyFile.open(npy);
    return LongStream.range(0, file.count()).mapToObj(i -> (int) file.element(i)).toList();
  }
}
