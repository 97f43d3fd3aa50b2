package org.estover.crawl.rights;

import static org.estover.crawl.rights.Stance.SILENT;

/** What one signal says about every use. */
record Stances(
    Stance crawl, Stance search, Stance aiTrain, Stance aiInput, Stance aiIndex, Stance tdm) {
  /** Nothing is said about any use. */
  static final Stances NONE = new Stances(SILENT, SILENT, SILENT, SILENT, SILENT, SILENT);

  Stance on(Use use) {
    return switch (use) {
      case CRAWL -> crawl;
      case SEARCH -> search;
      case AI_TRAIN -> aiTrain;
      case AI_INPUT -> aiInput;
      case AI_INDEX -> aiIndex;
      case TDM -> tdm;
    };
  }

  Stances with(Use use, Stance stance) {
    return switch (use) {
      case CRAWL -> new Stances(stance, search, aiTrain, aiInput, aiIndex, tdm);
      case SEARCH -> new Stances(crawl, stance, aiTrain, aiInput, aiIndex, tdm);
      case AI_TRAIN -> new Stances(crawl, search, stance, aiInput, aiIndex, tdm);
      case AI_INPUT -> new Stances(crawl, search, aiTrain, stance, aiIndex, tdm);
      case AI_INDEX -> new Stances(crawl, search, aiTrain, aiInput, stance, tdm);
      case TDM -> new Stances(crawl, search, aiTrain, aiInput, aiIndex, stance);
    };
  }

  /** These stances, on {@code use} the stricter of the present one and {@code stance}. */
  Stances stricter(Use use, Stance stance) {
    return stance.compareTo(on(use)) < 0 ? with(use, stance) : this;
  }
}
