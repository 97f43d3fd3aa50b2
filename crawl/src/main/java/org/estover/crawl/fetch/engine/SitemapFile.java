package org.estover.crawl.fetch.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.MissingResourceException;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A sitemap (sitemaps.org 0.9): an XML list of pages or of further sitemaps, or a text of a URL a
 * line; packed by gzip or not. What stands before damage counts.
 *
 * @param pages the pages listed, as written
 * @param sitemaps the further sitemaps listed, as written
 */
record SitemapFile(List<String> pages, List<String> sitemaps) {
  /** As many as the protocol allows in one file. */
  static final int MAX_ENTRIES = 50_000;

  /** What is read of a file, packed or not; the protocol allows three times as much. */
  static final int MAX_BYTES = 16 << 20;

  private static final int GZIP = 0x8b1f;

  /** A declaration of another encoding than UTF-8. */
  private static final Pattern OTHER_ENCODING =
      Pattern.compile(
          "\\s*<\\?xml[^>]*encoding\\s*=\\s*[\"'](?!utf-?8[\"'])[^\"'>]+",
          Pattern.CASE_INSENSITIVE);

  private static final int HEAD = 256;

  SitemapFile {
    pages = List.copyOf(pages);
    sitemaps = List.copyOf(sitemaps);
  }

  static SitemapFile parse(byte[] file) {
    byte[] text = unpacked(file);
    List<String> pages = new ArrayList<>();
    List<String> sitemaps = new ArrayList<>();
    if (isXml(text)) {
      readXml(text, pages, sitemaps);
    } else {
      new String(text, UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> line.startsWith("http"))
          .limit(MAX_ENTRIES)
          .forEach(pages::add);
    }
    return new SitemapFile(pages, sitemaps);
  }

  private static byte[] unpacked(byte[] file) {
    if (file.length < 2 || ((file[0] & 0xff) | (file[1] & 0xff) << 8) != GZIP) {
      return file;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
      byte[] buffer = new byte[8192];
      int read;
      while (out.size() < MAX_BYTES && (read = in.read(buffer)) >= 0) {
        out.write(buffer, 0, read);
      }
    } catch (IOException damaged) {
      return out.toByteArray();
    }
    return out.toByteArray();
  }

  private static boolean isXml(byte[] text) {
    int at = 0;
    boolean marked = text.length > 3 && (text[0] & 0xff) == 0xef;
    at += marked ? 3 : 0;
    while (at < text.length && Character.isWhitespace(text[at])) {
      at++;
    }
    return at < text.length && text[at] == '<';
  }

  private static void readXml(byte[] text, List<String> pages, List<String> sitemaps) {
    try {
      XMLStreamReader reader = reader(text);
      List<String> into = pages;
      boolean inLocation = false;
      while (reader.hasNext() && pages.size() + sitemaps.size() < MAX_ENTRIES) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            String name = reader.getLocalName();
            if (name.equals("sitemap")) {
              into = sitemaps;
            } else if (name.equals("url")) {
              into = pages;
            }
            // An image's or a video's location has a namespace of its own prefix.
            inLocation = name.equals("loc") && reader.getPrefix().isEmpty();
          }
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
            if (inLocation) {
              into.add(reader.getText().strip());
              inLocation = false;
            }
          }
          case XMLStreamConstants.END_ELEMENT -> inLocation = false;
          default -> {}
        }
      }
      reader.close();
    } catch (XMLStreamException | MissingResourceException damaged) {
      // The JDK's parser has no words for a wrong character in a DTD, and throws the latter.
      return;
    }
  }

  /**
   * A reader that expands and fetches nothing. UTF-8 is decoded here, since the JDK's parser writes
   * to the standard error where it is broken.
   */
  private static XMLStreamReader reader(byte[] text) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    String head = new String(text, 0, Math.min(text.length, HEAD), ISO_8859_1);
    if (OTHER_ENCODING.matcher(head).lookingAt()) {
      return factory.createXMLStreamReader(new ByteArrayInputStream(text));
    }
    String decoded = new String(text, UTF_8);
    return factory.createXMLStreamReader(
        new StringReader(decoded.startsWith("\ufeff") ? decoded.substring(1) : decoded));
  }
}
