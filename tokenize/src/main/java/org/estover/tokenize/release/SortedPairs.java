package org.estover.tokenize.release;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts (key, row) pairs outside of memory: runs of a fixed number of pairs are sorted and put
 * aside in files, then merged. Keys are unsigned.
 *
 * <p>Memory: one run (16 bytes a pair) and, when merging, one small buffer per run.
 */
final class SortedPairs implements Closeable {
  static final int RUN_PAIRS = 1 << 18;

  private final Path prefix;
  private final Pair[] pairs;
  private final List<Path> runs = new ArrayList<>();
  private int used;

  /** A key with the row it leads to. */
  record Pair(long key, int row) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      int byKey = Long.compareUnsigned(key, other.key);
      return byKey != 0 ? byKey : Integer.compareUnsigned(row, other.row);
    }
  }

  /** Receives pairs in ascending order. */
  interface Sink {
    void accept(Pair pair) throws IOException;
  }

  SortedPairs(Path prefix, int runPairs) {
    this.prefix = prefix;
    this.pairs = new Pair[runPairs];
  }

  void add(long key, int row) throws IOException {
    if (used == pairs.length) {
      spill();
    }
    pairs[used++] = new Pair(key, row);
  }

  void drainTo(Sink sink) throws IOException {
    if (runs.isEmpty()) {
      Arrays.sort(pairs, 0, used);
      for (int i = 0; i < used; i++) {
        sink.accept(pairs[i]);
      }
      return;
    }
    spill();
    merge(sink);
  }

  private void spill() throws IOException {
    Arrays.sort(pairs, 0, used);
    Path run = prefix.resolveSibling(prefix.getFileName() + "." + runs.size() + ".tmp");
    runs.add(run);
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(run), 1 << 16))) {
      for (int i = 0; i < used; i++) {
        out.writeLong(pairs[i].key());
        out.writeInt(pairs[i].row());
      }
    }
    used = 0;
  }

  private void merge(Sink sink) throws IOException {
    List<Run> open = new ArrayList<>();
    try {
      PriorityQueue<Run> queue = new PriorityQueue<>();
      for (Path file : runs) {
        Run run = new Run(file);
        open.add(run);
        if (run.advance()) {
          queue.add(run);
        }
      }
      for (Run least = queue.poll(); least != null; least = queue.poll()) {
        sink.accept(least.head);
        if (least.advance()) {
          queue.add(least);
        }
      }
    } finally {
      for (Run run : open) {
        run.in.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Path run : runs) {
      Files.deleteIfExists(run);
    }
  }

  private static final class Run implements Comparable<Run> {
    private final DataInputStream in;
    private long left;
    private Pair head = new Pair(0, 0);

    Run(Path file) throws IOException {
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 13));
      left = Files.size(file) / PairIndex.PAIR_SIZE;
    }

    boolean advance() throws IOException {
      if (left == 0) {
        return false;
      }
      left--;
      head = new Pair(in.readLong(), in.readInt());
      return true;
    }

    @Override
    public int compareTo(Run other) {
      return head.compareTo(other.head);
    }
  }
}
