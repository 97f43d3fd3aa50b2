package org.estover.crawl.read.git;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Recognises the full texts of well-known licenses, as repositories have them in {@code LICENSE}.
 *
 * <p>A license is recognised by sentences that only it has, and by its length: a text that says
 * more than the license does may take away what that one gives, so it is not recognised. GNU's
 * texts say nothing of later versions, which a file's own notice may; they count as this version
 * only.
 */
final class LicenseText {
  /**
   * A license.
   *
   * @param phrases all of them stand in it
   * @param without none of them stands in it
   * @param words how long it is at most, with its holders and a few words around it
   */
  private record Known(String id, List<String> phrases, List<String> without, int words) {}

  private static final String BSD =
      "redistribution and use in source and binary forms with or without modification are permitted";
  private static final String MIT =
      "permission is hereby granted free of charge to any person obtaining a copy of this software and associated";
  private static final String ISC =
      "permission to use copy modify and or distribute this software for any purpose with or without fee is hereby granted";
  private static final String ADVERTISING = "all advertising materials mentioning features";

  /** The more particular first. */
  private static final List<Known> KNOWN =
      List.of(
          known(
              "AGPL-3.0-only",
              6500,
              "gnu affero general public license version 3 19 november 2007"),
          known("LGPL-3.0-only", 1700, "gnu lesser general public license version 3 29 june 2007"),
          known(
              "LGPL-2.1-only", 5200, "gnu lesser general public license version 2 1 february 1999"),
          known("LGPL-2.0-only", 5200, "gnu library general public license version 2 june 1991"),
          known("GPL-3.0-only", 6500, "gnu general public license version 3 29 june 2007"),
          known("GPL-2.0-only", 3600, "gnu general public license version 2 june 1991"),
          known(
              "Apache-2.0",
              2000,
              "apache license version 2 0 january 2004",
              "grant of patent license"),
          known("Apache-2.0", 220, "licensed under the apache license version 2 0"),
          known(
              "MPL-2.0",
              3000,
              "mozilla public license version 2 0",
              "each contributor hereby grants you"),
          known("EPL-2.0", 2900, "eclipse public license v 2 0"),
          known("EPL-1.0", 2200, "eclipse public license v 1 0"),
          known("EUPL-1.2", 3000, "european union public licence v 1 2"),
          known("Artistic-2.0", 2000, "the artistic license 2 0"),
          known("BSL-1.0", 320, "boost software license version 1 0"),
          known(
              "Unlicense",
              320,
              "this is free and unencumbered software released into the public domain"),
          known("CC0-1.0", 1400, "cc0 1 0 universal"),
          known("CC-BY-SA-4.0", 3400, "creative commons attribution sharealike 4 0 international"),
          known(
              "CC-BY-NC-SA-4.0",
              3600,
              "creative commons attribution noncommercial sharealike 4 0 international"),
          known(
              "CC-BY-NC-ND-4.0",
              3600,
              "creative commons attribution noncommercial noderivatives 4 0 international"),
          known(
              "CC-BY-NC-4.0", 3600, "creative commons attribution noncommercial 4 0 international"),
          known(
              "CC-BY-ND-4.0", 3600, "creative commons attribution noderivatives 4 0 international"),
          known("CC-BY-4.0", 3400, "creative commons attribution 4 0 international"),
          known("OFL-1.1", 1000, "sil open font license version 1 1"),
          known("WTFPL", 200, "do what the fuck you want to public license"),
          known(
              "Zlib",
              240,
              "the origin of this software must not be misrepresented",
              "in no event will the authors be held liable"),
          known("BSD-4-Clause", 420, BSD, ADVERTISING),
          known("BSD-3-Clause", 380, BSD, "neither the name"),
          unless(
              "BSD-2-Clause",
              330,
              "neither the name",
              BSD,
              "redistributions in binary form must reproduce"),
          known("MIT", 330, MIT, "the above copyright notice and this permission notice"),
          unless("MIT-0", 260, "the above copyright notice", MIT),
          known("ISC", 220, ISC, "provided that the above copyright notice"),
          unless("0BSD", 200, "provided that", ISC));

  private LicenseText() {}

  private static Known known(String id, int words, String... phrases) {
    return new Known(id, List.of(phrases), List.of("commons clause"), words);
  }

  private static Known unless(String id, int words, String without, String... phrases) {
    return new Known(id, List.of(phrases), List.of("commons clause", without), words);
  }

  /** The SPDX identifier of a license's text. */
  static Optional<String> find(String text) {
    String words = words(text);
    long count = 1 + words.chars().filter(c -> c == ' ').count();
    for (Known known : KNOWN) {
      if (known.phrases.stream().allMatch(words::contains)
          && known.without.stream().noneMatch(words::contains)) {
        // A longer text holds another license as well, or takes something back.
        return count <= known.words ? Optional.of(known.id) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Letters and digits in lower case, one blank between words. */
  private static String words(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    StringBuilder words = new StringBuilder(lower.length());
    boolean blank = false;
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c > 0x7f) {
        if (blank && !words.isEmpty()) {
          words.append(' ');
        }
        blank = false;
        words.append(c);
      } else {
        blank = true;
      }
    }
    return words.toString();
  }
}
