package org.estover.crawl.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A template as a page calls it: of most nothing is text, of some that {@code wiki-templates.txt}
 * names an argument is.
 */
final class WikiTemplate {
  private static final int MAX_NAME = 80;
  private static final String CONVERTED = "{converted}";
  private static final String FRACTION = "{fraction}";
  private static final Map<String, String> PATTERNS = patterns();

  /** Words and signs between the numbers of a range that is converted. */
  private static final String BETWEEN = " - – and to or by x × * + ± +/- to(-) and(-) ";

  private final String title;
  private final String afterColon;
  private final List<String> numbered;
  private final Map<String, String> named;

  private WikiTemplate(
      String title, String afterColon, List<String> numbered, Map<String, String> named) {
    this.title = title;
    this.afterColon = afterColon;
    this.numbered = numbered;
    this.named = named;
  }

  /** Whether what a template of this name shows may be text. */
  static boolean isText(CharSequence out, int from, int to) {
    return to - from <= MAX_NAME && pattern(name(out.subSequence(from, to).toString())) != null;
  }

  /**
   * Returns what a template shows, null where that is no text.
   *
   * @param title the page's title
   * @param parts its name, which is of one that may show text, and its arguments
   */
  static @Nullable String text(String title, List<String> parts) {
    String called = WikiMark.asText(parts.get(0)).strip();
    String pattern = Objects.requireNonNull(pattern(name(called)));
    WikiTemplate template =
        of(title, called.substring(called.indexOf(':') + 1), parts.subList(1, parts.size()));
    return switch (pattern) {
      case CONVERTED -> template.converted();
      case FRACTION -> template.fraction();
      default -> template.fill(pattern);
    };
  }

  /** The name by which a template is looked up: without what calls it, or what a function takes. */
  private static String name(String called) {
    String name = WikiMark.asText(called).strip().replace('_', ' ').toLowerCase(Locale.ROOT);
    int colon = name.indexOf(':');
    if (colon <= 0 || PATTERNS.containsKey(name)) {
      return name;
    }
    String before = name.substring(0, colon);
    return before.equals("template") ? name.substring(colon + 1).strip() : before;
  }

  private static @Nullable String pattern(String name) {
    String pattern = PATTERNS.get(name);
    return pattern == null ? PATTERNS.get(family(name)) : pattern;
  }

  private static String family(String name) {
    int hyphen = name.indexOf('-');
    return hyphen < 0 ? name : name.substring(0, hyphen) + "-*";
  }

  private static WikiTemplate of(String title, String afterColon, List<String> arguments) {
    List<String> numbered = new ArrayList<>();
    Map<String, String> named = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String name = equals < 0 ? "" : WikiMark.asText(argument.substring(0, equals)).strip();
      if (isName(name)) {
        String value = argument.substring(equals + 1).strip();
        if (name.matches("[1-9][0-9]?")) {
          int place = Integer.parseInt(name);
          while (numbered.size() < place) {
            numbered.add("");
          }
          numbered.set(place - 1, value);
        } else {
          named.put(name.toLowerCase(Locale.ROOT), value);
        }
      } else {
        numbered.add(argument.strip());
      }
    }
    return new WikiTemplate(title, afterColon.strip(), numbered, named);
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= 40
        && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || " _-".indexOf(c) >= 0);
  }

  private String argument(String name) {
    if (name.equals("0")) {
      return afterColon;
    }
    if (name.equals("title")) {
      return title;
    }
    if (name.equals("last")) {
      return numbered.isEmpty() ? "" : numbered.get(numbered.size() - 1);
    }
    if (name.length() == 1 && name.charAt(0) >= '1' && name.charAt(0) <= '9') {
      int place = name.charAt(0) - '0';
      return place <= numbered.size() ? numbered.get(place - 1) : "";
    }
    return named.getOrDefault(name, "");
  }

  /** The pattern with its arguments; null if none of them says anything. */
  private @Nullable String fill(String pattern) {
    StringBuilder filled = new StringBuilder();
    int[] at = {0};
    boolean says = fill(pattern, at, filled);
    return says || pattern.indexOf('{') < 0 || pattern.length() == 1 ? filled.toString() : null;
  }

  /**
   * Fills up to the end of a bracket; returns whether an argument outside of others said something.
   */
  private boolean fill(String pattern, int[] at, StringBuilder filled) {
    boolean says = false;
    while (at[0] < pattern.length()) {
      char c = pattern.charAt(at[0]++);
      int close = pattern.indexOf('}', at[0]);
      if (c == '{' && close > at[0]) {
        String value = value(pattern.substring(at[0], close));
        at[0] = close + 1;
        filled.append(value);
        says |= !value.isBlank();
      } else if (c == '[') {
        StringBuilder inner = new StringBuilder();
        if (fill(pattern, at, inner)) {
          filled.append(inner);
        }
      } else if (c == ']') {
        return says;
      } else {
        filled.append(c);
      }
    }
    return says;
  }

  private String value(String names) {
    if (names.startsWith("*")) {
      String between = names.substring(1);
      return numbered.stream()
          .filter(argument -> !argument.isBlank())
          .collect(Collectors.joining(between));
    }
    for (String name : names.split("/", -1)) {
      String value = argument(name);
      if (!value.isBlank()) {
        return value;
      }
    }
    return "";
  }

  /** A measure before it is converted: {@code 3|to|5|km|mi} is 3 to 5 km. */
  private @Nullable String converted() {
    if (numbered.isEmpty() || numbered.get(0).isBlank()) {
      return null;
    }
    StringBuilder text = new StringBuilder(numbered.get(0));
    int i = 1;
    while (i + 1 < numbered.size() && BETWEEN.contains(" " + numbered.get(i) + " ")) {
      String sign = numbered.get(i).replace("(-)", "");
      boolean tight = sign.equals("-") || sign.equals("–") || sign.equals("+/-");
      text.append(tight ? "–" : " " + sign + " ").append(numbered.get(i + 1));
      i += 2;
    }
    if (i < numbered.size()) {
      text.append(' ').append(numbered.get(i));
    }
    boolean second = i + 2 < numbered.size() && numbered.get(i + 1).matches("[0-9.,/]+");
    if (second && !named.containsKey("disp")) {
      String unit = numbered.get(i + 2);
      // "6|ft|2|in" is one measure, "5|km|0" asks for no decimals.
      boolean part = unit.matches("in|ft|oz|lb|st|yd|min|s|m|cm");
      text.append(part ? " " + numbered.get(i + 1) + " " + unit : "");
    }
    return text.toString();
  }

  private @Nullable String fraction() {
    return switch (numbered.size()) {
      case 0 -> null;
      case 1 -> "1/" + numbered.get(0);
      case 2 -> numbered.get(0) + "/" + numbered.get(1);
      default -> numbered.get(0) + " " + numbered.get(1) + "/" + numbered.get(2);
    };
  }

  private static Map<String, String> patterns() {
    Map<String, String> patterns = new HashMap<>();
    try (InputStream in =
            Objects.requireNonNull(WikiTemplate.class.getResourceAsStream("wiki-templates.txt"));
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int bar = line.indexOf(" | ");
        if (bar > 0 && !line.startsWith("# ")) {
          String pattern = line.substring(bar + 3).replace("\\n", "\n").replace("\\s", " ");
          pattern = pattern.equals("=") ? String.valueOf(WikiMark.EQUALS) : pattern;
          for (String name : line.substring(0, bar).split(",", -1)) {
            patterns.put(name.strip(), pattern);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return patterns;
  }
}
