package org.estover.tokenize.order;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.estover.tokenize.order.NeoxSettings.Packing;
import org.estover.tokenize.order.NeoxSettings.Version;
import org.estover.tokenize.shard.IndexedDatasetReader;
import org.estover.tokenize.shard.npy.NpyFile;
import org.estover.tokenize.shard.npy.NpyType;

/**
 * The order in which GPT-NeoX reads a data set, Pythia's included: equal to its three index arrays,
 * to its files byte for byte, and to what its data set returns for every index.
 *
 * <p>Idea: the documents, repeated once per epoch, are shuffled (epochs mix), cut into samples of L
 * inputs that share one token with their neighbours, and the samples are shuffled by the same
 * generator. Time O(documents x epochs + samples), memory 4 bytes per document and epoch and 12 per
 * sample.
 *
 * <p>Quirks that are kept, because a trainer has them:
 *
 * <ul>
 *   <li>{@link #length()} is one less than the samples that can be read. An index behind the last
 *       one is taken modulo that length instead of failing.
 *   <li>PACK_UNTIL_OVERFLOW numbers the documents of its split from 0, so that a split reads the
 *       first documents of the data set. Each sample carries one token of the next one, which fills
 *       it up or is cut. Its last sample cannot be read and becomes another one. Where chopping is
 *       forbidden, the pass does not wrap at a document that is too long: it fails if that is the
 *       last of a pass. The shuffle of samples comes before that of documents. An empty document
 *       begins a sample of its own.
 *   <li>UNPACKED too numbers from 0, and needs labels.
 *   <li>v1.0 neither fills up nor cuts, and holds sample_idx in 32 bits whatever its length.
 * </ul>
 *
 * <p>Immutable and thread-safe.
 */
public final class NeoxOrder {
  private final NeoxSettings settings;
  private final int[] sizes;
  private final int[] documents;
  private final RowStarts rows;
  private final int[] shuffle;
  private final NpyType rowType;
  private final long epochs;

  private NeoxOrder(
      NeoxSettings settings,
      int[] sizes,
      int[] documents,
      RowStarts rows,
      int[] shuffle,
      NpyType rowType,
      long epochs) {
    this.settings = settings;
    this.sizes = sizes;
    this.documents = documents;
    this.rows = rows;
    this.shuffle = shuffle;
    this.rowType = rowType;
    this.epochs = epochs;
  }

  /**
   * Builds the order of some documents of a data set.
   *
   * @param sizes tokens of every document of the data set, see {@link SequenceSizes}; not copied
   * @throws OrderException where GPT-NeoX fails or never ends, or the arrays would be too large
   */
  public static NeoxOrder of(int[] sizes, DocumentRange range, NeoxSettings settings)
      throws OrderException {
    return of(sizes, range, settings, document -> false);
  }

  /**
   * Builds the order of some documents of a data set with labels.
   *
   * @param masked whether nothing of a document is to be learned, which PACK_UNTIL_OVERFLOW and
   *     UNPACKED pass over
   */
  public static NeoxOrder of(
      int[] sizes, DocumentRange range, NeoxSettings settings, IntPredicate masked)
      throws OrderException {
    Shuffles.checkLength(settings.sequenceTokens());
    Shuffles.checkRange(sizes, range);
    return switch (settings.packing()) {
      case PACKED -> packed(sizes, range, settings);
      case PACK_UNTIL_OVERFLOW -> untilOverflow(sizes, range, settings, masked);
      case UNPACKED -> unpacked(sizes, range, settings, masked);
    };
  }

  private static NeoxOrder packed(int[] sizes, DocumentRange range, NeoxSettings settings)
      throws OrderException {
    int length = settings.sequenceTokens();
    long tokens = Shuffles.checkedTokens(sizes, range);
    long epochs = epochs(settings, tokens);
    NumpyRandom random = new NumpyRandom(settings.seed());
    int[] documents = Shuffles.repeated(range, epochs);
    random.shuffle(documents);
    int count = Shuffles.count((epochs * tokens - 1) / length);
    RowStarts rows = RowStarts.cut(sizes, documents, length, count, 1);
    int[] shuffle = Shuffles.identity(count);
    random.shuffle(shuffle);
    NpyType rowType = rowType(settings.version(), epochs * tokens, length);
    return new NeoxOrder(settings, sizes, documents, rows, shuffle, rowType, epochs);
  }

  /** The least number of passes that give the samples asked for. */
  private static long epochs(NeoxSettings settings, long tokens) throws OrderException {
    Long samples = settings.samples();
    Integer epochs = settings.epochs();
    if (samples == null) {
      return epochs == null ? 1 : epochs;
    }
    // (epochs * tokens - 1) / L >= samples
    long needed = (long) Shuffles.count(samples) * settings.sequenceTokens() + 1;
    return Math.max(1, (needed - 1) / tokens + 1);
  }

  /** The integers of {@code sample_idx}: wider from about 2^30 samples on, but not in v1.0. */
  static NpyType rowType(Version version, long tokens, int sequenceTokens) {
    double samples = (double) (tokens - 1) / sequenceTokens;
    boolean narrow = version == Version.V1_0 || 2 * (samples + 1) < Integer.MAX_VALUE;
    return narrow ? NpyType.INT32 : NpyType.INT64;
  }

  private static NeoxOrder untilOverflow(
      int[] sizes, DocumentRange range, NeoxSettings settings, IntPredicate masked)
      throws OrderException {
    int wanted = wanted(settings);
    int most = settings.sequenceTokens() + 1;
    NumpyRandom random = new NumpyRandom(settings.seed());
    int[] shuffle = Shuffles.identity(wanted);
    random.shuffle(shuffle);
    int[] pass = Shuffles.identity(Math.toIntExact(range.count()));
    random.shuffle(pass);
    IntPredicate skipped =
        document -> (!settings.allowChopped() && sizes[document] > most) || masked.test(document);
    if (wanted > 0 && Arrays.stream(pass).allMatch(skipped)) {
      throw Errors.nothingFits(settings.sequenceTokens());
    }
    Growing documents = new Growing();
    int[] places = new int[wanted + 1];
    int samples = 0;
    int next = 0;
    long running = 0;
    while (samples < wanted) {
      if (next == pass.length) {
        throw Errors.skipsBeyondTheEnd(samples);
      }
      int document = pass[next];
      if (skipped.test(document)) {
        next++;
        continue;
      }
      if (running == 0 || running + sizes[document] > most) {
        running = 0;
        places[samples++] = documents.count();
      }
      running += sizes[document];
      documents.add(document);
      next++;
      if (next == pass.length) {
        next = 0;
        random.shuffle(pass);
      }
    }
    places[wanted] = documents.count();
    RowStarts rows = new RowStarts(places, new int[wanted + 1]);
    return new NeoxOrder(settings, sizes, documents.toArray(), rows, shuffle, NpyType.INT64, 0);
  }

  private static NeoxOrder unpacked(
      int[] sizes, DocumentRange range, NeoxSettings settings, IntPredicate masked)
      throws OrderException {
    int wanted = wanted(settings);
    int most = settings.sequenceTokens() + 1;
    int[] shuffle = Shuffles.identity(wanted);
    new NumpyRandom(settings.seed()).shuffle(shuffle);
    int[] used =
        Arrays.stream(Shuffles.identity(Math.toIntExact(range.count())))
            .filter(document -> settings.allowChopped() || sizes[document] <= most)
            .filter(document -> !masked.test(document))
            .toArray();
    if (used.length == 0) {
      throw Errors.nothingFits(settings.sequenceTokens());
    }
    int[] documents = new int[wanted + 1];
    Arrays.setAll(documents, i -> used[i % used.length]);
    RowStarts rows = new RowStarts(Shuffles.identity(wanted + 1), new int[wanted + 1]);
    return new NeoxOrder(settings, sizes, documents, rows, shuffle, NpyType.INT64, 0);
  }

  private static int wanted(NeoxSettings settings) throws OrderException {
    Long samples = settings.samples();
    if (samples == null) {
      throw new IllegalArgumentException(settings.packing() + " without samples");
    }
    return Shuffles.count(samples);
  }

  /** What was asked for. */
  public NeoxSettings settings() {
    return settings;
  }

  /** The passes over the documents of a PACKED order; 0 for the others, which count none. */
  public long epochs() {
    return epochs;
  }

  /** The documents that the order reads, repetitions counted: the length of doc_idx. */
  public long documents() {
    return documents.length;
  }

  /** The samples that there are: the length of shuffle_idx. */
  public long samples() {
    return shuffle.length;
  }

  /**
   * What {@code len()} of GPT-NeoX's data set says: one less than {@link #samples()}. Sizes of
   * blends and of loaders follow it.
   */
  public long length() {
    return Math.min(shuffle.length - 1, rows.count() - 1);
  }

  /**
   * The document spans that GPT-NeoX returns for an index.
   *
   * <p>An index of {@link #samples()} or more, and the last sample of PACK_UNTIL_OVERFLOW, are
   * replaced as GPT-NeoX replaces them.
   *
   * @throws OrderException where it fails instead
   */
  public List<TokenSpan> spans(long index) throws OrderException {
    if (index < 0) {
      throw Errors.notReadable(index, length());
    }
    long at = index;
    for (int hop = 0; hop < 4; hop++) {
      if (at < shuffle.length) {
        int row = shuffle[(int) at];
        if (rows.place(row + 1) < documents.length) {
          return rows.spans(row, documents, sizes, 1);
        }
        at = row;
      }
      if (length() <= 0) {
        throw Errors.notReadable(index, length());
      }
      at %= length();
    }
    throw Errors.neverReadable(index);
  }

  /**
   * The tokens that GPT-NeoX returns for an index: L+1, the newest code fills up with 0 and cuts,
   * v1.0 does neither.
   */
  public int[] tokens(IndexedDatasetReader data, long index) throws IOException {
    int[] tokens = Shuffles.tokens(data, spans(index));
    return settings.version() == Version.V1_0
        ? tokens
        : Arrays.copyOf(tokens, settings.sequenceTokens() + 1);
  }

  /**
   * Writes the three arrays under GPT-NeoX's own names, so that a trainer uses them unchanged.
   *
   * @param prefix the data set's path without {@code .bin}, or where to put files of that name
   * @param name see {@link NeoxSettings#cacheName}
   * @return the files written: doc_idx, sample_idx, shuffle_idx
   */
  public List<Path> write(Path prefix, String name) throws IOException {
    String stem = prefix.getFileName() + settings.cacheName(name);
    return write(
        prefix.resolveSibling(stem + "_doc_idx.npy"),
        prefix.resolveSibling(stem + "_sample_idx.npy"),
        prefix.resolveSibling(stem + "_shuffle_idx.npy"));
  }

  private List<Path> write(Path docIdx, Path sampleIdx, Path shuffleIdx) throws IOException {
    boolean packed = settings.packing() == Packing.PACKED;
    NpyType documentType = packed ? NpyType.INT32 : NpyType.INT64;
    NpyFile.write(docIdx, documentType, documents, documents.length);
    Shuffles.writeRows(sampleIdx, rowType, rows);
    NpyType shuffleType = packed ? NpyType.UINT32 : NpyType.INT64;
    NpyFile.write(shuffleIdx, shuffleType, shuffle, shuffle.length);
    return List.of(docIdx, sampleIdx, shuffleIdx);
  }

  /** A list of numbers whose length is not known before. */
  private static final class Growing {
    private int[] values = new int[1024];
    private int count;

    int count() {
      return count;
    }

    void add(int value) throws OrderException {
      if (count == RowStarts.LIMIT) {
        throw Errors.tooLarge("documents", count);
      }
      if (count == values.length) {
        values = Arrays.copyOf(values, (int) Math.min(2L * count, RowStarts.LIMIT));
      }
      values[count++] = value;
    }

    int[] toArray() {
      return Arrays.copyOf(values, count);
    }
  }
}
