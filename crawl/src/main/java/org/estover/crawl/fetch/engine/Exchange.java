package org.estover.crawl.fetch.engine;

import java.util.List;
import java.util.Map;
import org.estover.crawl.fetch.AccessQuote;
import org.estover.crawl.warc.Capture;
import org.estover.crawl.warc.ExchangeNote;
import org.estover.crawl.warc.HttpField;

/**
 * One request and its answer.
 *
 * @param requestFields the header fields sent
 * @param capture the answer, its body decoded
 * @param address the numeric address that answered, or "" where it is not known
 * @param truncated why the body ends early, as {@link ExchangeNote} names it, or ""
 */
record Exchange(List<HttpField> requestFields, Capture capture, String address, String truncated) {
  Exchange {
    requestFields = List.copyOf(requestFields);
  }

  /** An answer that is read back. */
  static Exchange of(Capture capture) {
    return new Exchange(List.of(), capture, "", "");
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
