package org.estover.licensing.portal.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;

/**
 * Remembers where somebody wanted to go who has to sign in first: a short path of this portal, and
 * nothing else of the request, since strangers fill that memory.
 */
final class ReturnPaths implements RequestCache {
  private static final String NAME = ReturnPaths.class.getName();
  private static final int LONGEST = 500;
  private static final Pattern HERE = Pattern.compile("/([^/\\\\].*)?");

  @Override
  public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
    String query = request.getQueryString();
    String path = request.getRequestURI() + (query == null ? "" : "?" + query);
    boolean page = request.getMethod().equals("GET") && !Wanted.problem(request);
    if (page && path.length() <= LONGEST && HERE.matcher(path).matches()) {
      request.getSession().setAttribute(NAME, path);
    }
  }

  @Override
  public @Nullable SavedRequest getRequest(
      HttpServletRequest request, HttpServletResponse response) {
    HttpSession session = request.getSession(false);
    return session != null && session.getAttribute(NAME) instanceof String path
        ? new SimpleSavedRequest(path)
        : null;
  }

  /** The page is asked for anew, so nothing of the first request has to be put back. */
  @Override
  public @Nullable HttpServletRequest getMatchingRequest(
      HttpServletRequest request, HttpServletResponse response) {
    return null;
  }

  @Override
  public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.removeAttribute(NAME);
    }
  }
}
