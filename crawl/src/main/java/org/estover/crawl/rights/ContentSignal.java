package org.estover.crawl.rights;

import java.util.Locale;

/**
 * Cloudflare's {@code Content-Signal} line of the robots.txt group that binds us, e.g. {@code
 * search=yes, ai-train=no}.
 *
 * <p>An absent key neither grants nor restricts; of contradicting values the refusal stands.
 */
public record ContentSignal(String source, String value) implements RightsSignal {
  static final String PROTOCOL = "content-signal";

  @Override
  public String protocol() {
    return PROTOCOL;
  }

  @Override
  public Stance training() {
    Stance stance = Stance.SILENT;
    for (String pair : value.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = pair.split("=", -1);
      if (parts.length == 2 && parts[0].strip().equals("ai-train")) {
        String answer = parts[1].strip();
        if (answer.equals("no")) {
          return Stance.DENIES;
        }
        if (answer.equals("yes")) {
          stance = Stance.PERMITS;
        }
      }
    }
    return stance;
  }

  @Override
  public String canonical() {
    return SignalLine.of(PROTOCOL, source).field("value", value).toString();
  }
}
