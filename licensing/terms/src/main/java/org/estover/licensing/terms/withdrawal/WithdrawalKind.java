package org.estover.licensing.terms.withdrawal;

import java.util.Locale;
import java.util.regex.Pattern;

/** What somebody can ask to be taken down. */
public enum WithdrawalKind {
  /** One document, by its id. */
  DOCUMENT,
  /** All documents from one URL, or what else a source names its documents by. */
  URL,
  /** All documents of a host and of those below it. */
  HOST;

  private static final Pattern HOST_NAME =
      Pattern.compile("(?:[^\\s/:?#@\\[\\]!.]+\\.)+[^\\s/:?#@\\[\\]!.]+\\.?");

  /** Whether a text can be the name of a host: labels with dots between them, and nothing else. */
  public static boolean isHostName(String text) {
    return HOST_NAME.matcher(text).matches();
  }

  /** The kind in a word. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
