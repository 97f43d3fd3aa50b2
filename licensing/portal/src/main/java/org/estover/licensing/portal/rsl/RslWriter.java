package org.estover.licensing.portal.rsl;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes the trust's RSL 1.0 document: the corpus can be had for training by who pays as the offers
 * say and reports; the pages about it are free to find and to quote, and are not for training.
 */
final class RslWriter {
  private static final String NAMESPACE = "https://rslstandard.org/rsl";
  private static final String MAX_AGE_DAYS = "1";

  private final String publicUrl;
  private final String trust;
  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter xml;

  private RslWriter(String publicUrl, String trust) throws XMLStreamException {
    this.publicUrl = publicUrl;
    this.trust = trust;
    xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
  }

  /**
   * The document.
   *
   * @param publicUrl of the portal, without a path
   * @param trust the trust's name
   */
  static String document(String publicUrl, String trust) {
    try {
      return new RslWriter(publicUrl, trust).written();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing XML into memory", e);
    }
  }

  private String written() throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.setDefaultNamespace(NAMESPACE);
    xml.writeStartElement(NAMESPACE, "rsl");
    xml.writeDefaultNamespace(NAMESPACE);
    xml.writeAttribute("max-age", MAX_AGE_DAYS);
    corpus("/datasets/");
    corpus("/download/");
    pages();
    xml.writeEndElement();
    xml.writeEndDocument();
    xml.flush();
    return text.toString();
  }

  private void corpus(String path) throws XMLStreamException {
    begin(path);
    usage("permits", "ai-train");
    xml.writeStartElement(NAMESPACE, "payment");
    xml.writeAttribute("type", "training");
    element("standard", publicUrl + "/licenses");
    xml.writeEndElement();
    xml.writeEmptyElement(NAMESPACE, "reporting");
    xml.writeAttribute("type", "audit");
    xml.writeAttribute("endpoint", publicUrl + "/training-runs");
    end("/licenses");
  }

  private void pages() throws XMLStreamException {
    begin("/");
    usage("permits", "search ai-input");
    usage("prohibits", "ai-train");
    xml.writeEmptyElement(NAMESPACE, "payment");
    xml.writeAttribute("type", "free");
    end("/");
  }

  private void begin(String path) throws XMLStreamException {
    xml.writeStartElement(NAMESPACE, "content");
    xml.writeAttribute("url", path);
    xml.writeStartElement(NAMESPACE, "license");
  }

  private void end(String contact) throws XMLStreamException {
    xml.writeEndElement();
    xml.writeStartElement(NAMESPACE, "copyright");
    xml.writeAttribute("type", "organization");
    xml.writeAttribute("contactUrl", publicUrl + contact);
    xml.writeCharacters(trust);
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private void usage(String name, String words) throws XMLStreamException {
    xml.writeStartElement(NAMESPACE, name);
    xml.writeAttribute("type", "usage");
    xml.writeCharacters(words);
    xml.writeEndElement();
  }

  private void element(String name, String content) throws XMLStreamException {
    xml.writeStartElement(NAMESPACE, name);
    xml.writeCharacters(content);
    xml.writeEndElement();
  }
}
