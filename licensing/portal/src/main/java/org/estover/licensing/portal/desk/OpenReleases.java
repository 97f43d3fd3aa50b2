package org.estover.licensing.portal.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.estover.licensing.portal.PortalSettings;
import org.estover.licensing.terms.ReleaseStore;
import org.estover.tokenize.release.Release;
import org.springframework.stereotype.Component;

/**
 * The trust's published releases, each opened once: a manifest is read whole, which takes longer
 * than any page may. Holds one manifest a release. Thread-safe.
 */
@Component
public final class OpenReleases {
  private final ReleaseStore store;
  private final ConcurrentHashMap<String, Release> open = new ConcurrentHashMap<>();

  OpenReleases(PortalSettings settings) {
    this.store = new ReleaseStore(settings.releases());
  }

  /** The release of that id, or nothing where the store has none. */
  public Optional<Release> find(String releaseId) throws IOException {
    if (!releaseId.matches("rel_[0-9a-f]{32}") || !store.holds(releaseId)) {
      return Optional.empty();
    }
    try {
      return Optional.of(open.computeIfAbsent(releaseId, this::opened));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Release opened(String releaseId) {
    try {
      return store.open(releaseId);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
