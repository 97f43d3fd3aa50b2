package org.estover.licensing.portal.monitoring;

import java.util.Locale;

/** How bad something is; the words are those of incidents. */
enum Severity {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
