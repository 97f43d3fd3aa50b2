package org.estover.crawl.rights;

import java.util.Locale;

/** What one signal says about one {@link Use}; the strictest first. */
public enum Stance {
  /** The signal reserves or forbids the use. */
  DENIES,
  /** The signal permits the use on terms it names: a payment, a token, a policy. */
  OFFERS,
  /** The signal permits the use without terms. */
  PERMITS,
  /** The signal does not speak about the use. */
  SILENT;

  /** The lower-case name used in canonical lines. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Stance ofLabel(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
