package org.estover.crawl.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * Learns a {@link HashedModel} from examples of good and of other texts. The same texts and
 * settings give the same bytes: the order of reading has no say, one thread does the sums, and
 * every function is one that Java fixes to the last bit.
 *
 * <p>Logistic regression by stochastic gradients. Each side has the same weight, so that 0.5 is the
 * score of a text that is as likely of one as of the other. A weight's steps get smaller as its
 * bucket is met more often (Duchi et al., Adaptive subgradient methods, 2011). A text that both
 * sides hold says nothing and is left out; where a side is a sample, its copy may not be held.
 *
 * <p>Cost: some {@code 1 + 2 * epochs} passes over the texts, which are held in memory.
 */
public final class QualityTrainer {
  /** As if each bucket had been met before, so that rare n-grams don't get extreme weights. */
  private static final double KNOWN = 1e-5;

  private static final int MOST_SHOWN = 15;

  private final Settings settings;
  private final TrainingTexts positive;
  private final TrainingTexts negative;

  /**
   * How to learn.
   *
   * @param words most words of an n-gram, 1 to 3
   * @param bits of a bucket's number: 20 are a million weights
   * @param epochs passes over all texts
   * @param rate how far one text moves the weights
   * @param heldOut share of texts that are not learned from, but tell how well that went
   * @param seed of the order of texts, and of which are held out
   * @param mostBytes texts to hold of each side, with 200 bytes for each
   */
  public record Settings(
      int words, int bits, int epochs, double rate, double heldOut, long seed, long mostBytes) {
    /** What {@code estover quality train} does unless it is told otherwise. */
    public static final Settings DEFAULT = new Settings(2, 20, 3, 2, 0.1, 0, 128L << 20);

    public Settings {
      if (words < 1 || words > HashedWords.MOST_WORDS) {
        throw Errors.outOfBounds("words", words, "1 to " + HashedWords.MOST_WORDS);
      }
      if (bits < HashedWords.LEAST_BITS || bits > HashedWords.MOST_BITS) {
        String expected = HashedWords.LEAST_BITS + " to " + HashedWords.MOST_BITS;
        throw Errors.outOfBounds("bits", bits, expected);
      }
      if (epochs < 1 || epochs > 1000) {
        throw Errors.outOfBounds("epochs", epochs, "1 to 1000");
      }
      if (!(rate > 0 && rate <= 1000)) {
        throw Errors.outOfBounds("rate", rate, "above 0, at most 1000");
      }
      if (!(heldOut >= 0 && heldOut <= 0.9)) {
        throw Errors.outOfBounds("held-out", heldOut, "0 to 0.9");
      }
      if (mostBytes < 1) {
        throw Errors.outOfBounds("most-bytes", mostBytes, "1 or more");
      }
    }
  }

  /**
   * What was learned.
   *
   * @param heldOut how well the model parts texts that it has not learned from
   * @param learned the same for those that it has
   * @param inBoth texts that both sides held
   * @param speakFor n-grams that raise scores, the strongest first
   * @param isSample whether a side had more texts than it may hold
   */
  public record Training(
      HashedModel model,
      Evaluation heldOut,
      Evaluation learned,
      int inBoth,
      boolean isSample,
      List<StrongNgram> speakFor,
      List<StrongNgram> speakAgainst) {
    public Training {
      speakFor = List.copyOf(speakFor);
      speakAgainst = List.copyOf(speakAgainst);
    }
  }

  /** Makes a trainer without examples. */
  public QualityTrainer(Settings settings) {
    this.settings = settings;
    positive = new TrainingTexts(settings.seed(), settings.mostBytes());
    negative = new TrainingTexts(settings.seed(), settings.mostBytes());
  }

  /** Adds an example. */
  public void add(boolean isPositive, byte[] utf8) {
    (isPositive ? positive : negative).add(utf8);
  }

  /** How many texts were read, of one side. */
  public long read(boolean isPositive) {
    return (isPositive ? positive : negative).read();
  }

  /**
   * Learns from the examples.
   *
   * @param progress is told of each text that was learned from, by its size
   * @throws IllegalArgumentException if a side has too few of them
   */
  public Training train(LongConsumer progress) {
    Collection<TrainingTexts.Key> both = new TreeSet<>(positive.keys());
    both.retainAll(negative.keys());
    both.forEach(positive::remove);
    both.forEach(negative::remove);
    List<TrainingTexts.Text> texts = new ArrayList<>(positive.texts(true));
    texts.addAll(negative.texts(false));
    texts.sort(TrainingTexts.Text.ORDER);
    List<TrainingTexts.Text> learned = new ArrayList<>();
    List<TrainingTexts.Text> heldOut = new ArrayList<>();
    for (TrainingTexts.Text text : texts) {
      (text.key().share() < settings.heldOut() ? heldOut : learned).add(text);
    }
    int positives = (int) learned.stream().filter(TrainingTexts.Text::positive).count();
    int negatives = learned.size() - positives;
    if (positives < 2 || negatives < 2) {
      throw Errors.nothingToLearn(positives, negatives);
    }
    HashedModel model = learn(learned, positives, negatives, progress);
    StrongNgrams strong = new StrongNgrams(model, 1 << settings.bits(), learned);
    return new Training(
        model,
        evaluate(model, heldOut),
        evaluate(model, learned),
        both.size(),
        positive.isSample() || negative.isSample(),
        strong.strongest(true, MOST_SHOWN),
        strong.strongest(false, MOST_SHOWN));
  }

  private static Evaluation evaluate(HashedModel model, List<TrainingTexts.Text> texts) {
    Scorer scorer = model.scorer(QualityModel.HIGH_QUALITY);
    List<Evaluation.Scored> scored = new ArrayList<>();
    for (TrainingTexts.Text text : texts) {
      double score = scorer.score(text.utf8(), 0, text.utf8().length);
      scored.add(new Evaluation.Scored(score, text.positive()));
    }
    return Evaluation.of(scored);
  }

  private HashedModel learn(
      List<TrainingTexts.Text> texts, int positives, int negatives, LongConsumer progress) {
    Learner learner = new Learner(settings);
    double ofPositive = texts.size() / (2.0 * positives);
    double ofNegative = texts.size() / (2.0 * negatives);
    for (int epoch = 0; epoch < settings.epochs(); epoch++) {
      for (TrainingTexts.Text text : texts) {
        learner.learn(text.utf8(), text.positive(), text.positive() ? ofPositive : ofNegative);
        progress.accept(text.utf8().length);
      }
    }
    HashedModel.Origin origin =
        new HashedModel.Origin(
            settings.words(),
            settings.bits(),
            settings.epochs(),
            settings.rate(),
            settings.seed(),
            positives,
            negatives);
    return HashedModel.of(origin, learner.bias, learner.weights);
  }

  /** The weights while they are learned. */
  private static final class Learner {
    private final HashedWords reader;
    private final double rate;
    private final float[] weights;
    private final float[] squares;
    private float bias;
    private double biasSquares = 1;
    private int[] buckets = new int[1 << 12];
    private final int[] some = new int[1 << 10];

    Learner(Settings settings) {
      reader = new HashedWords(settings.words(), settings.bits());
      rate = settings.rate();
      weights = new float[1 << settings.bits()];
      squares = new float[1 << settings.bits()];
    }

    void learn(byte[] utf8, boolean positive, double weight) {
      int count = read(utf8);
      if (count == 0) {
        return;
      }
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += weights[buckets[i]];
      }
      double score = HashedModel.logistic(bias + sum / count);
      double slope = (score - (positive ? 1 : 0)) * weight;
      biasSquares += slope * slope;
      bias -= (float) (rate * slope / Math.sqrt(biasSquares));
      double each = slope / count;
      float square = (float) (each * each);
      for (int i = 0; i < count; i++) {
        int bucket = buckets[i];
        squares[bucket] += square;
        weights[bucket] -= (float) (rate * each / Math.sqrt(squares[bucket] + KNOWN));
      }
    }

    private int read(byte[] utf8) {
      reader.start(utf8, 0, utf8.length);
      int all = 0;
      for (int count = reader.next(some); count > 0; count = reader.next(some)) {
        if (all + count > buckets.length) {
          buckets = Arrays.copyOf(buckets, 2 * (all + count));
        }
        System.arraycopy(some, 0, buckets, all, count);
        all += count;
      }
      return all;
    }
  }
}
