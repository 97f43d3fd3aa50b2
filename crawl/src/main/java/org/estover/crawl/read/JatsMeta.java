package org.estover.crawl.read;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.estover.crawl.rights.SpdxLicense;

/** What an article says about itself before its text. */
final class JatsMeta {
  private static final Pattern COMMONS_URL =
      Pattern.compile("creativecommons\\.org/(?:licenses|publicdomain)/[a-z-]+/[0-9.]+");
  private static final Pattern COMMONS_NAME =
      Pattern.compile(
          "(?i)\\bCC[ -]?(BY(?:[ -]NC)?(?:[ -](?:ND|SA))?|0)(?:[ -]?([1-4]\\.[05]))?\\b");

  private final Map<String, String> ids = new TreeMap<>();
  private final List<String> licenseLinks = new ArrayList<>();
  private final StringBuilder licenseText = new StringBuilder();
  private String title = "";
  private String language = "";
  private String publisher = "";
  private String copyrightHolder = "";
  private String date = "";

  void language(String tag) {
    language = tag.strip();
  }

  void title(String text) {
    title = text;
  }

  /** Takes an element, if it is one about the article; returns whether it was. */
  boolean take(XMLStreamReader xml, String name) throws XMLStreamException {
    switch (name) {
      case "article-id" ->
          ids.putIfAbsent(Xml.attribute(xml, "pub-id-type"), Xml.text(xml).strip());
      case "publisher-name" -> publisher = Xml.text(xml).strip();
      case "copyright-holder" -> copyrightHolder = Xml.text(xml).strip();
      case "license" -> license(xml);
      case "license_ref" -> licenseLinks.add(Xml.text(xml).strip());
      case "pub-date" -> pubDate(xml);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void license(XMLStreamReader xml) throws XMLStreamException {
    int depth = 0;
    int event = XMLStreamConstants.START_ELEMENT;
    do {
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
        String link = Xml.attribute(xml, "href").strip();
        if (!link.isEmpty()) {
          licenseLinks.add(link);
        }
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      } else if (event == XMLStreamConstants.CHARACTERS) {
        licenseText.append(xml.getText());
      }
      event = depth == 0 ? event : xml.next();
    } while (depth > 0);
  }

  private void pubDate(XMLStreamReader xml) throws XMLStreamException {
    Map<String, String> parts = new TreeMap<>();
    int depth = 1;
    while (depth > 0) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        parts.put(Xml.name(xml), Xml.text(xml).strip());
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
    if (date.isEmpty()) {
      date = instant(parts);
    }
  }

  private static String instant(Map<String, String> parts) {
    try {
      return LocalDate.of(
              Integer.parseInt(parts.getOrDefault("year", "")),
              Integer.parseInt(parts.getOrDefault("month", "")),
              Integer.parseInt(parts.getOrDefault("day", "")))
          + "T00:00:00Z";
    } catch (NumberFormatException | DateTimeException e) {
      return "";
    }
  }

  String title() {
    return title;
  }

  String language() {
    return language;
  }

  String date() {
    return date;
  }

  /** The article's id in PubMed Central, else its DOI, else its id in PubMed; or "". */
  String id() {
    String central = central();
    if (!central.isEmpty()) {
      return central;
    }
    String doi = ids.getOrDefault("doi", "");
    if (!doi.isEmpty()) {
      return "doi:" + doi;
    }
    String pubmed = ids.getOrDefault("pmid", "");
    return pubmed.isEmpty() ? ids.values().stream().findFirst().orElse("") : "pmid:" + pubmed;
  }

  private String central() {
    String id = ids.getOrDefault("pmcid", ids.getOrDefault("pmc", ids.getOrDefault("pmcaid", "")));
    String digits = id.toUpperCase(Locale.ROOT).startsWith("PMC") ? id.substring(3) : id;
    return digits.matches("[0-9]{1,12}") ? "PMC" + digits : "";
  }

  String url() {
    String central = central();
    if (!central.isEmpty()) {
      return "https://pmc.ncbi.nlm.nih.gov/articles/" + central + "/";
    }
    String doi = ids.getOrDefault("doi", "");
    return doi.isEmpty() ? "" : "https://doi.org/" + doi;
  }

  /** The license by what it links, else by what it says; "" if the article names none. */
  String license() {
    for (String link : licenseLinks) {
      Optional<String> found = SpdxLicense.find(link);
      if (found.isPresent()) {
        return found.get();
      }
    }
    String text = licenseText.toString().replaceAll("\\s+", " ").strip();
    Matcher url = COMMONS_URL.matcher(text);
    if (url.find()) {
      return SpdxLicense.normalize("https://" + url.group());
    }
    Matcher name = COMMONS_NAME.matcher(text);
    if (name.find()) {
      String version = name.group(2) == null ? "" : " " + name.group(2);
      Optional<String> found = SpdxLicense.find("CC " + name.group(1) + version);
      if (found.isPresent()) {
        return found.get();
      }
    }
    String raw = licenseLinks.isEmpty() ? text : licenseLinks.get(0);
    return SpdxLicense.normalize(raw);
  }

  /** The publisher, where it holds the copyright: people are not named. */
  String holder() {
    String holder = copyrightHolder.toLowerCase(Locale.ROOT);
    String known = publisher.toLowerCase(Locale.ROOT);
    boolean same = !known.isEmpty() && (holder.contains(known) || known.contains(holder));
    return !holder.isEmpty() && same ? publisher : "";
  }
}
