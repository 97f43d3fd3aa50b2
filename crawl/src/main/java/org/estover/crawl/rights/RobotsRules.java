package org.estover.crawl.rights;

/**
 * Whether robots.txt (RFC 9309) lets {@code agent} fetch the page.
 *
 * <p>A disallowed page is never fetched; an allowed one is thereby not yet permitted for training,
 * so the signal is silent about that.
 */
public record RobotsRules(String source, String agent, boolean allowed) implements RightsSignal {
  static final String PROTOCOL = "rfc9309";

  @Override
  public String protocol() {
    return PROTOCOL;
  }

  @Override
  public Stance training() {
    return allowed ? Stance.SILENT : Stance.DENIES;
  }

  @Override
  public String canonical() {
    return SignalLine.of(PROTOCOL, source)
        .field("agent", agent)
        .field("allowed", Boolean.toString(allowed))
        .toString();
  }
}
