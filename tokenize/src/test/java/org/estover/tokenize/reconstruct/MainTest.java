package org.estover.tokenize.reconstruct;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.estover.tokenize.release.RangeServer;
import org.estover.tokenize.release.SmallRelease;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MainTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void writeRelease() throws IOException {
    SmallRelease.write(folder, 8, List.of(SmallRelease.source("web", "1", 1, 40, 20, 5)));
  }

  @Test
  void aStepIsOneLinePerSpan() throws IOException {
    assertThat(run("step", folder.toString(), "2", "1")).isZero();
    int spans;
    try (Reconstruct release = Reconstruct.open(folder)) {
      spans = release.spans(2).size() + release.spans(3).size();
    }
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .hasSize(spans)
        .allMatch(
            line ->
                line.matches(
                    "\\{\"document\":\"doc_[0-9a-f]{32}\",\"documentFrom\":[0-9]+,.*\"uri\":\".*\"}"));
  }

  @Test
  void aDocumentIsSeenByIdAndByUri() throws IOException {
    String id;
    String uri;
    try (Reconstruct release = Reconstruct.open(folder)) {
      id = release.spans(0).get(0).document().id();
      uri = release.spans(0).get(0).document().uri();
    }
    assertThat(run("seen", folder.toString(), "1", id)).isZero();
    List<String> byId = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(byId).isNotEmpty();
    out.reset();
    assertThat(run("seen", folder.toString(), "1", uri)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).lines()).containsAll(byId);
  }

  @Test
  void aBatchFromAServerIsThatFromTheFolder() throws IOException {
    Path local = folder.resolve("local.npy");
    assertThat(run("batch", folder.toString(), "2", "1", local.toString())).isZero();
    String lines = out.toString(StandardCharsets.UTF_8);
    out.reset();
    Path remote = folder.resolve("remote.npy");
    try (RangeServer server = RangeServer.of(folder)) {
      assertThat(run("batch", server.address(), "2", "1", remote.toString())).isZero();
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(lines);
    assertThat(remote).hasSameBinaryContentAs(local);
    assertThat(run("batch", "http://127.0.0.1:1/", "2", "1", "x.npy")).isEqualTo(4);
  }

  @Test
  void usageIsOneLinePerShare() {
    assertThat(run("usage", folder.toString(), "2", "0", "3")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"source\":\"web\",\"tokens\":");
  }

  @Test
  void exitCodesTellUsageFromDamage() throws IOException {
    assertThat(run("step")).isEqualTo(2);
    assertThat(run("stop", folder.toString(), "2", "0")).isEqualTo(2);
    assertThat(run("step", folder.toString(), "zwei", "0")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("BATCH \"zwei\": expected a whole number; usage: [--order FILE] step");
    assertThat(run("step", folder.toString(), "99", "0")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(" in all: name a batch of as many");
    assertThat(run("seen", folder.toString(), "2", "https://no.test/")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("has this URI");
    assertThat(run("step", folder.toString(), "2", "999999")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("name a step from 0 to");
    Path manifest = folder.resolve("manifest.json");
    byte[] bytes = Files.readAllBytes(manifest);
    bytes[9] ^= 1;
    Files.write(manifest, bytes);
    assertThat(run("step", folder.toString(), "2", "0")).isEqualTo(3);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("manifest.json: checksum mismatch in block 0");
  }

  @Test
  void aBatchThatIsNoNumberOfSequencesIsRefused() {
    // As an int it would be 2.
    for (String batch : List.of("-4294967294", "4294967298", "0", "-1")) {
      err.reset();
      assertThat(run("step", folder.toString(), batch, "0")).as(batch).isEqualTo(2);
      assertThat(err.toString(StandardCharsets.UTF_8))
          .contains(
              "BATCH \"" + batch + "\": expected a whole number from 1 to 2147483647; usage:");
    }
    assertThat(out.size()).isZero();
  }

  @Test
  void aFileThatIsNotThereIsCalledThat() {
    Path missing = folder.resolve("missing");
    String[] ordered = {"--order", missing.toString(), "step", folder.toString(), "2", "0"};
    assertThat(run(ordered)).isEqualTo(4);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith(missing + ": no such file or folder; check its name");
    err.reset();
    String array = missing.resolve("step.npy").toString();
    assertThat(run("batch", folder.toString(), "2", "0", array)).isEqualTo(4);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("no such file or folder");
  }

  @Test
  void anAnswerThatCannotBeWrittenIsNoSuccess() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    PrintStream lost = new PrintStream(full, false, StandardCharsets.UTF_8);
    String[] step = {"step", folder.toString(), "2", "0"};
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    assertThat(Main.run(step, lost, errors)).isEqualTo(4);
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("standard output: not all of");
  }

  private int run(String... args) {
    return Main.run(
        args,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }
}
