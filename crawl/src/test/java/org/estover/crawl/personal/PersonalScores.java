package org.estover.crawl.personal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How often a detector is right, by kind: what it finds counts if kind, start and end are those of
 * the label.
 *
 * <p>As a program, for {@code infra/checks/personal-data}: prints the table of each file of cases,
 * with {@code -v} what is wrong, and how fast a text is read that the cases make up; or, with
 * {@code --speed FILE}, how fast that file is.
 */
final class PersonalScores {
  private static final int ROUNDS = 40;
  private static final int PASSES = 3;
  private static final int PIECE = 1 << 15;

  private final Map<PersonalKind, int[]> counts = new EnumMap<>(PersonalKind.class);

  static PersonalScores of(List<PersonalCase> cases, boolean tells) {
    PersonalScores scores = new PersonalScores();
    for (PersonalCase each : cases) {
      scores.add(each, tells);
    }
    return scores;
  }

  private void add(PersonalCase each, boolean tells) {
    Set<String> expected = new TreeSet<>();
    each.expected().forEach(span -> expected.add(key(span)));
    Set<String> found = new TreeSet<>();
    each.found().forEach(span -> found.add(key(span)));
    each.expected().forEach(span -> count(span)[found.contains(key(span)) ? 0 : 1]++);
    each.found().stream()
        .filter(span -> !expected.contains(key(span)))
        .forEach(span -> count(span)[2]++);
    if (tells && !expected.equals(found)) {
      System.out.println(each.text() + "\n    expected " + expected + ", found " + found);
    }
  }

  private int[] count(PersonalSpan span) {
    return counts.computeIfAbsent(span.kind(), kind -> new int[3]);
  }

  private static String key(PersonalSpan span) {
    return span.kind().label() + " " + span.start() + "-" + span.end();
  }

  /** The share of what was found that is labelled. */
  double precision(PersonalKind kind) {
    int[] count = counts.getOrDefault(kind, new int[3]);
    return count[0] / (double) (count[0] + count[2]);
  }

  /** The share of what is labelled that was found. */
  double recall(PersonalKind kind) {
    int[] count = counts.getOrDefault(kind, new int[3]);
    return count[0] / (double) (count[0] + count[1]);
  }

  String table() {
    StringBuilder table =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%-12s %8s %6s %6s %9s %6s%n",
                "kind",
                "labelled",
                "found",
                "wrong",
                "precision",
                "recall"));
    for (PersonalKind kind : PersonalKind.values()) {
      int[] count = counts.getOrDefault(kind, new int[3]);
      table.append(
          String.format(
              Locale.ROOT,
              "%-12s %8d %6d %6d %9.3f %6.3f%n",
              kind.label(),
              count[0] + count[1],
              count[0],
              count[2],
              precision(kind),
              recall(kind)));
    }
    return table.toString();
  }

  /** Prints the tables, or how fast the detector reads a file. */
  public static void main(String[] arguments) throws IOException {
    List<String> words = List.of(arguments);
    if (words.contains("--speed")) {
      speeds(Files.readString(Path.of(words.get(1))));
      return;
    }
    StringBuilder all = new StringBuilder();
    for (String file : List.of(PersonalCase.TUNED, PersonalCase.HELD)) {
      List<PersonalCase> cases = PersonalCase.read(file);
      long holding = cases.stream().filter(each -> !each.expected().isEmpty()).count();
      System.out.printf(
          Locale.ROOT, "%s: %d cases, %d with personal data%n", file, cases.size(), holding);
      System.out.println(of(cases, words.contains("-v")).table());
      cases.forEach(each -> all.append(each.text()).append('\n'));
    }
    System.out.println("where every line is a case:");
    speeds(all.toString().repeat(ROUNDS));
  }

  private static void speeds(String text) {
    EnumSet<PersonalKind> all = EnumSet.allOf(PersonalKind.class);
    EnumSet<PersonalKind> two = EnumSet.of(PersonalKind.EMAIL, PersonalKind.IP);
    speed("email, ip", new PersonalData(two, Set.of()), text);
    speed("all kinds", new PersonalData(all, Set.of()), text);
    speed("all kinds, phones of US and DE", new PersonalData(all, Set.of("US", "DE")), text);
  }

  private static void speed(String name, PersonalData data, String text) {
    List<String> pieces = new ArrayList<>();
    for (int at = 0; at < text.length(); at += PIECE) {
      pieces.add(text.substring(at, Math.min(text.length(), at + PIECE)));
    }
    int size = text.getBytes(StandardCharsets.UTF_8).length;
    double best = 0;
    int found = 0;
    for (int i = 0; i < PASSES; i++) {
      long start = System.nanoTime();
      found = pieces.stream().mapToInt(piece -> data.find(piece).size()).sum();
      best = Math.max(best, size * 1e3 / (System.nanoTime() - start));
    }
    System.out.printf(
        Locale.ROOT, "%s: %.1f MB/s of %.1f MB, %d found%n", name, best, size / 1e6, found);
  }
}
