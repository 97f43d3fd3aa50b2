package org.estover.crawl.rights;

/**
 * Whether robots.txt (RFC 9309) lets {@code agent} fetch the page.
 *
 * <p>A page that is disallowed may not be used at all; one that may be fetched is thereby not yet
 * permitted for anything else.
 *
 * @param rule the rule that decides, e.g. {@code Disallow: /private/}, or "" where none does
 */
public record RobotsRules(String source, String agent, boolean allowed, String rule)
    implements RightsSignal {
  static final String PROTOCOL = "rfc9309";

  /** The answer of a file of which no rule speaks about the page. */
  public RobotsRules(String source, String agent, boolean allowed) {
    this(source, agent, allowed, "");
  }

  @Override
  public String protocol() {
    return PROTOCOL;
  }

  @Override
  public Layer layer() {
    return Layer.ACCESS;
  }

  @Override
  public Stance stance(Use use) {
    if (!allowed) {
      return Stance.DENIES;
    }
    return use == Use.CRAWL ? Stance.PERMITS : Stance.SILENT;
  }

  @Override
  public String words() {
    if (rule.isEmpty()) {
      return allowed ? "nothing is disallowed" : "everything is disallowed";
    }
    return rule;
  }

  @Override
  public String canonical() {
    SignalLine line =
        SignalLine.of(PROTOCOL, source)
            .field("agent", agent)
            .field("allowed", Boolean.toString(allowed));
    return (rule.isEmpty() ? line : line.field("rule", rule)).toString();
  }
}
