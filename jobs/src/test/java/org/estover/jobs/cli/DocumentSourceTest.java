package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan whose source is a dump that a reader reads, from crawl to release. */
final class DocumentSourceTest {
  private static final String PLAN =
      """
      corpus: wiki
      sources:
        pages:
          type: documents
          reader: wikipedia
          files: dump.xml
          filter: none
      order:
        sequence-tokens: 64
      """;

  @TempDir private Path folder;

  private static String page(int id, String text) {
    return "<page><title>Page "
        + id
        + "</title><ns>0</ns><id>"
        + id
        + "</id><revision><timestamp>2026-01-01T00:00:00Z</timestamp><text>"
        + text
        + "</text></revision></page>\n";
  }

  private static String dump() {
    SplittableRandom random = new SplittableRandom(7);
    StringBuilder dump = new StringBuilder("<mediawiki xml:lang=\"en\"><siteinfo>");
    dump.append("<sitename>Wikipedia</sitename><base>https://en.wikipedia.org/wiki/Main</base>");
    dump.append("</siteinfo>\n");
    for (int id = 1; id <= 10; id++) {
      StringBuilder text = new StringBuilder("{{Infobox}} ");
      for (int word = 0; word < 80; word++) {
        text.append(Integer.toString(random.nextInt(1 << 20), 36)).append(' ');
      }
      dump.append(page(id, text.toString()));
    }
    return dump.append(page(11, "<broken")).append("</mediawiki>").toString();
  }

  @Test
  void aDumpIsWalkedFromCrawlToRelease() throws IOException {
    Files.writeString(folder.resolve("dump.xml"), dump());
    Files.writeString(folder.resolve("plan.yaml"), PLAN);
    Shell shell = new Shell(folder);
    assertThat(shell.run("run", "plan.yaml", "--master", "local[1]", "--json"))
        .as(shell.err())
        .isZero();
    JsonNode report = Json.tree(shell.out());
    assertThat(report.at("/stages/01-crawl/documents/out").asInt()).isEqualTo(10);
    assertThat(report.at("/stages/01-crawl/documents/aside/xml-syntax").asInt()).isOne();
    assertThat(report.at("/stages/07-release/documents/out").asInt()).isEqualTo(10);
    assertThat(shell.run("why", "https://en.wikipedia.org/wiki/Page_3")).as(shell.err()).isZero();
    assertThat(shell.out()).contains("CC-BY-SA-4.0");
  }

  @Test
  void aReaderThatIsNotThereIsNamedWithItsLine() throws IOException {
    Files.writeString(folder.resolve("dump.xml"), dump());
    Shell shell = new Shell(folder);
    Files.writeString(folder.resolve("plan.yaml"), PLAN.replace("wikipedia", "wikipdia"));
    assertThat(shell.run("run", "plan.yaml", "--dry-run")).isEqualTo(2);
    assertThat(shell.err()).contains("plan.yaml:5:", "wikipdia", "wikipedia");
    Files.writeString(
        folder.resolve("plan.yaml"),
        PLAN.replace("filter: none", "filter: none\n    options: {colour: red}"));
    assertThat(shell.run("run", "plan.yaml", "--dry-run")).isEqualTo(2);
    assertThat(shell.err()).contains("no option \"colour\"");
  }
}
