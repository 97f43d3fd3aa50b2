package org.estover.licensing.portal.download;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.estover.ledger.log.ReleasePublished;
import org.estover.ledger.vault.LoggedFact;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.Trust;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.Grant;
import org.springframework.stereotype.Component;

/**
 * What downloads need of the trust's ledger, read once for each length of the log: requests for
 * ranges come by the thousand, and changes of grants rarely. A change counts from the next request
 * on. Memory: some 200 bytes a grant. Thread-safe.
 */
@Component
public final class TrustBook {
  private final TrustDesk desk;
  private volatile Page newest = new Page(0, "", Map.of(), Map.of());

  TrustBook(TrustDesk desk) {
    this.desk = desk;
  }

  /**
   * A grant and for how long it holds.
   *
   * @param developerId whose it is
   * @param from the first day
   * @param until the last day, or {@link LocalDate#MAX}
   */
  public record Held(Grant grant, String developerId, LocalDate from, LocalDate until) {

    /** Whether it holds on a day. */
    public boolean holdsOn(LocalDate day) {
      return !day.isBefore(from) && !day.isAfter(until);
    }
  }

  /**
   * What is known at one length of the log.
   *
   * @param trustName how the trust calls itself
   * @param published when each release was published, in log order
   * @param grants every grant by its id, in log order
   */
  public record Page(
      long logSize, String trustName, Map<String, Instant> published, Map<String, Held> grants) {
    /** Copies the maps in their order. */
    public Page {
      published = Collections.unmodifiableMap(new LinkedHashMap<>(published));
      grants = Collections.unmodifiableMap(new LinkedHashMap<>(grants));
    }

    /** A grant, also one that has ended. */
    public Optional<Held> grant(String grantId) {
      return Optional.ofNullable(grants.get(grantId));
    }

    /** The grants of a developer, in log order. */
    public List<Held> grantsOf(String developerId) {
      return grants.values().stream()
          .filter(held -> !developerId.isEmpty() && held.developerId().equals(developerId))
          .toList();
    }

    /** The published releases, newest first. */
    public List<String> newestFirst() {
      List<String> ids = new ArrayList<>(published.keySet());
      Collections.reverse(ids);
      return ids;
    }
  }

  /** What is known up to the log's newest entry. */
  public Page now() throws IOException {
    return desk.read(
        opened -> {
          Page before = newest;
          long size = opened.ledger().checkpoint().size();
          if (before.logSize() != size) {
            newest = read(opened, before, size);
          }
          return newest;
        });
  }

  private static Page read(TrustDesk.Opened opened, Page before, long size) throws IOException {
    Map<String, Instant> published = new LinkedHashMap<>(before.published());
    // All facts count as known: no payload is read.
    try (Stream<LoggedFact> facts = opened.ledger().facts(before.logSize(), any -> true)) {
      facts
          .map(LoggedFact::entry)
          .forEach(
              entry -> {
                if (entry.fact() instanceof ReleasePublished release) {
                  published.putIfAbsent(release.releaseId(), entry.time());
                }
              });
    }
    return new Page(size, opened.trust().self().name(), published, grants(opened.trust()));
  }

  private static Map<String, Held> grants(Trust trust) throws IOException {
    Map<String, Agreement> agreements = new HashMap<>();
    trust.agreements().forEach(agreement -> agreements.put(agreement.id(), agreement));
    Map<String, Held> grants = new LinkedHashMap<>();
    for (Grant grant : trust.grants()) {
      Agreement agreement = agreements.get(grant.agreementId());
      if (agreement == null) {
        continue;
      }
      LocalDate end = trust.licenses().lastDay(agreement).orElse(LocalDate.MAX);
      LocalDate ended = trust.licenses().lastDay(grant).orElse(LocalDate.MAX);
      Held held =
          new Held(
              grant, agreement.developerId(), agreement.from(), end.isBefore(ended) ? end : ended);
      grants.put(grant.id(), held);
    }
    return grants;
  }
}
