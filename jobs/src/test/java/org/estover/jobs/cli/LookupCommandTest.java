package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.estover.tokenize.release.DroppedDocument;
import org.estover.tokenize.release.HostsFile;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleaseVerifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LookupCommandTest {
  private static final int DOCUMENTS = 25;
  private static final String TEXT =
      TestRelease.sha256("Number https://www.example.org/3 of a few words");
  private static final String DOCUMENT = "doc_" + TestRelease.sha256("text 3").substring(0, 32);
  private static final String GONE = "doc_" + "0b".repeat(16);

  @TempDir private Path folder;
  private Shell shell = new Shell(Path.of("unset"));
  private String root = "";
  private String hosts = "";

  @BeforeEach
  void writeRelease() throws IOException {
    shell = new Shell(folder);
    Path release = folder.resolve("rel");
    TestRelease.write(release, 5, 8, DOCUMENTS);
    TestRelease.list(
        release,
        List.of(
            new DroppedDocument(
                GONE,
                "04-dedupe",
                "near-duplicate",
                "",
                "web",
                "https://www.example.org/twin",
                DOCUMENT,
                TestRelease.sha256("twin")),
            new DroppedDocument(
                "", "02-extract", "no-text", "", "web", "https://b.example.org/x", "", "")));
    assertThat(ReleaseVerifier.verify(release)).isEmpty();
    HostsFile listed = Release.open(release).manifest().lookup().hosts();
    assertThat(listed).isNotNull();
    root = listed == null ? "" : listed.root();
    hosts = listed == null ? "" : Long.toString(listed.hosts());
  }

  private JsonNode lookup(int exitCode, String... what) {
    String[] arguments = new String[what.length + 4];
    arguments[0] = "lookup";
    System.arraycopy(what, 0, arguments, 1, what.length);
    arguments[what.length + 1] = "--release";
    arguments[what.length + 2] = "rel";
    arguments[what.length + 3] = "--json";
    assertThat(shell.run(arguments)).as(shell.err()).isEqualTo(exitCode);
    return Json.tree(shell.out());
  }

  @Test
  void documentsAreFoundByAllTheirNames() {
    for (String name : List.of("https://www.example.org/3", DOCUMENT, TEXT)) {
      JsonNode found = lookup(0, name).path("found");
      assertThat(found.size()).isEqualTo(1);
      assertThat(found.get(0).path("found").asText()).isEqualTo("kept");
      assertThat(found.get(0).path("document").asText()).isEqualTo(DOCUMENT);
      assertThat(found.get(0).path("tokens").asInt()).isPositive();
    }
    for (String name : List.of("https://www.example.org/twin", GONE, TestRelease.sha256("twin"))) {
      JsonNode gone = lookup(0, name).path("found").get(0);
      assertThat(gone.path("found").asText()).isEqualTo("dropped");
      assertThat(gone.path("rule").asText()).isEqualTo("near-duplicate");
      assertThat(gone.path("survivor").asText()).isEqualTo(DOCUMENT);
    }
    assertThat(shell.run("lookup", "https://www.example.org/twin", "--release", "rel")).isZero();
    assertThat(shell.out()).contains("by near-duplicate in 04-dedupe of " + DOCUMENT);
    assertThat(shell.run("lookup", "https://www.example.org/3", "--release", "rel")).isZero();
    assertThat(shell.out()).contains("kept     " + DOCUMENT, "license CC0-1.0", ".bin, row ");
    assertThat(lookup(1, TestRelease.sha256("none")).path("found").get(0).path("found").asText())
        .isEqualTo("absent");
  }

  @Test
  void pagesOfAHostGoOnByTheirCursor() {
    Set<String> listed = new TreeSet<>();
    String cursor = "";
    do {
      JsonNode page = lookup(0, "Example.org", "--limit", "7", "--cursor", cursor);
      assertThat(page.path("documents").asInt()).isEqualTo(DOCUMENTS);
      assertThat(page.path("hosts").asInt()).isEqualTo(1);
      assertThat(page.path("dropped").asInt()).isEqualTo(2);
      page.path("listed").forEach(each -> listed.add(each.path("document").asText()));
      cursor = page.path("next").asText();
    } while (!cursor.isEmpty());
    assertThat(listed).hasSize(DOCUMENTS);
    JsonNode gone = lookup(0, "b.example.org", "--dropped").path("listed");
    assertThat(gone.size()).isEqualTo(1);
    assertThat(gone.get(0).path("rule").asText()).isEqualTo("no-text");
    assertThat(shell.run("lookup", "example.org", "--release", "rel", "--limit", "7")).isZero();
    assertThat(shell.out())
        .contains("example.org: 1 host, 25 documents", "2 documents dropped", "--cursor 7");
  }

  @Test
  void proofsOfPresenceAndAbsenceAreCheckedWithoutARelease() throws IOException {
    JsonNode absent =
        lookup(1, "https://nowhere.test/a", "--proof", "absent.json").path("found").get(0);
    assertThat(absent.path("proof").path("root").asText()).isEqualTo(root);
    lookup(1, "example.org.test", "--proof", "below.json");
    lookup(0, "www.example.org", "--proof", "there.json");
    lookup(0, "org", "--proof", "above.json");
    check(0, "absent.json", root, hosts);
    assertThat(shell.out()).contains("nowhere.test is none", "and nothing below it is");
    check(0, "below.json", root, hosts);
    check(0, "above.json", root, hosts);
    assertThat(shell.out()).contains("org is none", "some below it are");
    check(0, "there.json", root.toUpperCase(Locale.ROOT), hosts);
    assertThat(shell.out()).contains("www.example.org is one", "25 documents");
    check(1, "there.json", root, "2");
    check(1, "there.json", "00".repeat(32), hosts);
    assertThat(shell.out()).contains("there.json: proves nothing: it is about the root");
    check(2, "there.json", "00", hosts);
    String proof = Files.readString(folder.resolve("absent.json"));
    Files.writeString(
        folder.resolve("forged.json"), proof.replace("nowhere.test", "www.example.org"));
    check(0, "forged.json", root, hosts);
    assertThat(shell.out()).contains("www.example.org is one");
    Files.writeString(folder.resolve("forged.json"), proof.replace("nowhere.test", "a.test"));
    check(0, "forged.json", root, hosts);
    Files.writeString(folder.resolve("forged.json"), proof.replace("www.example.org", "a.test"));
    check(1, "forged.json", root, hosts);
    Files.write(folder.resolve("forged.json"), "{".getBytes(StandardCharsets.UTF_8));
    check(1, "forged.json", root, hosts);
    check(4, "none.json", root, hosts);
  }

  private void check(int exitCode, String file, String ofRoot, String ofHosts) {
    assertThat(shell.run("lookup", "--check", file, "--root", ofRoot, "--hosts", ofHosts))
        .as(shell.out() + shell.err())
        .isEqualTo(exitCode);
  }

  @Test
  void theLogHasTheRootOnceItIsPublished() {
    assertThat(shell.run("publish", "rel", "--json")).as(shell.err()).isZero();
    JsonNode published = Json.tree(shell.out());
    assertThat(published.path("hosts").path("root").asText()).isEqualTo(root);
    String size = published.path("logSize").asText();
    assertThat(shell.run("publish", "rel", "--json")).isZero();
    assertThat(Json.tree(shell.out()).path("logSize").asText()).isEqualTo(size);
    assertThat(shell.run("ledger", "prove", published.path("release").asText(), "--json")).isZero();
    assertThat(shell.out()).contains("hosts-listed.v1");
    assertThat(shell.run("ledger", "verify")).isZero();
    // The published copy is looked up as any release.
    assertThat(shell.run("lookup", DOCUMENT, "--release", published.path("release").asText()))
        .isZero();
  }

  @Test
  void whatCannotBeAskedIsRefusedWithTheCure() throws IOException {
    TestRelease.write(folder.resolve("old"), 5, 8, 3);
    assertThat(shell.run("lookup", "example.org", "--release", "old")).isEqualTo(2);
    assertThat(shell.err()).contains("it lists no hosts", "estover run PLAN");
    assertThat(shell.run("lookup", "https://www.example.org/1", "--release", "old")).isZero();
    assertThat(shell.out()).contains("what the run dropped is not known");
    assertThat(shell.run("lookup")).isEqualTo(2);
    assertThat(shell.run("lookup", "a.test", "--release", "rel", "--limit", "0")).isEqualTo(2);
    assertThat(shell.run("lookup", "a.test", "--release", "rel", "--cursor", "x")).isEqualTo(2);
    assertThat(shell.run("lookup", DOCUMENT, "--release", "rel", "--proof", "x")).isEqualTo(2);
    assertThat(shell.run("lookup", "id:1", "--release", "rel", "--proof", "x")).isEqualTo(2);
    assertThat(shell.run("lookup", "--check", "x")).isEqualTo(2);
    assertThat(shell.run("lookup", "a.test", "--check", "x", "--root", root, "--hosts", hosts))
        .isEqualTo(2);
  }
}
