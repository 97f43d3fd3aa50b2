package org.estover.crawl.rights;

import java.util.Optional;

/**
 * An answer that keeps the page from us: 401, 402, 403 or 451.
 *
 * <p>It refuses every use, whatever else is declared: robots.txt that does not forbid a page behind
 * a login is no permission. A price or a license scheme that came with it is recorded as a quote;
 * nothing is paid and nothing circumvented.
 *
 * @param status the HTTP status
 * @param quote what the answer asks for, e.g. {@code crawler-price: USD 0.01}, or ""
 */
public record AccessStatus(String source, int status, String quote) implements RightsSignal {
  static final String PROTOCOL = "http-status";

  /** Whether an HTTP status keeps a page from us. */
  public static boolean refuses(int status) {
    return status == 401 || status == 402 || status == 403 || status == 451;
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
    return refuses(status) ? Stance.DENIES : Stance.SILENT;
  }

  @Override
  public Optional<String> offer() {
    return quote.isEmpty() ? Optional.empty() : Optional.of(quote);
  }

  @Override
  public String condition() {
    return quote;
  }

  @Override
  public String words() {
    return "status " + status;
  }

  @Override
  public String canonical() {
    return SignalLine.of(PROTOCOL, source)
        .field("status", Integer.toString(status))
        .field("quote", quote)
        .toString();
  }
}
