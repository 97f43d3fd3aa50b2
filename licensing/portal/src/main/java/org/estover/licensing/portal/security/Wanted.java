package org.estover.licensing.portal.security;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.estover.licensing.portal.access.RoutedPath;
import org.springframework.http.HttpHeaders;

/** In which form who asks wants a refusal. */
final class Wanted {
  private static final List<String> FOR_PROGRAMS = List.of("/v1/", "/api/", "/datasets/");

  /** Where people come by links and programs by addresses; browsers say that they want pages. */
  private static final String FOR_BOTH = "/download/";

  private Wanted() {}

  /** Whether as problem+json (RFC 9457) and not as a page. */
  static boolean problem(HttpServletRequest request) {
    Object original = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    String path = original == null ? RoutedPath.of(request) : RoutedPath.of(original.toString());
    String header = request.getHeader(HttpHeaders.ACCEPT);
    String accepted = header == null ? "" : header.toLowerCase(Locale.ROOT);
    return FOR_PROGRAMS.stream().anyMatch(path::startsWith)
        || BearerFilter.isBearer(request)
        || (!accepted.contains("text/html")
            && (path.startsWith(FOR_BOTH) || accepted.contains("json")));
  }
}
