package org.estover.licensing.portal.casefile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.estover.licensing.portal.account.Networks;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Counts what one network address tries in an hour, so that codes are not guessed and desks are not
 * flooded. Knows the latest {@value #ADDRESSES} addresses. Thread-safe.
 */
@Component
public final class Attempts {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int ADDRESSES = 10_000;

  private final Clock clock;
  private final Map<String, Window> windows =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > ADDRESSES;
        }
      };

  private record Window(Instant from, int tries) {}

  Attempts(Clock clock) {
    this.clock = clock;
  }

  /** Whether the address of the present request may try once more; that is not counted. */
  public boolean mayTry(String what, int most) {
    return mayTry(what, address(), most);
  }

  /** Counts a try of the address of the present request. */
  public void count(String what) {
    count(what, address());
  }

  boolean mayTry(String what, String address, int most) {
    synchronized (windows) {
      Window window = windows.get(what + ' ' + address);
      return window == null || isOver(window) || window.tries() < most;
    }
  }

  void count(String what, String address) {
    synchronized (windows) {
      Window window = windows.get(what + ' ' + address);
      windows.put(
          what + ' ' + address,
          window == null || isOver(window)
              ? new Window(clock.instant(), 1)
              : new Window(window.from(), window.tries() + 1));
    }
  }

  private boolean isOver(Window window) {
    return clock.instant().isAfter(window.from().plus(HOUR));
  }

  /** The network address; of IPv6 the half that names a network and not a machine. */
  private static String address() {
    if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes web) {
      return Networks.of(String.valueOf(web.getRequest().getRemoteAddr()));
    }
    return "";
  }
}
