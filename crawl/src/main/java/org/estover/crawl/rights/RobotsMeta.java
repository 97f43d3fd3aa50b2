package org.estover.crawl.rights;

import java.util.List;

/**
 * Page-level robots directives ({@code X-Robots-Tag} or a robots meta element) that bind our agent.
 *
 * <p>{@code noai} and {@code noml} reserve training; both are community conventions.
 *
 * @param agent the agent the directives were addressed to, or {@code *}
 * @param directives lower-case directives in the order they were written
 */
public record RobotsMeta(String source, String agent, List<String> directives)
    implements RightsSignal {
  static final String PROTOCOL = "robots-meta";

  public RobotsMeta {
    directives = List.copyOf(directives);
  }

  @Override
  public String protocol() {
    return PROTOCOL;
  }

  @Override
  public Stance training() {
    return directives.contains("noai") || directives.contains("noml")
        ? Stance.DENIES
        : Stance.SILENT;
  }

  @Override
  public String canonical() {
    return SignalLine.of(PROTOCOL, source)
        .field("agent", agent)
        .field("directives", String.join(",", directives))
        .toString();
  }
}
