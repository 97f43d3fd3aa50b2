package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger's log, receipts and books through the command line. */
final class LedgerCommandsTest {
  private static final String[] PROVE = {"ledger", "prove"};
  private static final String[] CHECK_PROOF = {"ledger", "check-proof"};
  private static final String[] CHECK_NOTE = {"ledger", "check-note"};
  private static final String[] WATCH = {"ledger", "watch"};

  @TempDir private Path folder;
  private Shell shell;

  @BeforeEach
  void found() {
    shell = new Shell(folder);
    ok("ledger", "init", "--name", "Commons", "--origin", "trust.test/log");
    ok("license", "offer", "--name", "share");
  }

  @Test
  void aReceiptIsCheckedFarFromTheLedgerByItsKeyAlone() throws IOException {
    String offer = json("license", "offer", "--name", "share").path("offer").asText();
    JsonNode proved = json(with(PROVE, offer, "--out", "receipts"));
    String index = proved.at("/receipts/0/index").asText();
    assertThat(proved.at("/receipts/0/type").asText()).isEqualTo("offer-published.v1");
    ok(with(PROVE, index, "--out", "receipts"));
    assertThat(shell.out()).contains(offer, "wrote receipts/" + index + ".tlog-proof");

    Path other = Files.createDirectories(folder.resolve("elsewhere"));
    for (String name : new String[] {index + ".tlog-proof", index + ".entry"}) {
      Files.copy(folder.resolve("receipts").resolve(name), other.resolve(name));
    }
    Files.copy(folder.resolve(".estover/ledger/vkey"), other.resolve("vkey"));
    Shell elsewhere = new Shell(other);
    String[] check = with(CHECK_PROOF, index + ".tlog-proof", "--vkey", "vkey");
    assertThat(elsewhere.run(check)).isZero();
    assertThat(elsewhere.out()).contains("in the log:\n  {", offer, "signed by trust.test/log");
    assertThat(elsewhere.run(with(check, "--json"))).isZero();
    assertThat(Json.tree(elsewhere.out()).at("/signers/0/name").asText())
        .isEqualTo("trust.test/log");
    Path entry = other.resolve(index + ".entry");
    Files.writeString(entry, Files.readString(entry).replace(offer, "off_0000"));
    assertThat(elsewhere.run(check)).isEqualTo(ExitCode.FOUND);
    assertThat(elsewhere.out()).contains("proves nothing", "does not lead");
  }

  @Test
  void aReceiptThatIsNoTextIsAFinding() throws IOException {
    ok(with(PROVE, "0"));
    Path receipt = folder.resolve("0.tlog-proof");
    byte[] whole = Files.readAllBytes(receipt);
    String[] check = with(CHECK_PROOF, "0.tlog-proof", "--vkey", ".estover/ledger/vkey");
    ok(check);
    // A line of a key that nobody knows is passed over, unless it is no text.
    String line = "\u2014 stranger.test AAAAAAA=\n";
    Files.write(receipt, joined(whole, line.getBytes(StandardCharsets.UTF_8)));
    ok(check);
    byte[] broken = line.getBytes(StandardCharsets.UTF_8);
    broken[6] = (byte) 0xff;
    for (byte[] file : new byte[][] {joined(whole, broken), {(byte) 0xff, 0, 10, 10}, {}}) {
      Files.write(receipt, file);
      assertThat(shell.run(check)).isEqualTo(ExitCode.FOUND);
      assertThat(shell.out()).contains("0.tlog-proof: proves nothing");
    }
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  @Test
  void aWatchGoesOnUntilItFindsSomething() throws Exception {
    Path checkpoint = folder.resolve(".estover/ledger/log/checkpoint");
    byte[] old = Files.readAllBytes(checkpoint);
    String[] look = with(WATCH, ".estover/ledger/log", "--vkey", ".estover/ledger/vkey");
    String[] every = with(look, "--keep", "seen", "--every", "1");
    Shell watching = new Shell(folder);
    CompletableFuture<Integer> watch = CompletableFuture.supplyAsync(() -> watching.run(every));
    kept(old);
    ok("license", "offer", "--name", "other");
    kept(Files.readAllBytes(checkpoint));
    assertThat(watch).isNotDone();
    Files.write(checkpoint, old);
    assertThat(watch.get(1, TimeUnit.MINUTES)).isEqualTo(ExitCode.FOUND);
    assertThat(watching.out()).containsSubsequence("first look", "has grown from", "went back");
    assertThat(watching.out()).doesNotContain("unchanged");
    assertThat(shell.run(with(look, "--keep", "x", "--every", "0"))).isEqualTo(ExitCode.USAGE);
  }

  /** Waits until the watch has kept a checkpoint. */
  private void kept(byte[] checkpoint) throws Exception {
    Path seen = folder.resolve("seen");
    for (int i = 0; i < 1200; i++) {
      if (Files.exists(seen) && Arrays.equals(Files.readAllBytes(seen), checkpoint)) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(seen).hasBinaryContent(checkpoint);
  }

  @Test
  void theKeyOfAWitnessIsNoLogs() {
    ok("ledger", "witness", "witness.test", "--key", "w");
    String key = shell.out().strip();
    key = key.substring(key.lastIndexOf(' ') + 1);
    for (String[] command :
        new String[][] {
          with(WATCH, ".estover/ledger/log", "--keep", "x"),
          with(CHECK_NOTE, ".estover/ledger/log/checkpoint"),
          {"statement", "verify", "x.json"},
          {"license", "certificate", "--verify", ".estover/ledger/vkey"}
        }) {
      assertThat(shell.run(with(command, "--vkey", key))).isEqualTo(ExitCode.USAGE);
      assertThat(shell.err()).as(command[1]).contains("--vkey witness.test: a witness's key");
      assertThat(shell.run(with(command, "--vkey", "a+b+c"))).isEqualTo(ExitCode.USAGE);
    }
  }

  @Test
  void whatThereIsNoEntryOfIsSaid() {
    assertThat(shell.run(with(PROVE, "99"))).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("there is no log entry 99");
    assertThat(shell.run(with(PROVE, "grt_0000"))).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("about \"grt_0000\"");
  }

  @Test
  void aWatchedLogGrowsAndAnOldOneIsRefused() throws IOException {
    Path log = folder.resolve(".estover/ledger/log");
    String[] look = with(WATCH, ".estover/ledger/log", "--vkey", ".estover/ledger/vkey");
    look = with(look, "--keep", "seen");
    ok(look);
    assertThat(shell.out()).contains("first look");
    byte[] old = Files.readAllBytes(log.resolve("checkpoint"));
    ok("license", "offer", "--name", "other");
    assertThat(json(look).path("outcome").asText()).isEqualTo("grown");
    ok(look);
    assertThat(shell.out()).contains("is unchanged");
    Files.write(log.resolve("checkpoint"), old);
    assertThat(shell.run(look)).isEqualTo(ExitCode.FOUND);
    assertThat(shell.out()).contains("went back from", "seen.refused-");
    assertThat(shell.run(with(WATCH, "nowhere", "--vkey", ".estover/ledger/vkey", "--keep", "x")))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("no log, because no file \"checkpoint\"");
  }

  @Test
  void aWitnessFollowsAnotherMachinesLogAndItsCosignaturesAreCounted() throws IOException {
    ok("ledger", "witness", "witness.test", "--key", "w");
    String key = shell.out().strip();
    key = key.substring(key.lastIndexOf(' ') + 1);
    assertThat(shell.run("ledger", "witness", "witness.test", "--key", "w")).isEqualTo(ExitCode.IO);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Path log = folder.resolve(".estover/ledger/log");
    server.createContext(
        "/log/",
        exchange -> {
          Path file = log.resolve(exchange.getRequestURI().getPath().substring("/log/".length()));
          byte[] bytes = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
          int status = Files.isRegularFile(file) ? 200 : 404;
          exchange.sendResponseHeaders(status, status == 200 ? bytes.length : -1);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes);
          }
        });
    server.start();
    try {
      String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/log";
      String[] look = with(WATCH, address, "--vkey", ".estover/ledger/vkey", "--keep", "seen");
      ok(with(look, "--cosign", "w"));
      ok("license", "offer", "--name", "other");
      assertThat(json(with(look, "--cosign", "w")).path("outcome").asText()).isEqualTo("grown");
      String[] missing = with(WATCH, address + "s", "--vkey", ".estover/ledger/vkey");
      assertThat(shell.run(with(missing, "--keep", "x"))).isEqualTo(ExitCode.DAMAGE);
      assertThat(shell.err()).contains("checkpoint: the file is missing");
    } finally {
      server.stop(0);
    }
    String[] check = with(CHECK_NOTE, "seen", "--vkey", ".estover/ledger/vkey");
    ok(check);
    assertThat(shell.out()).contains("signed by trust.test/log").doesNotContain("cosigned");
    ok(with(check, "--witness-key", key, "--quorum", "1"));
    assertThat(shell.out()).contains("cosigned by witness.test at POSIX second 1795255200");
    String[] own = with(CHECK_NOTE, ".estover/ledger/log/checkpoint");
    own = with(own, "--vkey", ".estover/ledger/vkey", "--witness-key", key, "--quorum", "1");
    assertThat(shell.run(own)).isEqualTo(ExitCode.FOUND);
    assertThat(shell.out()).contains("0 of 1 cosignatures");
    assertThat(shell.run(with(check, "--quorum", "1"))).isEqualTo(ExitCode.USAGE);
    Files.writeString(folder.resolve("seen"), Files.readString(folder.resolve("seen")) + "x");
    assertThat(shell.run(check)).isEqualTo(ExitCode.FOUND);
    assertThat(shell.out()).contains("not to be relied on");
  }

  @Test
  void amountsAreSplitToTheUnit() {
    ok("ledger", "split", "100", "1", "1", "1");
    assertThat(shell.out().lines())
        .containsExactly("weight  share", "     1     34", "     1     33", "     1     33");
    JsonNode split = json("ledger", "split", "10.00", "1", "2", "--currency", "EUR");
    assertThat(split.at("/shares/1").asText()).isEqualTo("EUR 6.67");
    assertThat(json("ledger", "split", "1" + "0".repeat(30), "1", "2").at("/shares/0").asText())
        .isEqualTo("3".repeat(30));
    for (String wrong : new String[] {"-1", "x", "1.5"}) {
      assertThat(shell.run("ledger", "split", wrong, "1")).isEqualTo(ExitCode.USAGE);
    }
    assertThat(shell.run("ledger", "split", "5", "0", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("no weight is above zero");
  }

  @Test
  void theBooksAreWrittenForAnAccountant() {
    ok("ledger", "export", "books.journal");
    assertThat(shell.out()).contains("hledger -f books.journal check --strict");
    assertThat(folder.resolve("books.journal"))
        .content()
        .startsWith("; The books of trust.test/log\n");
    assertThat(shell.run("ledger", "export", ".")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains(".: a folder; name the file to write");
    assertThat(shell.run("ledger", "export", "nowhere/books.journal")).isEqualTo(ExitCode.IO);
    assertThat(folder.resolveSibling(folder.getFileName() + ".tmp")).doesNotExist();
  }

  @Test
  void aFolderThatIsReadAsAFileIsSaidToBeOne() {
    assertThat(shell.run("ledger", "check-proof", ".", "--vkey", ".estover/ledger/vkey"))
        .isEqualTo(ExitCode.IO);
    assertThat(shell.err()).contains("a folder is named where a file is read");
  }

  private void ok(String... arguments) {
    assertThat(shell.run(arguments)).as(shell.err()).isZero();
  }

  private JsonNode json(String... arguments) {
    ok(with(arguments, "--json"));
    return Json.tree(shell.out());
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }
}
