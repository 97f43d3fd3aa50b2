package org.estover.licensing.portal.operator;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.estover.licensing.portal.casefile.Field;
import org.estover.licensing.portal.desk.TrustDesk;

/**
 * Something that operators do to the trust, which takes two of them. What it may do is the terms'
 * concern; an act knows how to ask them.
 */
interface Act {
  /** The name of what an act is done to, among the words of a proposal. */
  String THING = "thing";

  /** The act in a word, which is the prefix of its texts below {@code act.}. */
  String kind();

  /** What a proposal of it has to say. */
  List<Field> fields();

  /** What is meant of its fields where nobody says otherwise. */
  default Map<String, String> usual() {
    return Map.of();
  }

  /**
   * What it would do by what is known now.
   *
   * @param words what is proposed, the {@link #THING} among it
   * @throws org.estover.licensing.terms.TermsRefusedException if it cannot be done
   * @throws IllegalArgumentException if the words cannot be read; the message says why
   */
  Outlook outlook(TrustDesk.Opened opened, SortedMap<String, String> words) throws IOException;

  /**
   * Does it.
   *
   * @param day the day on which it counts
   * @throws org.estover.licensing.terms.TermsRefusedException if it cannot be done
   */
  Done perform(TrustDesk.Opened opened, SortedMap<String, String> words, LocalDate day)
      throws IOException;

  /**
   * What who decides has to know.
   *
   * @param facts for people
   * @param state all that may not change between proposal and confirmation, as text
   */
  record Outlook(List<Fact> facts, String state) {
    public Outlook {
      facts = List.copyOf(facts);
    }
  }

  /**
   * A fact for people.
   *
   * @param label key of its name below {@code operator.fact.}
   * @param words what it is
   */
  record Fact(String label, String words) {
    static Fact of(String label, Object words) {
      return new Fact(label, String.valueOf(words));
    }
  }

  /**
   * What was done.
   *
   * @param outcome in a word, as cases have it
   * @param words what who is concerned is told
   * @param logIndex the log entry that says it, or -1
   */
  record Done(String outcome, String words, long logIndex) {}

  /** A party as people are told of it: its name, where it is known, and its id. */
  static String party(TrustDesk.Opened opened, String id) throws IOException {
    return opened.trust().parties().stream()
        .filter(party -> party.id().equals(id))
        .findFirst()
        .map(party -> party.name() + " (" + id + ")")
        .orElse(id);
  }

  /** The index of the first entry that was written since the log had a size, or -1. */
  static long firstSince(TrustDesk.Opened opened, long size) {
    return opened.ledger().checkpoint().size() > size ? size : -1;
  }

  /** The index of the last entry that was written since the log had a size, or -1. */
  static long lastSince(TrustDesk.Opened opened, long size) {
    long now = opened.ledger().checkpoint().size();
    return now > size ? now - 1 : -1;
  }
}
