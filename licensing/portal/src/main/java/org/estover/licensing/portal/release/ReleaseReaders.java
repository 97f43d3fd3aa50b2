package org.estover.licensing.portal.release;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.estover.licensing.portal.PortalSettings;
import org.estover.licensing.terms.ReleaseStore;
import org.estover.tokenize.reconstruct.NotInReleaseException;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.TextTrace;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleaseLookup;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Releases whose shards are open for reading, in their own order or a derived one: {@value #KEPT}
 * at once and those in use. How often one was opened is the metric {@value #OPENED}. Thread-safe.
 */
@Component
public final class ReleaseReaders {
  /** The counter of openings; where it grows with the requests, more are asked than are kept. */
  public static final String OPENED = "estover.releases.opened";

  private static final int KEPT = 16;

  private final ReleaseStore store;
  private final Clock clock;
  private final Counter opened;
  private final LinkedHashMap<String, Lent> kept = new LinkedHashMap<>(KEPT, 0.75f, true);

  ReleaseReaders(PortalSettings settings, Clock clock, MeterRegistry meters) {
    this.store = new ReleaseStore(settings.releases());
    this.clock = clock;
    this.opened = meters.counter(OPENED);
  }

  /** What is asked of an open release. */
  @FunctionalInterface
  public interface Question<T> {
    T ask(Reconstruct reader) throws IOException;
  }

  /** What is asked of the index of a release's texts. */
  @FunctionalInterface
  public interface TextQuestion<T> {
    T ask(TextTrace trace) throws IOException;
  }

  /** What is asked of what became of documents. */
  @FunctionalInterface
  public interface LookupQuestion<T> {
    T ask(ReleaseLookup lookup) throws IOException;
  }

  /** A reader and how many use it. */
  private static final class Lent {
    private final Reconstruct reader;
    private @Nullable TextTrace trace;
    private @Nullable ReleaseLookup lookup;
    private int users;

    Lent(Reconstruct reader) {
      this.reader = reader;
    }

    void close() throws IOException {
      try (reader) {
        TextTrace opened = trace;
        if (opened != null) {
          opened.close();
        }
        ReleaseLookup found = lookup;
        if (found != null) {
          found.close();
        }
      }
    }
  }

  /** Asks a release in its own order. */
  public <T> T ask(Release release, Question<T> question) throws IOException {
    return lend(release.id(), () -> Reconstruct.of(release), lent -> question.ask(lent.reader));
  }

  /** Asks a release in the order of that id, which the trust keeps; "" is its own. */
  public <T> T ask(Release release, String orderId, Question<T> question) throws IOException {
    if (orderId.isEmpty()) {
      return ask(release, question);
    }
    return lend(
        release.id() + "/" + orderId,
        () -> store.ordered(release.id(), orderId),
        lent -> question.ask(lent.reader));
  }

  /**
   * Asks the index of a release's texts; nothing where it has none, or is an intervention, whose
   * texts are its parent's.
   */
  public <T> Optional<T> askTexts(Release release, TextQuestion<T> question) throws IOException {
    if (release.content().intervention().isPresent()) {
      return Optional.empty();
    }
    try {
      return lend(
          release.id(),
          () -> Reconstruct.of(release),
          lent -> Optional.of(question.ask(traceOf(lent))));
    } catch (NotInReleaseException e) {
      return Optional.empty();
    }
  }

  /** Asks what became of documents on the way to a release. */
  public <T> T askLookup(Release release, LookupQuestion<T> question) throws IOException {
    return lend(release.id(), () -> Reconstruct.of(release), lent -> question.ask(lookupOf(lent)));
  }

  private ReleaseLookup lookupOf(Lent lent) throws IOException {
    synchronized (lent) {
      ReleaseLookup opened = lent.lookup;
      if (opened == null) {
        opened = ReleaseLookup.open(lent.reader.release(), this::nanos);
        lent.lookup = opened;
      }
      return opened;
    }
  }

  private long nanos() {
    return TimeUnit.MILLISECONDS.toNanos(clock.millis());
  }

  private static TextTrace traceOf(Lent lent) throws IOException {
    synchronized (lent) {
      TextTrace opened = lent.trace;
      if (opened == null) {
        opened = TextTrace.open(lent.reader);
        lent.trace = opened;
      }
      return opened;
    }
  }

  /** What is done with a reader. */
  private interface Use<T> {
    T with(Lent lent) throws IOException;
  }

  /** How a reader is opened. */
  private interface Opening {
    Reconstruct open() throws IOException;
  }

  private <T> T lend(String name, Opening opening, Use<T> use) throws IOException {
    Lent lent;
    synchronized (kept) {
      lent = kept.get(name);
      if (lent == null) {
        lent = new Lent(opening.open());
        opened.increment();
        kept.put(name, lent);
      }
      lent.users++;
    }
    try {
      return use.with(lent);
    } finally {
      giveBack(lent);
    }
  }

  private void giveBack(Lent lent) throws IOException {
    List<Lent> unused = new ArrayList<>();
    synchronized (kept) {
      lent.users--;
      Iterator<Lent> eldest = kept.values().iterator();
      int over = kept.size() - KEPT;
      while (over > 0 && eldest.hasNext()) {
        Lent old = eldest.next();
        if (old.users == 0) {
          eldest.remove();
          unused.add(old);
          over--;
        }
      }
    }
    for (Lent old : unused) {
      old.close();
    }
  }

  @PreDestroy
  void close() throws IOException {
    List<Lent> all;
    synchronized (kept) {
      all = new ArrayList<>(kept.values());
      kept.clear();
    }
    for (Lent lent : all) {
      lent.close();
    }
  }
}
