package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's commands, typed one after the other on a small corpus of one's own. */
final class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final String PLAN =
      """
      corpus: my-corpus
      sources:
        texts: {type: jsonl, files: texts.jsonl, license: CC0-1.0, holder: The Authors}
      order:
        sequence-tokens: 64
      """;
  private static final String[] COMMON = {"the", "of", "and", "to", "that", "have", "with", "be"};

  @TempDir private Path folder;

  @Test
  void everyCommandDoesWhatTheReadmeSays() throws IOException {
    Files.writeString(folder.resolve("plan.yaml"), PLAN);
    Files.writeString(folder.resolve("texts.jsonl"), texts(40));
    Shell shell = new Shell(folder);
    List<List<String>> commands = commands();
    assertThat(commands).hasSizeGreaterThan(12);
    for (List<String> command : commands) {
      assertThat(shell.run(command.toArray(String[]::new)))
          .as(String.join(" ", command) + "\n" + shell.err())
          .isZero();
    }
    assertThat(shell.out()).contains("log, vault, books and index agree");
    String before = release(shell);
    assertThat(shell.run("run", "plan.yaml", "--master", "local[1]")).isZero();
    assertThat(shell.out()).containsPattern("-1 .*dropped: withdrawn");
    assertThat(release(shell)).isNotEqualTo(before);
    assertThat(shell.run("why", "https://example.org/page")).isZero();
    assertThat(shell.out()).contains("03-filter: dropped by withdrawn");
  }

  private static String release(Shell shell) {
    assertThat(shell.run("verify", "--json")).isZero();
    return Json.tree(shell.out()).path("release").asText();
  }

  /**
   * The lines that begin with {@code ./estover}, the demo and the placeholder for help left out.
   */
  private static List<List<String>> commands() throws IOException {
    List<List<String>> commands = new ArrayList<>();
    for (String line : Files.readAllLines(README)) {
      if (line.startsWith("./estover ") && !line.startsWith("./estover demo")) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line.split(" # |  #", 2)[0]);
        while (matcher.find()) {
          words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        commands.add(words.subList(1, words.size()));
      }
    }
    return commands;
  }

  private static String texts(int count) {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String url = i == 0 ? "https://example.org/page" : "https://example.org/" + i;
      lines.append("{\"url\": \"").append(url).append("\", \"text\": \"");
      for (int word = 0; word < 400; word++) {
        lines.append(word % 3 == 0 ? COMMON[random.nextInt(COMMON.length)] : made(random));
        lines.append(word % 12 == 11 ? ".\\n" : " ");
      }
      lines.append("\"}\n");
    }
    return lines.toString();
  }

  private static String made(SplittableRandom random) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < 2 + random.nextInt(3); i++) {
      word.append("bdfgklmnprst".charAt(random.nextInt(12)));
      word.append("aeiou".charAt(random.nextInt(5)));
    }
    return word.toString();
  }
}
