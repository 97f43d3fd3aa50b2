package org.estover.crawl.warc;

import java.util.List;
import java.util.Set;

/**
 * What a crawler notes of an exchange beside its answer; all of it is kept in the WARC file.
 *
 * @param outcome the outcome class
 * @param requestFields the header fields sent, without {@code Host}
 * @param signals the rights signals found, each in its canonical line
 * @param quotes what the server asks for the page, such as {@code crawler-price: USD 0.01}
 * @param address the numeric address that answered, or "" where it is not known
 * @param truncated why the body ends early: {@code length}, {@code time}, {@code disconnect},
 *     {@code unspecified}, or "" where it does not, or nobody knows why
 */
public record ExchangeNote(
    String outcome,
    List<HttpField> requestFields,
    List<String> signals,
    List<String> quotes,
    String address,
    String truncated) {
  private static final Set<String> REASONS =
      Set.of("", "length", "time", "disconnect", "unspecified");

  public ExchangeNote {
    if (!REASONS.contains(truncated)) {
      throw Errors.unknownTruncation(truncated);
    }
    requestFields = List.copyOf(requestFields);
    signals = List.copyOf(signals);
    quotes = List.copyOf(quotes);
  }

  /** A note of which only the outcome and the request are known. */
  public static ExchangeNote of(String outcome, List<HttpField> requestFields) {
    return new ExchangeNote(outcome, requestFields, List.of(), List.of(), "", "");
  }

  /** This note with these rights signals. */
  public ExchangeNote withSignals(List<String> found) {
    return new ExchangeNote(outcome, requestFields, found, quotes, address, truncated);
  }

  /** This note with these quotes. */
  public ExchangeNote withQuotes(List<String> found) {
    return new ExchangeNote(outcome, requestFields, signals, found, address, truncated);
  }

  /** This note with the address that answered. */
  public ExchangeNote withAddress(String numeric) {
    return new ExchangeNote(outcome, requestFields, signals, quotes, numeric, truncated);
  }

  /** This note with the reason why the body ends early. */
  public ExchangeNote withTruncation(String reason) {
    return new ExchangeNote(outcome, requestFields, signals, quotes, address, reason);
  }
}
