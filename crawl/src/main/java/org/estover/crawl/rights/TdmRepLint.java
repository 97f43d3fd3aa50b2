package org.estover.crawl.rights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Looks at a tdmrep.json. */
final class TdmRepLint {
  private static final JsonFactory STRICT = new JsonFactory();
  private static final int MAX_COMPARED = 200;

  private TdmRepLint() {}

  /** One rule and where it begins. */
  private record Rule(int line, String location, String reservation) {}

  static void look(LintSubject subject, Findings to) {
    if (!subject.isSuccess()) {
      answered(subject.status(), to);
      return;
    }
    if (!subject.mediaType().isEmpty() && !subject.mediaType().contains("json")) {
      to.warning(
          0,
          "tdmrep.json comes as " + subject.mediaType(),
          "some readers look at the type",
          "serve it as application/json");
    }
    byte[] body = subject.body();
    if (body.length > TdmRepFile.MAX_BYTES) {
      to.error(
          0,
          "the file has " + body.length + " bytes",
          "behind the first " + TdmRepFile.MAX_BYTES + " everything counts as reserved",
          "shorten it: merge rules by patterns with *");
    }
    List<Rule> rules = new ArrayList<>();
    try (JsonParser parser =
        STRICT.createParser(body, 0, Math.min(body.length, TdmRepFile.MAX_BYTES))) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        to.error(
            1,
            "the file is no array of rules",
            "it reserves nothing",
            "write [{\"location\": \"/\", \"tdm-reservation\": 1}]");
        return;
      }
      JsonToken token = parser.nextToken();
      while (token == JsonToken.START_OBJECT) {
        rules.add(rule(parser, to));
        token = parser.nextToken();
      }
      if (token != JsonToken.END_ARRAY) {
        to.error(
            parser.currentLocation().getLineNr(),
            "a rule that is no object",
            "it and all rules behind it are not read",
            "write {\"location\": \"/\", \"tdm-reservation\": 1}");
      }
    } catch (IOException e) {
      to.error(
          0,
          "the JSON breaks off behind rule " + rules.size(),
          "strict readers take nothing from the file, so nothing is reserved",
          "look for a comma too many, a comment or a missing bracket");
    }
    shadows(rules, to);
  }

  private static void answered(int status, Findings to) {
    if (status >= 500 || status == 429) {
      to.warning(
          0,
          "tdmrep.json answers " + status,
          "careful crawlers take it that everything is reserved",
          "serve the file, or 404 where there is none");
    }
  }

  private static Rule rule(JsonParser parser, Findings to) throws IOException {
    int line = parser.currentLocation().getLineNr();
    String location = "";
    String reservation = "";
    String policy = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value.isStructStart()) {
        parser.skipChildren();
        continue;
      }
      switch (name) {
        case "location" -> location = parser.getText();
        case "tdm-reservation" -> reservation = parser.getText();
        case "tdm-policy" -> policy = parser.getText();
        default -> {
          if (name.startsWith("tdm")) {
            to.error(
                line,
                "unknown property " + Findings.quote(name),
                "it says nothing",
                "write tdm-reservation or tdm-policy");
          }
        }
      }
    }
    values(line, location, reservation, policy, to);
    return new Rule(line, location, reservation);
  }

  private static void values(
      int line, String location, String reservation, String policy, Findings to) {
    if (location.isEmpty()) {
      to.error(line, "a rule without location", "it covers nothing", "write \"location\": \"/\"");
    } else if (!location.startsWith("/") && !location.startsWith("*")) {
      to.error(
          line,
          "location " + Findings.quote(location) + " does not begin with /",
          "it covers nothing",
          "write a path of this site");
    }
    if (!reservation.equals("0") && !reservation.equals("1")) {
      to.error(
          line,
          "tdm-reservation " + Findings.quote(reservation),
          "only 0 and 1 say something: the rule reserves nothing",
          "write 1 to reserve mining, 0 not to");
    }
    if (!policy.isEmpty() && !reservation.equals("1")) {
      to.warning(
          line,
          "tdm-policy beside a reservation of " + Findings.quote(reservation),
          "a policy counts beside a reservation of 1 only",
          "write \"tdm-reservation\": 1, or leave the policy out");
    }
    if (!policy.isEmpty() && !policy.startsWith("https://") && !policy.startsWith("http://")) {
      to.error(
          line,
          "tdm-policy " + Findings.quote(policy) + " is no URL",
          "nobody finds the terms",
          "write an absolute URL");
    }
  }

  /** The first rule that matches holds, so a broad one hides what is behind it. */
  private static void shadows(List<Rule> rules, Findings to) {
    int count = Math.min(rules.size(), MAX_COMPARED);
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        Rule first = rules.get(i);
        Rule later = rules.get(j);
        PathPattern broad = PathPattern.of(first.location);
        PathPattern narrow = PathPattern.of(later.location);
        boolean covers =
            !first.location.isEmpty()
                && !later.location.isEmpty()
                && broad.isPrefix()
                && narrow.prefix().startsWith(broad.prefix());
        if (covers) {
          to.error(
              later.line,
              "the rule for " + later.location + " stands behind that for " + first.location,
              "the first rule that matches holds, so this one never does",
              "put the narrower rule first");
          break;
        }
      }
    }
  }
}
