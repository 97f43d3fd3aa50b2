package org.estover.licensing.portal.webhook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kinds of events. */
public enum EventType {
  /** A release is there; concerns everybody. */
  RELEASE_PUBLISHED,
  /** A grant was issued; concerns its developer. */
  LICENSE_GRANTED,
  /** Something was taken down; concerns everybody, for everybody may hold a copy. */
  DOCUMENT_WITHDRAWN,
  /** A statement was issued; concerns its developer and those it pays. */
  STATEMENT_ISSUED,
  /** Nothing happened; sent on demand to see whether an endpoint is reached. */
  TEST;

  /** The kind as events and settings write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  /**
   * The kind of that word.
   *
   * @throws IllegalArgumentException if there is none; the message names those there are
   */
  static EventType of(String word) {
    for (EventType type : values()) {
      if (type.word().equals(word)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "there is no event \"" + word + "\"; there are " + words(List.of(values())));
  }

  static List<String> words(List<EventType> types) {
    List<String> words = new ArrayList<>();
    types.forEach(type -> words.add(type.word()));
    return words;
  }

  /** All kinds that happen by themselves. */
  static List<EventType> real() {
    return Arrays.stream(values()).filter(type -> type != TEST).toList();
  }
}
