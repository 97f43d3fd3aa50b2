package org.estover.licensing.portal.release;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.estover.licensing.portal.chart.DomainShares;
import org.estover.licensing.portal.chart.OrderMap;
import org.estover.licensing.terms.summary.EuDraft;
import org.estover.licensing.terms.summary.TrainedContent;
import org.estover.tokenize.release.Release;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Counts what takes a walk over a whole release, once, beside the requests and one release after
 * the other, and keeps what it found of the {@value #KEPT} releases that were last asked for. A
 * page waits for it a moment and says so where it is not done. Thread-safe.
 */
@Component
final class ReleaseFigures {
  private static final int KEPT = 16;
  private static final long MOMENT_MILLIS = 120;
  private static final Logger LOG = LoggerFactory.getLogger(ReleaseFigures.class);

  private final PublishedReleases releases;
  private final PublicFacts facts;
  private final ExecutorService counter =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "release-figures");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<String, CompletableFuture<Figures>> kept =
      new LinkedHashMap<>(KEPT, 0.75f, true);

  ReleaseFigures(PublishedReleases releases, PublicFacts facts) {
    this.releases = releases;
    this.facts = facts;
  }

  /** Counts the newest release before somebody asks for it. */
  @EventListener(ApplicationReadyEvent.class)
  void countAhead() throws IOException {
    for (PublishedReleases.Published newest : releases.known().newestFirst()) {
      Optional<Release> release = releases.find(newest.releaseId());
      if (release.isPresent()) {
        var unused = counting(release.get());
        return;
      }
    }
  }

  /** What was counted, if that is done within a moment. */
  Optional<Figures> soon(Release release) throws IOException {
    return within(release, MOMENT_MILLIS);
  }

  /** What was counted, if that is done in time. */
  Optional<Figures> within(Release release, long millis) throws IOException {
    CompletableFuture<Figures> counting = counting(release);
    try {
      return Optional.of(counting.get(millis, TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      forget(release.id(), counting);
      throw new IOException("counting " + release.id(), e.getCause());
    }
  }

  private CompletableFuture<Figures> counting(Release release) throws IOException {
    PublishedReleases.Known known = releases.known();
    synchronized (kept) {
      CompletableFuture<Figures> counting = kept.get(release.id());
      if (counting == null) {
        CompletableFuture<Figures> begun = new CompletableFuture<>();
        counter.execute(() -> count(release, known, begun));
        kept.put(release.id(), begun);
        if (kept.size() > KEPT) {
          kept.remove(kept.keySet().iterator().next());
        }
        counting = begun;
      }
      return counting;
    }
  }

  private void forget(String releaseId, CompletableFuture<Figures> failed) {
    synchronized (kept) {
      kept.remove(releaseId, failed);
    }
  }

  private void count(
      Release release, PublishedReleases.Known known, CompletableFuture<Figures> into) {
    try {
      PublishedReleases.Published published = known.releases().get(release.id());
      String day = published == null ? "" : published.day().toString();
      TrainedContent content = TrainedContent.of(release, DomainShares::domainOf);
      into.complete(
          new Figures(
              DomainShares.of(release),
              OrderMap.of(release.content()),
              new EuDraft(release, content, known.trustName(), facts.crawler(), Map.of())
                  .ofRelease(day, false)));
      LOG.info("counted release={}", release.id());
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      LOG.warn("counting release={} failed: {}", release.id(), e.getMessage());
      into.completeExceptionally(e);
    } finally {
      // Of any other failure the thread's end tells; nobody waits for the figures any longer.
      into.completeExceptionally(new IllegalStateException("counting ended early"));
    }
  }

  @PreDestroy
  void close() {
    counter.shutdownNow();
  }
}
