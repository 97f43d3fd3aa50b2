package org.estover.crawl.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Says in which language a text is, and how likely that is.
 *
 * <p>First the scripts of its letters are weighed by their bytes. Many languages are alone in their
 * script; Chinese characters with kana among them are Japanese. For Latin, Cyrillic, Arabic,
 * Devanagari, Hebrew and Ethiopic letters the languages of the script are compared: each has a
 * model that gives a letter, after up to four before it, a probability ({@link GramTable}), and the
 * language in which all letters together are most probable is the answer.
 *
 * <p>The probability is that of the language among those of its script and a text in none, the
 * letters' evidence discounted for what they say together ({@link Calibration}), times the share of
 * the text that is in that language at all.
 *
 * <p>Thread-safe and repeatable on every machine: costs are integers, their order is fixed, and
 * letters are ICU4J's. A text of any length costs the time of about twelve hundred characters, as a
 * {@link Sample} of it is read. The model takes 7 MB of memory, once ({@link #modelBytes}); reading
 * a text takes some 30 kB for as long as it is read.
 */
public final class LanguageId {
  /** The detector's name with its version: one that answers differently has another. */
  public static final String NAME = "language-id-v2";

  private final LanguageModel model;
  private final Calibration calibration;

  LanguageId(LanguageModel model, Calibration calibration) {
    this.model = model;
    this.calibration = calibration;
  }

  /** Returns the detector of version 2, whose model is read at the first call. */
  public static LanguageId v2() {
    return Loaded.V2;
  }

  /** Says in which language a text is. */
  public IdentifiedLanguage identify(CharSequence text) {
    String sample = Sample.of(text);
    return new Answer(model, calibration, Reading.of(model, sample), sample).language();
  }

  /** The tags of the languages that are known. */
  public SortedSet<String> languages() {
    List<String> all = new ArrayList<>(Letters.languages());
    model.tables().forEach(table -> all.addAll(table.languages()));
    all.addAll(Arrays.asList("ja", "zh", "zh-Hans", "zh-Hant"));
    return new TreeSet<>(all);
  }

  /** Whether a tag names a language that is known, or several. */
  public boolean knows(String tag) {
    return languages().stream().anyMatch(known -> IdentifiedLanguage.names(tag, known));
  }

  /** How many bytes of memory the model takes. */
  public long modelBytes() {
    return model.bytes();
  }

  /** What a text is read with; made by the first thread that asks. */
  private static final class Loaded {
    static final LanguageId V2 = new LanguageId(LanguageModel.load(), Calibration.V1);
  }
}
