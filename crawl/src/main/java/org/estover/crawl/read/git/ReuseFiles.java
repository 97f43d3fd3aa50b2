package org.estover.crawl.read.git;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a repository says about the licenses of its files in one place, after the rules of REUSE:
 * {@code REUSE.toml} (3.2) and {@code .reuse/dep5} (before). The last pattern that fits holds.
 */
final class ReuseFiles {
  private static final int MAX_STARS = 6;
  private static final int MAX_PATTERNS = 2000;
  private static final Pattern QUOTED = Pattern.compile("[\"']([^\"'\\n]{1,500})[\"']");
  private static final Pattern TOML_PATH =
      Pattern.compile("(?m)^\\s*path\\s*=\\s*(\\[[^\\]]*\\]|.*)$");
  private static final Pattern TOML_LICENSE =
      Pattern.compile("(?m)^\\s*SPDX-License-Identifier\\s*=\\s*(\\[[^\\]]*\\]|.*)$");
  private static final Pattern FILES = Pattern.compile("(?m)^Files:((?:.*(?:\\n[ \\t].*)*))$");
  private static final Pattern LICENSE = Pattern.compile("(?m)^License:[ \\t]*(.*)$");

  private final List<Rule> rules = new ArrayList<>();

  private record Rule(Pattern path, String license) {}

  /**
   * Takes a {@code REUSE.toml} in.
   *
   * @param folder the folder that it stands in, with a slash, or ""
   */
  void readToml(String folder, String text) {
    for (String annotation : text.split("\\[\\[annotations\\]\\]", -1)) {
      Matcher license = TOML_LICENSE.matcher(annotation);
      Matcher path = TOML_PATH.matcher(annotation);
      if (license.find() && path.find()) {
        String expression = String.join(" AND ", quoted(license.group(1)));
        for (String glob : quoted(path.group(1))) {
          add(folder, glob, "[^/]*", expression);
        }
      }
    }
  }

  /** Takes a {@code .reuse/dep5} in. */
  void readDep5(String text) {
    for (String paragraph : text.split("\\n[ \\t]*\\n", -1)) {
      Matcher files = FILES.matcher(paragraph);
      Matcher license = LICENSE.matcher(paragraph);
      if (files.find() && license.find()) {
        for (String glob : files.group(1).strip().split("\\s+", -1)) {
          add("", glob, ".*", license.group(1).strip());
        }
      }
    }
  }

  private static List<String> quoted(String value) {
    List<String> found = new ArrayList<>();
    Matcher matcher = QUOTED.matcher(value);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private void add(String folder, String glob, String star, String license) {
    long stars = glob.chars().filter(c -> c == '*').count();
    if (glob.isEmpty() || stars > MAX_STARS || rules.size() == MAX_PATTERNS || license.isEmpty()) {
      return;
    }
    StringBuilder regex = new StringBuilder(Pattern.quote(folder));
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (c == '*') {
        boolean twice = i + 1 < glob.length() && glob.charAt(i + 1) == '*';
        regex.append(twice ? ".*" : star);
        i += twice ? 1 : 0;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    rules.add(new Rule(Pattern.compile(regex.toString()), license));
  }

  /** What is said about a file. */
  Optional<String> license(String path) {
    for (int i = rules.size() - 1; i >= 0; i--) {
      if (rules.get(i).path.matcher(path).matches()) {
        return Optional.of(rules.get(i).license);
      }
    }
    return Optional.empty();
  }
}
