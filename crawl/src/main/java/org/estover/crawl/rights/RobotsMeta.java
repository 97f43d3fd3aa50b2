package org.estover.crawl.rights;

import java.util.List;

/**
 * Page-level robots directives ({@code X-Robots-Tag} or a robots meta element) that bind our agent.
 *
 * <p>{@code noindex} (and {@code none}) keeps the page out of every index, those that people search
 * and those that feed models, and its text out of what we keep; {@code nosnippet} out of what
 * models are given to answer with; {@code noai} reserves every use by models and {@code noml}
 * training, both community conventions. {@code noimageai} is about images, {@code noarchive} and
 * {@code nocache} mean training to one search engine only: they are recorded and say nothing here.
 *
 * @param agent the agent the directives were addressed to, or {@code *}
 * @param directives lower-case directives in the order they were written
 * @param stances what the directives state
 */
public record RobotsMeta(String source, String agent, List<String> directives, Stances stances)
    implements RightsSignal {
  static final String PROTOCOL = "robots-meta";

  public RobotsMeta {
    directives = List.copyOf(directives);
  }

  /** The directives {@code directives}. */
  public RobotsMeta(String source, String agent, List<String> directives) {
    this(source, agent, directives, read(directives));
  }

  static Stances read(List<String> directives) {
    Stances result = Stances.NONE;
    for (String directive : directives) {
      result =
          switch (directive) {
            case "noindex", "none" ->
                result.with(Use.SEARCH, Stance.DENIES).with(Use.AI_INDEX, Stance.DENIES);
            case "nosnippet" -> result.with(Use.AI_INPUT, Stance.DENIES);
            case "noml" -> result.with(Use.AI_TRAIN, Stance.DENIES);
            case "noai" ->
                result
                    .with(Use.AI_TRAIN, Stance.DENIES)
                    .with(Use.AI_INPUT, Stance.DENIES)
                    .with(Use.AI_INDEX, Stance.DENIES);
            default -> result;
          };
    }
    return result;
  }

  /** Whether one of a page's signals says that its text is not to be kept. */
  public static boolean forbidKeeping(List<RightsSignal> signals) {
    for (RightsSignal signal : signals) {
      if (signal instanceof RobotsMeta meta
          && (meta.directives.contains("noindex") || meta.directives.contains("none"))) {
        return true;
      }
    }
    return false;
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
    return stances.on(use);
  }

  @Override
  public String words() {
    String to = agent.equals("*") ? "" : agent + ": ";
    return to + String.join(", ", directives);
  }

  @Override
  public String canonical() {
    return SignalLine.of(PROTOCOL, source)
        .field("agent", agent)
        .field("directives", String.join(",", directives))
        .toString();
  }
}
