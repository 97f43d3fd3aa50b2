package org.estover.licensing.portal.casefile;

import java.security.SecureRandom;
import java.util.Locale;
import org.estover.licensing.terms.identity.ContentId;
import org.springframework.stereotype.Component;

/**
 * Makes codes by which people without an account come back to what they entered: 130 random bits,
 * of which only the SHA-256 is kept. Letters that are taken for digits do not occur.
 */
@Component
public final class Codes {
  private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int SECRET = 26;
  private static final int PUBLIC = 10;

  private final SecureRandom entropy;

  Codes(SecureRandom entropy) {
    this.entropy = entropy;
  }

  /** A secret of 26 letters and digits behind a prefix. */
  public String secret(String prefix) {
    return prefix + random(SECRET);
  }

  /** An id that is no secret. */
  public String id(String prefix) {
    return prefix + random(PUBLIC);
  }

  private String random(int length) {
    StringBuilder code = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      code.append(LETTERS.charAt(entropy.nextInt(LETTERS.length())));
    }
    return code.toString();
  }

  /** What is kept of a code, in whatever case and with whatever blanks it was typed. */
  public static String digest(String code) {
    return ContentId.sha256(typed(code));
  }

  /** A code as it was given out. */
  public static String typed(String code) {
    return code.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
  }
}
