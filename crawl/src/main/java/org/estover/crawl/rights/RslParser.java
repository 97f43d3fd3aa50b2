package org.estover.crawl.rights;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.estover.crawl.rights.RslDocument.Content;
import org.estover.crawl.rights.RslDocument.Terms;

/**
 * Reads the XML of an RSL document.
 *
 * <p>A document type declaration or an entity reference is refused, so nothing is expanded or
 * fetched; nesting is limited. Elements of foreign namespaces are skipped with all they contain.
 */
final class RslParser {
  static final String NAMESPACE = "https://rslstandard.org/rsl";
  private static final int MAX_DEPTH = 32;
  private static final int HEAD = 128;

  /** A mark of UTF-16, or a declaration of another encoding than UTF-8. */
  private static final Pattern OTHER_ENCODING =
      Pattern.compile(
          "\\u00fe\\u00ff|\\u00ff\\u00fe"
              + "|<\\?xml[^>]*encoding\\s*=\\s*[\"'](?!utf-?8[\"'])[^\"'>]+",
          Pattern.CASE_INSENSITIVE);

  private static final Set<String> KNOWN =
      Set.of(
          "rsl",
          "content",
          "license",
          "permits",
          "prohibits",
          "payment",
          "standard",
          "custom",
          "amount",
          "accepts",
          "reporting",
          "legal",
          "alternate",
          "schema",
          "copyright",
          "terms");

  private final byte[] xml;
  private final List<Content> contents = new ArrayList<>();
  private int depth;
  private int maxAgeDays = RslDocument.DEFAULT_MAX_AGE_DAYS;

  RslParser(byte[] xml) {
    this.xml = xml.clone();
  }

  List<Content> contents() throws NonConformant {
    try {
      XMLStreamReader reader = reader(xml);
      document(reader);
      reader.close();
    } catch (XMLStreamException | MissingResourceException e) {
      // The JDK's parser has no words for a wrong character in a DTD, and throws the latter.
      throw new NonConformant("not well-formed XML");
    }
    return contents;
  }

  /**
   * A reader that expands and fetches nothing.
   *
   * <p>UTF-8 is decoded here, since the JDK's parser writes to the standard error where it is
   * broken.
   */
  static XMLStreamReader reader(byte[] xml) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    String head = new String(xml, 0, Math.min(xml.length, HEAD), StandardCharsets.ISO_8859_1);
    if (OTHER_ENCODING.matcher(head).lookingAt()) {
      return factory.createXMLStreamReader(new ByteArrayInputStream(xml));
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(xml)).toString();
      return factory.createXMLStreamReader(
          new StringReader(text.startsWith("\ufeff") ? text.substring(1) : text));
    } catch (CharacterCodingException e) {
      throw new XMLStreamException("not UTF-8", e);
    }
  }

  /** After how many days the document is to be asked for again. */
  int maxAgeDays() {
    return maxAgeDays;
  }

  private static int days(String text) {
    return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : RslDocument.DEFAULT_MAX_AGE_DAYS;
  }

  private void document(XMLStreamReader reader) throws XMLStreamException, NonConformant {
    if (!next(reader) || !isRsl(reader) || !reader.getLocalName().equals("rsl")) {
      throw new NonConformant("the root is not rsl in the namespace " + NAMESPACE);
    }
    maxAgeDays = days(attribute(reader, "max-age"));
    while (next(reader)) {
      if (reader.getLocalName().equals("content")) {
        content(reader);
      } else {
        throw unexpected(reader);
      }
    }
  }

  private void content(XMLStreamReader reader) throws XMLStreamException, NonConformant {
    String url = attribute(reader, "url");
    String server = attribute(reader, "server");
    List<Terms> licenses = new ArrayList<>();
    int level = depth;
    while (nextIn(reader, level)) {
      if (reader.getLocalName().equals("license")) {
        licenses.add(license(reader));
      }
    }
    contents.add(new Content(url, server, licenses));
  }

  private Terms license(XMLStreamReader reader) throws XMLStreamException, NonConformant {
    Set<String> permits = new HashSet<>();
    Set<String> prohibits = new HashSet<>();
    boolean closed = false;
    String conditions = "";
    List<String> prices = new ArrayList<>();
    boolean perCrawl = false;
    int level = depth;
    while (nextIn(reader, level)) {
      String type = attribute(reader, "type");
      switch (reader.getLocalName()) {
        case "permits" -> {
          Set<String> tokens = tokens(text(reader));
          if (type.isEmpty() || type.equals("usage")) {
            closed = true;
            permits.addAll(tokens);
          } else if (type.equals("geo") || !tokens.contains("commercial")) {
            conditions = "it is limited to " + type + " " + String.join(" ", sorted(tokens));
          }
        }
        case "prohibits" -> {
          Set<String> tokens = tokens(text(reader));
          if (type.isEmpty() || type.equals("usage")) {
            prohibits.addAll(tokens);
          } else if (type.equals("geo") || tokens.contains("commercial")) {
            conditions = "it excludes " + type + " " + String.join(" ", sorted(tokens));
          }
        }
        case "payment" -> {
          perCrawl |= type.equals("crawl");
          prices.add(payment(reader, type));
        }
        case "reporting" -> prices.add("reporting" + (type.isEmpty() ? "" : " " + type));
        default -> {}
      }
    }
    String price =
        prices.stream().filter(p -> !p.isEmpty()).sorted().collect(Collectors.joining(", "));
    return new Terms(permits, closed, prohibits, conditions, price, perCrawl);
  }

  /** Payment type, currency and amount; empty if it is free. */
  private String payment(XMLStreamReader reader, String type)
      throws XMLStreamException, NonConformant {
    StringBuilder amounts = new StringBuilder();
    String contract = "";
    int level = depth;
    while (nextIn(reader, level)) {
      switch (reader.getLocalName()) {
        case "amount" -> {
          String currency = attribute(reader, "currency");
          amounts.append(' ').append(currency).append(' ').append(text(reader).strip());
        }
        case "standard", "custom" -> contract = " " + text(reader).strip();
        default -> {}
      }
    }
    boolean nothing = amounts.isEmpty() && contract.isEmpty();
    if (type.equals("free") || (type.isEmpty() && nothing)) {
      return "";
    }
    String kind = type.isEmpty() ? "payment" : type;
    return kind + (amounts.isEmpty() ? contract : amounts.toString());
  }

  /** Moves to the next start tag of an RSL element within the element at {@code level}. */
  private boolean nextIn(XMLStreamReader reader, int level)
      throws XMLStreamException, NonConformant {
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          enter();
          if (isRsl(reader)) {
            if (!KNOWN.contains(reader.getLocalName())) {
              throw unexpected(reader);
            }
            return true;
          }
          skip(reader);
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          if (depth < level) {
            return false;
          }
        }
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new NonConformant("it declares or uses entities");
        default -> {}
      }
    }
    return false;
  }

  private boolean next(XMLStreamReader reader) throws XMLStreamException, NonConformant {
    return nextIn(reader, 1);
  }

  private void enter() throws NonConformant {
    depth++;
    if (depth > MAX_DEPTH) {
      throw new NonConformant("it is nested deeper than " + MAX_DEPTH);
    }
  }

  /** Passes over a foreign element and everything in it. */
  private void skip(XMLStreamReader reader) throws XMLStreamException, NonConformant {
    int level = depth;
    while (depth >= level && reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        enter();
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
  }

  /** The text up to the end tag; an element in it makes the document non-conformant. */
  private String text(XMLStreamReader reader) throws XMLStreamException {
    String text = reader.getElementText();
    depth--;
    return text;
  }

  private static boolean isRsl(XMLStreamReader reader) {
    return NAMESPACE.equals(reader.getNamespaceURI());
  }

  private static String attribute(XMLStreamReader reader, String name) {
    String value = reader.getAttributeValue(null, name);
    return value == null ? "" : value.strip();
  }

  private static Set<String> tokens(String text) {
    return new HashSet<>(Arrays.asList(text.strip().toLowerCase(Locale.ROOT).split("[\\s,]+", -1)));
  }

  private static List<String> sorted(Set<String> tokens) {
    return tokens.stream().sorted().toList();
  }

  private static NonConformant unexpected(XMLStreamReader reader) {
    return new NonConformant("unexpected element " + reader.getLocalName());
  }

  /** The document does not conform to RSL 1.0. */
  static final class NonConformant extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    NonConformant(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }
}
