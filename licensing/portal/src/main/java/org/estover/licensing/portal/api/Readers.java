package org.estover.licensing.portal.api;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.estover.licensing.portal.desk.OpenReleases;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.release.Release;
import org.springframework.stereotype.Component;

/**
 * The trust's releases, open for questions about their documents and their order; each is opened
 * once and stays so. Thread-safe.
 */
@Component
final class Readers {
  private final TrustDesk desk;
  private final OpenReleases releases;
  private final Map<String, Reconstruct> open = new ConcurrentHashMap<>();

  Readers(TrustDesk desk, OpenReleases releases) {
    this.desk = desk;
    this.releases = releases;
  }

  /** The published releases that the store has, in the order in which they were published. */
  Map<String, Reconstruct> all() throws IOException {
    Map<String, Reconstruct> all = new LinkedHashMap<>();
    for (String id : desk.read(opened -> opened.trust().releaseIds())) {
      find(id).ifPresent(reader -> all.put(id, reader));
    }
    return all;
  }

  /** A published release, or nothing where there is none of that id. */
  Optional<Reconstruct> find(String releaseId) throws IOException {
    Optional<Release> release = releases.find(releaseId);
    return release.map(found -> open.computeIfAbsent(found.id(), id -> Reconstruct.of(found)));
  }

  /** A published release; refused where there is none of that id. */
  Reconstruct known(String releaseId) throws IOException {
    return find(releaseId).orElseThrow(() -> Errors.notFound("release", releaseId));
  }

  @PreDestroy
  void close() throws IOException {
    List<Reconstruct> all = new ArrayList<>(open.values());
    open.clear();
    for (Reconstruct reader : all) {
      reader.close();
    }
  }
}
