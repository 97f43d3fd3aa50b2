package org.estover.crawl.personal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A text of which it is known what personal data it holds.
 *
 * @param regions where telephone numbers are dialled as the text has them
 */
record PersonalCase(String text, Set<String> regions, List<PersonalSpan> expected) {
  /** What the detector was tuned on. */
  static final String TUNED = "tuned.txt";

  /** What it was not tuned on. */
  static final String HELD = "held.txt";

  PersonalCase {
    expected = List.copyOf(expected);
  }

  /** The cases of a file; its form is told at its head. */
  static List<PersonalCase> read(String file) {
    List<PersonalCase> cases = new ArrayList<>();
    Set<String> regions = Set.of();
    try (InputStream in = PersonalCase.class.getResourceAsStream("/personal-data/" + file);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("= ")) {
          String last = line.substring(line.lastIndexOf(' ') + 1);
          regions = PersonalData.knowsRegion(last) ? Set.of(last) : Set.of();
        } else if (!line.startsWith("# ")) {
          cases.add(of(line, regions));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases;
  }

  private static PersonalCase of(String line, Set<String> regions) {
    String marked = line.replaceAll("(?<!\\\\)\\\\n", "\n").replaceAll("(?<!\\\\)\\\\t", "\t");
    marked = marked.replace("\\\\", "\\");
    StringBuilder text = new StringBuilder();
    List<PersonalSpan> expected = new ArrayList<>();
    int from = 0;
    for (int at = marked.indexOf("{{"); at >= 0; at = marked.indexOf("{{", from)) {
      int colon = marked.indexOf(':', at);
      int end = marked.indexOf("}}", at);
      text.append(marked, from, at);
      int start = text.length();
      text.append(marked, colon + 1, end);
      PersonalKind kind = PersonalKind.of(marked.substring(at + 2, colon)).orElseThrow();
      expected.add(PersonalSpan.of(start, text.length(), kind));
      from = end + 2;
    }
    text.append(marked.substring(from));
    return new PersonalCase(text.toString(), regions, expected);
  }

  /** What a detector of all kinds finds in the text. */
  List<PersonalSpan> found() {
    return new PersonalData(EnumSet.allOf(PersonalKind.class), regions).find(text);
  }
}
