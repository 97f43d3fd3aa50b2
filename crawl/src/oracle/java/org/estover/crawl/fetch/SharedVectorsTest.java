package org.estover.crawl.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The tables of addresses and of robots.txt answers beside the checkout. */
final class SharedVectorsTest {
  private static final Path VECTORS =
      Path.of(System.getProperty("estover.shared", "")).resolve("vectors/ledger");
  private static final String FORBIDDEN = "http://a.test/no";
  private static final String FREE = "http://a.test/yes";

  @TempDir Path folder;

  @TestFactory
  List<DynamicTest> addressesAreBlockedOrAllowed() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : Files.readAllLines(VECTORS.resolve("ssrf.tsv"))) {
      String[] parts = line.split("\t", -1);
      tests.add(
          DynamicTest.dynamicTest(
              line,
              () ->
                  assertThat(AddressGuard.judgeText(parts[1]).allowed())
                      .isEqualTo(parts[0].equals("allow"))));
    }
    assertThat(tests).hasSizeGreaterThanOrEqualTo(28);
    return tests;
  }

  @Test
  void robotsAnswersDecideAsTheTableSays() throws Exception {
    List<String> lines = Files.readAllLines(VECTORS.resolve("robots_status.tsv"));
    int checked = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] parts = line.split("\t", -1);
      Path warc = folder.resolve("row" + checked);
      String expected = parts[1].split(" ", 2)[0];
      assertThat(decision(parts[0], warc)).as(line).isEqualTo(expected);
      checked++;
    }
    assertThat(checked).isGreaterThanOrEqualTo(14 - 1);
  }

  /** What a crawl does when robots.txt answers like that: "allow", "disallow" or "by" its rules. */
  private static String decision(String answer, Path warc) throws Exception {
    try (LoopbackSites sites = new LoopbackSites()) {
      sites.html(FREE, "free").html(FORBIDDEN, "forbidden");
      ConnectTo connectTo = sites.connectTo("a.test");
      String rules = "User-agent: *\nDisallow: /no\n";
      String robots = "http://a.test/robots.txt";
      if (answer.startsWith("200 of 600 KiB")) {
        sites.text(robots, rules + ("# " + "x".repeat(61) + "\n").repeat(9600));
      } else if (answer.startsWith("200")) {
        sites.text(robots, rules);
      } else if (answer.startsWith("301")) {
        int hops = answer.startsWith("301 x5") ? 5 : 6;
        for (int hop = 0; hop < hops; hop++) {
          sites.redirect(hop == 0 ? robots : "http://a.test/r" + hop, "/r" + (hop + 1));
        }
        sites.text("http://a.test/r" + hops, rules);
      } else if (answer.equals("connection refused")) {
        connectTo = ConnectTo.parse(List.of("a.test=127.0.0.1:1"));
      } else if (answer.equals("DNS failure")) {
        connectTo = ConnectTo.NONE;
      } else if (answer.equals("read timeout")) {
        sites.stall(robots);
      } else {
        sites.answer(robots, Integer.parseInt(answer), "no");
      }
      // Short only where the site is to stall: a busy machine must not look like a dead site.
      long timeoutMillis = answer.equals("read timeout") ? 500 : 10_000;
      Map<String, String> outcomes =
          CollectedItems.crawl(
                  CollectedItems.plan(List.of(FREE, FORBIDDEN), 10, 0, timeoutMillis),
                  connectTo,
                  warc,
                  2)
              .outcomes();
      if (outcomes.equals(Map.of(FREE, "ok", FORBIDDEN, "robots-disallow"))) {
        return "by";
      }
      return outcomes.equals(Map.of(FREE, "ok", FORBIDDEN, "ok"))
          ? "allow"
          : outcomes.equals(Map.of(FREE, "robots-unreachable", FORBIDDEN, "robots-unreachable"))
              ? "disallow"
              : outcomes.toString();
    }
  }
}
