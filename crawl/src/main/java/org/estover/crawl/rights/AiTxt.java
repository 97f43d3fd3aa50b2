package org.estover.crawl.rights;

/**
 * A rule of a site's {@code ai.txt} (Spawning) that keeps the page out of training data.
 *
 * <p>The file can only reserve: what it allows is no consent.
 *
 * @param rule the pattern of the rule
 * @param allowed whether the rule that holds is an {@code Allow}
 */
public record AiTxt(String source, String rule, boolean allowed) implements RightsSignal {
  static final String PROTOCOL = "ai-txt";

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
    return use == Use.AI_TRAIN && !allowed ? Stance.DENIES : Stance.SILENT;
  }

  @Override
  public String words() {
    return (allowed ? "Allow: " : "Disallow: ") + rule;
  }

  @Override
  public String canonical() {
    return SignalLine.of(PROTOCOL, source)
        .field("rule", rule)
        .field("allowed", Boolean.toString(allowed))
        .toString();
  }
}
