package org.estover.licensing.portal.security;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.estover.licensing.portal.access.RoutedPath;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.account.Networks;
import org.estover.licensing.portal.account.RecordLimit;
import org.estover.licensing.portal.account.Throttle;
import org.springframework.stereotype.Component;

/** How much each visitor may ask of pages, of the API and of downloads. Thread-safe. */
@Component
final class RateLimits implements RecordLimit {
  private static final Duration TIME = Duration.ofMinutes(1);

  /** What a wrong token costs its network, in calls: those who guess are soon not answered. */
  private static final int WRONG_TOKEN = 20;

  private static final List<String> API = List.of("/v1/", "/api/");
  private static final List<String> DOWNLOADS = List.of("/download/", "/datasets/");
  private static final List<String> FREE = List.of("/webjars/", "/actuator/");

  /** The files of all pages; names further down are what visitors made up. */
  private static final Pattern FILE = Pattern.compile("/[a-z0-9-]+\\.(css|js)|/error");

  /** A tenth as many refusals are recorded as pages are allowed. */
  private static final int PER_REFUSAL = 10;

  private final Map<Kind, Throttle> throttles = new EnumMap<>(Kind.class);
  private final Throttle refusals;

  /** What is asked for. */
  enum Kind {
    PAGES,
    API,
    DOWNLOADS;

    /** Its name in headers. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  RateLimits(LimitSettings settings, Clock clock) {
    throttles.put(Kind.PAGES, new Throttle(settings.pages(), TIME, clock));
    throttles.put(Kind.API, new Throttle(settings.api(), TIME, clock));
    throttles.put(Kind.DOWNLOADS, new Throttle(settings.downloads(), TIME, clock));
    this.refusals = new Throttle(Math.max(1, settings.pages() / PER_REFUSAL), TIME, clock);
  }

  /** Whether requests to a {@link RoutedPath} are not counted: what every page needs. */
  static boolean isFree(String path) {
    return FREE.stream().anyMatch(path::startsWith) || FILE.matcher(path).matches();
  }

  /** What kind of thing stands at a {@link RoutedPath}. */
  static Kind kind(String path) {
    if (API.stream().anyMatch(path::startsWith)) {
      return Kind.API;
    }
    return DOWNLOADS.stream().anyMatch(path::startsWith) ? Kind.DOWNLOADS : Kind.PAGES;
  }

  /** By whom requests are counted: a token, an account, or the network of who is neither. */
  static String key(Visitor visitor, HttpServletRequest request) {
    if (visitor.isProgram()) {
      return "token " + visitor.tokenId();
    }
    return visitor.isSignedIn()
        ? "account " + visitor.accountId()
        : "network " + Networks.of(request.getRemoteAddr());
  }

  Throttle.Try take(Kind kind, String key) {
    return of(kind).take(key);
  }

  /** The policy of a kind as the header {@code RateLimit-Policy} says it. */
  String policy(Kind kind) {
    Throttle throttle = of(kind);
    return '"' + kind.word() + "\";q=" + throttle.tries() + ";w=" + throttle.time().toSeconds();
  }

  private Throttle of(Kind kind) {
    Throttle throttle = throttles.get(kind);
    if (throttle == null) {
      throw new AssertionError(kind);
    }
    return throttle;
  }

  /** Counts requests after the fact. */
  void charge(Kind kind, String key, int requests) {
    of(kind).charge(key, requests);
  }

  /** Whether the tokens of a network are looked at. */
  boolean mayTryToken(HttpServletRequest request) {
    return of(Kind.API).wouldTake(key(Visitor.ANYBODY, request));
  }

  /** Counts refusals of a visitor that were written down. */
  void chargeRecorded(String key, int refusals) {
    this.refusals.charge(key, refusals);
  }

  /** Whether one more refusal of a visitor is written down; counts it. */
  boolean mayBeRecorded(String key) {
    return refusals.take(key).allowed();
  }

  @Override
  public boolean takesFrom(HttpServletRequest request) {
    return mayBeRecorded(key(Visitor.ANYBODY, request));
  }

  /** Counts a token that was wrong. */
  void wrongToken(HttpServletRequest request) {
    charge(Kind.API, key(Visitor.ANYBODY, request), WRONG_TOKEN);
  }
}
