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
  private static final Pattern PLAN = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
  private static final String[] COMMON = {"the", "of", "and", "to", "that", "have", "with", "be"};

  @TempDir private Path folder;

  @Test
  void everyCommandDoesWhatTheReadmeSays() throws IOException {
    Shell shell = new Shell(folder);
    List<List<String>> commands = commands();
    assertThat(commands).hasSizeGreaterThan(16);
    Files.writeString(folder.resolve("terms.txt"), "the\nof\tthat\n");
    Files.writeString(folder.resolve("pairs.tsv"), "he\tshe\nhave\tthat\n");
    List<String> releases = new ArrayList<>();
    for (List<String> command : commands) {
      int exitCode = shell.run(command.toArray(String[]::new));
      // What the doctor says depends on the machine.
      assertThat(command.equals(List.of("doctor")) ? 0 : exitCode)
          .as(String.join(" ", command) + "\n" + shell.err())
          .isZero();
      if (command.get(0).equals("init")) {
        fill(folder.resolve(command.get(1)));
      } else if (command.get(0).equals("run") && !command.contains("--dry-run")) {
        releases.add(release(shell));
      }
    }
    assertThat(shell.out()).contains("log, vault, books and index agree").contains(releases);
    assertThat(releases).hasSize(2).doesNotHaveDuplicates();
    assertThat(shell.run("why", "https://example.org/page")).isZero();
    assertThat(shell.out()).contains("03-filter: dropped by withdrawn");
  }

  /** Puts the README's own plan into its folder, with files for what it names. */
  private static void fill(Path corpus) throws IOException {
    Matcher plan = PLAN.matcher(Files.readString(README));
    assertThat(plan.find()).isTrue();
    Files.writeString(corpus.resolve("plan.yaml"), plan.group(1));
    Files.writeString(corpus.resolve("books.jsonl.zst"), texts(100));
    Files.writeString(corpus.resolve("web.jsonl.zst"), texts(100).replace(" the ", " or "));
    Files.writeString(
        corpus.resolve("gsm8k-test.jsonl"),
        "{\"question\": \"" + COMMON[0] + " of how many?\", \"answer\": \"#### 2\"}\n");
    Files.createDirectories(corpus.resolve("crawl"));
    Files.writeString(corpus.resolve("crawl/pages.warc.gz"), page(new SplittableRandom(2)));
  }

  /** A page as a WARC record; the compression of a file is told by its bytes, not by its name. */
  private static String page(SplittableRandom random) {
    String text = words(random);
    String http =
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
            + text.length()
            + "\r\n\r\n"
            + text;
    String record =
        """
        WARC/1.1
        WARC-Type: response
        WARC-Date: 2026-01-02T03:04:05Z
        WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>
        WARC-Target-URI: https://example.org/other
        Content-Type: application/http;msgtype=response
        Content-Length:\s"""
            .replace("\n", "\r\n");
    return record + http.length() + "\r\n\r\n" + http + "\r\n\r\n";
  }

  private static String release(Shell shell) {
    assertThat(shell.run("verify", "--json")).isZero();
    return Json.tree(shell.out()).path("release").asText();
  }

  /**
   * The lines that begin with {@code ./estover}, but for the demo and for the portal, a process of
   * its own that does not end.
   */
  private static List<List<String>> commands() throws IOException {
    List<List<String>> commands = new ArrayList<>();
    for (String line : Files.readAllLines(README)) {
      if (line.startsWith("./estover ") && !line.matches("\\./estover (demo|portal)\\b.*")) {
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
      String host = i % 33 == 7 ? "https://blog.example.org/" : "https://example.org/";
      String url = host + (i == 0 ? "page" : i);
      lines.append("{\"meta\": {\"url\": \"").append(url).append("\"}, \"text\": \"");
      lines.append(words(random).replace("\n", "\\n")).append("\"}\n");
    }
    return lines.toString();
  }

  private static String words(SplittableRandom random) {
    StringBuilder words = new StringBuilder();
    for (int word = 0; word < 400; word++) {
      words.append(word % 3 == 0 ? COMMON[random.nextInt(COMMON.length)] : made(random));
      words.append(word % 12 == 11 ? ".\n" : " ");
    }
    return words.toString();
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
