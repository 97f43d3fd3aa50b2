package org.estover.crawl.language;

import java.util.List;

/** The language of one sample, from what was read of it. */
final class Answer {
  private static final double HALF = 0.5;

  /** The largest exponent whose power is finite, about. */
  private static final double MOST = 700;

  /** Where less of a text than this is in its main script, the answer is less sure. */
  private static final double ENOUGH = 0.6;

  /** The same for stretches in its main language. */
  private static final double ENOUGH_STRETCHES = 0.8;

  /** Of Chinese characters and kana this part of kana, one in so many, means Japanese. */
  private static final int KANA_AMONG = 10;

  /** What a stretch may cost more in the text's language than in another, in steps of a cost. */
  private static final long MARGIN = 100;

  /** Prose in any language has more letters among what is no space, tables of numbers fewer. */
  private static final double FEW_LETTERS = 0.4;

  private static final double MANY_LETTERS = 0.7;

  /**
   * Nineteen of twenty manual pages have fewer signs of code than the mean of these, C has more.
   */
  private static final double FEW_SIGNS = 0.03;

  private static final double MANY_SIGNS = 0.16;

  private final LanguageModel model;
  private final Calibration calibration;
  private final Reading reading;
  private final String sample;

  Answer(LanguageModel model, Calibration calibration, Reading reading, String sample) {
    this.model = model;
    this.calibration = calibration;
    this.reading = reading;
    this.sample = sample;
  }

  IdentifiedLanguage language() {
    long all = 0;
    int script = 0;
    for (int i = 0; i < reading.scripts(); i++) {
      all += bytes(i);
      script = bytes(i) > bytes(script) ? i : script;
    }
    if (all == 0) {
      return new IdentifiedLanguage(IdentifiedLanguage.UNDETERMINED, 1);
    }
    double certainty = Math.min(1, (double) bytes(script) / all / ENOUGH) * prose(all);
    int table = model.letters().table(script);
    if (table >= 0) {
      return among(table, certainty);
    }
    return sure(alone(script), certainty);
  }

  /** The bytes of a script, kana and Chinese characters together being one or the other. */
  private long bytes(int script) {
    long kana = reading.bytes(Letters.KANA);
    long both = kana + reading.bytes(Letters.HAN);
    boolean isJapanese = kana * KANA_AMONG >= both;
    if (script == Letters.HAN) {
      return isJapanese ? 0 : both;
    }
    if (script == Letters.KANA) {
      return isJapanese ? both : 0;
    }
    return reading.bytes(script);
  }

  private String alone(int script) {
    if (script == Letters.HAN) {
      return HanForms.tag(sample);
    }
    return script == Letters.KANA ? "ja" : Letters.language(script);
  }

  /**
   * How sure it is that this is prose, and not code or a table: by the share of letters, and of the
   * signs that code is full of.
   */
  private double prose(long letterBytes) {
    double all = (double) letterBytes + reading.others();
    return between(letterBytes / all, FEW_LETTERS, MANY_LETTERS)
        * (1 - between(reading.codeSigns() / all, FEW_SIGNS, MANY_SIGNS));
  }

  /** 0 up to a lower bound, 1 from an upper one, and a straight line between them. */
  private static double between(double value, double low, double high) {
    return Math.max(0, Math.min(1, (value - low) / (high - low)));
  }

  private static IdentifiedLanguage sure(String language, double certainty) {
    return certainty < HALF
        ? new IdentifiedLanguage(IdentifiedLanguage.UNDETERMINED, 1 - certainty)
        : new IdentifiedLanguage(language, certainty);
  }

  private IdentifiedLanguage among(int table, double certainty) {
    List<long[]> stretches = reading.costs(table);
    long[] costs = stretches.get(stretches.size() - 1);
    int best = 0;
    for (int i = 1; i < costs.length; i++) {
      best = costs[i] < costs[best] ? i : best;
    }
    double weight = calibration.weight(reading.symbols(table)) * GramTable.STEP;
    double sum = 0;
    for (long cost : costs) {
      sum += StrictMath.exp(weight * (costs[best] - cost));
    }
    double none = (double) tables(table).unknownCost() * reading.symbols(table);
    double unknown = StrictMath.exp(Math.min(MOST, weight * (costs[best] - none)));
    if (unknown > 1) {
      return new IdentifiedLanguage(IdentifiedLanguage.UNDETERMINED, unknown / (sum + unknown));
    }
    double sure = certainty * Math.min(1, agreement(stretches, best) / ENOUGH_STRETCHES);
    return sure < HALF
        ? new IdentifiedLanguage(IdentifiedLanguage.UNDETERMINED, 1 - sure)
        : new IdentifiedLanguage(tables(table).languages().get(best), sure / (sum + unknown));
  }

  private GramTable tables(int table) {
    return model.tables().get(table);
  }

  /** The share of stretches that are about as cheap in a language as in any other. */
  private static double agreement(List<long[]> stretches, int language) {
    long[] before = new long[stretches.get(0).length];
    int agree = 0;
    for (long[] costs : stretches) {
      long least = Long.MAX_VALUE;
      for (int i = 0; i < costs.length; i++) {
        least = Math.min(least, costs[i] - before[i]);
      }
      agree += costs[language] - before[language] <= least + MARGIN ? 1 : 0;
      before = costs;
    }
    return (double) agree / stretches.size();
  }
}
