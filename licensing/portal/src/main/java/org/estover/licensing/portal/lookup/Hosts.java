package org.estover.licensing.portal.lookup;

import java.util.List;
import org.estover.tokenize.release.UriHost;

/** The sites that answers are about. */
final class Hosts {
  private Hosts() {}

  /**
   * The site of what was looked up, by the address or by what was found; "" where there is none.
   */
  static String of(Query query, List<ReleaseAnswer> answers) {
    if (query.kind() == Query.Kind.ADDRESS) {
      return UriHost.of(query.spellings().get(0));
    }
    for (ReleaseAnswer each : answers) {
      for (Kept kept : each.answer().kept()) {
        String host = UriHost.of(kept.document().uri());
        if (!host.isEmpty()) {
          return host;
        }
      }
    }
    return "";
  }
}
