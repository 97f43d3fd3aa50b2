package org.estover.dedupe.exact;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A Bloom filter of paragraphs, for corpora whose paragraphs are too many for a set: of equal
 * paragraphs the first that is added stays, and few others go by chance ({@link BloomSize}).
 *
 * <p>A paragraph's 128-bit key says which bits it sets ({@link BloomBlock}). Nothing is drawn by
 * chance, and added paragraphs are or-ed in, so the filter and its file ({@link BloomFile}) depend
 * on the set of paragraphs and their number only, not on their order. Memory: that of the size, in
 * pieces that are made when they are needed. One thread at a time.
 */
public final class ParagraphBloom {
  /** The version of keys, bits and file. */
  public static final int VERSION = 1;

  private static final int BLOCK_WORDS = BloomBlock.WORDS;
  private static final int SEGMENT_BLOCKS_LOG = 10;
  private static final int SEGMENT_BLOCKS = 1 << SEGMENT_BLOCKS_LOG;
  private static final int SEGMENT_WORDS = SEGMENT_BLOCKS * BLOCK_WORDS;

  private final BloomSize size;
  private final int hashes;
  private final long blocks;
  private final long[] @Nullable [] segments;
  private final ParagraphBatch batch = new ParagraphBatch();
  private long added;

  /** Kept so that the reads are made; what they read is of no interest. */
  @SuppressWarnings("UnusedVariable")
  private long touched;

  /** Makes an empty filter. */
  public ParagraphBloom(BloomSize size) {
    this.size = size;
    hashes = size.hashes();
    blocks = size.blocks();
    segments = new long[(int) ((blocks + SEGMENT_BLOCKS - 1) >> SEGMENT_BLOCKS_LOG)][];
  }

  /** The shape. */
  public BloomSize size() {
    return size;
  }

  /** How many paragraphs were added, equal ones included. */
  public long added() {
    return added;
  }

  /** The ranges of the paragraphs of a text that were added before; adds the others. */
  public ParagraphCuts cuts(CharSequence text, Paragraphs paragraphs) {
    ParagraphCuts.Draft draft = new ParagraphCuts.Draft();
    paragraphs.open(text);
    while (batch.fill(paragraphs)) {
      touch();
      draft.compare(batch.count());
      for (int i = 0; i < batch.count(); i++) {
        if (!add(batch.high(i), batch.low(i))) {
          draft.add(batch.byteStart(i), batch.byteEnd(i));
        }
      }
    }
    return draft.finish(paragraphs);
  }

  /**
   * Reads a word of each block of the batch. These reads do not depend on each other, so that their
   * waits for memory overlap; those of {@link #add} would each wait for the one before.
   */
  private void touch() {
    long all = 0;
    for (int i = 0; i < batch.count(); i++) {
      long block = BloomBlock.of(batch.high(i), blocks);
      long[] words = segments[(int) (block >> SEGMENT_BLOCKS_LOG)];
      all += words == null ? 0 : words[wordOf(block)];
    }
    touched = all;
  }

  /** Adds a paragraph by its key; false if it seems to have been added before. */
  public boolean add(long high, long low) {
    added++;
    if (mightContain(high, low)) {
      return false;
    }
    long block = BloomBlock.of(high, blocks);
    BloomBlock.set(segment(block), wordOf(block), low, hashes);
    return true;
  }

  /** Whether a paragraph seems to have been added; adds nothing. */
  public boolean mightContain(long high, long low) {
    long block = BloomBlock.of(high, blocks);
    long[] words = segments[(int) (block >> SEGMENT_BLOCKS_LOG)];
    return words != null && BloomBlock.contains(words, wordOf(block), low, hashes);
  }

  private static int wordOf(long block) {
    return (int) (block & (SEGMENT_BLOCKS - 1)) * BLOCK_WORDS;
  }

  /**
   * Writes the filter into a file, reads that again, and only then gives it its name.
   *
   * @throws IOException if it cannot be written, or reads otherwise than it was written
   */
  public void write(Path file) throws IOException {
    BloomFile.write(file, size, added, this::give);
  }

  private void give(BloomFile.Taker taker) throws IOException {
    for (long block = 0; block < blocks; block++) {
      long[] words = segments[(int) (block >> SEGMENT_BLOCKS_LOG)];
      if (words != null) {
        taker.take(block, words, wordOf(block));
      }
    }
  }

  /**
   * Reads a filter from a file.
   *
   * @throws IOException if it is none, is of another version, or is damaged
   */
  public static ParagraphBloom read(Path file) throws IOException {
    ParagraphBloom[] read = new ParagraphBloom[1];
    BloomFile.read(
        file,
        head -> {
          ParagraphBloom bloom = new ParagraphBloom(head.size());
          bloom.added = head.added();
          read[0] = bloom;
          return bloom::fill;
        });
    return read[0];
  }

  private void fill(long block, long[] words, int from) {
    long any = 0;
    for (int i = 0; i < BLOCK_WORDS; i++) {
      any |= words[from + i];
    }
    if (any != 0) {
      System.arraycopy(words, from, segment(block), wordOf(block), BLOCK_WORDS);
    }
  }

  /** The segment of a block, made if it is needed for the first time. */
  private long[] segment(long block) {
    int segment = (int) (block >> SEGMENT_BLOCKS_LOG);
    long[] words = segments[segment];
    if (words == null) {
      words = new long[SEGMENT_WORDS];
      segments[segment] = words;
    }
    return words;
  }
}
