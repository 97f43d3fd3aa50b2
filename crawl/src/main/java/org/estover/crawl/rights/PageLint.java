package org.estover.crawl.rights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** Looks at a page: its header fields and its markup. */
final class PageLint {
  private static final List<String> SLIPS =
      List.of("no-ai", "no-ml", "noaitraining", "no-ai-training", "notrain", "noai-train");

  private PageLint() {}

  /** Looks at the header fields of an answer. */
  static void headers(LintSubject subject, Findings to) {
    StringBuilder usage = new StringBuilder();
    for (Map.Entry<String, String> field : subject.fields()) {
      String value = field.getValue().strip();
      switch (field.getKey().toLowerCase(Locale.ROOT)) {
        case "content-usage" -> usage.append(usage.isEmpty() ? "" : ", ").append(value);
        case "content-signal" ->
            to.warning(
                0,
                "header Content-Signal " + Findings.quote(value),
                "it is defined for robots.txt; as a header nobody need read it",
                "write it into a group of robots.txt");
        case "tdm-reservation" -> reservation("header tdm-reservation", value, to);
        case "x-robots-tag" -> directives("X-Robots-Tag", value, to);
        case "link" -> link(value, to);
        default -> {}
      }
    }
    if (!usage.isEmpty()) {
      PreferenceLint.usage(0, usage.toString(), to);
    }
  }

  private static void link(String value, Findings to) {
    String lower = value.toLowerCase(Locale.ROOT);
    boolean license = lower.contains("rel=license") || lower.contains("rel=\"license\"");
    if (license && lower.contains(".xml") && !lower.contains("application/rsl+xml")) {
      to.warning(
          0,
          "Link " + Findings.quote(value) + " has no type",
          "it is taken for an ordinary license, not for RSL",
          "add ; type=\"application/rsl+xml\"");
    }
  }

  private static void reservation(String what, String value, Findings to) {
    for (String each : value.split(",", -1)) {
      String text = each.strip();
      if (!text.equals("0") && !text.equals("1")) {
        to.error(
            0,
            what + " " + Findings.quote(text),
            "only 0 and 1 say something: nothing is reserved",
            "write 1 to reserve mining, 0 not to");
      }
    }
  }

  private static void directives(String what, String value, Findings to) {
    if (RobotsDirectives.isMiswritten(value)) {
      to.warning(
          0,
          what + " " + Findings.quote(value),
          "only commas separate directives, and quotes are part of none: we read what is meant,"
              + " others find nothing",
          "write it as noai, noindex");
    }
    for (String part : value.toLowerCase(Locale.ROOT).split("[\\s,:]+", -1)) {
      if (SLIPS.contains(part)) {
        to.error(
            0,
            what + " " + Findings.quote(part),
            "it is no directive and says nothing",
            "write noai, noimageai or noml");
      }
    }
  }

  /** Looks at the markup of a page. */
  static void markup(LintSubject subject, Findings to) throws IOException {
    Parser parser = Parser.htmlParser().setTrackPosition(true);
    Document page =
        Jsoup.parse(new ByteArrayInputStream(subject.body()), null, subject.name(), parser);
    int reservations = 0;
    boolean policy = false;
    for (Element meta : page.getElementsByTag("meta")) {
      String name = meta.attr("name").strip().toLowerCase(Locale.ROOT);
      String content = meta.attr("content").strip();
      int line = line(meta);
      switch (name) {
        case "tdm-reservation" -> {
          reservations++;
          metaReservation(line, content, to);
        }
        case "tdm-policy" -> policy = true;
        case "tdm:reservation", "tdm_reservation", "tdmreservation", "tdmrep" ->
            to.error(
                line,
                "meta " + Findings.quote(name),
                "in HTML nobody reads it",
                "write <meta name=\"tdm-reservation\" content=\"1\">");
        case "robots" -> directives("meta robots", content, to);
        default -> {}
      }
    }
    if (policy && reservations == 0) {
      to.warning(
          0,
          "meta tdm-policy without tdm-reservation",
          "the policy counts beside a reservation of 1 only",
          "add <meta name=\"tdm-reservation\" content=\"1\">");
    }
    if (reservations > 1) {
      to.warning(
          0,
          reservations + " meta elements tdm-reservation",
          "readers take one of them; we take the reservation",
          "leave one");
    }
    links(page, to);
    scripts(page, to);
  }

  private static void metaReservation(int line, String content, Findings to) {
    if (!content.equals("0") && !content.equals("1")) {
      to.error(
          line,
          "meta tdm-reservation " + Findings.quote(content),
          "only 0 and 1 say something: nothing is reserved",
          "write content=\"1\" to reserve mining");
    }
  }

  private static void links(Document page, Findings to) {
    for (Element link : page.select("link[rel~=(?i)license], a[rel~=(?i)license]")) {
      String href = link.attr("href").strip();
      String type = link.attr("type").strip();
      boolean rsl = type.equalsIgnoreCase("application/rsl+xml");
      if (href.isEmpty()) {
        to.error(line(link), "a license link without href", "it says nothing", "name the license");
      } else if (!rsl && href.endsWith(".xml")) {
        to.warning(
            line(link),
            "license link " + Findings.quote(href) + " has no type",
            "it is taken for an ordinary license, not for RSL",
            "add type=\"application/rsl+xml\"");
      } else if (!rsl && SpdxLicense.find(link.absUrl("href")).isEmpty()) {
        to.note(
            line(link),
            "license link " + Findings.quote(href),
            "it leads to no license that is known by its address: it permits nothing",
            "link to creativecommons.org, opensource.org or spdx.org where such a license holds");
      }
    }
  }

  private static void scripts(Document page, Findings to) {
    for (Element script : page.getElementsByTag("script")) {
      String type = script.attr("type").strip().toLowerCase(Locale.ROOT);
      if (type.startsWith("application/rsl+xml")) {
        byte[] inline = script.data().strip().getBytes(StandardCharsets.UTF_8);
        String defect = RslDocument.parse(inline).defect();
        if (!defect.isEmpty()) {
          to.error(
              line(script),
              "the RSL in the page does not conform to RSL 1.0: " + defect,
              "it licenses nothing: every use counts as denied",
              "mend it, or take it out");
        }
      } else if (type.startsWith("application/ld+json") && !isJson(script.data())) {
        to.warning(
            line(script),
            "a description in JSON-LD that is no JSON",
            "readers take nothing from it, also no license",
            "look for a comma too many or a missing bracket");
      }
    }
  }

  private static boolean isJson(String text) {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      while (parser.nextToken() != null) {
        parser.skipChildren();
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int line(Element element) {
    return Math.max(element.sourceRange().start().lineNumber(), 0);
  }
}
