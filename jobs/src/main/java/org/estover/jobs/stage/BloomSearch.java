package org.estover.jobs.stage;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.util.LongAccumulator;
import org.estover.dedupe.exact.BloomBlock;
import org.estover.dedupe.exact.BloomFile;
import org.estover.dedupe.exact.BloomSize;
import org.estover.dedupe.exact.ParagraphCut;
import org.estover.dedupe.exact.Paragraphs;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.RowType;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.run.Durable;
import org.estover.jobs.run.Leftovers;
import org.estover.jobs.run.Progress;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The paragraphs that a Bloom filter takes for known, over Spark, exactly as {@link
 * org.estover.dedupe.exact.ParagraphBloom} does in one process, with the same file.
 *
 * <p>All bits of a key lie in one block of the filter, so what a block answers depends on its own
 * keys alone: a shuffle brings together the paragraphs of a block, in the order in which the
 * documents would be gone through, and one block at a time is in memory. The blocks that a task has
 * filled are a row each, and the file is written from these rows without a filter in memory.
 *
 * @param size the filter's shape, by the number of paragraphs
 * @param paragraphs their number
 */
record BloomSearch(BloomSize size, long paragraphs) {
  private static final String BITS = "bits";
  private static final String COUNT = "count";
  private static final int CUTS = 10_000;
  private static final int VALUE_SIZE = 2 * Long.BYTES;

  /** A block and its bits. */
  @SuppressWarnings("ArrayRecordComponent") // Written and read, never compared.
  private record BlockRow(long block, byte[] bits) {
    static final RowType<BlockRow> TYPE =
        RowType.<BlockRow>named("block")
            .int64("block", BlockRow::block)
            .bytes("bits", BlockRow::bits)
            .rows(at -> new BlockRow(at.int64("block"), at.bytes("bits")));
  }

  /** A search among the documents of all files that the verdicts keep, which are counted first. */
  static BloomSearch among(
      Engine engine, CountTask task, Path steps, double falsePositives, Progress.Bar bar)
      throws IOException {
    Path counted = Files.createDirectories(steps).resolve(COUNT);
    if (!Files.exists(counted)) {
      List<RowFile> files = RowFile.in(Path.of(task.documents()));
      long count = 0;
      for (long part : engine.map(engine.packs(files), bar, task)) {
        count += part;
      }
      Durable.write(counted, Long.toString(count));
    }
    long count = Long.parseLong(Files.readString(counted).strip());
    return new BloomSearch(BloomSize.of(count, falsePositives), count);
  }

  /** Counts paragraphs. */
  record CountTask(String documents, String verdicts, ParagraphCut cut, int minWords)
      implements Engine.FileTask<List<RowFile>, Long> {
    private static final long serialVersionUID = 1L;

    @Override
    public Long run(List<RowFile> files, LongAccumulator done) throws IOException {
      Paragraphs paragraphs = new Paragraphs(cut, minWords);
      long count = 0;
      for (RowFile file : files) {
        try (RowReader<DocumentRow> texts = EditedDocuments.open(documents, file, "text");
            RowReader<VerdictRow> kept =
                RowReader.open(VerdictRow.TYPE, file.at(verdicts), "keep")) {
          for (DocumentRow row = texts.next(); row != null; row = texts.next()) {
            count += kept.required().keep() ? paragraphs.count(row.text()) : 0;
          }
        }
      }
      return count;
    }
  }

  /** How a copy of a paragraph travels to its block. */
  ParagraphSearch.Layout layout() {
    return new BlockLayout(size.blocks(), size.hashes());
  }

  /**
   * Key: the block as a fraction of all (8), which is evenly spread, the document's vertex (40),
   * start (4), end (4). Value: the paragraph's key (16).
   */
  private record BlockLayout(long blocks, int hashes) implements ParagraphSearch.Layout {
    private static final long serialVersionUID = 1L;

    @Override
    public Tuple2<byte[], byte[]> copy(Paragraphs at, byte[] vertex) {
      byte[] key = new byte[Long.BYTES + Vertex.SIZE + 2 * Integer.BYTES];
      long block = BloomBlock.of(at.high(), new BloomSize(blocks, hashes));
      Bytes.put(key, 0, block * Long.divideUnsigned(-1L, blocks));
      System.arraycopy(vertex, 0, key, Long.BYTES, Vertex.SIZE);
      Bytes.put(key, Long.BYTES + Vertex.SIZE, at.byteStart());
      Bytes.put(key, Long.BYTES + Vertex.SIZE + Integer.BYTES, at.byteEnd());
      byte[] value = new byte[VALUE_SIZE];
      Bytes.put(value, 0, at.high());
      Bytes.put(value, Long.BYTES, at.low());
      return new Tuple2<>(key, value);
    }
  }

  /**
   * Of sorted copies those that are known: place, start and end; and the document in which the
   * paragraph stands first, zeros where the filter took it for another one.
   */
  JavaPairRDD<byte[], byte[]> known(JavaPairRDD<byte[], byte[]> sorted, Path steps)
      throws IOException {
    // An attempt that was killed may have cut the blocks into more parts.
    Leftovers.removeTree(steps.resolve(BITS));
    Path bits = Files.createDirectories(steps.resolve(BITS));
    Filling filling = new Filling(size.blocks(), size.hashes(), bits.toString());
    return JavaPairRDD.fromJavaRDD(
        sorted.mapPartitionsWithIndex((index, own) -> filling.of(index, own), false));
  }

  /** The name of a task's file: ascending with the task, also beyond the five digits of a name. */
  static String part(int index) {
    return RowFile.name(index / CUTS, index % CUTS);
  }

  private record Filling(long blocks, int hashes, String bits) implements Serializable {
    private static final long serialVersionUID = 1L;

    Iterator<Tuple2<byte[], byte[]>> of(int index, Iterator<Tuple2<byte[], byte[]>> own)
        throws IOException {
      RowWriter<BlockRow> out =
          Pull.untilTaskEnds(RowWriter.create(BlockRow.TYPE, Path.of(bits, part(index))));
      return new Pull<>(new Walk(own, out, new BloomSize(blocks, hashes)));
    }
  }

  /** A walk along the copies of some blocks, one block after the other. */
  private static final class Walk implements Pull.Next<Tuple2<byte[], byte[]>> {
    private static final int PLACE = Long.BYTES + Vertex.RANK;
    private static final int ID = PLACE - Vertex.ID_SIZE;

    private final Iterator<Tuple2<byte[], byte[]>> sorted;
    private final RowWriter<BlockRow> out;
    private final BloomSize size;
    private BloomBlock block;
    private long number = -1;

    /** Each key has set a bit of the block, so there are no more of them than it has bits. */
    private final Map<ParagraphKey, byte[]> firsts = new HashMap<>();

    Walk(Iterator<Tuple2<byte[], byte[]>> sorted, RowWriter<BlockRow> out, BloomSize size) {
      this.sorted = sorted;
      this.out = out;
      this.size = size;
      this.block = new BloomBlock(size);
    }

    private record ParagraphKey(long high, long low) {}

    @Override
    public @Nullable Tuple2<byte[], byte[]> next() throws IOException {
      while (sorted.hasNext()) {
        Tuple2<byte[], byte[]> copy = sorted.next();
        byte[] at = copy._1();
        ParagraphKey key =
            new ParagraphKey(Bytes.int64(copy._2(), 0), Bytes.int64(copy._2(), Long.BYTES));
        enter(BloomBlock.of(key.high(), size));
        if (!block.add(key.low())) {
          byte[] first = firsts.getOrDefault(key, CutRow.Cut.NOT_KNOWN);
          return new Tuple2<>(Bytes.slice(at, PLACE, at.length), first);
        }
        firsts.put(key, Bytes.slice(at, ID, PLACE));
      }
      enter(-1);
      out.commitForced();
      return null;
    }

    private void enter(long next) throws IOException {
      if (next == number) {
        return;
      }
      if (number >= 0) {
        byte[] bits = new byte[BloomBlock.WORDS * Long.BYTES];
        for (int i = 0; i < BloomBlock.WORDS; i++) {
          Bytes.put(bits, i * Long.BYTES, block.words()[i]);
        }
        out.write(new BlockRow(number, bits));
      }
      number = next;
      block = new BloomBlock(size);
      firsts.clear();
    }
  }

  /** Writes the filter's file from the blocks that all tasks have filled. */
  void write(Path steps, Path file) throws IOException {
    String bits = steps.resolve(BITS).toString();
    BloomFile.write(
        file,
        size,
        paragraphs,
        taker -> {
          // Tasks have ascending blocks, and their files ascending names.
          for (RowFile part : RowFile.in(Path.of(bits))) {
            try (RowReader<BlockRow> rows = RowReader.open(BlockRow.TYPE, part.at(bits))) {
              for (BlockRow row = rows.next(); row != null; row = rows.next()) {
                long[] words = new long[BloomBlock.WORDS];
                for (int i = 0; i < words.length; i++) {
                  words[i] = Bytes.int64(row.bits(), i * Long.BYTES);
                }
                taker.take(row.block(), words, 0);
              }
            }
          }
        });
  }
}
