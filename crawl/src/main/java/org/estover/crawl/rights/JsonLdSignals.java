package org.estover.crawl.rights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Reads licenses and terms from schema.org descriptions in JSON-LD.
 *
 * <p>Described may be the page, something on it, or something else: a license counts for the page
 * where it stands at the top of the description or in its {@code @graph}, on a kind of work that a
 * page is, and no address says that another page is meant. Nested descriptions (an image, a part)
 * keep the property that leads to them as their scope.
 *
 * <p>Read in one pass; depth, size and the number of statements are bounded, and what stands before
 * an error in the JSON holds.
 */
final class JsonLdSignals {
  private static final String SOURCE = "json-ld";
  private static final int MAX_CHARACTERS = 256 * 1024;
  private static final int MAX_DEPTH = 16;
  private static final int MAX_LICENSES = 32;
  private static final int MAX_VALUE = 512;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .build();

  /** Properties with something to know for who uses the page. */
  private static final Set<String> TERMS =
      Set.of(
          "usageInfo",
          "acquireLicensePage",
          "conditionsOfAccess",
          "isAccessibleForFree",
          "copyrightHolder",
          "copyrightNotice",
          "creditText",
          "sdLicense");

  /** Properties through which the page goes on being spoken of. */
  private static final Set<String> SAME = Set.of("@graph", "mainEntity");

  /** Kinds of things that are no page, whatever they are licensed under. */
  private static final Set<String> PARTS =
      Set.of(
          "imageobject",
          "videoobject",
          "audioobject",
          "mediaobject",
          "3dmodel",
          "dataset",
          "datadownload",
          "softwareapplication",
          "softwaresourcecode",
          "product",
          "organization",
          "person",
          "comment");

  private final String page;
  private final UnaryOperator<String> resolver;
  private final List<RightsSignal> licenses = new ArrayList<>();
  private final NavigableMap<String, String> terms = new TreeMap<>();
  private int characters;

  JsonLdSignals(String url, UnaryOperator<String> resolver) {
    this.page = samePage(url);
    this.resolver = resolver;
  }

  /** Reads one description of the page. */
  void read(String json) {
    characters += json.length();
    if (characters > MAX_CHARACTERS) {
      return;
    }
    try (JsonParser parser = JSON.createParser(json)) {
      value(parser, parser.nextToken(), "", 0);
    } catch (IOException e) {
      // What stood before the break was read.
    }
  }

  /** What all descriptions say together. */
  List<RightsSignal> signals() {
    List<RightsSignal> result = new ArrayList<>(licenses);
    if (!terms.isEmpty()) {
      result.add(new DescribedTerms(SOURCE, terms));
    }
    return result;
  }

  /** What is known of a node before its end, when its kind and address are. */
  private static final class Node {
    private final List<String> licenses = new ArrayList<>();
    private final NavigableMap<String, String> terms = new TreeMap<>();
    private final List<String> types = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();
  }

  private void value(JsonParser parser, JsonToken token, String scope, int depth)
      throws IOException {
    if (token == JsonToken.START_ARRAY) {
      if (depth >= MAX_DEPTH) {
        parser.skipChildren();
        return;
      }
      for (JsonToken each = parser.nextToken();
          each != null && each != JsonToken.END_ARRAY;
          each = parser.nextToken()) {
        value(parser, each, scope, depth + 1);
      }
    } else if (token == JsonToken.START_OBJECT) {
      node(parser, scope, depth + 1);
    }
  }

  private void node(JsonParser parser, String scope, int depth) throws IOException {
    if (depth >= MAX_DEPTH) {
      parser.skipChildren();
      return;
    }
    Node node = new Node();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (name.equals("@type")) {
        texts(parser, token, node.types, 0);
      } else if (name.equals("@id") || name.equals("url")) {
        texts(parser, token, node.addresses, 0);
      } else if (name.equals("license")) {
        texts(parser, token, node.licenses, 0);
      } else if (TERMS.contains(name)) {
        List<String> values = new ArrayList<>();
        texts(parser, token, values, 0);
        if (!values.isEmpty()) {
          node.terms.put(name, cut(String.join(" ", values)));
        }
      } else if (token.isStructStart()) {
        value(parser, token, SAME.contains(name) ? scope : name, depth);
      }
    }
    take(node, scope);
  }

  private void take(Node node, String scope) {
    String subject = scope.isEmpty() ? subject(node) : scope;
    for (String license : node.licenses) {
      if (licenses.size() < MAX_LICENSES) {
        boolean address = license.contains("://") || license.startsWith("/");
        String target = address ? resolver.apply(license) : license;
        String spdx = SpdxLicense.normalize(target);
        licenses.add(new LicenseLink(SOURCE, target, spdx, subject));
      }
    }
    if (subject.isEmpty()) {
      node.terms.forEach(terms::putIfAbsent);
    }
  }

  /** What the node describes: "" for the page. */
  private String subject(Node node) {
    for (String type : node.types) {
      if (PARTS.contains(localName(type))) {
        return type;
      }
    }
    String other = "";
    for (String address : node.addresses) {
      String resolved = resolver.apply(address);
      if (resolved.startsWith("http")) {
        String described = samePage(resolved);
        if (described.equals(page) || isSiteOfPage(node, described)) {
          return "";
        }
        other = resolved;
      }
    }
    return other;
  }

  private boolean isSiteOfPage(Node node, String described) {
    boolean site = node.types.stream().anyMatch(type -> localName(type).equals("website"));
    return site && (page + "/").startsWith(described + "/");
  }

  private static String localName(String type) {
    int end = Math.max(type.lastIndexOf('/'), type.lastIndexOf('#'));
    return type.substring(end + 1).toLowerCase(Locale.ROOT);
  }

  /** An address without what does not tell pages apart: scheme, fragment, a slash at the end. */
  private static String samePage(String url) {
    int fragment = url.indexOf('#');
    String text = fragment < 0 ? url : url.substring(0, fragment);
    int scheme = text.indexOf("://");
    text = scheme < 0 ? text : text.substring(scheme + 3);
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /** The texts of a value: of a string itself, of an object its address or name, of a list all. */
  private static void texts(JsonParser parser, JsonToken token, List<String> texts, int depth)
      throws IOException {
    if (token == JsonToken.START_ARRAY && depth < MAX_DEPTH) {
      for (JsonToken each = parser.nextToken();
          each != null && each != JsonToken.END_ARRAY;
          each = parser.nextToken()) {
        texts(parser, each, texts, depth + 1);
      }
    } else if (token == JsonToken.START_OBJECT) {
      object(parser, texts);
    } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
      add(texts, parser.getText());
    } else {
      parser.skipChildren();
    }
  }

  private static void object(JsonParser parser, List<String> texts) throws IOException {
    String address = "";
    String name = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      JsonToken token = parser.nextToken();
      if (!token.isScalarValue()) {
        parser.skipChildren();
      } else if (key.equals("@id") || key.equals("url") || key.equals("@value")) {
        address = address.isEmpty() ? parser.getText() : address;
      } else if (key.equals("name")) {
        name = parser.getText();
      }
    }
    add(texts, address.isEmpty() ? name : address);
  }

  private static void add(List<String> texts, String text) {
    String value = text.strip();
    if (!value.isEmpty() && texts.size() < MAX_LICENSES) {
      texts.add(cut(value));
    }
  }

  private static String cut(String text) {
    return text.length() > MAX_VALUE ? text.substring(0, MAX_VALUE) : text;
  }
}
