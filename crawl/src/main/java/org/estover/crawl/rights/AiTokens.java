package org.estover.crawl.rights;

import java.util.List;

/**
 * Known training crawlers of other names that robots.txt keeps from the page.
 *
 * <p>The file does not speak to us; whether we heed it all the same is one of the {@link
 * ReadingRules}.
 *
 * @param tokens the product tokens that are disallowed, in the order of the table
 */
public record AiTokens(String source, List<String> tokens) implements RightsSignal {
  static final String PROTOCOL = "robots-ai-tokens";

  public AiTokens {
    tokens = List.copyOf(tokens);
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
    return Stance.SILENT;
  }

  @Override
  public Stance stance(Use use, ReadingRules rules) {
    return rules.aiTokens() && use == Use.AI_TRAIN && !tokens.isEmpty()
        ? Stance.DENIES
        : Stance.SILENT;
  }

  @Override
  public String words() {
    return "Disallow for " + String.join(", ", tokens);
  }

  @Override
  public String canonical() {
    return SignalLine.of(PROTOCOL, source).field("tokens", String.join(",", tokens)).toString();
  }
}
