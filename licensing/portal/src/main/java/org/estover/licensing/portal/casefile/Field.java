package org.estover.licensing.portal.casefile;

import java.util.List;
import org.estover.licensing.portal.access.PlainText;

/**
 * A field of a form, whose label, hint and choices are texts under its form's prefix.
 *
 * @param name its name in the form and in what is stored
 * @param type how it is entered
 * @param required whether it may not be left empty
 * @param most the most characters
 * @param options what can be chosen; empty for text
 */
public record Field(String name, Type type, boolean required, int most, List<String> options) {
  private static final int WORDS = 3_000;

  /** How a field is entered. */
  public enum Type {
    /** One line. */
    LINE,
    /** Several lines. */
    WORDS,
    /** One of a few. */
    CHOICE
  }

  public Field {
    options = List.copyOf(options);
  }

  /** A line of text. */
  public static Field line(String name, int most) {
    return new Field(name, Type.LINE, true, most, List.of());
  }

  /** Lines of text. */
  public static Field words(String name) {
    return new Field(name, Type.WORDS, true, WORDS, List.of());
  }

  /** One of these. */
  public static Field choice(String name, String... options) {
    return new Field(name, Type.CHOICE, true, WORDS, List.of(options));
  }

  /** The same, which may be left empty. */
  public Field optional() {
    return new Field(name, type, false, most, options);
  }

  /** Key of the text that says what is wrong with a value, or "" where nothing is. */
  public String problem(String value) {
    if (value.isBlank()) {
      return required ? "field.missing" : "";
    }
    if (value.length() > most) {
      return "field.long";
    }
    boolean control =
        value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r');
    if (control || (type == Type.LINE && !PlainText.isLine(value))) {
      return "field.control";
    }
    return type == Type.CHOICE && !options.contains(value) ? "field.choice" : "";
  }
}
