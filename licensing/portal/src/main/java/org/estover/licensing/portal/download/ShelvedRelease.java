package org.estover.licensing.portal.download;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.tokenize.release.Release;

/**
 * A published release with the files that can be had of it.
 *
 * @param commit 40 hex digits that name it as a revision: the beginning of its content's digest, of
 *     which its id is a shorter one
 * @param published when it was published
 * @param files by name
 */
public record ShelvedRelease(
    Release release, String commit, Instant published, SortedMap<String, ReleaseFile> files) {
  /** Copies the files. */
  public ShelvedRelease {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** The release's id. */
  public String id() {
    return release.id();
  }

  /** The file of a name, or nothing where none is to be had. */
  public Optional<ReleaseFile> file(String name) {
    return Optional.ofNullable(files.get(name));
  }
}
