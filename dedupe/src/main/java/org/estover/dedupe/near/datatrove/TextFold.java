package org.estover.dedupe.near.datatrove;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of each code point in {@code simplify_text}, as of Unicode 16 (ICU4J 76.1).
 *
 * <p>Lower case, numbers, punctuation, white space, NFD and the loss of non-spacing marks follow
 * each other there over the whole text; here they are one look-up, which only numbers, the final
 * sigma and the order of marks that stay need more than. The table, which all threads share, is
 * filled in pages of 256 code points, when one of them is met: 1 kB each.
 */
final class TextFold {
  /** White space or punctuation. */
  static final int SPACE = 0;

  /** The code point vanishes. */
  static final int DROPPED = -1;

  /** As {@link #DROPPED}, and marks before and after it keep their places. */
  static final int DROPPED_STARTER = -2;

  /** A decimal digit of any script. */
  static final int DIGIT = -3;

  /** Capital sigma, whose lower case depends on what stands around it. */
  static final int SIGMA = -4;

  /** Up to here a negative number says that an expansion stands there. */
  static final int EXPANSION = -16;

  /** Where a code point of an expansion has its combining class. */
  static final int CLASS_SHIFT = 24;

  private static final String PUNCTUATION =
      "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
          + "\u00AB\u00B4\u00BB\u2013\u2014\u2019\u201C\u201D\u201E\u2026\u2236\u2501\u25BA"
          + "\u3001\u3002\u3008\u3009\u300A\u300B\u300C\u300D\u3010\u3011"
          + "\uFF01\uFF05\uFF08\uFF09\uFF0C\uFF0E\uFF1A\uFF1B\uFF1F\uFF5E";
  private static final Normalizer2 NFD = Normalizer2.getNFDInstance();
  private static final int PAGE_BITS = 8;
  private static final int PAGE_SIZE = 1 << PAGE_BITS;
  private static final AtomicReferenceArray<Page> PAGES =
      new AtomicReferenceArray<>((UCharacter.MAX_VALUE + 1) >> PAGE_BITS);

  /** 256 code points in a row. */
  private static final class Page {
    private final int[] folds = new int[PAGE_SIZE];
    private final List<int[]> expansions = new ArrayList<>();

    Page(int first) {
      for (int i = 0; i < PAGE_SIZE; i++) {
        folds[i] = fold(first + i, expansions);
      }
    }
  }

  private TextFold() {}

  /** The code point that stays, or one of the constants above. */
  static int of(int c) {
    return page(c).folds[c & (PAGE_SIZE - 1)];
  }

  /** The code points that replace one, each with its combining class in the upper bits. */
  static int[] expansion(int c, int fold) {
    return page(c).expansions.get(EXPANSION - fold);
  }

  private static Page page(int c) {
    int index = c >> PAGE_BITS;
    Page page = PAGES.get(index);
    if (page == null) {
      page = new Page(index << PAGE_BITS);
      PAGES.set(index, page);
    }
    return page;
  }

  private static int fold(int c, List<int[]> expansions) {
    int type = UCharacter.getType(c);
    if (type == UCharacterCategory.DECIMAL_DIGIT_NUMBER) {
      return DIGIT;
    }
    if (type == UCharacterCategory.SURROGATE) {
      return '?';
    }
    if (c == 0x3A3) {
      return SIGMA;
    }
    int lower = UCharacter.toLowerCase(c);
    return isSpace(lower) ? SPACE : decomposed(lower, expansions);
  }

  private static boolean isSpace(int c) {
    return PUNCTUATION.indexOf(c) >= 0
        || UCharacter.getType(c) == UCharacterCategory.CONTROL
        || UCharacter.hasBinaryProperty(c, UProperty.WHITE_SPACE);
  }

  private static int decomposed(int c, List<int[]> expansions) {
    @Nullable String decomposition = NFD.getDecomposition(c);
    int[] points =
        (decomposition == null ? Character.toString(c) : decomposition).codePoints().toArray();
    int kept = 0;
    boolean starter = false;
    for (int point : points) {
      int combining = UCharacter.getCombiningClass(point);
      starter |= combining == 0;
      if (UCharacter.getType(point) != UCharacterCategory.NON_SPACING_MARK) {
        points[kept++] = combining << CLASS_SHIFT | point;
      }
    }
    if (kept == 0) {
      return starter ? DROPPED_STARTER : DROPPED;
    }
    if (kept == 1 && points[0] >>> CLASS_SHIFT == 0) {
      return points[0];
    }
    expansions.add(Arrays.copyOf(points, kept));
    return EXPANSION - (expansions.size() - 1);
  }
}
