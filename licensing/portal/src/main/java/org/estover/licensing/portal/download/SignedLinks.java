package org.estover.licensing.portal.download;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Makes and checks links that carry their permission in themselves, so that loaders, {@code curl}
 * and caches of one's own need no session.
 *
 * <p>The signature is HMAC-SHA-256 over method, path and query as they are sent, in base64url. It
 * is compared as text before anything is read out of the link: another writing of the same link is
 * another link. Thread-safe.
 */
@Component
public final class SignedLinks {
  /** How long a link holds. */
  static final Duration LIFE = Duration.ofMinutes(10);

  private static final String SIGNATURE = "&signature=";
  private static final String METHOD = "GET";
  private static final Pattern PATH =
      Pattern.compile("/download/(rel_[0-9a-f]{32})/([A-Za-z0-9][A-Za-z0-9._-]*)");
  private static final Pattern QUERY =
      Pattern.compile(
          "account=([a-z0-9_]*)&token=([a-z0-9_]*)&party=([a-z0-9_]*)&grant=([a-z0-9_]*)"
              + "&expires=(\\d{1,12})&from=(\\d{1,18})&to=(\\d{1,18})");

  private final LinkKeys keys;
  private final Clock clock;

  SignedLinks(LinkKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** When a link that is made now ends. */
  public Instant end() {
    return Instant.ofEpochSecond(clock.instant().plus(LIFE).getEpochSecond());
  }

  /** The address of a link below the portal's, signed; it opens GET and HEAD. */
  public String address(Link link) throws IOException {
    String query = link.query();
    return link.path()
        + "?"
        + query
        + SIGNATURE
        + signature(keys.current(), link.path() + "?" + query);
  }

  /** Whether a query claims to be signed. */
  static boolean isSigned(String query) {
    return query.contains("signature=");
  }

  /**
   * Reads a link that this portal made and that holds still.
   *
   * @param path of the request, as it was sent
   * @param query of the request, as it was sent
   * @throws LinkRefusedException if it was changed, is another portal's or has ended
   */
  Link check(String path, String query) throws LinkRefusedException, IOException {
    int at = query.lastIndexOf(SIGNATURE);
    String signed = path + "?" + query.substring(0, Math.max(at, 0));
    String claimed = at < 0 ? "" : query.substring(at + SIGNATURE.length());
    boolean holds = false;
    for (byte[] key : keys.valid()) {
      // Without leaving early: time tells nothing of how much of a signature was right.
      holds |=
          MessageDigest.isEqual(
              signature(key, signed).getBytes(StandardCharsets.UTF_8),
              claimed.getBytes(StandardCharsets.UTF_8));
    }
    Matcher place = PATH.matcher(path);
    Matcher permits = QUERY.matcher(query.substring(0, Math.max(at, 0)));
    if (!holds || !place.matches() || !permits.matches()) {
      throw new LinkRefusedException(
          "this link was not made by this portal, or was changed; ask for a new one");
    }
    Instant expires = Instant.ofEpochSecond(Long.parseLong(permits.group(5)));
    if (!clock.instant().isBefore(expires)) {
      throw new LinkRefusedException("this link ended at " + expires + "; ask for a new one");
    }
    return new Link(
        place.group(1),
        place.group(2),
        permits.group(1),
        permits.group(2),
        permits.group(3),
        permits.group(4),
        expires,
        Long.parseLong(permits.group(6)),
        Long.parseLong(permits.group(7)));
  }

  private static String signature(byte[] key, String address) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] signed = mac.doFinal((METHOD + "\n" + address).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    } catch (GeneralSecurityException e) {
      // Every Java has it.
      throw new AssertionError(e);
    }
  }
}
