package org.estover.licensing.portal.claim;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.estover.licensing.portal.PortalSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * The cookie by which a browser finds the draft again that was begun in it. Under https it is bound
 * to this very host and never sent in the clear, as the session's.
 */
@Component
final class DraftCookie {
  private final boolean secure;

  DraftCookie(PortalSettings settings) {
    this.secure = "https".equals(settings.publicUrl().getScheme());
  }

  private String name() {
    return secure ? "__Host-estover-draft" : "estover-draft";
  }

  /** The draft's code that a browser sent, or "". */
  String code(HttpServletRequest request) {
    @Nullable Cookie cookie = WebUtils.getCookie(request, name());
    return cookie == null ? "" : cookie.getValue();
  }

  /** Has a browser keep a draft's code for as long as the draft is kept. */
  void remember(String code, HttpServletResponse response) {
    response.addHeader(HttpHeaders.SET_COOKIE, header(code));
  }

  String header(String code) {
    return ResponseCookie.from(name(), code)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Lax")
        .path("/")
        .maxAge(Drafts.KEPT)
        .build()
        .toString();
  }
}
