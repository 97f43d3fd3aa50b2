package org.estover.crawl.rights;

/**
 * An AIPREF usage preference ({@code Content-Usage}), from a response header or a robots.txt rule.
 *
 * <p>The value is a dictionary of RFC 9651; where it does not parse, nothing is stated. Labels are
 * those of draft-ietf-aipref-vocab-08; of withdrawn ones a reservation counts where the {@link
 * ReadingRules} say so, a permission never. A parameter such as CC signals' {@code exceptions} does
 * not lift an {@code n}: it names the condition on which the use may be had.
 *
 * @param path the path pattern of the robots.txt rule, or empty
 * @param value the dictionary as it was written
 * @param preferences what the value states
 */
public record ContentUsage(String source, String path, String value, Preferences preferences)
    implements RightsSignal {
  static final String PROTOCOL = "aipref";

  /** The preference with the value {@code value}. */
  public ContentUsage(String source, String path, String value) {
    this(source, path, value, Preferences.of(value));
  }

  @Override
  public String protocol() {
    return PROTOCOL;
  }

  @Override
  public Layer layer() {
    return Layer.PREFERENCE;
  }

  @Override
  public Stance stance(Use use) {
    return preferences.withWithdrawn().on(use);
  }

  @Override
  public Stance stance(Use use, ReadingRules rules) {
    return (rules.legacyLabels() ? preferences.withWithdrawn() : preferences.current()).on(use);
  }

  @Override
  public String condition() {
    return preferences.exceptions();
  }

  @Override
  public String words() {
    return path.isEmpty() ? value : path + " " + value;
  }

  @Override
  public String canonical() {
    return SignalLine.of(PROTOCOL, source).field("path", path).field("value", value).toString();
  }
}
