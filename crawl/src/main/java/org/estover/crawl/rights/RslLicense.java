package org.estover.crawl.rights;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an RSL 1.0 document says about one page.
 *
 * @param source how the document was found, e.g. {@code robots.txt:7} or {@code header}
 * @param document the document's URL
 * @param answers the document's answer for each use that it speaks about; a document that cannot be
 *     read denies all
 * @param stances the answers without their terms
 */
public record RslLicense(
    String source, String document, SortedMap<Use, Answer> answers, Stances stances)
    implements RightsSignal {
  static final String PROTOCOL = "rsl";

  /** The use whose answer stood alone in the lines of earlier versions. */
  private static final Use FIRST = Use.AI_TRAIN;

  /**
   * The answer for one use.
   *
   * @param terms for an offer its payment type, currency and amount (e.g. {@code training USD
   *     0.015}); for a denial the reason
   */
  public record Answer(Stance stance, String terms) {}

  public RslLicense {
    answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
  }

  RslLicense(String source, String document, Map<Use, Answer> answers) {
    this(source, document, new TreeMap<>(answers), stances(answers));
  }

  /** A license that says the same about every use but fetching. */
  public RslLicense(String source, String document, Stance stance, String terms) {
    this(source, document, everything(new Answer(stance, terms)));
  }

  private static Map<Use, Answer> everything(Answer answer) {
    Map<Use, Answer> answers = new EnumMap<>(Use.class);
    for (Use use : Use.values()) {
      if (use != Use.CRAWL) {
        answers.put(use, answer);
      }
    }
    return answers;
  }

  private static Stances stances(Map<Use, Answer> answers) {
    Stances result = Stances.NONE;
    for (Map.Entry<Use, Answer> answer : answers.entrySet()) {
      result = result.with(answer.getKey(), answer.getValue().stance());
    }
    return result;
  }

  /** The same answers of the same document, as another place names it. */
  public RslLicense from(String otherSource) {
    return new RslLicense(otherSource, document, answers, stances);
  }

  @Override
  public String protocol() {
    return PROTOCOL;
  }

  @Override
  public Layer layer() {
    return Layer.LICENSE;
  }

  @Override
  public Stance stance(Use use) {
    return stances.on(use);
  }

  /** The terms of the answer for {@code use}, or "". */
  public String terms(Use use) {
    Answer answer = answers.get(use);
    return answer == null ? "" : answer.terms();
  }

  /** The terms on which training may be had. */
  @Override
  public Optional<String> offer() {
    return offer(FIRST);
  }

  @Override
  public Optional<String> offer(Use use) {
    return stance(use) == Stance.OFFERS
        ? Optional.of(document + " " + terms(use))
        : Optional.empty();
  }

  @Override
  public String words() {
    return document;
  }

  @Override
  public String words(Use use) {
    String terms = terms(use);
    return terms.isEmpty() ? document : document + ", " + terms;
  }

  /**
   * {@code training} and {@code terms} are the answer for training; those for other uses follow as
   * {@code <use>} and {@code <use>-terms}, the latter only where they are not those of training.
   */
  @Override
  public String canonical() {
    Answer training = answers.getOrDefault(FIRST, new Answer(Stance.SILENT, ""));
    SignalLine line =
        SignalLine.of(PROTOCOL, source)
            .field("document", document)
            .field("training", training.stance().label())
            .field("terms", training.terms());
    answers.forEach(
        (use, answer) -> {
          if (use != FIRST) {
            line.field(use.label(), answer.stance().label());
            if (!answer.terms().equals(training.terms())) {
              line.field(use.label() + "-terms", answer.terms());
            }
          }
        });
    return line.toString();
  }

  /** The license of a canonical line's fields; a line of an earlier version tells of training. */
  static RslLicense read(String source, String document, Map<String, String> fields) {
    Map<Use, Answer> answers = new EnumMap<>(Use.class);
    String terms = fields.getOrDefault("terms", "");
    for (Use use : Use.values()) {
      String stance = use == FIRST ? fields.get("training") : fields.get(use.label());
      if (stance != null) {
        String own = fields.getOrDefault(use.label() + "-terms", terms);
        answers.put(use, new Answer(Stance.ofLabel(stance), use == FIRST ? terms : own));
      }
    }
    return new RslLicense(source, document, answers);
  }
}
