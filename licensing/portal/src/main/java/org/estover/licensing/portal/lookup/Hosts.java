package org.estover.licensing.portal.lookup;

import java.util.List;
import org.estover.licensing.portal.release.Answers;
import org.estover.tokenize.release.UriHost;

/** The sites that answers are about. */
final class Hosts {
  /** The most characters of a name in the DNS (RFC 1035). */
  private static final int LONGEST = 253;

  private Hosts() {}

  /** A host that somebody wrote into an address of the portal; 404 where it is none. */
  static String checked(String typed) {
    String host = Query.host(typed);
    if (host.isEmpty() || host.length() > LONGEST) {
      throw Answers.missing();
    }
    return host;
  }

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
