package org.estover.crawl.rights;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.estover.crawl.rights.StructuredDictionary.Member;

/** Looks at the values of {@code Content-Usage} and {@code Content-Signal}. */
final class PreferenceLint {
  private static final Set<String> SIGNALS = Set.of("search", "ai-input", "ai-train");

  private PreferenceLint() {}

  /** Looks at a Content-Usage without its path. */
  static void usage(int line, String value, Findings to) {
    Optional<Map<String, Member>> members = StructuredDictionary.parse(value);
    if (members.isEmpty()) {
      to.error(
          line,
          "Content-Usage " + Findings.quote(value) + " is no dictionary of RFC 9651",
          "readers take all of it as unsaid, also what is right in it",
          cureOfDictionary(value));
      return;
    }
    if (members.get().isEmpty()) {
      to.warning(
          line, "Content-Usage without a preference", "it says nothing", "write train-ai=n, say");
    }
    members.get().forEach((label, member) -> member(line, label, member, to));
  }

  private static String cureOfDictionary(String value) {
    if (!value.equals(value.toLowerCase(Locale.ROOT))) {
      return "write labels in lower case: " + value.toLowerCase(Locale.ROOT);
    }
    if (value.strip().endsWith(",")) {
      return "leave out the comma at the end";
    }
    return value.contains(":")
        ? "write label=y or label=n, with an equals sign"
        : "write labels with =y or =n, parted by commas: train-ai=n, search=y";
  }

  private static void member(int line, String label, Member member, Findings to) {
    String token = member.token();
    if (AiprefVocabulary.isWithdrawn(label)) {
      to.warning(
          line,
          "Content-Usage label " + label + " of an earlier draft",
          "only some readers honour it, and none as a permission",
          "write train-ai, ai-use or search (draft " + AiprefVocabulary.CURRENT + ")");
    } else if (!AiprefVocabulary.isCurrent(label)) {
      to.warning(
          line,
          "unknown Content-Usage label " + Findings.quote(label),
          "it says nothing",
          SIGNALS.contains(label)
              ? "that is a word of Content-Signal; write train-ai, ai-use or search"
              : "write train-ai, ai-use or search");
    }
    if (!token.equals("y") && !token.equals("n")) {
      to.error(
          line,
          "Content-Usage " + label + (token.isEmpty() ? " without y or n" : "=" + token),
          "only y and n say something: " + label + " stays unsaid",
          "write " + label + (token.equals("yes") || token.equals("true") ? "=y" : "=n"));
    }
    String exception = member.parameters().getOrDefault("exceptions", "");
    if (!exception.isEmpty() && token.equals("n")) {
      to.note(
          line,
          "CC signal " + exception,
          "the use is denied, with that condition recorded",
          "nothing to do");
    }
  }

  /** Looks at a Content-Signal. */
  static void signal(int line, String value, Findings to) {
    List<String> pairs = Arrays.asList(value.toLowerCase(Locale.ROOT).split(",", -1));
    for (String pair : pairs) {
      String[] parts = pair.split("=", -1);
      String key = parts[0].strip();
      if (parts.length != 2 || key.isEmpty()) {
        to.error(
            line,
            "Content-Signal " + Findings.quote(pair.strip()) + " is no key=value",
            "it says nothing",
            "write search=yes, ai-input=no, ai-train=no");
        continue;
      }
      String answer = parts[1].strip();
      if (!SIGNALS.contains(key) && !key.equals("use")) {
        String meant = AiprefVocabulary.isCurrent(key) ? "that is a word of Content-Usage; " : "";
        to.error(
            line,
            "unknown Content-Signal key " + Findings.quote(key),
            "it says nothing",
            meant + "write search, ai-input or ai-train");
      } else if (SIGNALS.contains(key) && !answer.equals("yes") && !answer.equals("no")) {
        boolean no = answer.equals("n") || answer.equals("0") || answer.equals("false");
        to.error(
            line,
            "Content-Signal " + key + "=" + answer,
            "only yes and no say something: " + key + " stays unsaid",
            "write " + key + (no ? "=no" : "=yes"));
      }
    }
  }
}
