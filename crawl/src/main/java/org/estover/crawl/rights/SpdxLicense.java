package org.estover.crawl.rights;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Normalises what people write as a license into SPDX license expressions.
 *
 * <p>Known are the license identifiers, names and addresses of {@link LicenseNames}; everything
 * else becomes {@code LicenseRef-} and 16 hex digits of the raw text's SHA-256, so that equal texts
 * stay equal and nothing unknown passes as open. Thread-safe; linear in the length of the input.
 */
public final class SpdxLicense {
  private static final String REFERENCE = "LicenseRef-";
  private static final int REFERENCE_DIGITS = 16;

  private SpdxLicense() {}

  /**
   * The SPDX expression for an expression, a license name or a license URL; a {@code LicenseRef-}
   * if it is none of these, and empty if {@code raw} is blank.
   */
  public static String normalize(String raw) {
    return raw.isBlank() ? "" : find(raw).orElseGet(() -> reference(raw));
  }

  /** The SPDX expression for an expression, a name or a URL, if {@code raw} is a known one. */
  public static Optional<String> find(String raw) {
    String text = raw.strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return LicenseUrls.isUrl(text)
        ? LicenseUrls.find(text)
        : LicenseExpression.parse(text)
            .map(LicenseExpression::toString)
            .or(() -> LicenseNames.byName(text))
            .or(() -> CreativeCommonsName.find(text));
  }

  /** The identifier of a license text that has no name: {@code LicenseRef-} and its digest. */
  public static String reference(String raw) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(raw.getBytes(StandardCharsets.UTF_8));
      return REFERENCE + HexFormat.of().formatHex(digest).substring(0, REFERENCE_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Whether an identifier names a license text of which nothing but its digest is known. */
  public static boolean isReference(String identifier) {
    return identifier.startsWith(REFERENCE);
  }

  /**
   * Whether the work may be used under an open license (OSI-approved, or conformant with the Open
   * Definition): of {@code OR} one side suffices, of {@code AND} both are needed, an exception
   * ({@code WITH}) changes nothing. False for anything that is no valid expression.
   */
  public static boolean isOpen(String expression) {
    return LicenseExpression.parse(expression).map(LicenseExpression::isOpen).orElse(false);
  }
}
