package org.estover.licensing.portal.difference;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.estover.licensing.portal.PortalSettings;
import org.estover.licensing.portal.lookup.Finder;
import org.estover.licensing.portal.release.Prepared;
import org.estover.licensing.terms.withdrawal.WithdrawnSet;
import org.estover.tokenize.release.Release;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Comparisons of releases, made one after the other beside the requests and kept as files, the
 * {@value #KEPT} that were last asked for. A page waits a moment and says so where one is not done.
 * Thread-safe.
 */
@Component
final class Comparisons {
  private static final int KEPT = 16;
  private static final long MOMENT_MILLIS = 150;
  private static final Logger LOG = LoggerFactory.getLogger(Comparisons.class);

  private final Finder finder;
  private final JsonMapper json;
  private final Path folder;
  private final Prepared<Difference> compared =
      new Prepared<>("release-differences", KEPT, difference -> delete(difference.file()));

  /** Counted by the one thread that compares. */
  private long made;

  @Autowired
  Comparisons(Finder finder, JsonMapper json, PortalSettings settings) throws IOException {
    this(finder, json, settings.data().resolve("differences"));
  }

  Comparisons(Finder finder, JsonMapper json, Path folder) throws IOException {
    this.finder = finder;
    this.json = json;
    this.folder = folder;
    Files.createDirectories(folder);
    // Those of a portal that was killed; nobody knows what they are any longer.
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
      left.forEach(Comparisons::delete);
    }
  }

  /** The comparison of two releases, if it is done within a moment. */
  Optional<Difference> soon(Release first, Release second, WithdrawnSet withdrawn)
      throws IOException {
    return within(first, second, withdrawn, MOMENT_MILLIS);
  }

  /** The comparison of two releases, if it is done in time. */
  Optional<Difference> within(Release first, Release second, WithdrawnSet withdrawn, long millis)
      throws IOException {
    String name = first.id() + "..." + second.id();
    return compared.within(name, () -> compare(first, second, withdrawn, name), millis);
  }

  private Difference compare(Release first, Release second, WithdrawnSet withdrawn, String name)
      throws IOException {
    // A number of its own: a file that is still read is not written again.
    Path file = folder.resolve(name + "." + made++ + ".ndjson");
    try {
      return new Comparison(first, second, finder, withdrawn, json).into(file);
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      delete(file);
      throw e;
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("file={} could not be deleted: {}", file.getFileName(), e.getMessage());
    }
  }

  @PreDestroy
  void close() {
    compared.close();
  }
}
