package org.estover.tokenize.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReleaseVerifierTest {
  @TempDir Path folder;
  private Release release;
  private ReleasedShard shard;

  @BeforeEach
  void writeRelease() throws IOException {
    SmallRelease.write(
        folder,
        16,
        List.of(
            SmallRelease.source("code", "1", 0, 8, 900, 1),
            SmallRelease.source("web", "1.5", 2, 20, 100, 2)));
    release = Release.open(folder);
    shard = release.content().shards().get(0);
  }

  @Test
  void anIntactReleaseHasNoFindings() throws IOException {
    Files.writeString(folder.resolve("report.json"), "{}");
    assertThat(ReleaseVerifier.verify(folder)).isEmpty();
  }

  @Test
  void everyMissingFileIsNamed() throws IOException {
    for (Path file : named()) {
      byte[] bytes = Files.readAllBytes(file);
      Files.delete(file);
      assertThat(ReleaseVerifier.verify(folder))
          .containsExactly(new Finding.MissingFile(file.getFileName().toString()));
      Files.write(file, bytes);
    }
  }

  @Test
  void damageOfDerivedFilesIsNamed() throws IOException {
    Derived.writeHosts(release);
    assertThat(ReleaseVerifier.verify(folder)).isEmpty();
    String name = HostTable.name(shard.docs());
    Path file = folder.resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    bytes[20] ^= 1;
    Files.write(file, bytes);
    assertThat(ReleaseVerifier.verify(folder))
        .containsExactly(new Finding.DamagedBlock(name, 0, "checksum mismatch"));
    Files.delete(folder.resolve(BlockSums.sidecarName(name)));
    assertThat(ReleaseVerifier.verify(folder))
        .containsExactly(new Finding.MissingFile(BlockSums.sidecarName(name)));
  }

  @Test
  void extraFilesAreNamed() throws IOException {
    Files.writeString(folder.resolve("b.txt"), "");
    Files.createDirectory(folder.resolve("a"));
    assertThat(ReleaseVerifier.verify(folder))
        .containsExactly(new Finding.ExtraFile("a"), new Finding.ExtraFile("b.txt"));
  }

  @Test
  void aCutOrGrownFileIsNamedWithTheFirstBlockThatDiffers() throws IOException {
    for (Path file : named()) {
      byte[] bytes = Files.readAllBytes(file);
      String name = file.getFileName().toString();
      for (int size : new int[] {0, 1, bytes.length - 1, bytes.length + 1, bytes.length + 5000}) {
        Files.write(file, Arrays.copyOf(bytes, size));
        List<Finding> findings = ReleaseVerifier.verify(folder);
        assertThat(findings).as(name + " of " + size).hasSize(1);
        assertThat(findings.get(0)).isInstanceOf(Finding.DamagedBlock.class);
        Finding.DamagedBlock damage = (Finding.DamagedBlock) findings.get(0);
        assertThat(damage.file()).isEqualTo(name);
        assertThat(damage.block()).isLessThanOrEqualTo(Math.min(size, bytes.length) / 4096);
      }
      Files.write(file, bytes);
    }
  }

  @Test
  void allDamagedBlocksOfAFileAreNamed() throws IOException {
    Path bin = release.path(shard.bin());
    byte[] bytes = Files.readAllBytes(bin);
    assertThat(bytes.length).isGreaterThan(2 * 4096);
    bytes[100] ^= 1;
    bytes[bytes.length - 1] ^= 1;
    Files.write(bin, bytes);
    String name = shard.bin().name();
    int last = (bytes.length - 1) / 4096;
    assertThat(ReleaseVerifier.verify(folder))
        .containsExactly(
            new Finding.DamagedBlock(name, 0, "checksum mismatch"),
            new Finding.DamagedBlock(name, last, "checksum mismatch"));
    assertThat(ReleaseVerifier.verify(folder).get(0).message())
        .isEqualTo(
            name
                + ": checksum mismatch in block 0 (bytes 0-4095); the file is damaged: fetch it"
                + " again, or remove 06-shard and 07-release from its run and \"estover run PLAN\""
                + " redoes only these");
  }

  @Test
  void aForgedFileUnderNewSumsIsRefused() throws IOException {
    Path bin = release.path(shard.bin());
    byte[] bytes = Files.readAllBytes(bin);
    bytes[7] ^= 1;
    Files.write(bin, bytes);
    BlockSums.write(bin);
    List<Finding> findings = ReleaseVerifier.verify(folder);
    assertThat(findings).isNotEmpty().allMatch(f -> f instanceof Finding.Contradiction);
    assertThat(findings)
        .extracting(Finding::file)
        .containsExactly(shard.bin().name() + ".sums", shard.bin().name());
  }

  @Test
  void aForgedManifestUnderNewSumsIsRefused() throws IOException {
    Path manifest = folder.resolve("manifest.json");
    String json = Files.readString(manifest);
    String forged = json.replace("\"name\":\"Apache-2.0\"", "\"name\":\"Apache-2.1\"");
    assertThat(forged).isNotEqualTo(json);
    Files.writeString(manifest, forged);
    BlockSums.write(manifest);
    assertThat(ReleaseVerifier.verify(folder))
        .containsExactly(
            new Finding.Contradiction(
                "manifest.json", "its licenses do not count what the document tables hold"));
  }

  @Test
  void aManifestWithAnUnknownFieldIsRefused() throws IOException {
    Path manifest = folder.resolve("manifest.json");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replace("\"base\"", "\"bose\"")
            .replaceFirst("\"evidence\":", "\"evident\":1,\"evidence\":"));
    BlockSums.write(manifest);
    List<Finding> findings = ReleaseVerifier.verify(folder);
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).message()).contains("not in canonical form");
  }

  @Test
  void shardsInAnotherOrderAreRefused() throws IOException {
    SmallRelease.Source source = SmallRelease.source("code", "1", 0, 8, 900, 1);
    List<SmallRelease.Text> swapped =
        List.of(source.texts().get(1), source.texts().get(0), source.texts().get(2));
    Path other = Files.createDirectory(folder.resolve("other"));
    ReleasedShard shuffled = SmallRelease.shard(other, "code", 0, swapped);
    Manifest manifest =
        ReleaseWriter.assemble(
            other,
            SmallRelease.draft(16, List.of(source)),
            List.of(shuffled),
            release.manifest().evidence());
    ReleaseWriter.seal(other, manifest);
    assertThat(ReleaseVerifier.verify(other))
        .containsExactly(
            new Finding.Contradiction(
                shuffled.docs().name(), "row 1 is not where the order wants its document"));
  }

  @Test
  void aTableOfOtherDocumentsThanTheIndexIsRefused() throws IOException {
    SmallRelease.Source source = SmallRelease.source("code", "1", 0, 8, 900, 1);
    SmallRelease.Source same =
        new SmallRelease.Source("code", "1", 0, List.copyOf(source.texts().subList(0, 7)));
    Path other = Files.createDirectory(folder.resolve("other"));
    ReleasedShard full = SmallRelease.shard(other, "code", 0, source.texts());
    ReleasedShard part = SmallRelease.shard(other, "code", 0, same.texts());
    ReleasedShard mixed =
        new ReleasedShard(
            "code",
            0,
            part.documents(),
            part.tokens(),
            part.idsSha256(),
            full.bin(),
            full.idx(),
            part.docs());
    Manifest manifest =
        ReleaseWriter.assemble(
            other,
            SmallRelease.draft(16, List.of(same)),
            List.of(mixed),
            release.manifest().evidence());
    ReleaseWriter.seal(other, manifest);
    assertThat(ReleaseVerifier.verify(other))
        .contains(
            new Finding.Contradiction(
                full.idx().name(), "it counts other documents or tokens than the manifest"));
  }

  @Test
  void oneFindingIsEnoughWhereOnlyTheFirstIsAsked() throws IOException {
    assertThat(ReleaseVerifier.firstFinding(folder)).isEmpty();
    Files.delete(release.path(shard.idx()));
    Files.delete(release.path(shard.docs()));
    assertThat(ReleaseVerifier.firstFinding(folder))
        .contains(new Finding.MissingFile(shard.idx().name()));
  }

  private List<Path> named() throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void theMessageOfAnEmptySidecarNamesIt() throws IOException {
    Files.write(folder.resolve("manifest.json.sums"), "x".getBytes(StandardCharsets.UTF_8));
    assertThat(ReleaseVerifier.verify(folder))
        .extracting(Finding::message)
        .singleElement()
        .asString()
        .startsWith("manifest.json.sums: expected at least 52 bytes, found 1 in block 0");
  }
}
