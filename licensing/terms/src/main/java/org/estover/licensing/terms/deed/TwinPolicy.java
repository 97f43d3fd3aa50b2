package org.estover.licensing.terms.deed;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.estover.licensing.terms.agreement.Ratio;

/**
 * Who of a group of duplicates is credited for the one that was trained on. Which of them stands in
 * a release is another question, and says nothing about this one.
 */
public enum TwinPolicy {
  /**
   * Whose copy was captured first, by the evidence of the run. Where the surviving copy has no
   * evidence of its time, nobody can be shown to have been earlier, and it keeps the credit.
   */
  FIRST_EVIDENCED_CAPTURE("first-evidenced-capture") {
    @Override
    public Map<String, Ratio> credit(TwinGroup group) {
      if (group.survivingMember().captured().isEmpty()) {
        return SURVIVOR.credit(group);
      }
      return group.members().stream()
          .filter(member -> !member.captured().isEmpty())
          .min(
              Comparator.comparing(TwinGroup.Member::captureOrder)
                  .thenComparing(member -> !member.documentId().equals(group.survivor()))
                  .thenComparing(TwinGroup.Member::documentId))
          .map(first -> Map.of(first.holder(), Ratio.ONE))
          .orElseThrow();
    }
  },

  /** Every rights holder of the group alike, however many copies each of them has. */
  EQUAL_SPLIT("equal-split") {
    @Override
    public Map<String, Ratio> credit(TwinGroup group) {
      TreeSet<String> holders = new TreeSet<>();
      group.members().forEach(member -> holders.add(member.holder()));
      Map<String, Ratio> credit = new TreeMap<>();
      holders.forEach(holder -> credit.put(holder, Ratio.of(1, holders.size())));
      return credit;
    }
  },

  /** Whose copy stands in the release. */
  SURVIVOR("survivor") {
    @Override
    public Map<String, Ratio> credit(TwinGroup group) {
      return Map.of(group.survivingMember().holder(), Ratio.ONE);
    }
  };

  private final String word;

  TwinPolicy(String word) {
    this.word = word;
  }

  /** The policy as commands and the vault write it. */
  public String word() {
    return word;
  }

  /** The policy of that word. */
  public static TwinPolicy of(String word) {
    return Arrays.stream(values())
        .filter(policy -> policy.word.equals(word))
        .findFirst()
        .orElseThrow(() -> Errors.unknownPolicy(word, words()));
  }

  private static List<String> words() {
    return Arrays.stream(values()).map(TwinPolicy::word).toList();
  }

  /** The share of each rights holder of a group; the shares sum to one. */
  public abstract Map<String, Ratio> credit(TwinGroup group);
}
