package org.estover.tokenize.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReleaseWriterTest {
  private static final List<SmallRelease.Source> SOURCES =
      List.of(
          SmallRelease.source("code", "0.5", 0, 5, 30, 1),
          SmallRelease.source("web", "2", 2, 9, 30, 2));

  @TempDir Path folder;
  @TempDir Path other;

  @Test
  void aSealedReleaseReadsAsItWasWritten() throws IOException {
    Manifest manifest = SmallRelease.write(folder, 8, SOURCES);
    Release release = Release.open(folder);
    assertThat(release.manifest()).isEqualTo(manifest);
    assertThat(release.id()).isEqualTo(manifest.releaseId()).matches("rel_[0-9a-f]{32}");
    assertThat(release.content().documents()).isEqualTo(14);
    assertThat(manifest.toBytes()).isEqualTo(Files.readAllBytes(folder.resolve("manifest.json")));
  }

  @Test
  void shardsInAnyOrderGiveTheSameBytes() throws IOException {
    SmallRelease.write(folder, 8, SOURCES);
    List<ReleasedShard> shards = SmallRelease.shards(other, SOURCES.subList(1, 2));
    shards.addAll(SmallRelease.shards(other, SOURCES.subList(0, 1)));
    Collections.reverse(shards);
    Manifest manifest =
        ReleaseWriter.assemble(
            other,
            SmallRelease.draft(8, SOURCES),
            shards,
            Release.open(folder).manifest().evidence());
    ReleaseWriter.seal(other, manifest);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        assertThat(other.resolve(file.getFileName())).hasSameBinaryContentAs(file);
      }
    }
    assertThat(other.toFile().list()).hasSameSizeAs(folder.toFile().list());
  }

  @Test
  void sealingTwiceIsHarmless() throws IOException {
    Manifest manifest = SmallRelease.write(folder, 8, SOURCES);
    Files.delete(folder.resolve("manifest.json.sums"));
    assertThat(ReleaseWriter.seal(folder, manifest)).isEqualTo(manifest.releaseId());
    assertThat(ReleaseVerifier.verify(folder)).isEmpty();
  }

  @Test
  void anotherReleaseIsRefusedAndTheFirstStays() throws IOException {
    Manifest manifest = SmallRelease.write(folder, 8, SOURCES);
    Manifest another = new Manifest(manifest.content(), new TreeMap<>(Map.of("fetched", "later")));
    assertThatThrownBy(() -> ReleaseWriter.seal(folder, another))
        .isInstanceOf(ReleaseConflictException.class)
        .hasMessageContaining("holds the sealed release " + manifest.releaseId());
    assertThat(Release.open(folder).manifest()).isEqualTo(manifest);
    assertThat(ReleaseVerifier.verify(folder)).isEmpty();
  }

  @Test
  void aReleaseIsNotSealedOverMissingFiles() throws IOException {
    List<ReleasedShard> shards = SmallRelease.shards(folder, SOURCES);
    Manifest manifest =
        ReleaseWriter.assemble(folder, SmallRelease.draft(8, SOURCES), shards, new TreeMap<>());
    Files.delete(folder.resolve(shards.get(1).idx().name()));
    assertThatThrownBy(() -> ReleaseWriter.seal(folder, manifest))
        .isInstanceOf(CorruptReleaseException.class)
        .hasMessageContaining(shards.get(1).idx().name());
    assertThat(folder.resolve("manifest.json")).doesNotExist();
  }

  @Test
  void theIdFollowsFromContentAndNotFromEvidence() throws IOException {
    Manifest manifest = SmallRelease.write(folder, 8, SOURCES);
    assertThat(new Manifest(manifest.content(), new TreeMap<>()).releaseId())
        .isEqualTo(manifest.releaseId());
    assertThat(SmallRelease.write(other, 9, SOURCES).releaseId())
        .isNotEqualTo(manifest.releaseId());
  }

  @Test
  void sourcesOfEqualTokensKeepTheirOwnDocuments() throws IOException {
    SmallRelease.Source code = SmallRelease.source("code", "1", 0, 3, 20, 1);
    SmallRelease.Source twin =
        new SmallRelease.Source(
            "twin",
            "1",
            0,
            code.texts().stream()
                .map(text -> new SmallRelease.Text(inTwin(text.document()), text.tokens()))
                .toList());
    SmallRelease.write(folder, 8, List.of(code, twin));
    Release release = Release.open(folder);
    List<ReleasedShard> shards = release.content().shards();
    assertThat(shards.get(0).bin()).isEqualTo(shards.get(1).bin());
    assertThat(shards.get(0).docs()).isNotEqualTo(shards.get(1).docs());
    assertThat(ReleaseVerifier.verify(folder)).isEmpty();
  }

  private static ReleasedDocument inTwin(ReleasedDocument d) {
    return new ReleasedDocument(
        d.id(), d.uri(), "twin", d.license(), d.holder(), d.rights(), d.textSha256());
  }

  @Test
  void aSourceWithoutDocumentsIsPartOfTheRelease() throws IOException {
    SmallRelease.write(
        folder, 8, List.of(SOURCES.get(0), new SmallRelease.Source("none", "1", 0, List.of())));
    ReleaseContent content = Release.open(folder).content();
    assertThat(content.sources()).extracting(ReleasedSource::name).containsExactly("code", "none");
    assertThat(content.shardsOf("none")).isEmpty();
    assertThat(ReleaseVerifier.verify(folder)).isEmpty();
  }

  @Test
  void aReleaseInAnEmptyPlaceIsReportedAsMissing() {
    assertThatThrownBy(() -> Release.open(folder))
        .isInstanceOf(CorruptReleaseException.class)
        .hasMessageContaining("no release here: expected a folder with manifest.json");
  }

  @Test
  void aShardOutlivesItsDescriptionInJson() throws IOException {
    for (ReleasedShard shard : SmallRelease.shards(folder, SOURCES)) {
      byte[] json = CanonicalJson.bytes(shard.toJson());
      assertThat(ReleasedShard.fromJson(CanonicalJson.parseObject(json))).isEqualTo(shard);
    }
  }
}
