package org.estover.ledger.log;

import java.io.IOException;
import java.util.Collection;

/** The wording of this package's refusals. */
final class Errors {

  private Errors() {}

  static IllegalArgumentException badField(String field, String value, String expected) {
    return new IllegalArgumentException(field + ": found \"" + value + "\", expected " + expected);
  }

  static IllegalArgumentException badMember(String name, String expected, Object found) {
    return new IllegalArgumentException(
        "member \""
            + name
            + "\": expected "
            + expected
            + ", found "
            + found.getClass().getSimpleName());
  }

  static IllegalArgumentException missingMember(String name, Collection<String> present) {
    return new IllegalArgumentException(
        "member \"" + name + "\" is missing; present are " + present);
  }

  static IllegalArgumentException loneSurrogate(int at) {
    return new IllegalArgumentException(
        "half a surrogate pair at character " + at + " cannot be written as UTF-8");
  }

  static IllegalArgumentException integerTooLarge(long value) {
    return new IllegalArgumentException(
        value + " is not below 2^53 in size: write it as a decimal string");
  }

  static IllegalArgumentException notCanonical(String why) {
    return new IllegalArgumentException("not canonical JSON: " + why);
  }

  static IllegalArgumentException tooDeep(int limit) {
    return new IllegalArgumentException("JSON nested deeper than " + limit + " levels");
  }

  static FormatTooNewException unknownFact(String type, Collection<String> known) {
    return new FormatTooNewException(
        "fact type \""
            + type
            + "\" is unknown here; known are "
            + known
            + ": use the version of estover that wrote it");
  }

  static IllegalArgumentException unknownFields(
      String type, Collection<String> found, Collection<String> expected) {
    return new IllegalArgumentException(
        type + ": fields " + found + " are not the expected " + expected);
  }

  static FormatTooNewException unknownEntryVersion(long found, int known) {
    return new FormatTooNewException(
        "log entry of version "
            + found
            + ", this software reads up to version "
            + known
            + ": use the version of estover that wrote it");
  }

  static IOException notAnEntry(RuntimeException cause) {
    return new IOException("not a log entry: " + cause.getMessage(), cause);
  }
}
