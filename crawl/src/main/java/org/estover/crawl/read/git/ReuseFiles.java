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
  private static final int MAX_GLOB = 500;
  private static final int MAX_PATTERNS = 2000;
  private static final Pattern QUOTED = Pattern.compile("[\"']([^\"'\\n]{1,500})[\"']");
  private static final Pattern TOML_PATH =
      Pattern.compile("(?m)^[ \\t]*path[ \\t]*=[ \\t]*(\\[[^\\]]*\\]|.*)$");
  private static final Pattern TOML_LICENSE =
      Pattern.compile("(?m)^[ \\t]*SPDX-License-Identifier[ \\t]*=[ \\t]*(\\[[^\\]]*\\]|.*)$");
  private static final String FILES = "Files:";
  private static final Pattern LICENSE = Pattern.compile("(?m)^License:[ \\t]*(.*)$");

  private final List<Rule> rules = new ArrayList<>();

  private record Rule(PathPattern path, String license) {}

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
          add(folder, glob, false, expression);
        }
      }
    }
  }

  /** Takes a {@code .reuse/dep5} in. */
  void readDep5(String text) {
    for (String paragraph : text.split("\\n[ \\t]*\\n", -1)) {
      Matcher license = LICENSE.matcher(paragraph);
      if (license.find()) {
        for (String glob : files(paragraph).strip().split("\\s+", -1)) {
          add("", glob, true, license.group(1).strip());
        }
      }
    }
  }

  /** What the field says that names files, which goes on in lines that begin with a blank. */
  private static String files(String paragraph) {
    StringBuilder files = new StringBuilder();
    boolean inside = false;
    for (String line : paragraph.split("\n", -1)) {
      boolean begins = files.isEmpty() && line.startsWith(FILES);
      inside = begins || (inside && (line.startsWith(" ") || line.startsWith("\t")));
      if (inside) {
        files.append(' ').append(begins ? line.substring(FILES.length()) : line);
      }
    }
    return files.toString();
  }

  private static List<String> quoted(String value) {
    List<String> found = new ArrayList<>();
    Matcher matcher = QUOTED.matcher(value);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private void add(String folder, String glob, boolean starsCross, String license) {
    boolean usable = !glob.isEmpty() && glob.length() <= MAX_GLOB && !license.isEmpty();
    if (usable && rules.size() < MAX_PATTERNS) {
      rules.add(new Rule(PathPattern.of(folder, glob, starsCross), license));
    }
  }

  /** What is said about a file. */
  Optional<String> license(String path) {
    for (int i = rules.size() - 1; i >= 0; i--) {
      if (rules.get(i).path.matches(path)) {
        return Optional.of(rules.get(i).license);
      }
    }
    return Optional.empty();
  }
}
