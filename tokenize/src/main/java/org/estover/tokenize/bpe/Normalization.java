package org.estover.tokenize.bpe;

import com.ibm.icu.text.FilteredNormalizer2;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;
import java.nio.charset.StandardCharsets;

/** What a tokenizer does to text before it looks for pieces. */
enum Normalization {
  /** Nothing. */
  NONE("") {
    @Override
    boolean mayChange(byte[] text, int from, int end) {
      return false;
    }

    @Override
    CharSequence apply(CharSequence text) {
      return text;
    }
  },
  /**
   * NFC as of Unicode 9.0, which the native library ships: younger characters are left alone.
   *
   * <p>ICU's NFC behind a filter of the characters assigned up to 9.0; by Unicode's stability
   * policy those normalize among themselves today as they did then. ICU is loaded when the first
   * text needs it, which plain ASCII never does.
   */
  NFC_9("NFC/unicode-9.0") {
    @Override
    boolean mayChange(byte[] text, int from, int end) {
      return !isNfc(text, from, end);
    }

    @Override
    CharSequence apply(CharSequence text) {
      return Nfc.OF_UNICODE_9.normalize(text);
    }
  };

  /**
   * Normalizes valid UTF-8 into a buffer, character by character where nothing changes: only what
   * stands between two characters without a mark, around one with which the quick check fails,
   * becomes a string.
   */
  void apply(byte[] text, int from, int end, Utf8Text into) {
    into.clear();
    int at = from;
    while (at < end) {
      int changeable = changeable(text, at, end);
      into.append(text, at, changeable);
      int stop = changeable == end ? end : starter(text, changeable, end);
      if (stop > changeable) {
        into.append(apply(new String(text, changeable, stop - changeable, StandardCharsets.UTF_8)));
      }
      at = stop;
    }
    into.pad();
  }

  /** The lead byte of U+0300, the first character that NFC does not leave alone. */
  private static final int FIRST_COMBINING = 0xCC;

  private final String canonicalName;

  Normalization(String canonicalName) {
    this.canonicalName = canonicalName;
  }

  /** Whether valid UTF-8 may be changed; false is certain, true is not. */
  abstract boolean mayChange(byte[] text, int from, int end);

  /** Returns the normalized text, which may be the same object. */
  abstract CharSequence apply(CharSequence text);

  /** The name that enters the tokenizer's digest. */
  String canonicalName() {
    return canonicalName;
  }

  /** Unicode's quick check: marks in their order and no character that may compose or decompose. */
  private static boolean isNfc(byte[] text, int from, int end) {
    return changeable(text, from, end) == end;
  }

  /** The last character without a mark before the first at which the check fails, or the end. */
  private static int changeable(byte[] text, int from, int end) {
    int previous = 0;
    int starter = from;
    int at = from;
    while (at < end) {
      byte lead = text[at];
      if (lead >= 0) {
        previous = 0;
        at += Swar.firstIndex(Swar.nonAscii(Swar.load(text, at)));
        starter = at - 1;
      } else if ((lead & 0xFF) < FIRST_COMBINING) {
        previous = 0;
        starter = at;
        at += 2;
      } else {
        int mark = UnicodeClasses.mark(Utf8.codePoint(text, at));
        if (mark != 0 && (mark < previous || mark == UnicodeClasses.MAY_CHANGE)) {
          return starter;
        }
        previous = mark;
        starter = mark == 0 ? at : starter;
        at += Utf8.width(lead);
      }
    }
    return end;
  }

  /** The next character without a mark behind the first, or the end. */
  private static int starter(byte[] text, int from, int end) {
    int at = from;
    do {
      at += text[at] < 0 ? Utf8.width(text[at]) : 1;
    } while (at < end && text[at] < 0 && UnicodeClasses.mark(Utf8.codePoint(text, at)) != 0);
    return at;
  }

  /** Loaded at its first use: ICU's tables cost more than a short text's tokens. */
  private static final class Nfc {
    private static final Normalizer2 OF_UNICODE_9 =
        new FilteredNormalizer2(
            Normalizer2.getNFCInstance(), new UnicodeSet("[:age=9.0:]").freeze());
  }
}
