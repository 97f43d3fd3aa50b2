package org.estover.crawl.rights;

import java.util.Locale;

/** A verdict without its reasons; the order is that of the meet, the strictest first. */
public enum Standing {
  /** A signal forbids or reserves the use and nothing offers it. */
  DENIED,
  /** The use is for sale. */
  LICENSE_REQUIRED,
  /** A signal permits the use and none reserves it. */
  ALLOWED,
  /** No signal speaks about the use. */
  UNKNOWN;

  /** The name of the verdict in rows: {@code license-required}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
