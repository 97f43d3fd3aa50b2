package org.estover.crawl.rights;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which label of an AIPREF dictionary speaks about which use, in every draft of the vocabulary.
 *
 * <p>The labels are data ({@code aipref-vocabulary.tsv}), since each draft changed them.
 */
final class AiprefVocabulary {
  /** The draft whose labels are read as they stand. */
  static final String CURRENT;

  private static final Map<Use, Set<String>> LABELS = new EnumMap<>(Use.class);
  private static final Map<Use, Set<String>> NARROW = new EnumMap<>(Use.class);
  private static final Map<Use, Set<String>> BROAD = new EnumMap<>(Use.class);
  private static final Map<String, Set<String>> DRAFTS = new HashMap<>();

  static {
    List<List<String>> rows = Tables.rows("aipref-vocabulary.tsv");
    CURRENT = rows.get(rows.size() - 1).get(0);
    for (List<String> row : rows) {
      DRAFTS.computeIfAbsent(row.get(1), unused -> new HashSet<>()).add(row.get(0));
    }
    for (List<String> row : rows) {
      String label = row.get(1);
      boolean current = row.get(0).equals(CURRENT);
      if (!current && isCurrent(label)) {
        continue;
      }
      Map<Use, Set<String>> table = row.get(2).equals("broad") ? BROAD : NARROW;
      for (String use : Arrays.asList(row.get(3).split(" ", -1))) {
        (current ? LABELS : table)
            .computeIfAbsent(Tables.use(use), unused -> new HashSet<>())
            .add(label);
      }
    }
  }

  private AiprefVocabulary() {}

  /** Whether the draft that is read knows the label. */
  static boolean isCurrent(String label) {
    return DRAFTS.getOrDefault(label, Set.of()).contains(CURRENT);
  }

  /** Whether an earlier draft knew the label and the one that is read does not. */
  static boolean isWithdrawn(String label) {
    return DRAFTS.containsKey(label) && !isCurrent(label);
  }

  /** What a dictionary states about each use in today's words. */
  static Stances current(Map<String, String> preferences) {
    Stances result = Stances.NONE;
    for (Use use : Use.values()) {
      if (says(preferences, LABELS, use, "n")) {
        result = result.with(use, Stance.DENIES);
      } else if (says(preferences, LABELS, use, "y") && !isBesidesTheLabel(use)) {
        result = result.with(use, Stance.PERMITS);
      }
    }
    return result;
  }

  /**
   * An index for models exists to feed them: who reserves the input reserves it, too, but who
   * permits the input has not spoken about an index.
   */
  private static boolean isBesidesTheLabel(Use use) {
    return use == Use.AI_INDEX;
  }

  /** What a dictionary states if reservations under withdrawn labels count. */
  static Stances withWithdrawn(Map<String, String> preferences) {
    Stances result = current(preferences);
    for (Use use : Use.values()) {
      boolean broad = says(preferences, BROAD, use, "n") && result.on(use) != Stance.PERMITS;
      if (broad || says(preferences, NARROW, use, "n")) {
        result = result.with(use, Stance.DENIES);
      }
    }
    return result;
  }

  private static boolean says(
      Map<String, String> preferences, Map<Use, Set<String>> table, Use use, String answer) {
    for (String label : table.getOrDefault(use, Set.of())) {
      if (answer.equals(preferences.get(label))) {
        return true;
      }
    }
    return false;
  }
}
