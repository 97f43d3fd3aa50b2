package org.estover.crawl.source;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.crawl.rights.SpdxLicense;

/**
 * What the license strings of a source mean, as SPDX expressions.
 *
 * @param expressions from the string as found, trimmed, to an SPDX expression
 */
public record LicenseAliases(SortedMap<String, String> expressions) {
  /** No aliases: only what SPDX itself knows. */
  public static final LicenseAliases NONE = new LicenseAliases(new TreeMap<>());

  public LicenseAliases {
    expressions = Collections.unmodifiableSortedMap(new TreeMap<>(expressions));
  }

  /**
   * Returns the SPDX expression for a string found in a record.
   *
   * <p>An alias wins; then SPDX expressions, license URLs and common names are normalised; what
   * nobody knows becomes {@code LicenseRef-} and the first 16 hex digits of the SHA-256 of the
   * string. An empty or blank string stays "".
   */
  public String expression(String found) {
    String trimmed = found.strip();
    if (trimmed.isEmpty()) {
      return "";
    }
    String alias = expressions.get(trimmed);
    if (alias != null) {
      return alias;
    }
    return SpdxLicense.normalize(trimmed);
  }
}
