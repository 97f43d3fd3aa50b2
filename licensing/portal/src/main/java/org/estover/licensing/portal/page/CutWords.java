package org.estover.licensing.portal.page;

import org.estover.licensing.portal.access.PlainText;

/** Shortens texts where a page has no room, as {@code #cut} in templates. */
public final class CutWords {
  CutWords() {}

  /** At most so many letters of a text, with a sign where some were left out. */
  public String of(String text, int most) {
    return PlainText.shortened(text, most);
  }
}
