package org.estover.licensing.portal.hub;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.download.DatasetName;
import org.estover.licensing.portal.download.DownloadRights;
import org.estover.licensing.portal.download.Shelf;
import org.estover.licensing.portal.download.ShelvedRelease;
import org.estover.licensing.portal.download.TrustBook;
import org.springframework.stereotype.Component;

/**
 * The trust's corpora as data sets of a hub: each corpus is one, whose revisions are its releases,
 * by id or by commit; {@code main} is the newest that the visitor has a license for, or else the
 * newest. Thread-safe.
 */
@Component
final class Datasets {
  private static final Set<String> NEWEST = Set.of("main", "HEAD");

  private final TrustBook book;
  private final Shelf shelf;
  private final DownloadRights rights;

  Datasets(TrustBook book, Shelf shelf, DownloadRights rights) {
    this.book = book;
    this.shelf = shelf;
    this.rights = rights;
  }

  /** A data set at one revision. */
  record Revision(DatasetName name, ShelvedRelease release) {}

  /** The releases of a data set, newest first. */
  List<ShelvedRelease> releases(DatasetName name) throws IOException, HubRefusedException {
    TrustBook.Page page = book.now();
    List<ShelvedRelease> releases = new ArrayList<>();
    for (String id : page.newestFirst()) {
      Optional<ShelvedRelease> release = shelf.find(id);
      if (release.isPresent()) {
        String corpus = release.get().release().content().name();
        if (DatasetName.of(page.trustName(), corpus).equals(name)) {
          releases.add(release.get());
        }
      }
    }
    if (releases.isEmpty()) {
      throw HubRefusedException.noDataset(name.path());
    }
    return releases;
  }

  /** A data set at a revision, as a visitor sees it. */
  Revision find(DatasetName name, String revision, Visitor visitor)
      throws IOException, HubRefusedException {
    List<ShelvedRelease> releases = releases(name);
    if (NEWEST.contains(revision)) {
      for (ShelvedRelease release : releases) {
        if (rights.covers(visitor, release.id())) {
          return new Revision(name, release);
        }
      }
      return new Revision(name, releases.get(0));
    }
    return releases.stream()
        .filter(release -> release.id().equals(revision) || release.commit().equals(revision))
        .findFirst()
        .map(release -> new Revision(name, release))
        .orElseThrow(() -> HubRefusedException.noRevision(name.path(), revision));
  }
}
