package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trust's commands about what was trained, and what developers show of it. */
final class TrainingCommandsTest {
  @TempDir private Path folder;
  private Shell shell;

  @BeforeEach
  void publish() throws IOException {
    shell = new Shell(folder);
    TestRelease.write(
        folder.resolve("rel"),
        7,
        8,
        120,
        uri -> "Number " + uri + " of a few words",
        uri -> uri.endsWith("/5") ? "CC-BY-NC-4.0" : uri.endsWith("0") ? "MIT" : "CC0-1.0");
    done("publish", "rel");
    done("license", "offer", "--name", "share");
    done("license", "sign", "--developer", "Dev", "--from", "2026-10-01");
  }

  @Test
  void aGrantIsRefusedNamingDocumentsAndASliceWithoutThemGranted() throws IOException {
    assertThat(shell.run("license", "grant", "--release", "rel")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err())
        .contains("1 document under license CC-BY-NC-4.0", "doc_", "--license-class");
    assertThat(shell.run("license", "grant", "--release", "rel", "--license-class", "fair"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("\"fair\" is no class of licenses");
    JsonNode grant = granted();
    assertThat(grant.path("licenseClasses")).hasSize(2);
    assertThat(granted()).isEqualTo(grant);
    done("license", "attribution", "--out", "names.tsv");
    assertThat(Files.readAllLines(folder.resolve("names.tsv")))
        .hasSize(13)
        .contains("license\tholder\turi\tdocument")
        .filteredOn(line -> line.startsWith("MIT"))
        .hasSize(12);
    assertThat(shell.run("license", "attribution", "--out", "names.tsv")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("names.tsv: exists already");
  }

  @Test
  void trainingRunsAreListed() throws IOException {
    done("training", "list");
    assertThat(shell.out()).contains("no training run is registered");
    granted();
    derive("order");
    done("training", "register", "--name", "m", "--batch", "2", "--order", "order");
    done("training", "list");
    assertThat(shell.out()).containsPattern("trun_.* m +Dev +rel_.*/ord_.* 20 x 2 +320 +0 +l0");
    done("training", "list", "--json");
    JsonNode run = Json.tree(shell.out()).at("/trainingRuns/0");
    assertThat(run.path("developerName").asText()).isEqualTo("Dev");
    assertThat(run.path("tokens").asText()).isEqualTo("320");
  }

  @Test
  void aTrainingFollowsADerivedOrderAndIsVerifiedByItsChain() throws IOException {
    granted();
    assertThat(shell.run("training", "register", "--name", "all", "--batch", "2"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("reads beyond it", "CC-BY-NC-4.0");
    derive("order");
    String[] register = {
      "training", "register", "--name", "m", "--batch", "2", "--order", "order", "--json"
    };
    done(register);
    JsonNode run = Json.tree(shell.out());
    assertThat(run.path("order").asText()).startsWith("ord_");
    assertThat(run.path("steps").asText()).isEqualTo("20");
    assertThat(run.path("tokens").asText()).isEqualTo("320");
    done(register);
    assertThat(Json.tree(shell.out())).isEqualTo(run);
    done("chain", "rel", "--order", "order", "--out", "log", "--batch", "2");
    done("training", "verify", "--chain", "log");
    assertThat(shell.out()).contains("L2 passed: all 20 steps", "is verified at L2");
    assertThat(shell.out()).contains("is recorded: after 20 steps ");
    done("training", "verify", "--chain", "log", "--json");
    String chain = Json.tree(shell.out()).path("chain").asText();
    done("ledger", "prove", chain, "--out", "receipts", "--json");
    assertThat(Json.tree(shell.out()).at("/receipts/0/type").asText())
        .isEqualTo("batch-chain-declared.v1");
    String log = Files.readString(folder.resolve("log"));
    int at = log.indexOf("\n12 ") + 4;
    String wrong = log.substring(0, at) + "ab".repeat(32) + log.substring(at + 64);
    Files.writeString(folder.resolve("wrong"), wrong);
    assertThat(shell.run("training", "verify", "m", "--chain", "wrong", "--json")).isEqualTo(1);
    JsonNode failed = Json.tree(shell.out()).path("checks").get(0);
    assertThat(failed.path("outcome").asText()).isEqualTo("failed");
    assertThat(failed.path("finding").asText()).startsWith("step 11 read other tokens");
    done("training", "verify");
    assertThat(shell.out()).contains("L2 passed", "L2 failed", "verified at L2");
    done("ledger", "verify");
  }

  @Test
  void aSliceBySourceIsTrainedOnInAnOrderWithoutTheOtherSource() throws IOException {
    TestRelease.write(
        folder.resolve("two"),
        8,
        8,
        120,
        uri -> "Number " + uri + " of a few words",
        uri -> isBook(uri) ? "CC-BY-NC-4.0" : "CC0-1.0",
        uri -> "Zoë",
        uri -> isBook(uri) ? "books" : "web");
    done("publish", "two");
    done("license", "grant", "--release", "two", "--source", "web");
    String[] register = {"training", "register", "--name", "m", "--batch", "2", "--steps", "20"};
    assertThat(shell.run(register)).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("reads beyond it: ", "source books", "--without-source");
    assertNoOrderIsWrittenForMistakes();
    String[] derive = {"order", "derive", "two", "--steps", "20", "--batch", "2"};
    done(with(derive, "--without-source", "books", "--out", "order"));
    assertThat(shell.out())
        .containsPattern("60 documents of books and the tokens of them")
        .containsPattern("[0-9]+ sequences of source books, of which none is left, replaced by");
    done(with(derive, "--without-source", "books", "--out", "order2", "--json"));
    JsonNode derived = Json.tree(shell.out());
    assertThat(derived.path("replacements")).hasSize(1);
    JsonNode replacement = derived.at("/replacements/0");
    assertThat(replacement.path("source").asText()).isEqualTo("books");
    assertThat(replacement.path("by").asText()).isEqualTo("web");
    assertThat(replacement.path("sequences")).isEqualTo(derived.path("replaced"));
    assertThat(derived.path("replaced").asInt()).isBetween(5, 35);
    done(with(derive, "--without-license-class", "non-commercial", "--out", "order3", "--json"));
    assertThat(Json.tree(shell.out()).path("order")).isEqualTo(derived.path("order"));
    done("training", "register", "--name", "m", "--batch", "2", "--order", "order");
    done("chain", "two", "--order", "order", "--out", "log", "--batch", "2");
    done("training", "verify", "--chain", "log");
    assertThat(shell.out()).contains("L2 passed: all 20 steps", "is verified at L2");
    done("ledger", "verify");
    assertOnlyTheWebIsRead();
    done("release", "prepare", "two", "--text", "--chain", "4");
    assertOnlyTheWebIsRead();
    done("chain", "two", "--order", "order", "--check", "log");
    done("trace", "Number", "two", "--order", "order", "--batch", "2", "--json");
    assertThat(Json.tree(shell.out()).path("steps").asInt()).isEqualTo(20);
  }

  private static boolean isBook(String uri) {
    return uri.matches(".*[02468]");
  }

  private void assertNoOrderIsWrittenForMistakes() {
    String[] derive = {"order", "derive", "two", "--batch", "2", "--out", "none", "--steps"};
    assertThat(shell.run(with(derive, "20", "--without-source", "book"))).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("has no source \"book\"; known are books, web");
    assertThat(shell.run(with(derive, "100", "--without-source", "books")))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("source books is dropped", "train on fewer steps");
    assertThat(shell.run(with(derive, "20"))).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("--without-source");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  /** By all commands that follow an order, with and without the files beside the release. */
  private void assertOnlyTheWebIsRead() {
    done("usage", "two", "--order", "order", "--batch", "2", "--json");
    JsonNode usage = Json.tree(shell.out());
    assertThat(usage.path("tokens").asText()).isEqualTo("320");
    assertThat(usage.path("shares")).hasSize(1);
    assertThat(usage.at("/shares/0/source").asText()).isEqualTo("web");
    assertThat(usage.at("/shares/0/tokens").asText()).isEqualTo("320");
    for (int step = 0; step < 20; step++) {
      done("batch", "two", "--order", "order", "--batch", "2", "--step", String.valueOf(step));
      assertThat(shell.out())
          .containsPattern("example.org/[0-9]*[13579]\\b")
          .doesNotContainPattern("example.org/[0-9]*[02468]\\b");
    }
    String rows = "rows-" + Files.exists(folder.resolve("rows-false"));
    String[] convert = {"shards", "convert", "two", "--to", "preshuffled", "--batch", "2"};
    done(with(convert, "--order", "order", "--out", rows + "/document"));
    done(
        "shards",
        "verify",
        rows + "/document",
        "--items",
        "rows",
        "--against",
        "two",
        "--order",
        "order");
    done("seen", "www.example.org", "two", "--order", "order", "--batch", "2", "--json");
    assertThat(Json.tree(shell.out()).path("occurrences").asInt()).isPositive();
  }

  @Test
  void aTranscriptIsSignedByTheDeveloperOrWhoActsForIt() throws Exception {
    granted();
    derive("order");
    done("training", "register", "--name", "m", "--batch", "2", "--order", "order");
    KeyPair developers = key("dev");
    KeyPair agents = key("agent");
    done("training", "transcript", "--out", "words");
    done("training", "transcript", "--out", "words");
    assertThat(shell.run("training", "transcript", "--out", "dev.pem")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("dev.pem: exists already");
    done("training", "transcript", "--out", "words");
    assertThat(shell.out()).contains("estover.transcript.v1\n", "steps 20\n", "chain none\n");
    sign(agents, "words", "words.sig");
    done("party", "key", "--party", "Dev", "--public-key", "dev.pem");
    assertThat(shell.run("training", "verify", "--signature", "words.sig")).isEqualTo(1);
    assertThat(shell.out()).contains("L1 failed: no key of pty_", "is verified at L0");
    done("party", "register", "--name", "Agent");
    done("party", "key", "--party", "Agent", "--public-key", "agent.pem");
    String[] delegate = {"party", "delegate", "--from", "Dev", "--to", "Agent"};
    done(with(delegate, "--out", "delegation"));
    sign(developers, "delegation", "delegation.sig");
    done(with(delegate, "--signature", "delegation.sig"));
    assertThat(shell.out()).contains("\"Agent\" acts for \"Dev\" in sign-training");
    done("training", "verify", "--signature", "words.sig");
    assertThat(shell.out()).contains("L1 passed: the transcript is signed by key_");
    done("party", "delegate", "--from", "Dev", "--to", "Agent", "--out", "again", "--json");
    String delegation = Json.tree(shell.out()).path("delegation").asText();
    done("party", "revoke", delegation);
    assertThat(shell.run(with(delegate, "--signature", "delegation.sig")))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("was taken back");
    done("ledger", "verify");
  }

  @Test
  void aStepThatTheOrderDoesNotFillIsAMistakeOfTheCommandLine() {
    granted();
    assertThat(shell.run("training", "register", "--name", "m", "--batch", "32000"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.err())
        .contains("a step reads 32000 sequences, and the order of rel_", "has only", "--batch");
  }

  @Test
  void whoseModelItIsFollowsFromItsTrainingRunOrItsParent() throws IOException {
    granted();
    derive("order");
    done("training", "register", "--name", "t", "--batch", "2", "--order", "order");
    done("license", "sign", "--developer", "Other", "--from", "2026-10-01");
    done("model", "register", "--name", "base", "--training-run", "t");
    done("model", "register", "--name", "tuned", "--parent", "base");
    done("model", "show");
    assertThat(shell.out()).contains("\"base\" of Dev: ", "\"tuned\" of Dev: ");
    assertThat(shell.run("revenue", "report", "--period", "2026-10", "--gross", "EUR 1.00"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("known are \"Dev\", \"Other\"");
    done("revenue", "report", "--agreement", "Other", "--period", "2026-10", "--gross", "EUR 1.00");
    done("training", "checkpoint", "--training-run", "t", "--step", "1", "--weights", "order");
    assertThat(shell.run("training", "verify", "u")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err())
        .contains("no training run is called \"u\". Name one as RUN; known are \"t\"");
  }

  @Test
  void modelsAreATreeAndEarnOneByOne() throws IOException {
    granted();
    derive("order");
    String[] train = {"training", "register", "--name", "t", "--batch", "2", "--order", "order"};
    done(with(train, "--foreign-tokens", "320"));
    assertThat(shell.out()).contains("with 320 foreign tokens 50% is of the trust");
    done("model", "register", "--name", "base", "--training-run", "t");
    assertThat(shell.out()).contains("50% of what it was trained on is the trust's");
    String[] child = {
      "model", "register", "--name", "adapter", "--parent", "base", "--inherit", "9/10", "--json"
    };
    done(child);
    JsonNode adapter = Json.tree(shell.out());
    assertThat(adapter.path("trustShare").asText()).isEqualTo("9/20");
    done(child);
    assertThat(Json.tree(shell.out())).isEqualTo(adapter);
    child[7] = "8/10";
    assertThat(shell.run(child)).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("is registered already (mdl_", "inherits 9/10", "4/5");
    done("model", "deploy", "adapter", "--name", "chat", "--from", "2026-10-01");
    done("model", "show");
    assertThat(shell.out())
        .contains("\"base\" of Dev: 50% the trust's, verified at L0")
        .contains("\"adapter\" of Dev: 45% the trust's, verified at L0, inherits 9/10")
        .contains("in use: chat from 2026-10-01");
    done("model", "show", "base", "--json");
    JsonNode tree = Json.tree(shell.out()).at("/models/0");
    assertThat(tree.at("/weights/Zoë").asText()).isEqualTo("320");
    assertThat(tree.at("/children/0/model")).isEqualTo(adapter.path("model"));
    String[] report = {
      "revenue", "report", "--period", "2026-10", "--gross", "EUR 1000.00", "--model", "adapter"
    };
    String[] sold = Arrays.copyOf(report, report.length + 2);
    sold[report.length] = "--units";
    sold[report.length + 1] = "seats=3";
    done(sold);
    assertThat(shell.out()).contains("of model \"adapter\": EUR 1000.00 net in 2026-10");
    done(sold);
    assertThat(shell.run(report)).as("without what was sold").isEqualTo(ExitCode.USAGE);
    report[5] = "EUR 900.00";
    assertThat(shell.run(report)).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("--replaces rpt_");
    assertThat(shell.run("revenue", "report", "--period", "2026-10", "--gross", "EUR 1.00"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("together or model by model");
    done("ledger", "verify");
  }

  private JsonNode granted() {
    done(
        "license",
        "grant",
        "--release",
        "rel",
        "--license-class",
        "public-domain",
        "--license-class",
        "attribution",
        "--json");
    return Json.tree(shell.out());
  }

  /** Writes an order of 20 steps of 2 sequences without the document that is not granted. */
  private void derive(String file) throws IOException {
    done(
        "order",
        "derive",
        "rel",
        "--without-license-class",
        "non-commercial",
        "--steps",
        "20",
        "--batch",
        "2",
        "--out",
        file);
  }

  private KeyPair key(String name) throws IOException, GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Files.writeString(
        folder.resolve(name + ".pem"),
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n");
    return pair;
  }

  private void sign(KeyPair pair, String file, String signature)
      throws IOException, GeneralSecurityException {
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(pair.getPrivate());
    signer.update(Files.readAllBytes(folder.resolve(file)));
    Files.write(folder.resolve(signature), signer.sign());
  }

  private static String[] with(String[] command, String... more) {
    String[] all = java.util.Arrays.copyOf(command, command.length + more.length);
    System.arraycopy(more, 0, all, command.length, more.length);
    return all;
  }

  private void done(String... command) {
    assertThat(shell.run(command)).as(String.join(" ", command) + ": " + shell.err()).isZero();
  }
}
