package org.estover.crawl.rights;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Looks at an RSL document. */
final class RslLint {
  private static final Set<String> USAGE =
      Set.of("all", "ai-all", "ai-train", "ai-input", "ai-index", "search");
  private static final Set<String> PAYMENT =
      Set.of(
          "purchase",
          "subscription",
          "training",
          "crawl",
          "use",
          "contribution",
          "attribution",
          "free");
  private static final int MAX_DEPTH = 64;

  private final Findings to;
  private final XMLStreamReader reader;
  private final Set<String> permits = new HashSet<>();
  private final Set<String> prohibits = new HashSet<>();
  private int licenses;
  private int contentLine;

  private RslLint(XMLStreamReader reader, Findings to) {
    this.reader = reader;
    this.to = to;
  }

  static void look(LintSubject subject, Findings to) {
    if (!subject.isSuccess()) {
      to.error(
          0,
          "the license document answers " + subject.status(),
          "a document that cannot be had licenses nothing: worse than none",
          "serve it, or take out what points to it");
      return;
    }
    if (!subject.mediaType().isEmpty() && !subject.mediaType().equals("application/rsl+xml")) {
      to.warning(
          0,
          "the license document comes as " + subject.mediaType(),
          "some readers do not take it for RSL",
          "serve it as application/rsl+xml");
    }
    byte[] body = subject.body();
    if (body.length > RslDocument.MAX_BYTES) {
      to.error(
          0,
          "the document has " + body.length + " bytes",
          "more than " + RslDocument.MAX_BYTES + " are not read: it licenses nothing",
          "shorten it");
      return;
    }
    elements(body, to);
    String defect = RslDocument.parse(body).defect();
    if (!defect.isEmpty()) {
      to.error(
          0,
          "the document does not conform to RSL 1.0: " + defect,
          "it licenses nothing: every use counts as denied",
          "mend it, or take out what points to it");
    }
  }

  private static void elements(byte[] body, Findings to) {
    try {
      XMLStreamReader reader = RslParser.reader(body);
      new RslLint(reader, to).walk();
      reader.close();
    } catch (XMLStreamException | MissingResourceException e) {
      // What does not parse is told by the parser that counts.
    }
  }

  private void walk() throws XMLStreamException {
    int depth = 0;
    while (reader.hasNext() && depth < MAX_DEPTH) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
        if (start()) {
          depth--;
        }
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
        end();
      }
    }
  }

  private int line() {
    return Math.max(reader.getLocation().getLineNumber(), 0);
  }

  /** Looks at an element; true if it was read to its end. */
  private boolean start() throws XMLStreamException {
    if (!RslParser.NAMESPACE.equals(reader.getNamespaceURI())) {
      return false;
    }
    switch (reader.getLocalName()) {
      case "rsl" -> maxAge();
      case "content" -> {
        licenses = 0;
        contentLine = line();
        content();
      }
      case "license" -> {
        licenses++;
        permits.clear();
        prohibits.clear();
      }
      case "payment" -> payment();
      case "permits" -> {
        return tokens(permits);
      }
      case "prohibits" -> {
        return tokens(prohibits);
      }
      default -> {}
    }
    return false;
  }

  private void maxAge() {
    String age = attribute("max-age");
    if (!age.isEmpty() && !age.matches("[0-9]{1,3}")) {
      to.warning(
          line(),
          "max-age " + Findings.quote(age),
          "it is counted in days, not in seconds; the document is kept that long",
          "write max-age=\"30\", say");
    }
  }

  private void content() {
    if (reader.getAttributeValue(null, "url") == null) {
      to.error(
          line(),
          "content without url",
          "readers do not know what it licenses",
          "write url=\"/\" for the whole site");
    }
    String server = attribute("server");
    if (!server.isEmpty() && !server.startsWith("https://")) {
      to.error(
          line(),
          "server " + Findings.quote(server) + " is no HTTPS URL",
          "nobody can ask it for a token, so nothing is licensed",
          "write https://...");
    } else if (!server.isEmpty()) {
      to.note(
          line(),
          "server " + server,
          "a token is needed before every fetch, even where the use is free",
          "nothing to do if that is meant");
    }
  }

  private void payment() {
    String type = attribute("type");
    if (type.isEmpty()) {
      to.warning(line(), "payment without type", "readers guess", "write type=\"free\", say");
    } else if (!PAYMENT.contains(type)) {
      to.warning(
          line(),
          "payment type " + Findings.quote(type),
          "it is no word of RSL 1.0",
          type.equals("inference") ? "write use" : "write one of purchase, training, crawl, use");
    }
  }

  private boolean tokens(Set<String> into) throws XMLStreamException {
    String element = reader.getLocalName();
    int line = line();
    String type = attribute("type");
    String text = reader.getElementText().strip();
    if (!type.isEmpty() && !type.equals("usage")) {
      return true;
    }
    if (text.contains(",")) {
      to.error(
          line,
          element + " " + Findings.quote(text) + " is parted by commas",
          "that was RSL 0.9; readers of 1.0 take it for one unknown word",
          "part the words by spaces");
    }
    List<String> words = Arrays.asList(text.toLowerCase(Locale.ROOT).split("[\\s,]+", -1));
    for (String word : words) {
      if (!word.isEmpty() && !USAGE.contains(word)) {
        to.error(
            line,
            element + " " + Findings.quote(word),
            "it is no usage of RSL 1.0",
            word.equals("train-ai")
                ? "write ai-train"
                : "write all, ai-all, ai-train, ai-input, ai-index or search");
      }
      into.add(word);
    }
    return true;
  }

  private void end() {
    if (!RslParser.NAMESPACE.equals(reader.getNamespaceURI())) {
      return;
    }
    switch (reader.getLocalName()) {
      case "content" -> {
        if (licenses == 0) {
          to.error(
              contentLine,
              "content without license",
              "nothing is licensed: every use counts as denied",
              "add a license element");
        }
      }
      case "license" -> license();
      default -> {}
    }
  }

  private void license() {
    if (prohibits.contains("all") && !permits.isEmpty()) {
      to.error(
          line(),
          "a license permits "
              + String.join(" ", permits.stream().sorted().toList())
              + " and prohibits all",
          "what is prohibited beats what is permitted: nothing is licensed",
          "leave out prohibits: permits is a closed list anyway");
    } else {
      permits.stream()
          .filter(prohibits::contains)
          .sorted()
          .forEach(
              word ->
                  to.error(
                      line(),
                      "a license permits and prohibits " + word,
                      "what is prohibited beats what is permitted",
                      "take it out of one of both"));
    }
  }

  private String attribute(String name) {
    String value = reader.getAttributeValue(null, name);
    return value == null ? "" : value.strip();
  }
}
