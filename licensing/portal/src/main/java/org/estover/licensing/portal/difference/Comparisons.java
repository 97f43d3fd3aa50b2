package org.estover.licensing.portal.difference;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.estover.licensing.portal.PortalSettings;
import org.estover.licensing.portal.lookup.Finder;
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
  private final ExecutorService comparer =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "release-differences");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<String, CompletableFuture<Difference>> kept =
      new LinkedHashMap<>(KEPT, 0.75f, true);
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
    CompletableFuture<Difference> comparing = comparing(first, second, withdrawn);
    try {
      return Optional.of(comparing.get(millis, TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      synchronized (kept) {
        kept.remove(name(first, second), comparing);
      }
      throw new IOException("comparing " + name(first, second), e.getCause());
    }
  }

  private static String name(Release first, Release second) {
    return first.id() + "..." + second.id();
  }

  private CompletableFuture<Difference> comparing(
      Release first, Release second, WithdrawnSet withdrawn) {
    synchronized (kept) {
      CompletableFuture<Difference> comparing = kept.get(name(first, second));
      if (comparing == null) {
        CompletableFuture<Difference> begun = new CompletableFuture<>();
        // A number of its own: a file that is still read is not written again.
        Path file = folder.resolve(name(first, second) + "." + made++ + ".ndjson");
        comparer.execute(
            () -> compare(new Comparison(first, second, finder, withdrawn, json), file, begun));
        kept.put(name(first, second), begun);
        comparing = begun;
        forgetEldest();
      }
      return comparing;
    }
  }

  private void compare(Comparison comparison, Path file, CompletableFuture<Difference> into) {
    if (!isAskedFor(into)) {
      into.completeExceptionally(new IllegalStateException("others were asked for since"));
      return;
    }
    try {
      into.complete(comparison.into(file));
      LOG.info("compared file={}", file.getFileName());
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      LOG.warn("comparing file={} failed: {}", file.getFileName(), e.getMessage());
      into.completeExceptionally(e);
      delete(file);
    } finally {
      // Of any other failure the thread's end tells; nobody waits for the comparison any longer.
      into.completeExceptionally(new IllegalStateException("comparing ended early"));
    }
  }

  /** Whoever asks for all pairs there are keeps others waiting for a few of them only. */
  private boolean isAskedFor(CompletableFuture<Difference> comparing) {
    synchronized (kept) {
      return kept.values().stream().anyMatch(each -> each == comparing);
    }
  }

  private void forgetEldest() {
    if (kept.size() > KEPT) {
      Iterator<CompletableFuture<Difference>> eldest = kept.values().iterator();
      delete(eldest.next());
      eldest.remove();
    }
  }

  /** Deletes the file of a comparison, as soon as there is one. */
  private static void delete(CompletableFuture<Difference> old) {
    CompletableFuture<Void> unused = old.thenAccept(difference -> delete(difference.file()));
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
    comparer.shutdownNow();
    synchronized (kept) {
      kept.values().forEach(Comparisons::delete);
      kept.clear();
    }
  }
}
