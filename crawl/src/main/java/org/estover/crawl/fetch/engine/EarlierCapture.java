package org.estover.crawl.fetch.engine;

import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.estover.crawl.warc.Capture;
import org.estover.crawl.warc.HttpField;
import org.estover.crawl.warc.WarcCollection;

/**
 * What an earlier crawl captured of a URL.
 *
 * @param held a whole answer of status 200, with the fields that the server told last
 */
record EarlierCapture(WarcCollection.Held held) {
  private static final int NOT_MODIFIED = 304;
  private static final Pattern ETAG = Pattern.compile("(W/)?\"[!#-~]*\"");

  Capture capture() {
    return held.capture();
  }

  /** The fields by which a server is asked for what is newer; none where it named nothing. */
  List<HttpField> conditions() {
    List<HttpField> conditions = new ArrayList<>();
    capture()
        .field("ETag")
        .map(String::strip)
        .filter(tag -> ETAG.matcher(tag).matches())
        .ifPresent(tag -> conditions.add(new HttpField("If-None-Match", tag)));
    capture()
        .field("Last-Modified")
        .map(String::strip)
        .filter(EarlierCapture::isDate)
        .ifPresent(date -> conditions.add(new HttpField("If-Modified-Since", date)));
    return conditions;
  }

  /** Whether a text is a date as servers write it now; others they may read in their own way. */
  private static boolean isDate(String text) {
    try {
      DateTimeFormatter.RFC_1123_DATE_TIME.parse(text);
      return text.endsWith(" GMT");
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** The answer to a request that had these conditions, with what is known from before. */
  Exchange with(Exchange answer) {
    Exchange.Repeated repeated = new Exchange.Repeated(answer.capture(), held.reference());
    if (answer.status() == NOT_MODIFIED && !conditions().isEmpty()) {
      return answer.repeating(Capture.notModified(capture(), answer.capture()), repeated);
    }
    byte[] body = answer.capture().body();
    boolean same =
        answer.status() == capture().status()
            && answer.capture().whole()
            && body.length > 0
            && Arrays.equals(body, capture().body());
    return same ? answer.repeating(answer.capture(), repeated) : answer;
  }
}
