package org.estover.tokenize.bpe.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pieces of a pattern by the JDK's regular expressions, with classes that are not the JDK's.
 *
 * <p>Each code point of the text stands in for its class: a letter that the patterns name stays,
 * any other is an {@code a}, and so on. The expression runs over that, with its classes spelled
 * out.
 */
public final class LiteralPieces {
  private static final String NAMED_LETTERS = "stremvldSTREMVLD\u017F";

  private final Pattern pattern;

  /** The pieces of an expression as a tokenizer.json writes it. */
  public LiteralPieces(String regex) {
    pattern =
        Pattern.compile(
            regex
                .replace("[^\\s\\p{L}\\p{N}]", "[!']")
                .replace("[^\\r\\n\\p{L}\\p{N}]", "[!' \\t]")
                .replace("\\p{L}", "[a-zA-Z\u017F]")
                .replace("\\p{N}", "0")
                .replace("\\S", "[a-zA-Z\u017F0!']")
                .replace("\\s", "[ \\t\\r\\n]")
                .replace("(?i:", "(?iu:"));
  }

  /** Cuts a text. */
  public List<String> pieces(String text) {
    int[] codePoints = text.codePoints().toArray();
    StringBuilder classes = new StringBuilder();
    for (int c : codePoints) {
      classes.append(standIn(c));
    }
    List<String> pieces = new ArrayList<>();
    Matcher matcher = pattern.matcher(classes);
    while (matcher.find()) {
      pieces.add(new String(codePoints, matcher.start(), matcher.end() - matcher.start()));
    }
    return pieces;
  }

  private static char standIn(int c) {
    return switch (IcuClasses.charClass(c)) {
      case 1 -> NAMED_LETTERS.indexOf(c) >= 0 ? (char) c : 'a';
      case 2 -> '0';
      case 3 -> c == ' ' || c == '\r' || c == '\n' ? (char) c : '\t';
      default -> c == '\'' ? '\'' : '!';
    };
  }
}
