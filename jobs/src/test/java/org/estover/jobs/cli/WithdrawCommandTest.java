package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A withdrawal as its commands show it: masked, told, and gone from the next release. */
final class WithdrawCommandTest {
  private static final String URL = "http://texts.test/3";
  private static final int BATCH = 4;

  @TempDir private Path folder;
  private Shell shell;
  private String release = "";

  @BeforeEach
  void publish() throws IOException {
    SmallCorpus.write(folder);
    shell = new Shell(folder);
    walk();
    ok("release", "prepare", "--text");
    ok("publish");
    ok("release", "prepare", release, "--text");
    ok("license", "offer", "--name", "share");
    ok("license", "sign", "--developer", "Dev", "--from", "2026-10-01");
    ok("license", "grant");
    ok("training", "register", "--name", "m", "--batch", "4");
    ok("revenue", "report", "--period", "2026-10", "--gross", "EUR 1250000.00");
    ok("statement", "--period", "2026-10");
  }

  @Test
  void whatIsHandedOutIsMaskedAndTheStoredBytesStillVerify() throws IOException {
    JsonNode before = json("seen", URL, release, "--batch", "" + BATCH);
    int step = before.at("/listed/0/occurrences/0/step").asInt();
    String id = before.at("/listed/0/document").asText();
    String stored = json("reconstruct", release, "--step", "" + step, "--batch", "4").toString();
    ok("chain", release, "--out", "before.chain", "--batch", "4");
    String word = word(step, id);
    assertThat(json("trace", word, release).at("/listed/0/snippet").asText()).contains(word);

    JsonNode impact = json("withdraw", URL, "--impact");
    assertThat(impact.path("dryRun").asBoolean()).isTrue();
    assertThat(json("reconstruct", release, "--step", "" + step, "--batch", "4").toString())
        .isEqualTo(stored);
    JsonNode done = json("withdraw", URL);
    assertThat(done.path("releases")).isEqualTo(impact.path("releases"));
    assertThat(done.path("kind").asText()).isEqualTo("url");
    String placeholder = "[withdrawn: " + done.path("case").asText() + "]";

    ok("verify", release);
    ok("chain", release, "--check", "before.chain");
    JsonNode masked = json("reconstruct", release, "--step", "" + step, "--batch", "4", "--text");
    long tokens = 0;
    for (JsonNode sequence : masked.path("sequences")) {
      for (JsonNode span : sequence.path("spans")) {
        boolean withdrawn = span.path("document").asText().equals(id);
        assertThat(span.path("text").asText().equals(placeholder)).isEqualTo(withdrawn);
        for (int i = span.path("from").asInt(); withdrawn && i < span.path("to").asInt(); i++) {
          assertThat(sequence.path("tokens").get(i).asInt()).isEqualTo(50256);
          tokens++;
        }
      }
    }
    assertThat(masked.path("maskedTokens").asLong()).isEqualTo(tokens).isPositive();
    ok("reconstruct", release, "--step", "" + step, "--batch", "4");
    assertThat(shell.out()).contains("masked: ");
    ok("batch", release, "--step", "" + step, "--batch", "4", "--text");
    assertThat(shell.out()).contains(placeholder).doesNotContain(word);
    assertThat(shell.err()).contains("masked: ");
    assertThat(json("trace", word, release).at("/listed/0/snippet").asText())
        .isEqualTo(placeholder);
    assertThat(json("seen", URL, release).at("/listed/0/withdrawn").asText()).startsWith("case_");
    String[] documents = {"release", "documents", release, "--to", "docs", "--master", "local[1]"};
    assertThat(json(documents).path("maskedDocuments").asInt()).isEqualTo(1);
    String[] convert = {
      "shards", "convert", release, "--to", "datatrove", "--out", "out/a.ds", "--master", "local[1]"
    };
    assertThat(json(convert).path("maskedDocuments").asInt()).isEqualTo(1);
    ok("release", "export", release, "--to", "all.zip");
    ok("release", "import", "all.zip", "--to", "in");
    ok("batch", "in/" + release, "--step", "" + step, "--batch", "4", "--text");
    assertThat(shell.out()).contains(placeholder).doesNotContain(word);

    Path file = folder.resolve(".estover/releases").resolve(release).resolve("masks.json");
    String masks = Files.readString(file);
    Files.writeString(file, "{");
    assertThat(shell.run("batch", release, "--step", "0", "--batch", "4"))
        .isEqualTo(ExitCode.DAMAGE);
    assertThat(shell.err()).contains("estover withdraw --masks");
    assertThat(json("withdraw", "--masks").path("masked").path(release).asText()).isEqualTo("1");
    assertThat(file).hasContent(masks);
  }

  @Test
  void theNextReleaseLacksExactlyWhatWasTakenDownAndHasTheTwinOfIt() throws IOException {
    String first = release;
    Map<String, String> before = documents();
    // Of two equal texts the smaller id is in the release.
    List<String> twins = new ArrayList<>(List.of("http://texts.test/0", "http://texts.test/copy"));
    twins.removeIf(twin -> !before.containsValue(twin));
    assertThat(twins).hasSize(1);
    String survivor = twins.get(0);
    String twin = survivor.endsWith("copy") ? "http://texts.test/0" : "http://texts.test/copy";
    ok("withdraw", survivor);
    ok("withdraw", URL);
    walk();
    ok("publish");
    Map<String, String> after = documents();
    TreeSet<String> gone = new TreeSet<>(before.values());
    gone.removeAll(after.values());
    TreeSet<String> come = new TreeSet<>(after.values());
    come.removeAll(before.values());
    assertThat(gone).containsExactlyInAnyOrder(survivor, URL);
    // The twin was dropped for the one that was taken down, and nobody took the twin down.
    assertThat(come).containsExactly(twin);
    assertThat(shell.run("diff", first, release, "--json")).isEqualTo(ExitCode.FOUND);
    JsonNode diff = Json.tree(shell.out());
    assertThat(diff.path("documentsOnlyInFirst").asInt()).isEqualTo(2);
    assertThat(diff.path("documentsOnlyInSecond").asInt()).isEqualTo(1);
    assertThat(diff.path("documentsInBoth").asInt()).isEqualTo(before.size() - 2);
    assertThat(diff.path("sameDocumentOrder").asBoolean()).isTrue();
  }

  @Test
  void aHostIsTakenDownWholeAndItsHoldersAreTold() throws IOException {
    JsonNode impact = json("withdraw", "texts.test", "--dry-run");
    assertThat(impact.path("kind").asText()).isEqualTo("host");
    assertThat(impact.path("documents").asText()).isEqualTo("12");
    JsonNode run = impact.at("/releases/0/trainingRuns/0");
    assertThat(run.path("firstStep").asText()).isEqualTo("0");
    assertThat(run.path("lastCleanModelCheckpoint").asText("none")).isEmpty();
    assertThat(run.path("statementIds").size()).isEqualTo(1);
    assertThat(json("withdraw", "--notices").path("notices")).isEmpty();

    JsonNode done = json("withdraw", "TEXTS.test");
    JsonNode notice = done.at("/notices/0");
    String id = notice.path("notice").asText();
    assertThat(id).startsWith("ntc_");
    assertThat(notice.at("/releases/0").asText()).isEqualTo(release);
    ok("ledger", "verify");
    String size = shell.out();
    ok("withdraw", "texts.test");
    assertThat(shell.out()).contains("notice " + id + " to Dev");
    ok("withdraw", "--notices", "--out", "notices");
    assertThat(shell.out()).contains("1 notice", "open", id + ".txt");
    assertThat(Files.readString(folder.resolve("notices").resolve(id + ".txt")))
        .contains("To Dev (pty_", "host texts.test", "estover withdraw --acknowledge " + id);
    ok("ledger", "verify");
    assertThat(shell.out()).isEqualTo(size);
    ok("withdraw", "--acknowledge", id);
    assertThat(json("withdraw", "--acknowledge", id).path("acknowledged").asBoolean()).isTrue();
    assertThat(json("withdraw", "--notices").at("/notices/0/acknowledged").asBoolean()).isTrue();

    assertThat(shell.run("run", "plan.yaml", "--master", "local[1]")).isEqualTo(ExitCode.FOUND);
    assertThat(shell.run("withdraw", "--acknowledge", "ntc_0000")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.run("withdraw")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.run("withdraw", "texts.test", "--masks")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.run("withdraw", "texts.test", "--out", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.run("withdraw", "other.test")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("no published release holds \"other.test\"", "--unseen");
    ok("withdraw", "other.test", "--unseen");
  }

  @Test
  void theSummaryOfATrainingRunIsWeightedByWhatItRead() throws IOException {
    Files.writeString(folder.resolve("facts"), "# of Dev\nprovider: Dev Ltd\nsize: some more\n");
    JsonNode summary =
        json(
            "report",
            "eu-summary",
            "--training-run",
            "m",
            "--facts",
            "facts",
            "--date",
            "2026-11-27");
    assertThat(summary.path("subject").asText()).startsWith("trun_");
    TreeMap<String, JsonNode> fields = new TreeMap<>();
    summary.path("fields").forEach(field -> fields.put(field.path("field").asText(), field));
    JsonNode usage = json("usage", release, "--batch", "4");
    long tokens = 0;
    for (JsonNode share : usage.path("shares")) {
      tokens += share.path("tokens").asLong();
    }
    assertThat(text(fields, "size"))
        .contains(String.format(Locale.ROOT, "%,d tokens", tokens), "some more");
    assertThat(text(fields, "provider")).isEqualTo("Dev Ltd");
    assertThat(text(fields, "licensed")).contains("agr_");
    assertThat(text(fields, "large-public-datasets")).contains("texts", "100.0 %");
    assertThat(summary.path("missing").toString()).contains("representative");
    String[] page = {"report", "eu-summary", release, "--html", "--out", "page.html"};
    ok(page);
    assertThat(Files.readString(folder.resolve("page.html"))).contains("<html", "tdm-measures");
    assertThat(shell.run(page)).isEqualTo(ExitCode.USAGE);
    ok("report", "eu-summary");
    assertThat(shell.out()).contains("2.3 Data crawled", "missing, as only the provider knows it");
    Files.writeString(folder.resolve("facts"), "provder: Dev Ltd\n");
    assertThat(shell.run("report", "eu-summary", "--facts", "facts")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("facts:1: \"provder: Dev Ltd\"", "provider");
  }

  private static String text(Map<String, JsonNode> fields, String field) {
    JsonNode found = fields.get(field);
    return found == null ? "" : found.path("answer").asText();
  }

  private void walk() {
    release = json("run", "plan.yaml", "--master", "local[1]").path("release").asText();
  }

  /** A word of the document in a step that no other text has. */
  private String word(int step, String document) {
    JsonNode answer = json("reconstruct", release, "--step", "" + step, "--batch", "4", "--text");
    List<String> words = new ArrayList<>();
    for (JsonNode sequence : answer.path("sequences")) {
      for (JsonNode span : sequence.path("spans")) {
        if (span.path("document").asText().equals(document)) {
          Stream.of(span.path("text").asText().split(" ")).skip(1).forEach(words::add);
        }
      }
    }
    return words.stream().filter(word -> word.length() == 4).findFirst().orElseThrow();
  }

  /** URLs of the release's documents by id. */
  private Map<String, String> documents() {
    TreeMap<String, String> documents = new TreeMap<>();
    JsonNode seen = json("seen", "texts.test", release);
    StreamSupport.stream(seen.path("listed").spliterator(), false)
        .forEach(each -> documents.put(each.path("document").asText(), each.path("uri").asText()));
    return documents;
  }

  private void ok(String... command) {
    assertThat(shell.run(command)).as(String.join(" ", command) + shell.err()).isZero();
  }

  private JsonNode json(String... command) {
    String[] asked = Stream.concat(Stream.of(command), Stream.of("--json")).toArray(String[]::new);
    ok(asked);
    return Json.tree(shell.out());
  }
}
