package org.estover.licensing.portal.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.springframework.web.servlet.HandlerMapping;

/** What a program may ask for by its token. */
final class TokenScopes {

  /** The methods of requests that change nothing. */
  static final Set<String> READING = Set.of("GET", "HEAD");

  /** Below these are releases: their lists, and their files. */
  private static final List<String> FILES = List.of("/api/datasets/", "/datasets/", "/download/");

  private static final List<String> FOR_PEOPLE = List.of("/account", "/operator");

  private TokenScopes() {}

  static boolean allow(Visitor visitor, Rule rule, HttpServletRequest request) {
    // The route's own pattern: what the request's path says may be written in several ways.
    String path =
        String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
    boolean reads = READING.contains(request.getMethod());
    if (!rule.scope().isEmpty()) {
      return visitor.may(rule.scope());
    }
    if (FILES.stream().anyMatch(path::startsWith)) {
      return visitor.may("read") || visitor.may("download");
    }
    // What changes something says which scope it needs, and pages that do not are for people.
    return reads && FOR_PEOPLE.stream().noneMatch(path::startsWith) && visitor.may("read");
  }
}
