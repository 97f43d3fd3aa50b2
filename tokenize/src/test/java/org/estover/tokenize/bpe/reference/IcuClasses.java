package org.estover.tokenize.bpe.reference;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.util.VersionInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What ICU4J 76.1, which is Unicode 16, says of code points. */
public final class IcuClasses {
  /** The value of the property NFC_Quick_Check for characters that NFC leaves alone. */
  private static final int YES = 1;

  private static final VersionInfo UNICODE_9 = VersionInfo.getInstance(9);
  private static final VersionInfo UNASSIGNED = VersionInfo.getInstance(0);
  private static final List<Integer> COMBINING_CLASSES = combiningClasses();

  private IcuClasses() {}

  /** 0 other, 1 letter, 2 number, 3 white space. */
  public static int charClass(int codePoint) {
    if (UCharacter.hasBinaryProperty(codePoint, UProperty.WHITE_SPACE)) {
      return 3;
    }
    return switch (UCharacter.getType(codePoint)) {
      case UCharacterCategory.UPPERCASE_LETTER,
          UCharacterCategory.LOWERCASE_LETTER,
          UCharacterCategory.TITLECASE_LETTER,
          UCharacterCategory.MODIFIER_LETTER,
          UCharacterCategory.OTHER_LETTER ->
          1;
      case UCharacterCategory.DECIMAL_DIGIT_NUMBER,
          UCharacterCategory.LETTER_NUMBER,
          UCharacterCategory.OTHER_NUMBER ->
          2;
      default -> 0;
    };
  }

  /**
   * The rank of a character's combining class, {@code mayChange} if NFC may compose or decompose
   * it, 0 if neither or if it is younger than Unicode 9.
   */
  public static int mark(int codePoint, int mayChange) {
    if (!isOfUnicode9(codePoint)) {
      return 0;
    }
    if (UCharacter.getIntPropertyValue(codePoint, UProperty.NFC_QUICK_CHECK) != YES) {
      return mayChange;
    }
    return COMBINING_CLASSES.indexOf(UCharacter.getCombiningClass(codePoint));
  }

  private static boolean isOfUnicode9(int codePoint) {
    VersionInfo age = UCharacter.getAge(codePoint);
    return age.compareTo(UNASSIGNED) > 0 && age.compareTo(UNICODE_9) <= 0;
  }

  private static List<Integer> combiningClasses() {
    TreeSet<Integer> classes = new TreeSet<>();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (isOfUnicode9(c)) {
        classes.add(UCharacter.getCombiningClass(c));
      }
    }
    return new ArrayList<>(classes);
  }
}
