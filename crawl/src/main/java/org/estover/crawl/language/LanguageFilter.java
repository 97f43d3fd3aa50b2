package org.estover.crawl.language;

import java.io.Serializable;
import java.util.List;
import org.estover.crawl.filter.Filter;
import org.estover.crawl.filter.Verdict;

/**
 * Drops texts that are not in one of some languages, or not surely enough: what datatrove's filter
 * of languages does.
 *
 * @param languages BCP 47 tags; {@code zh} stands for {@code zh-Hans} and {@code zh-Hant} as well
 * @param leastProbability the least probability, from 0 to 1
 */
public record LanguageFilter(List<String> languages, double leastProbability)
    implements Filter, Serializable {
  /** The rule's name; what it drops depends on the detector, whose version is its own. */
  public static final String NAME = "language-v1";

  /** The reason of a text that is in another language. */
  public static final String LANGUAGE = "language";

  /** The reason of a text that is in one of the languages less surely than asked. */
  public static final String PROBABILITY = "language-probability";

  private static final long serialVersionUID = 1L;

  public LanguageFilter {
    languages = List.copyOf(languages);
    for (String tag : languages) {
      if (!LanguageId.v2().knows(tag)) {
        throw Errors.unknownLanguage(tag, LanguageId.v2().languages());
      }
    }
    if (!(leastProbability >= 0 && leastProbability <= 1)) {
      throw Errors.noProbability(leastProbability);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Verdict judge(CharSequence text) {
    IdentifiedLanguage found = LanguageId.v2().identify(text);
    if (languages.stream().noneMatch(found::isIn)) {
      return new Verdict.Drop(NAME, LANGUAGE);
    }
    return found.probability() < leastProbability
        ? new Verdict.Drop(NAME, PROBABILITY)
        : Verdict.KEEP;
  }
}
