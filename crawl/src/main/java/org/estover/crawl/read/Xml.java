package org.estover.crawl.read;

import java.io.StringReader;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The JDK's XML parser, set so that a file decides nothing: no DTD, no entities, no other files.
 */
final class Xml {
  /**
   * The parser's limits, all of which a later JDK may set otherwise: as those of 17. What only
   * declared entities can exceed has none, as there are no such entities; the JDK counts a written
   * sign too, and long pages have many.
   */
  private static final Map<String, String> LIMITS =
      Map.of(
          "jdk.xml.entityExpansionLimit", "0",
          "jdk.xml.totalEntitySizeLimit", "0",
          "jdk.xml.maxGeneralEntitySizeLimit", "0",
          "jdk.xml.maxParameterEntitySizeLimit", "0",
          "jdk.xml.entityReplacementLimit", "0",
          "jdk.xml.maxElementDepth", "0",
          "jdk.xml.elementAttributeLimit", "10000",
          "jdk.xml.maxXMLNameLimit", "1000");

  private final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();

  /** Makes a parser for one thread. */
  Xml() {
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    LIMITS.forEach(factory::setProperty);
  }

  /** Starts to parse. */
  XMLStreamReader parse(String xml) throws XMLStreamException {
    return factory.createXMLStreamReader(new StringReader(xml));
  }

  /** Appends the text in the element that the parser stands at, and goes to its end. */
  static void appendText(XMLStreamReader xml, StringBuilder target) throws XMLStreamException {
    int depth = 1;
    while (depth > 0) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> depth++;
        case XMLStreamConstants.END_ELEMENT -> depth--;
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            target.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
        default -> {
          // Comments and processing instructions say nothing.
        }
      }
    }
  }

  /** Returns the text in the element that the parser stands at, and goes to its end. */
  static String text(XMLStreamReader xml) throws XMLStreamException {
    StringBuilder text = new StringBuilder();
    appendText(xml, text);
    return text.toString();
  }

  /** Returns the name of the element that the parser stands at, without a prefix. */
  static String name(XMLStreamReader xml) {
    return withoutPrefix(xml.getLocalName());
  }

  /** Returns an attribute, by its name without a prefix, of the element at hand; or "". */
  static String attribute(XMLStreamReader xml, String name) {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      if (withoutPrefix(xml.getAttributeLocalName(i)).equals(name)) {
        return xml.getAttributeValue(i);
      }
    }
    return "";
  }

  private static String withoutPrefix(String name) {
    return name.substring(name.indexOf(':') + 1);
  }

  /** Goes to the end of the element that the parser stands at. */
  static void skip(XMLStreamReader xml) throws XMLStreamException {
    int depth = 1;
    while (depth > 0) {
      int event = xml.next();
      depth += event == XMLStreamConstants.START_ELEMENT ? 1 : 0;
      depth -= event == XMLStreamConstants.END_ELEMENT ? 1 : 0;
    }
  }
}
