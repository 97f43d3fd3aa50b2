package org.estover.licensing.terms;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.Scope;
import org.estover.tokenize.release.DocumentShare;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedShard;

/**
 * Checks that an offer covers every document of a release.
 *
 * <p>Reads what the document tables' rows have in common, so time grows with shards and distinct
 * licenses, not with documents.
 */
final class ScopeCheck {

  private ScopeCheck() {}

  /**
   * Refuses a release with documents outside an offer's scope, naming how many of which license.
   */
  static void require(Offer offer, Release release) throws IOException {
    Map<String, Long> outside = outside(offer.scope(), release);
    if (!outside.isEmpty()) {
      throw Errors.outsideScope(release.id(), offer, outside);
    }
  }

  /** Documents outside the scope, counted by rights class and license. */
  private static Map<String, Long> outside(Scope scope, Release release) throws IOException {
    Map<String, Long> outside = new TreeMap<>();
    for (ReleasedShard shard : release.content().shards()) {
      try (DocumentTable table = release.documents(shard)) {
        for (int number = 0; number < table.shareCount(); number++) {
          DocumentShare share = table.share(number);
          if (!scope.admits(share.rights(), share.license())) {
            outside.merge(kind(share), share.documents(), Math::addExact);
          }
        }
      }
    }
    return outside;
  }

  private static String kind(DocumentShare share) {
    String license = share.license().isBlank() ? Scope.UNSTATED : share.license();
    return "license " + license + " (rights " + share.rights() + ")";
  }
}
