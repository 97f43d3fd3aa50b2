package org.estover.tokenize.order;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.estover.tokenize.shard.IndexedDatasetReader;
import org.estover.tokenize.shard.npy.NpyFile;
import org.estover.tokenize.shard.npy.NpyType;

/**
 * The order in which Megatron-Core's GPTDataset reads a data set: equal to its three index arrays,
 * to its cache files byte for byte, and to the samples that it returns.
 *
 * <p>As {@link NeoxOrder}, with these differences. Where the last epoch gives less than 80 % of its
 * samples, its documents and its samples are shuffled on their own, behind all others. A validation
 * split may keep its last, partial sample; their number is then <em>computed in 32-bit floats</em>,
 * so that above 2^24 tokens the last samples can be missing, or Megatron-Core aborts, which is an
 * error here. {@link #length()} is the number of samples; where Megatron-Core maps its indexes
 * late, its {@code len()} is computed in 64 bits and may differ from what is there.
 *
 * <p>Time O(documents x epochs + samples), memory 4 bytes per document and epoch and 12 per sample.
 * Immutable and thread-safe.
 */
public final class MegatronOrder {
  private static final double THRESHOLD = 0.80;

  private final MegatronSettings settings;
  private final int[] sizes;
  private final int[] documents;
  private final RowStarts rows;
  private final int[] shuffle;
  private final long epochs;

  private MegatronOrder(
      MegatronSettings settings,
      int[] sizes,
      int[] documents,
      RowStarts rows,
      int[] shuffle,
      long epochs) {
    this.settings = settings;
    this.sizes = sizes;
    this.documents = documents;
    this.rows = rows;
    this.shuffle = shuffle;
    this.epochs = epochs;
  }

  /**
   * Builds the order of some documents of a data set.
   *
   * @param sizes tokens of every document of the data set, see {@link SequenceSizes}; not copied
   * @throws OrderException where Megatron-Core fails, or the arrays would be too large
   */
  public static MegatronOrder of(int[] sizes, DocumentRange range, MegatronSettings settings)
      throws OrderException {
    int length = settings.sequenceTokens();
    int extra = settings.extra();
    Shuffles.checkLength(length);
    long tokens = Shuffles.checkedTokens(sizes, range);
    long epochs = epochs(settings, tokens);
    int[] documents = Shuffles.repeated(range, epochs);
    int count = Shuffles.count(samples(settings, epochs * tokens));
    int before = separated(settings, epochs, tokens);

    NumpyRandom random = new NumpyRandom(settings.seed());
    int lastEpoch = before < 0 ? documents.length : documents.length - (int) range.count();
    random.shuffle(documents, 0, lastEpoch);
    random.shuffle(documents, lastEpoch, documents.length);
    RowStarts rows = RowStarts.cut(sizes, documents, length, count, extra);
    int[] shuffle = Shuffles.identity(count);
    int lastSamples = before < 0 ? count : before;
    random.shuffle(shuffle, 0, lastSamples);
    random.shuffle(shuffle, lastSamples, count);
    return new MegatronOrder(settings, sizes, documents, rows, shuffle, epochs);
  }

  private static long epochs(MegatronSettings settings, long tokens) throws OrderException {
    Long samples = settings.samples();
    if (samples == null) {
      return 1;
    }
    // epochs * tokens >= samples * L + extra
    long needed = (long) Shuffles.count(samples) * settings.sequenceTokens() + settings.extra();
    return needed <= tokens ? 1 : (needed - 1) / tokens + 1;
  }

  private static long samples(MegatronSettings settings, long tokens) {
    long usable = tokens - settings.extra();
    return settings.keepsPartial()
        ? (long) Math.ceil((float) usable / (float) settings.sequenceTokens())
        : usable / settings.sequenceTokens();
  }

  /**
   * The samples before the last epoch if that one is shuffled on its own, or -1: it is if it gives
   * less than 80 % of the samples that a whole epoch does.
   */
  private static int separated(MegatronSettings settings, long epochs, long tokens) {
    Long samples = settings.samples();
    if (epochs == 1 || samples == null) {
      return -1;
    }
    long before = ((epochs - 1) * tokens - settings.extra()) / settings.sequenceTokens();
    long perEpoch = (tokens - settings.extra()) / settings.sequenceTokens();
    return samples - before < (long) (THRESHOLD * (double) perEpoch) ? (int) before : -1;
  }

  /** What was asked for. */
  public MegatronSettings settings() {
    return settings;
  }

  /** The passes over the documents. */
  public long epochs() {
    return epochs;
  }

  /** The documents that the order reads, repetitions counted: the length of document_index. */
  public long documents() {
    return documents.length;
  }

  /** The number of samples, which is also what {@code len()} says. */
  public long length() {
    return shuffle.length;
  }

  /**
   * The document spans of a sample.
   *
   * @throws OrderException if there is no such sample
   */
  public List<TokenSpan> spans(long index) throws OrderException {
    if (index < 0 || index >= shuffle.length) {
      throw Errors.notReadable(index, shuffle.length);
    }
    return rows.spans(shuffle[(int) index], documents, sizes, settings.extra());
  }

  /**
   * The tokens of a sample: L+1, or L without the extra token.
   *
   * @param pad what fills up a partial last sample: the tokenizer's padding token, or -1 where that
   *     is also another special token
   */
  public int[] tokens(IndexedDatasetReader data, long index, int pad) throws IOException {
    int[] tokens = Shuffles.tokens(data, spans(index));
    int[] sample = Arrays.copyOf(tokens, settings.sequenceTokens() + settings.extra());
    Arrays.fill(sample, Math.min(tokens.length, sample.length), sample.length, pad);
    return sample;
  }

  /**
   * Writes description and arrays under Megatron-Core's own names, so that a trainer that is told
   * the same uses them unchanged.
   *
   * @param folder the trainer's {@code --data-cache-path}, or PREFIX/cache/GPTDataset_indices
   * @return the files written: description, document_index, sample_index, shuffle_index
   */
  public List<Path> write(Path folder, MegatronDescription description) throws IOException {
    Files.createDirectories(folder);
    String stem = description.hash() + "-GPTDataset-" + settings.part().word() + "-";
    Path documentIndex = folder.resolve(stem + "document_index.npy");
    NpyFile.write(documentIndex, NpyType.INT32, documents, documents.length);
    Path sampleIndex = folder.resolve(stem + "sample_index.npy");
    // Wider only for a document, or a list of documents, beyond 31 bits.
    Shuffles.writeRows(sampleIndex, NpyType.INT32, rows);
    Path shuffleIndex = folder.resolve(stem + "shuffle_index.npy");
    NpyFile.write(shuffleIndex, NpyType.UINT32, shuffle, shuffle.length);
    Path text = folder.resolve(stem + "description.txt");
    Files.writeString(text, description.text(), StandardCharsets.UTF_8);
    return List.of(text, documentIndex, sampleIndex, shuffleIndex);
  }
}
