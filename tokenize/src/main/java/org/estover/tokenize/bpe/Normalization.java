package org.estover.tokenize.bpe;

import com.ibm.icu.text.FilteredNormalizer2;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;

/** What a tokenizer does to text before it looks for pieces. */
enum Normalization {
  /** Nothing. */
  NONE("") {
    @Override
    CharSequence apply(CharSequence text) {
      return text;
    }
  },
  /**
   * NFC as of Unicode 9.0, which the native library ships: younger characters are left alone.
   *
   * <p>ICU's NFC behind a filter of the characters assigned up to 9.0; by Unicode's stability
   * policy those normalize among themselves today as they did then.
   */
  NFC_9("NFC/unicode-9.0") {
    @Override
    CharSequence apply(CharSequence text) {
      return isBelowCombining(text) ? text : NFC.normalize(text);
    }
  };

  private static final char FIRST_COMBINING = 0x300;
  private static final Normalizer2 NFC =
      new FilteredNormalizer2(Normalizer2.getNFCInstance(), new UnicodeSet("[:age=9.0:]").freeze());

  private final String canonicalName;

  Normalization(String canonicalName) {
    this.canonicalName = canonicalName;
  }

  /** Returns the normalized text, which may be the same object. */
  abstract CharSequence apply(CharSequence text);

  /** The name that enters the tokenizer's digest. */
  String canonicalName() {
    return canonicalName;
  }

  private static boolean isBelowCombining(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= FIRST_COMBINING) {
        return false;
      }
    }
    return true;
  }
}
