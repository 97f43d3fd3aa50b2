package org.estover.jobs.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.estover.crawl.source.ArchiveSource;
import org.estover.jobs.run.InputFile;
import org.estover.jobs.run.RunPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArtifactCacheTest {
  /** SHA-256 of the text "abc", the example of FIPS 180-4. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private static final String JAR = "org.example.lib-1.0-sources.jar";

  @TempDir private Path folder;

  private final List<String> news = new ArrayList<>();

  @Test
  void whatIsThereAndRightIsNotFetched() throws IOException {
    fill("abc");
    RunPlan plan = plan();
    RunPlan resolved = plan.withArtifacts(cache("false").resolve(plan));
    assertThat(news).isEmpty();
    assertThat(resolved.inputFiles()).extracting(InputFile::name).containsExactly(JAR);
    ArchiveSource source = (ArchiveSource) resolved.source("code");
    assertThat(source.terms(JAR).uriPrefix()).isEqualTo("maven:org.example:lib:1.0");
    assertThat(source.terms(JAR).license()).isEqualTo("MIT");
    assertThat(source.terms(JAR).holder()).isEqualTo("The Company");
    assertThat(resolved.digest()).isEqualTo(plan.digest());
  }

  @Test
  void aWrongFileIsFetchedAgain() throws IOException {
    fill("not abc");
    assertThatThrownBy(() -> cache("false").resolve(plan()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Maven could not fetch")
        .hasMessageContaining("run the command again");
    assertThat(news).hasSize(1);
    assertThat(folder.resolve(JAR)).doesNotExist();
  }

  @Test
  void withoutMavenTheCureIsNamed() {
    assertThatThrownBy(() -> cache("no-such-maven").resolve(plan()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("install Maven 3.8 or newer");
  }

  @Test
  void anotherFileThanThePlanNamesIsRefusedWithThePlansLine() throws IOException {
    fill("abc");
    Files.delete(folder.resolve(JAR));
    Path maven = folder.resolve("maven");
    Files.writeString(
        maven, "#!/bin/sh\nmkdir -p fetch/out && printf abd > fetch/out/" + JAR + "\n");
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThatThrownBy(() -> cache(maven.toString()).resolve(plan()))
        .isInstanceOf(IOException.class)
        .hasMessageMatching(
            ".*/plan\\.yaml:5: the SHA-256 of .* is [0-9a-f]{64}, not " + ABC + ";.*")
        .hasMessageContaining("correct the plan only if you trust this file");
  }

  private ArtifactCache cache(String maven) {
    return new ArtifactCache(folder, maven, news::add);
  }

  private RunPlan plan() throws IOException {
    return RunPlan.parse(
        folder.resolve("plan.yaml"),
        "corpus: a\nsources:\n  code:\n    type: archive\n    maven:\n      org.example:lib:1.0:"
            + "sources: "
            + ABC
            + "\n");
  }

  private void fill(String jar) throws IOException {
    Files.writeString(folder.resolve(JAR), jar);
    Files.writeString(
        folder.resolve("org.example.lib-1.0.pom"),
        "<project><licenses><license><name>MIT</name></license></licenses>"
            + "<organization><name>The Company</name></organization></project>");
  }
}
