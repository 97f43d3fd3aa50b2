package org.estover.crawl.quality;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * A supervised model of fastText, read from a {@code .bin} or {@code .ftz} file of version 11 or
 * 12, with whatever loss it was trained.
 */
final class FastTextModel implements QualityModel {
  /** 793712314 in little-endian order. */
  static final byte[] MAGIC = {(byte) 0xba, 0x16, 0x4f, 0x2f};

  /** How texts become lines, and lines probabilities. */
  static final String ALGORITHM = "fasttext-line v1";

  private static final int OLDER_VERSION = 11;
  private static final int VERSION = 12;
  private static final int SUPERVISED = 3;

  /** No model has longer n-grams; of some text one takes time and memory by their length. */
  private static final int LONGEST_NGRAM = 64;

  private static final List<String> LOSSES =
      List.of("hierarchical softmax", "negative sampling", "softmax", "one-vs-all");

  private final Settings settings;
  private final Words words;
  private final Matrix input;
  private final OutputLayer output;
  private final List<String> labels;
  private final String sha256;

  private FastTextModel(
      Settings settings, Words words, Matrix input, OutputLayer output, String sha256) {
    this.settings = settings;
    this.words = words;
    this.input = input;
    this.output = output;
    this.labels = words.labels();
    this.sha256 = sha256;
  }

  /**
   * What of a model's arguments matters to predictions.
   *
   * @param wordNgrams most words of an n-gram of words
   * @param buckets numbers of n-grams
   * @param minChars least characters of an n-gram of characters
   * @param maxChars most; 0 if there are none
   */
  record Settings(
      int version,
      int dimension,
      int wordNgrams,
      int loss,
      int buckets,
      int minChars,
      int maxChars) {
    boolean hasNgrams() {
      return wordNgrams > 1 || maxChars > 0;
    }

    private static Settings read(ModelInput in) throws IOException {
      in.int32("the magic number");
      int version = in.int32("the version");
      if (version != OLDER_VERSION && version != VERSION) {
        throw in.wrong(Integer.BYTES, "the version", version, OLDER_VERSION + " or " + VERSION);
      }
      int dimension = in.int32("the dimension");
      in.int32("the size of the window");
      in.int32("the number of epochs");
      in.int32("the least count");
      in.int32("the number of negatives");
      int wordNgrams = ngram(in, "the length of n-grams of words");
      int loss = in.int32("the loss");
      if (loss < 1 || loss > LOSSES.size()) {
        throw in.wrong(Integer.BYTES, "the loss", loss, "1 to " + LOSSES.size());
      }
      int kind = in.int32("the kind of model");
      if (kind == 1 || kind == 2) {
        throw Errors.noClassifier(in.file());
      }
      if (kind != SUPERVISED) {
        throw in.wrong(Integer.BYTES, "the kind of model", kind, "1 to 3");
      }
      int buckets = in.int32("the number of buckets");
      int minChars = in.int32("the least length of n-grams of characters");
      int maxChars = ngram(in, "the length of n-grams of characters");
      in.int32("the rate of updates");
      in.int64("the threshold of sampling");
      // Supervised models of the older version have no n-grams of characters, whatever they say.
      maxChars = version == OLDER_VERSION ? 0 : Math.max(0, maxChars);
      Settings settings =
          new Settings(version, dimension, wordNgrams, loss, buckets, minChars, maxChars);
      if (settings.hasNgrams() && buckets < 1) {
        throw in.wrong(0, "the number of buckets", buckets, "1 or more, as there are n-grams");
      }
      return settings;
    }

    private static int ngram(ModelInput in, String what) throws IOException {
      int most = in.int32(what);
      if (most > LONGEST_NGRAM) {
        throw Errors.unsupported(in.file(), in.offset() - Integer.BYTES, what, most, LONGEST_NGRAM);
      }
      return most;
    }
  }

  static FastTextModel read(ModelInput in) throws IOException {
    Settings settings = Settings.read(in);
    Words words = Words.read(in);
    boolean quantized = in.int8("whether the input matrix is quantized") != 0;
    if (words.isPruned() && !quantized) {
      throw in.wrong(1, "whether the input matrix is quantized", "no", "yes, as words are pruned");
    }
    Matrix input = Matrix.read(in, quantized, "the input matrix");
    long rows = (long) words.wordCount();
    if (settings.hasNgrams()) {
      rows += words.lastNgramRow(settings.buckets()) + 1L;
    }
    if (input.rows() < rows) {
      throw in.wrong(0, "the number of rows of the input matrix", input.rows(), rows + " or more");
    }
    boolean quantizedOutput = in.int8("whether the output matrix is quantized") != 0;
    Matrix output = Matrix.read(in, quantized && quantizedOutput, "the output matrix");
    if (output.rows() != words.labelCount()) {
      throw in.wrong(
          0, "the number of rows of the output matrix", output.rows(), words.labelCount() + "");
    }
    for (Matrix matrix : List.of(input, output)) {
      if (matrix.columns() != settings.dimension()) {
        throw in.wrong(
            0, "the number of columns of a matrix", matrix.columns(), settings.dimension() + "");
      }
    }
    OutputLayer layer = layer(in, settings, words, output);
    return new FastTextModel(settings, words, input, layer, in.sha256OfAll());
  }

  private static OutputLayer layer(ModelInput in, Settings settings, Words words, Matrix output)
      throws CorruptModelException {
    return switch (settings.loss()) {
      case 1 -> new LabelTree(output, labelTallies(in, words));
      case 3 -> new Softmax(output);
      default -> new Sigmoids(output);
    };
  }

  private static long[] labelTallies(ModelInput in, Words words) throws CorruptModelException {
    long[] counts = new long[words.labelCount()];
    long sum = 0;
    for (int i = 0; i < counts.length; i++) {
      counts[i] = words.labelTally(i);
      if (counts[i] < 0 || counts[i] >= LabelTree.mostCounted() - sum) {
        String expected = "0 or more, and all of them below " + LabelTree.mostCounted();
        throw in.wrong(0, "the count of label " + i, counts[i], expected);
      }
      sum += counts[i];
    }
    return counts;
  }

  @Override
  public String algorithm() {
    return ALGORITHM;
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "fastText model of version %d: %,d words, %,d labels, %d dimensions, n-grams of %d words"
            + " and %s characters, %s",
        settings.version(),
        words.wordCount(),
        words.labelCount(),
        settings.dimension(),
        Math.max(1, settings.wordNgrams()),
        settings.maxChars() == 0 ? "no" : settings.minChars() + " to " + settings.maxChars(),
        LOSSES.get(settings.loss() - 1));
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public Scorer scorer(String label) {
    FastTextReader reader = reader();
    int place = QualityModel.place(labels, label);
    float[] scratch = new float[labels.size()];
    return (utf8, from, to) -> {
      reader.text(utf8, from, to);
      if (!reader.average()) {
        return 0;
      }
      float probability = output.probability(reader.hidden(), place, scratch);
      return Float.isNaN(probability) ? 0 : probability;
    };
  }

  /** Makes a reader of its own for a thread. */
  FastTextReader reader() {
    return new FastTextReader(settings, words, input);
  }

  /** What fastText says about the line that was read last: of each label the probability. */
  void predict(FastTextReader line, float[] into) {
    output.probabilities(line.hidden(), into);
  }
}
