package org.estover.crawl.rights;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a signal stood, as a signal's {@code source} names it and as a person reads it.
 *
 * <p>A source is the name of a place ({@code header}, {@code meta}, {@code tdmrep.json}), of a file
 * with a line ({@code robots.txt:12}), or with the group that the line belongs to ({@code
 * robots.txt:12[*]}).
 */
final class Place {
  private static final Pattern LINE = Pattern.compile("(.+):(\\d+)(?:\\[([^\\[\\]]*)\\])?");

  private Place() {}

  /** The source of a line in a group of a file. */
  static String source(String file, int line, String group) {
    return file + ":" + line + (group.isEmpty() ? "" : "[" + group + "]");
  }

  /** A source in words: {@code robots.txt line 12, group *}. */
  static String words(String source) {
    Matcher line = LINE.matcher(source);
    if (!line.matches()) {
      return source;
    }
    String group = line.group(3) == null ? "" : ", group " + line.group(3);
    return line.group(1) + " line " + line.group(2) + group;
  }
}
