package org.estover.crawl.personal;

import java.io.Serializable;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What becomes of the personal data in documents.
 *
 * @param kinds what is looked for
 * @param regions where telephone numbers are dialled, as {@link PersonalData} takes them
 * @param most how many places a document may have before it is dropped, where it may be
 */
public record PersonalRule(Action action, List<PersonalKind> kinds, List<String> regions, int most)
    implements Serializable {
  /** The name under which documents are dropped. */
  public static final String RULE = "personal-data";

  private static final long serialVersionUID = 1L;

  /** Personal data is not looked for. */
  public static final PersonalRule KEEP = new PersonalRule(Action.KEEP, List.of(), List.of(), 0);

  public PersonalRule {
    kinds = List.copyOf(new TreeSet<>(kinds));
    regions = List.copyOf(new TreeSet<>(regions));
  }

  /** What is done. */
  public enum Action {
    /** Nothing. */
    KEEP,
    /** Something that is nobody's takes the place of what is found. */
    REPLACE,
    /** A document in which more than so many places are found goes. */
    DROP;

    /** The action's name in plans. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The action of a name that {@link #label} gives. */
    public static Action of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }

  /** Whether anything is looked for. */
  public boolean isAsked() {
    return action != Action.KEEP;
  }

  /** Whether something takes the place of what is found. */
  public boolean replaces() {
    return action == Action.REPLACE;
  }

  /** Whether a document goes in which this was found. */
  public boolean drops(List<PersonalSpan> found) {
    return action == Action.DROP && found.size() > most;
  }

  /** Why a document goes, in verdicts. */
  public String dropReason() {
    return "more than " + most;
  }

  /** The detector. */
  public PersonalData detector() {
    Set<PersonalKind> asked =
        kinds.isEmpty() ? EnumSet.noneOf(PersonalKind.class) : EnumSet.copyOf(kinds);
    return new PersonalData(asked, new TreeSet<>(regions));
  }

  /** The rule's name with all that decides what it does. */
  public String name() {
    String most = action == Action.DROP ? " " + this.most : "";
    return detector().name() + " " + action.label() + most;
  }
}
