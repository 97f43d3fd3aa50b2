package org.estover.tokenize.bpe;

import java.util.SplittableRandom;

/**
 * Seeded text of many scripts, with the spaces, contractions and runs on which tokenizers differ.
 */
final class RandomText {
  private static final String[] FRAGMENTS = {
    "the",
    " The",
    "'s",
    "'ll",
    "'LL",
    "'\u017F",
    "'Re",
    " I've",
    "don't",
    "  ",
    "   ",
    "\n",
    "\n\n",
    "\t",
    "\r\n",
    " ",
    "    ",
    "123",
    " 45",
    "3.14",
    "x1y2",
    "!!",
    " ...",
    "\u00a0",
    "\u2003",
    "é",
    "e\u0301",
    " naïve",
    "Ünïcödé",
    "漢字",
    "かな",
    "한국어",
    "สวัสดี",
    "हिन्दी",
    "العربية",
    "עברית",
    "Ελλάδα",
    " русский",
    "🙂",
    "👩‍👩‍👧",
    "\u0000",
    "\uFFFD",
    "‘’",
    "<|endoftext|>",
    "½",
    "Ⅷ",
    "٣٫٥",
    "ǅ",
    "ﬁ",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "====="
  };

  /** Ranges of code points that were assigned long before any table in use here. */
  private static final int[][] RANGES = {
    {0x20, 0x7E},
    {0xA0, 0x17F},
    {0x391, 0x3C9},
    {0x410, 0x44F},
    {0x5D0, 0x5EA},
    {0x905, 0x939},
    {0x3041, 0x3096},
    {0x4E00, 0x9FA5},
    {0xAC00, 0xD7A3},
    {0x1F600, 0x1F640},
    {0x300, 0x36F}
  };

  private RandomText() {}

  static String of(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(60); i >= 0; i--) {
      if (random.nextBoolean()) {
        text.append(FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
      } else {
        int[] range = RANGES[random.nextInt(RANGES.length)];
        for (int j = random.nextInt(8); j >= 0; j--) {
          text.appendCodePoint(range[0] + random.nextInt(range[1] - range[0] + 1));
        }
      }
    }
    return text.toString();
  }

  /** Text of code points from everywhere, assigned or not, but for surrogates. */
  static String ofAnyScript(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(40); i >= 0; i--) {
      int block = (random.nextInt(Character.MAX_CODE_POINT + 1) >> random.nextInt(12)) & ~0x7F;
      for (int j = random.nextInt(6); j >= 0; j--) {
        int c = block + random.nextInt(0x80);
        if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
          text.appendCodePoint(c);
        }
      }
      text.append(FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
    }
    return text.toString();
  }
}
