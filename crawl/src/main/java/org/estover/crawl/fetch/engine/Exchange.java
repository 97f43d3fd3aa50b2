package org.estover.crawl.fetch.engine;

import java.util.List;
import java.util.Map;
import org.estover.crawl.warc.Capture;
import org.estover.crawl.warc.HttpField;

/**
 * One request and its answer.
 *
 * @param requestFields the header fields sent
 * @param capture the answer, its body decoded
 */
record Exchange(List<HttpField> requestFields, Capture capture) {
  Exchange {
    requestFields = List.copyOf(requestFields);
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
