package org.estover.licensing.portal.casefile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.estover.licensing.portal.account.Networks;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * Counts what one network tries in an hour, so that codes are not guessed and desks are not
 * flooded. Knows the latest {@value #NETWORKS} networks. Thread-safe.
 */
@Component
public final class Attempts {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int NETWORKS = 10_000;

  /** Wrong codes of a kind that one network may try in an hour. */
  private static final int WRONG_CODES = 30;

  private final Clock clock;
  private final Map<String, Window> windows =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > NETWORKS;
        }
      };

  private record Window(Instant from, int tries) {}

  Attempts(Clock clock) {
    this.clock = clock;
  }

  /**
   * Whether a secret code is right, of which few wrong ones are heard.
   *
   * @param what which codes are meant
   * @throws ResponseStatusException 429 where there were too many, whether this one is right or not
   */
  public boolean isRight(String what, BooleanSupplier known) {
    if (!mayTry(what, WRONG_CODES)) {
      throw new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS);
    }
    boolean right = known.getAsBoolean();
    if (!right) {
      count(what);
    }
    return right;
  }

  /** Whether the network of the present request may try once more; that is not counted. */
  public boolean mayTry(String what, int most) {
    return mayTry(what, Networks.current(), most);
  }

  /** Counts a try of the network of the present request. */
  public void count(String what) {
    count(what, Networks.current());
  }

  boolean mayTry(String what, String network, int most) {
    synchronized (windows) {
      Window window = windows.get(what + ' ' + network);
      return window == null || isOver(window) || window.tries() < most;
    }
  }

  void count(String what, String network) {
    synchronized (windows) {
      Window window = windows.get(what + ' ' + network);
      windows.put(
          what + ' ' + network,
          window == null || isOver(window)
              ? new Window(clock.instant(), 1)
              : new Window(window.from(), window.tries() + 1));
    }
  }

  private boolean isOver(Window window) {
    return clock.instant().isAfter(window.from().plus(HOUR));
  }
}
