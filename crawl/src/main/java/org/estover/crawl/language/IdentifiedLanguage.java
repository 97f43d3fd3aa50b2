package org.estover.crawl.language;

import com.ibm.icu.util.ULocale;

/**
 * The language that a text is most likely in.
 *
 * @param language its BCP 47 tag, with ISO 639-1 codes where they exist: {@code en}, {@code
 *     zh-Hans}, {@code sr-Latn}; {@code und} for a text in none
 * @param probability how likely that is, from 0 to 1
 */
public record IdentifiedLanguage(String language, double probability) {
  /** The tag of a text that is in no language, or in none that is known. */
  public static final String UNDETERMINED = "und";

  private static final String NORWEGIAN = "no";

  public IdentifiedLanguage {
    if (!(probability >= 0 && probability <= 1)) {
      throw Errors.noProbability(probability);
    }
  }

  /**
   * Whether a tag names this language: {@code zh} names {@code zh-Hans} as well, and {@code no}
   * both written forms of Norwegian.
   */
  public boolean isIn(String tag) {
    return names(tag, language);
  }

  /** Whether a tag names a language, given by its own. */
  static boolean names(String tag, String language) {
    if (tag.equals(NORWEGIAN)) {
      return language.equals("nb") || language.equals("nn");
    }
    return language.equals(tag) || language.startsWith(tag + "-");
  }

  /** The English name of the language of a tag. */
  public static String englishName(String tag) {
    return ULocale.forLanguageTag(tag).getDisplayName(ULocale.ENGLISH);
  }
}
