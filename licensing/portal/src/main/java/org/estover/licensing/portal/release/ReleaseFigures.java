package org.estover.licensing.portal.release;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.estover.licensing.portal.chart.DomainShares;
import org.estover.licensing.portal.chart.OrderMap;
import org.estover.licensing.terms.summary.EuDraft;
import org.estover.licensing.terms.summary.TrainedContent;
import org.estover.tokenize.release.Release;
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

  private final PublishedReleases releases;
  private final PublicFacts facts;
  private final Prepared<Figures> counted = new Prepared<>("release-figures", KEPT, figures -> {});

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
        PublishedReleases.Known known = releases.known();
        counted.ahead(release.get().id(), () -> count(release.get(), known));
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
    PublishedReleases.Known known = releases.known();
    return counted.within(release.id(), () -> count(release, known), millis);
  }

  private Figures count(Release release, PublishedReleases.Known known) throws IOException {
    PublishedReleases.Published published = known.releases().get(release.id());
    String day = published == null ? "" : published.day().toString();
    TrainedContent content = TrainedContent.of(release, DomainShares::domainOf);
    return new Figures(
        DomainShares.of(release),
        OrderMap.of(release.content()),
        new EuDraft(release, content, known.trustName(), facts.crawler(), Map.of())
            .ofRelease(day, false));
  }

  @PreDestroy
  void close() {
    counted.close();
  }
}
