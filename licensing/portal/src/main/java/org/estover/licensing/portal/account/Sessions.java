package org.estover.licensing.portal.account;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.estover.ledger.log.Hash;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The sessions of those who are signed in: who has which, so that each can be ended. A session ends
 * after half an hour without a request, which the server sees to, and {@link #LONGEST} after
 * signing in. Thread-safe.
 */
@Component
public final class Sessions implements HttpSessionListener, HttpSessionIdListener {
  /** How long one stays signed in at most. */
  public static final Duration LONGEST = Duration.ofHours(12);

  private static final int HANDLE_DIGITS = 16;

  /** How many strangers have a session, which each of their forms needs: some 40 MB. */
  private static final int STRANGERS = 20_000;

  private final Clock clock;
  private final int most;
  private final ConcurrentHashMap<String, Open> open = new ConcurrentHashMap<>();

  /** Of those who have not signed in, by id; the oldest first. */
  private final LinkedHashMap<String, HttpSession> strangers = new LinkedHashMap<>();

  @Autowired
  Sessions(Clock clock) {
    this(clock, STRANGERS);
  }

  Sessions(Clock clock, int most) {
    this.clock = clock;
    this.most = most;
  }

  private record Open(
      HttpSession session, String accountId, String browser, Instant begun, Instant seen) {}

  /**
   * A session as its owner sees it.
   *
   * @param handle what it is called; nobody can use the session by it
   * @param browser what the browser says that it is
   * @param begun when one signed in
   * @param seen when a page was asked for last, to the minute
   * @param own whether it is the one that asks
   */
  public record Shown(String handle, String browser, Instant begun, Instant seen, boolean own) {}

  /** Takes up the session of an account that has just signed in. */
  void begin(HttpSession session, String accountId, String browser) {
    Instant now = clock.instant();
    // The same session under the id that it had before it was renewed.
    open.values().removeIf(one -> isSame(one.session(), session));
    open.put(session.getId(), new Open(session, accountId, browser, now, now));
  }

  private static boolean isSame(HttpSession one, HttpSession other) {
    try {
      return one.getId().equals(other.getId());
    } catch (IllegalStateException e) {
      // It ended, and its listener is about to say so.
      return false;
    }
  }

  /** Whether a session is one of an account that may go on; notes that it was seen. */
  public boolean goesOn(HttpSession session, String accountId) {
    Instant now = clock.instant();
    Open known =
        open.computeIfPresent(
            session.getId(),
            (id, one) ->
                one.seen().plusSeconds(Duration.ofMinutes(1).toSeconds()).isAfter(now)
                    ? one
                    : new Open(one.session(), one.accountId(), one.browser(), one.begun(), now));
    return known != null
        && known.accountId().equals(accountId)
        && now.isBefore(known.begun().plus(LONGEST));
  }

  /** The sessions of an account, newest first. */
  public List<Shown> of(String accountId, String ownId) {
    return open.entrySet().stream()
        .filter(entry -> entry.getValue().accountId().equals(accountId))
        .map(
            entry ->
                new Shown(
                    handle(entry.getKey()),
                    entry.getValue().browser(),
                    entry.getValue().begun().truncatedTo(ChronoUnit.SECONDS),
                    entry.getValue().seen().truncatedTo(ChronoUnit.SECONDS),
                    entry.getKey().equals(ownId)))
        .sorted(Comparator.comparing(Shown::begun).reversed().thenComparing(Shown::handle))
        .toList();
  }

  /** Ends the session of an account that has a handle; none where it has no such one. */
  public boolean end(String accountId, String handle) {
    Optional<Open> found =
        open.entrySet().stream()
            .filter(entry -> entry.getValue().accountId().equals(accountId))
            .filter(entry -> handle(entry.getKey()).equals(handle))
            .map(Map.Entry::getValue)
            .findFirst();
    found.ifPresent(one -> invalidate(one.session()));
    return found.isPresent();
  }

  /** Ends all sessions of an account but one, whose id may be "". */
  public void endOthers(String accountId, String ownId) {
    for (Open one : List.copyOf(open.values())) {
      if (one.accountId().equals(accountId) && !one.session().getId().equals(ownId)) {
        invalidate(one.session());
      }
    }
  }

  private void invalidate(HttpSession session) {
    open.remove(session.getId());
    try {
      session.invalidate();
    } catch (IllegalStateException e) {
      // It ended by itself meanwhile, which is what was wanted.
      open.remove(session.getId());
    }
  }

  /** Where too many strangers have one, the oldest of theirs ends. */
  @Override
  public void sessionCreated(HttpSessionEvent event) {
    List<HttpSession> ended = new ArrayList<>();
    synchronized (strangers) {
      strangers.put(event.getSession().getId(), event.getSession());
      Iterator<HttpSession> oldest = strangers.values().iterator();
      while (strangers.size() > most) {
        ended.add(oldest.next());
        oldest.remove();
      }
    }
    ended.forEach(this::invalidate);
  }

  /** Its id changes when somebody signs in. */
  @Override
  public void sessionIdChanged(HttpSessionEvent event, String former) {
    forget(former);
  }

  private void forget(String id) {
    synchronized (strangers) {
      strangers.remove(id);
    }
  }

  @Override
  public void sessionDestroyed(HttpSessionEvent event) {
    open.remove(event.getSession().getId());
    forget(event.getSession().getId());
  }

  private static String handle(String sessionId) {
    return Hash.sha256(sessionId.getBytes(StandardCharsets.UTF_8))
        .toString()
        .substring(0, HANDLE_DIGITS);
  }
}
