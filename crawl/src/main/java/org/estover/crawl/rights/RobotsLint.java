package org.estover.crawl.rights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at a robots.txt. */
final class RobotsLint {
  private static final Set<String> KNOWN_BESIDE =
      Set.of(
          "sitemap", "host", "request-rate", "visit-time", "clean-param", "noindex", "indexpage");
  private static final int SLIP = 2;

  private final Findings to;
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private final Set<String> current = new LinkedHashSet<>();
  private boolean inRules;
  private boolean globalLicense;

  private RobotsLint(Findings to) {
    this.to = to;
  }

  /** What is known of the groups of one agent. */
  private static final class Group {
    private final int line;
    private final String name;
    private final List<Integer> preferences = new ArrayList<>();
    private boolean license;
    private boolean rules;

    Group(int line, String name) {
      this.line = line;
      this.name = name;
    }
  }

  static void look(LintSubject subject, Findings to) {
    int status = subject.status();
    if (status >= 500 || status == 429) {
      to.error(
          0,
          "robots.txt answers " + status,
          "crawlers that keep to RFC 9309 take it that everything is disallowed",
          "serve the file, or 404 where there is none");
      return;
    }
    if (!subject.isSuccess()) {
      to.note(
          0,
          "robots.txt answers " + status,
          "everything may be fetched, and no preference stands there",
          "serve a file where something is to be said");
      return;
    }
    if (subject.mediaType().contains("html")) {
      to.error(
          0,
          "robots.txt comes as " + subject.mediaType(),
          "it is likely a page, of which no line is a rule: everything may be fetched",
          "serve it as text/plain");
    } else if (!subject.mediaType().isEmpty() && !subject.mediaType().equals("text/plain")) {
      to.warning(
          0,
          "robots.txt comes as " + subject.mediaType(),
          "some readers look at the type",
          "serve it as text/plain");
    }
    byte[] body = subject.body();
    if (body.length > RobotsFile.MAX_BYTES) {
      to.error(
          0,
          "the file has " + body.length + " bytes",
          "nothing behind the first " + RobotsFile.MAX_BYTES + " is read",
          "shorten it: merge rules by patterns with *");
    }
    new RobotsLint(to).lines(RobotsLine.read(body, RobotsFile.MAX_BYTES));
  }

  private void lines(List<RobotsLine> lines) {
    if (lines.isEmpty()) {
      to.note(0, "the file says nothing", "everything may be fetched", "nothing to do");
    }
    for (RobotsLine line : lines) {
      Optional<RobotsKey> exact = RobotsKey.exactly(line.key());
      Optional<RobotsKey> key = RobotsKey.of(line.key());
      if (key.isEmpty()) {
        unknown(line);
        continue;
      }
      if (exact.isEmpty()) {
        to.error(
            line.number(),
            "misspelt directive " + Findings.quote(line.key()),
            "many crawlers skip the line",
            "write " + key.get().label());
      } else if (!line.colon()) {
        to.error(
            line.number(),
            Findings.quote(line.key() + " " + line.value()) + " without a colon",
            "many crawlers skip the line",
            "write " + line.key() + ": " + line.value());
      }
      known(key.get(), line);
    }
    groups();
  }

  private void unknown(RobotsLine line) {
    if (!line.colon() || KNOWN_BESIDE.contains(line.key())) {
      return;
    }
    for (RobotsKey key : RobotsKey.values()) {
      if (distance(line.key(), key.label()) <= SLIP) {
        to.error(
            line.number(),
            "unknown directive " + Findings.quote(line.key()),
            "crawlers skip the line",
            "write " + key.label() + ", if that is meant");
        return;
      }
    }
    to.note(
        line.number(),
        "unknown directive " + Findings.quote(line.key()),
        "crawlers skip the line",
        "leave it out, or begin it with # if it is a comment");
  }

  private void known(RobotsKey key, RobotsLine line) {
    if (key == RobotsKey.USER_AGENT) {
      agent(line);
      return;
    }
    if (current.isEmpty()) {
      if (key == RobotsKey.LICENSE) {
        globalLicense = true;
        license(line);
      } else {
        to.error(
            line.number(),
            line.key() + " before the first User-agent",
            "the line belongs to no group and binds nobody",
            "write User-agent: * above it");
      }
      return;
    }
    inRules |= key.isRule();
    switch (key) {
      case ALLOW, DISALLOW -> rule(key, line);
      case CRAWL_DELAY -> delay(line);
      case CONTENT_USAGE -> usage(line);
      case CONTENT_SIGNAL -> {
        preference(line);
        PreferenceLint.signal(line.number(), behindPath(line), to);
      }
      case LICENSE -> {
        current.forEach(agent -> group(agent, line).license = true);
        license(line);
      }
      case USER_AGENT -> throw new AssertionError(key);
    }
  }

  private Group group(String agent, RobotsLine line) {
    return groups.computeIfAbsent(agent, unused -> new Group(line.number(), agent));
  }

  private void agent(RobotsLine line) {
    if (inRules) {
      current.clear();
    }
    inRules = false;
    String token = RobotsGroups.productToken(line.value());
    if (token.isEmpty()) {
      to.error(
          line.number(),
          "User-agent " + Findings.quote(line.value()) + " names no product token",
          "the group binds nobody",
          "begin with letters, - or _; or write *");
      token = "(" + line.number() + ")";
    } else if (!token.equals("*") && token.length() < line.value().length()) {
      to.note(
          line.number(),
          "User-agent " + Findings.quote(line.value()),
          "crawlers compare " + token + " only",
          "write User-agent: " + line.value().substring(0, token.length()));
    }
    current.add(token);
    groups.computeIfAbsent(token, name -> new Group(line.number(), shown(line.value(), name)));
  }

  /** The token as it is written. */
  private static String shown(String value, String token) {
    return value.regionMatches(true, 0, token, 0, token.length())
        ? value.substring(0, token.length())
        : token;
  }

  private void rule(RobotsKey key, RobotsLine line) {
    current.forEach(agent -> group(agent, line).rules = true);
    String value = line.value();
    if (!value.isEmpty() && !value.startsWith("/") && !value.startsWith("*")) {
      boolean url = value.contains("://");
      to.error(
          line.number(),
          key.label() + " " + Findings.quote(value) + " does not begin with /",
          "it matches no path",
          url ? "write the path without scheme and host" : "write /" + value);
    }
    int dollar = value.indexOf('$');
    if (dollar >= 0 && dollar < value.length() - 1) {
      to.warning(
          line.number(),
          "$ inside " + Findings.quote(value),
          "only at the end it means the end; here it is a character",
          "write %24 if the character is meant");
    }
  }

  private void delay(RobotsLine line) {
    if (!line.raw().matches("[0-9]+(\\.[0-9]+)?")) {
      to.warning(
          line.number(),
          "Crawl-delay " + Findings.quote(line.value()),
          "it is no number of seconds and asks for nothing",
          "write Crawl-delay: 5");
    }
  }

  private void usage(RobotsLine line) {
    preference(line);
    String value = line.value();
    String behind = behindPath(line);
    if (value.startsWith("/") && behind.isEmpty()) {
      to.error(
          line.number(),
          "Content-Usage " + Findings.quote(value) + " has a path and no preference",
          "the line says nothing",
          "write " + value + " train-ai=n");
    } else if (value.startsWith("*")) {
      to.error(
          line.number(),
          "Content-Usage " + Findings.quote(value) + " begins with *",
          "a path begins with /, so all of it is read as a preference and says nothing",
          "begin the path with /");
    } else {
      PreferenceLint.usage(line.number(), behind, to);
    }
  }

  private static String behindPath(RobotsLine line) {
    String value = line.value();
    if (!value.startsWith("/")) {
      return value;
    }
    String[] parts = value.split("[ \t]+", 2);
    return parts.length == 2 ? parts[1].strip() : "";
  }

  private void preference(RobotsLine line) {
    current.forEach(agent -> group(agent, line).preferences.add(line.number()));
  }

  private void license(RobotsLine line) {
    String value = line.value();
    if (!value.startsWith("https://") && !value.startsWith("http://")) {
      to.error(
          line.number(),
          "License " + Findings.quote(value) + " is no absolute URL",
          "readers of RSL do not find the document",
          "write License: https://host/license.xml");
    } else if (value.startsWith("http://")) {
      to.warning(
          line.number(),
          "License " + Findings.quote(value) + " is not HTTPS",
          "RSL asks for HTTPS; strict readers take the content as unlicensed",
          "write https://" + value.substring("http://".length()));
    }
  }

  /** What groups mean beside each other. */
  private void groups() {
    Group everybody = groups.get("*");
    if (everybody == null && !groups.isEmpty()) {
      to.note(
          0,
          "no group for User-agent: *",
          "crawlers that no group names may fetch everything",
          "add a group for User-agent: *");
    }
    boolean saysSomething =
        everybody != null && (!everybody.preferences.isEmpty() || everybody.license);
    groups.forEach(
        (agent, group) -> {
          if (agent.equals("*")) {
            return;
          }
          if (saysSomething && group.preferences.isEmpty() && group.rules) {
            to.warning(
                group.line,
                "the group of " + group.name + " has no preferences, that of * has",
                "a crawler that is named reads its own group only: the preferences of * do not"
                    + " bind "
                    + group.name,
                "repeat Content-Usage and Content-Signal in the group of " + group.name);
          }
          if (globalLicense && group.license) {
            to.note(
                group.line,
                "the group of " + group.name + " has a License of its own",
                "it replaces the one at the top of the file",
                "nothing to do if that is meant");
          }
        });
    if (globalLicense && everybody != null && everybody.license) {
      to.note(
          everybody.line,
          "the group of * has a License of its own",
          "it replaces the one at the top of the file",
          "nothing to do if that is meant");
    }
  }

  /** How many letters are wrong, missing or too many; beyond the slip it does not matter. */
  static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > SLIP) {
      return SLIP + 1;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + change);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
