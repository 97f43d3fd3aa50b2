package org.estover.crawl.rights;

import java.util.Map;
import java.util.Set;

/**
 * An AIPREF usage preference ({@code Content-Usage}), from a response header or a robots.txt rule.
 *
 * <p>Vocabulary: draft-ietf-aipref-vocab-08, where {@code train-ai} governs training. Labels that
 * earlier drafts used for training are honoured as {@code =n} only: a site that wrote them meant a
 * reservation, but a withdrawn label is no permission. A parameter such as CC signals' {@code
 * exceptions} does not lift an {@code n}. The value is a dictionary of RFC 9651; where it does not
 * parse, nothing is stated.
 *
 * @param path the path pattern of the robots.txt rule, or empty
 * @param value the dictionary as it was written
 */
public record ContentUsage(String source, String path, String value) implements RightsSignal {
  static final String PROTOCOL = "aipref";
  private static final String TRAINING = "train-ai";
  private static final Set<String> LEGACY_RESERVATIONS =
      Set.of("all", "ai", "bots", "genai", "tdm", "train-genai");

  @Override
  public String protocol() {
    return PROTOCOL;
  }

  @Override
  public Stance training() {
    Map<String, String> preferences = StructuredDictionary.tokens(value);
    boolean legacyDenial =
        LEGACY_RESERVATIONS.stream().anyMatch(label -> "n".equals(preferences.get(label)));
    String training = preferences.getOrDefault(TRAINING, "");
    if (training.equals("n") || legacyDenial) {
      return Stance.DENIES;
    }
    return training.equals("y") ? Stance.PERMITS : Stance.SILENT;
  }

  @Override
  public String canonical() {
    return SignalLine.of(PROTOCOL, source).field("path", path).field("value", value).toString();
  }
}
