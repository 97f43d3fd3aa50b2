package org.estover.licensing.portal.release;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.estover.licensing.portal.access.Visitor;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.server.ResponseStatusException;

/** How answers are kept by those who got them. */
public final class Answers {
  /** Changes whenever templates change what they say of the same thing. */
  private static final String TEMPLATES = "1";

  private static final Duration DAY = Duration.ofDays(1);

  private Answers() {}

  /** There is no such thing. */
  public static ResponseStatusException missing() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND);
  }

  /**
   * Whether who asks has the page already. Pages of who is signed in hold a secret of the session
   * and are never kept.
   *
   * @param state all that the page follows from
   */
  public static boolean isKnown(
      Visitor visitor, WebRequest request, HttpServletResponse response, String state) {
    if (visitor.isSignedIn()) {
      return false;
    }
    response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noCache().getHeaderValue());
    response.setHeader(HttpHeaders.VARY, "Cookie, Accept-Language");
    return request.checkNotModified("W/\"" + TEMPLATES + "." + state + "\"");
  }

  /** Something that never changes, with the name by which it is known. */
  public static <T> ResponseEntity<T> forGood(String state, MediaType type, T body) {
    return ResponseEntity.ok()
        .contentType(type)
        .cacheControl(CacheControl.maxAge(DAY).cachePublic())
        .eTag(TEMPLATES + "." + state)
        .body(body);
  }

  /** The same as a file to keep. */
  public static <T> ResponseEntity<T> file(String name, MediaType type, T body) {
    return ResponseEntity.ok()
        .contentType(type)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .body(body);
  }
}
