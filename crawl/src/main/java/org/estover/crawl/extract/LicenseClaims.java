package org.estover.crawl.extract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/**
 * The license that a page names for itself: {@code <link rel=license>}, else JSON-LD, else {@code
 * <a rel=license>}. Where one kind names several different ones it says nothing, since they may
 * belong to pictures or quotations.
 */
final class LicenseClaims {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern LICENSE = Pattern.compile("(?i)\\blicense\\b");
  private static final String RSL = "application/rsl+xml";

  private LicenseClaims() {}

  /** Finds the license among the links that say they lead to one and the scripts of linked data. */
  static String find(List<Element> elements, List<String> linkedData) {
    SortedSet<String> links = new TreeSet<>();
    SortedSet<String> anchors = new TreeSet<>();
    SortedSet<String> data = new TreeSet<>();
    for (Element element : elements) {
      if (!isLicense(element.attr("rel"))) {
        continue;
      }
      if (element.normalName().equals("a")) {
        add(anchors, element);
      } else if (!element.attr("type").toLowerCase(Locale.ROOT).startsWith(RSL)) {
        add(links, element);
      }
    }
    for (String json : linkedData) {
      if (json.contains("license")) {
        readLinkedData(json, data);
      }
    }
    for (SortedSet<String> kind : List.of(links, data, anchors)) {
      if (!kind.isEmpty()) {
        return kind.size() == 1 ? kind.first() : "";
      }
    }
    return "";
  }

  private static boolean isLicense(String relations) {
    return LICENSE.matcher(relations).find();
  }

  private static void add(SortedSet<String> found, Element element) {
    String absolute = element.absUrl("href");
    String license = absolute.isEmpty() ? element.attr("href").strip() : absolute;
    if (!license.isEmpty()) {
      found.add(license);
    }
  }

  /** Takes the license of the objects at the top, in a list or in a graph. */
  private static void readLinkedData(String json, SortedSet<String> found) {
    Deque<String> path = new ArrayDeque<>();
    try (JsonParser parser = JSON.createParser(json)) {
      JsonToken token;
      while ((token = parser.nextToken()) != null) {
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
          String name = parser.getParsingContext().getParent().getCurrentName();
          path.push(token == JsonToken.START_OBJECT && name != null ? name : "");
        } else if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
          path.pop();
        } else if (token == JsonToken.VALUE_STRING && isLicense(path, parser.currentName())) {
          found.add(parser.getText().strip());
        }
      }
    } catch (IOException e) {
      // Broken linked data names no license; browsers ignore it as well.
      found.clear();
    }
  }

  private static boolean isLicense(
      Deque<String> path, @org.jspecify.annotations.Nullable String name) {
    if (name == null) {
      return false;
    }
    boolean direct = name.equals("license") && path.stream().allMatch(String::isEmpty);
    boolean object = name.equals("url") || name.equals("@id");
    boolean ofPage = path.stream().skip(1).allMatch(String::isEmpty);
    return direct || (object && ofPage && "license".equals(path.peek()));
  }
}
