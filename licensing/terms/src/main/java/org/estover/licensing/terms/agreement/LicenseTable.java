package org.estover.licensing.terms.agreement;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What licenses permit, by their SPDX names: the resource {@code licenses.tsv}, a license a line.
 *
 * <p>Names are compared without regard to case, and without {@code -only}, {@code -or-later} and
 * {@code +}; a name that ends in {@code *} stands for all that begin so, the longest one counts. An
 * exception ({@code A WITH E}) only adds to what A permits, so A's terms are what counts. What is
 * not in the table counts as unstated. Immutable.
 */
final class LicenseTable {

  private static final Pattern WORDS = Pattern.compile("[\\s(),;/|&]+");
  private static final List<String> SUFFIXES = List.of("-only", "-or-later", "+");
  private static final int COLUMNS = 4;

  /** The licenses that are known. */
  static final LicenseTable KNOWN = read();

  private final Map<String, LicenseTerms> exact = new TreeMap<>();

  /** By the beginning of the name, longest first. */
  private final List<Map.Entry<String, LicenseTerms>> families = new ArrayList<>();

  private LicenseTable(List<String> lines) {
    for (String line : lines) {
      if (!line.isBlank() && !line.startsWith("#")) {
        add(line.split("\t", -1));
      }
    }
    families.sort((a, b) -> Integer.compare(b.getKey().length(), a.getKey().length()));
  }

  private void add(String[] columns) {
    if (columns.length != COLUMNS) {
      throw new IllegalStateException("licenses.tsv: " + Arrays.toString(columns));
    }
    LicenseTerms terms =
        new LicenseTerms(
            members(Use.class, Use::word, columns[1]),
            members(LicenseeClass.class, LicenseeClass::word, columns[2]),
            members(Duty.class, Duty::word, columns[3]));
    String name = fold(columns[0]);
    if (name.endsWith("*")) {
      families.add(Map.entry(name.substring(0, name.length() - 1), terms));
    } else {
      exact.put(name, terms);
    }
  }

  /** What an expression permits; a text that is none, as much as all licenses that it mentions. */
  Permission permission(String expression) {
    Function<String, Permission> license = name -> new Permission(List.of(terms(name)));
    return LicenseExpression.evaluate(expression, license, Permission::and, Permission::or)
        .orElseGet(() -> new Permission(List.of(mentioned(expression))));
  }

  private LicenseTerms mentioned(String text) {
    return WORDS
        .splitAsStream(text)
        .map(this::terms)
        .reduce(LicenseTerms.UNSTATED, LicenseTerms::and);
  }

  private LicenseTerms terms(String license) {
    String name = fold(license);
    int exception = name.indexOf(" with ");
    name = exception < 0 ? name : name.substring(0, exception);
    for (String suffix : SUFFIXES) {
      name = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
    }
    LicenseTerms found = exact.get(name);
    if (found != null) {
      return found;
    }
    for (Map.Entry<String, LicenseTerms> family : families) {
      if (name.startsWith(family.getKey())) {
        return family.getValue();
      }
    }
    return LicenseTerms.UNSTATED;
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> Set<E> members(
      Class<E> type, Function<E, String> word, String column) {
    Set<E> members = column.equals("all") ? EnumSet.allOf(type) : EnumSet.noneOf(type);
    if (column.equals("all") || column.equals("none")) {
      return members;
    }
    for (String named : column.split(",", -1)) {
      members.add(
          EnumSet.allOf(type).stream()
              .filter(member -> word.apply(member).equals(named))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("licenses.tsv: " + column)));
    }
    return members;
  }

  private static LicenseTable read() {
    try (InputStream in = LicenseTable.class.getResourceAsStream("licenses.tsv")) {
      if (in == null) {
        throw new IllegalStateException("licenses.tsv is missing from this program");
      }
      return new LicenseTable(
          new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
