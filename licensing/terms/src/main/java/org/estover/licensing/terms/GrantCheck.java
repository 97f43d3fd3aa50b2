package org.estover.licensing.terms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.Permission;
import org.estover.licensing.terms.agreement.Scope;
import org.estover.licensing.terms.agreement.Use;
import org.estover.licensing.terms.identity.Printable;
import org.estover.tokenize.release.DocumentRow;
import org.estover.tokenize.release.DocumentShare;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedShard;

/**
 * Checks what licenses permit: when a release is published, that every document can be granted to
 * somebody; when a grant is made, that the offer covers every document that it opens, and that each
 * one's own license permits the use.
 *
 * <p>Reads what the document tables' rows have in common, so time grows with shards and distinct
 * licenses, not with documents. Only a refusal reads rows, to name the first of each kind.
 */
final class GrantCheck {

  private static final int NAMED_EACH = 3;
  private static final Set<Use> TRAINING = Set.of(Use.TRAINING);

  private final Map<String, Refused> refused = new TreeMap<>();

  /** Documents of one kind that must not be opened. */
  static final class Refused {
    private long count;
    private final List<String> first = new ArrayList<>();

    /** How many there are. */
    long count() {
      return count;
    }

    /** The ids of the first ones. */
    List<String> first() {
      return first;
    }

    private boolean isNamed() {
      return first.size() >= Math.min(NAMED_EACH, count);
    }
  }

  private GrantCheck() {}

  /** Refuses a grant over documents that it must not open, naming them with their licenses. */
  static void require(Grant grant, Offer offer, LicenseeClass licensee, Release release)
      throws IOException {
    long[] opened = {0};
    // Of the shares of a release, one for each holder, most have the rights and license of others.
    Map<List<String>, Optional<String>> known = new HashMap<>();
    GrantCheck check = new GrantCheck();
    check.read(
        release,
        share -> {
          if (!grant.slice().holds(share.source(), share.license(), share.rights())) {
            return Optional.empty();
          }
          opened[0] += share.documents();
          return known.computeIfAbsent(
              List.of(share.rights(), share.license()), each -> why(share, grant, offer, licensee));
        });
    if (!check.refused.isEmpty()) {
      throw GrantErrors.outsideGrant(grant, offer, check.refused);
    }
    if (opened[0] == 0) {
      throw GrantErrors.emptySlice(grant);
    }
  }

  /** Refuses a release with documents that nobody may train on, naming them. */
  static void requireGrantable(Release release) throws IOException {
    GrantCheck check = new GrantCheck();
    check.read(
        release,
        share -> {
          Permission permission = Permission.of(share.license(), share.rights());
          return Arrays.stream(LicenseeClass.values())
                  .anyMatch(licensee -> permission.permits(TRAINING, licensee))
              ? Optional.empty()
              : Optional.of("which permits " + permission.choices().get(0).text());
        });
    if (!check.refused.isEmpty()) {
      throw GrantErrors.notGrantable(release.id(), check.refused);
    }
  }

  /** Why a document must not be opened; empty where it may. */
  private static Optional<String> why(
      DocumentShare share, Grant grant, Offer offer, LicenseeClass licensee) {
    if (!offer.scope().admits(share.rights(), share.license())) {
      return Optional.of("which the offer does not admit");
    }
    Permission permission = Permission.of(share.license(), share.rights());
    if (permission.permits(grant.uses(), licensee)) {
      return Optional.empty();
    }
    String uses = String.join(" and ", grant.uses().stream().map(Use::word).toList());
    return Optional.of(
        "which permits "
            + permission.choices().get(0).text()
            + ", not "
            + uses
            + " by "
            + licensee.word());
  }

  private void read(Release release, Function<DocumentShare, Optional<String>> why)
      throws IOException {
    for (ReleasedShard shard : release.content().shards()) {
      try (DocumentTable table = release.documents(shard)) {
        Map<Integer, Refused> byShare = new TreeMap<>();
        for (int number = 0; number < table.shareCount(); number++) {
          DocumentShare share = table.share(number);
          Optional<String> reason = why.apply(share);
          if (reason.isPresent()) {
            String kind = kind(share) + ", " + reason.get();
            Refused documents = refused.computeIfAbsent(kind, each -> new Refused());
            documents.count += share.documents();
            byShare.put(number, documents);
          }
        }
        name(table, byShare);
      }
    }
  }

  private static void name(DocumentTable table, Map<Integer, Refused> byShare) throws IOException {
    for (long row = 0; row < table.rowCount(); row++) {
      if (byShare.values().stream().allMatch(Refused::isNamed)) {
        return;
      }
      DocumentRow read = table.row(row);
      Refused documents = byShare.get(read.share());
      if (documents != null && !documents.isNamed()) {
        documents.first.add(read.document().id());
      }
    }
  }

  private static String kind(DocumentShare share) {
    String license = share.license().isBlank() ? Scope.UNSTATED : share.license();
    return "license " + Printable.of(license) + " (rights " + share.rights() + ")";
  }
}
