package org.estover.licensing.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.junit.jupiter.api.Test;

/** Pages show no key without a text, and no text is kept that no page shows. */
final class TextsTest {
  private static final Path MAIN = Path.of("src/main");
  private static final Pattern KEY = Pattern.compile("[a-z0-9-]+(\\.[A-Za-z0-9_-]+)+");
  private static final Pattern NAMED = Pattern.compile("#\\{([A-Za-z0-9_.-]+)([(}])");
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
  private static final Pattern QUOTED = Pattern.compile("'([^'\\n]*)'");
  private static final Pattern PLACED = Pattern.compile("#\\{\\|([a-z.-]+\\.)\\$");
  private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*\\b");
  private static final Pattern FACT = Pattern.compile("TYPE = \"([a-z-]+)\\.v\\d+\"");
  private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d+)");

  /** Ends of keys that code makes of numbers, or that templates ask for only where they are. */
  private static final Pattern END = Pattern.compile("\\d{3}|hint|lead|text|thing|before-sending");

  private final SortedMap<String, String> texts = new TreeMap<>();
  private final String templates;
  private final Set<String> said = new TreeSet<>();
  private final Set<String> facts = new TreeSet<>();

  TextsTest() throws IOException {
    for (Path file : files(MAIN.resolve("resources/texts"), ".properties")) {
      for (String line : Files.readAllLines(file)) {
        if (!line.isEmpty() && !line.startsWith("#")) {
          String[] parts = line.split("=", 2);
          assertThat(texts.put(parts[0], parts[1])).as("an earlier " + parts[0]).isNull();
        }
      }
    }
    templates = content(files(MAIN.resolve("resources/templates"), ".html"));
    List<Path> code = new ArrayList<>(files(MAIN.resolve("java"), ".java"));
    code.addAll(files(Path.of("../terms/src/main/java"), ".java"));
    code.addAll(files(Path.of("../../tokenize/src/main/java"), ".java"));
    String java = content(code);
    all(LITERAL, java, said);
    all(QUOTED, templates, said);
    all(PLACED, templates, said);
    for (Matcher constant = CONSTANT.matcher(java); constant.find(); ) {
      said.add(constant.group());
      said.add(constant.group().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    all(FACT, content(files(Path.of("../../ledger/src/main/java"), ".java")), facts);
    said.addAll(facts);
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static String content(List<Path> files) throws IOException {
    StringBuilder content = new StringBuilder();
    for (Path file : files) {
      content.append(Files.readString(file)).append('\n');
    }
    return content.toString();
  }

  private static void all(Pattern pattern, String text, Set<String> into) {
    pattern.matcher(text).results().forEach(found -> into.add(found.group(1)));
  }

  @Test
  void whatTemplatesNameHasATextOfAsManyArguments() {
    assertThat(texts.size()).isGreaterThan(1000);
    int seen = 0;
    for (Matcher named = NAMED.matcher(templates); named.find(); seen++) {
      String key = named.group(1);
      assertThat(texts).containsKey(key);
      int given = named.group(2).equals("(") ? arguments(templates, named.end()) : 0;
      assertThat(given).as("arguments of " + key).isEqualTo(arguments(texts.getOrDefault(key, "")));
    }
    assertThat(seen).isGreaterThan(500);
  }

  /** How many arguments a text takes. */
  private static int arguments(String text) {
    return ARGUMENT
        .matcher(text)
        .results()
        .mapToInt(found -> Integer.parseInt(found.group(1)) + 1)
        .max()
        .orElse(0);
  }

  /** How many arguments stand in a template from an opening parenthesis on. */
  private static int arguments(String template, int from) {
    int depth = 1;
    int commas = 0;
    boolean quoted = false;
    boolean something = false;
    for (int at = from; depth > 0; at++) {
      char c = template.charAt(at);
      quoted ^= c == '\'';
      if (!quoted) {
        depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
        commas += c == ',' && depth == 1 ? 1 : 0;
      }
      something |= depth > 0 && !Character.isWhitespace(c);
    }
    return something ? commas + 1 : 0;
  }

  @Test
  void everyTextIsUsed() {
    Set<String> named = new TreeSet<>();
    all(NAMED, templates, named);
    List<String> unused =
        texts.keySet().stream()
            .filter(key -> !named.contains(key) && !said.contains(key) && !isMade(key))
            .toList();
    assertThat(unused).isEmpty();
  }

  /** Whether code puts the key together of a beginning and of words that are said somewhere. */
  private boolean isMade(String key) {
    for (int dot = key.indexOf('.'); dot > 0; dot = key.indexOf('.', dot + 1)) {
      if (said.contains(key.substring(0, dot + 1))
          && Stream.of(key.substring(dot + 1).split("\\.", -1))
              .allMatch(word -> said.contains(word) || END.matcher(word).matches())) {
        return true;
      }
    }
    return false;
  }

  @Test
  void whatIsPutTogetherOfWordsHasAText() {
    Map<String, List<String>> families = new TreeMap<>();
    families.put("ledger.type.", List.copyOf(facts));
    families.put(
        "license.class.", Stream.of(LicenseeClass.values()).map(LicenseeClass::word).toList());
    families.put(
        "account.role.",
        Stream.of(Who.DEVELOPER, Who.RIGHTS_HOLDER, Who.AUDITOR, Who.OPERATOR)
            .map(Who::name)
            .toList());
    families.forEach(
        (beginning, words) ->
            assertThat(texts.keySet().stream().filter(key -> key.startsWith(beginning)))
                .containsExactlyInAnyOrderElementsOf(
                    words.stream().map(word -> beginning + word).toList()));
  }

  @Test
  void everyTextCanBeFormattedAndShowsNoDoubledQuote() {
    Object[] numbers = {1, 2, 3, 4, 5, 6};
    texts.forEach(
        (key, text) -> {
          assertThat(KEY.matcher(key).matches()).as(key).isTrue();
          String shown = new MessageFormat(text, Locale.ROOT).format(numbers);
          assertThat(shown).as(key).doesNotContain("''").isNotBlank();
          assertThat(text.replace("''", "")).as("a lone quote in " + key).doesNotContain("'");
        });
  }
}
