package org.estover.licensing.portal.access;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.server.PathContainer;

/**
 * The path by which a request finds its route: segments decoded, without what stands behind their
 * semicolons, and with one slash where there are several. What decides by a path has to go by this
 * one, as otherwise another spelling of the same route would be another thing.
 */
public final class RoutedPath {
  private RoutedPath() {}

  /** The path of a request. */
  public static String of(HttpServletRequest request) {
    return of(request.getRequestURI().substring(request.getContextPath().length()));
  }

  /** The path as it was sent; one that cannot be decoded has no route and stays as it is. */
  public static String of(String sent) {
    StringBuilder path = new StringBuilder();
    try {
      for (PathContainer.Element element : PathContainer.parsePath(sent).elements()) {
        if (element instanceof PathContainer.PathSegment segment) {
          path.append(segment.valueToMatch());
        } else if (path.length() == 0 || path.charAt(path.length() - 1) != '/') {
          path.append('/');
        }
      }
    } catch (IllegalArgumentException e) {
      return sent;
    }
    return path.toString();
  }
}
