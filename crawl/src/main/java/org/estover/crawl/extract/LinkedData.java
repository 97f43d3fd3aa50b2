package org.estover.crawl.extract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;

/** The text of an article as a page's linked data repeats it. */
final class LinkedData {
  private static final JsonFactory JSON = new JsonFactory();

  private LinkedData() {}

  /** Returns the longest {@code articleBody}, or "". */
  static String articleBody(List<String> scripts) {
    String longest = "";
    for (String script : scripts) {
      if (script.contains("\"articleBody\"")) {
        String found = find(script);
        longest = found.length() > longest.length() ? found : longest;
      }
    }
    return longest;
  }

  private static String find(String script) {
    String longest = "";
    try (JsonParser parser = JSON.createParser(script)) {
      JsonToken token;
      while ((token = parser.nextToken()) != null) {
        if (token == JsonToken.VALUE_STRING && "articleBody".equals(parser.currentName())) {
          String text = parser.getText();
          longest = text.length() > longest.length() ? text : longest;
        }
      }
    } catch (IOException e) {
      // Broken linked data is as good as none; browsers ignore it as well.
      return longest;
    }
    return longest;
  }
}
