package org.estover.crawl.fetch.engine;

import java.util.List;
import java.util.Map;
import org.estover.crawl.fetch.AccessQuote;
import org.estover.crawl.warc.Capture;
import org.estover.crawl.warc.CaptureReference;
import org.estover.crawl.warc.ExchangeNote;
import org.estover.crawl.warc.HttpField;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer.
 *
 * @param requestFields the header fields sent
 * @param capture the answer, its body decoded
 * @param address the numeric address that answered, or "" where it is not known
 * @param truncated why the body ends early, as {@link ExchangeNote} names it, or ""
 * @param repeated what was sent, where the payload is one that an earlier crawl holds
 */
record Exchange(
    List<HttpField> requestFields,
    Capture capture,
    String address,
    String truncated,
    @Nullable Repeated repeated) {
  Exchange {
    requestFields = List.copyOf(requestFields);
  }

  /** An answer of which no payload was captured before. */
  Exchange(List<HttpField> requestFields, Capture capture, String address, String truncated) {
    this(requestFields, capture, address, truncated, null);
  }

  /**
   * An answer whose payload was captured before.
   *
   * @param answer as it was sent: 304 without a body, or with the same bytes as before
   * @param payload the capture that holds them
   */
  record Repeated(Capture answer, CaptureReference payload) {}

  /** An answer that is read back. */
  static Exchange of(Capture capture) {
    return new Exchange(List.of(), capture, "", "");
  }

  /** The same exchange, which brought what was captured before. */
  Exchange repeating(Capture known, Repeated how) {
    return new Exchange(requestFields, known, address, truncated, how);
  }

  /** What is noted of it beside the answer. */
  ExchangeNote note(String outcome) {
    List<String> quotes =
        AccessQuote.of(status(), capture.fields()).map(AccessQuote::lines).orElse(List.of());
    return ExchangeNote.of(outcome, requestFields)
        .withQuotes(quotes)
        .withAddress(address)
        .withTruncation(truncated);
  }

  int status() {
    return capture.status();
  }

  boolean isSuccess() {
    return status() >= 200 && status() <= 299;
  }

  boolean isRedirect() {
    return switch (status()) {
      case 300, 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  /** The outcome class of the answer. */
  String outcome() {
    if (!isSuccess()) {
      return "http-" + status();
    }
    return capture.whole() ? "ok" : "truncated";
  }

  List<Map.Entry<String, String>> responseFields() {
    return capture.fields().stream().map(f -> Map.entry(f.name(), f.value())).toList();
  }
}
