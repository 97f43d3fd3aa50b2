package org.estover.tokenize.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads a release of each past format version, and holds today's writer to the newest one. */
final class ReleaseFormatTest {
  private static final String RELEASE_1 = "rel_cb7a34d97bb337ec6251d94aada3b1db";
  private static final List<SmallRelease.Source> SOURCES_1 =
      List.of(
          SmallRelease.source("code", "0.75", 0, 3, 40, 11),
          SmallRelease.source("wëb", "1.5", 1, 6, 20, 12));

  @TempDir Path folder;

  @Test
  void aReleaseOfFormat1IsReadForGood() throws IOException, URISyntaxException {
    Path format1 = format1();
    assertThat(Release.open(format1).id()).isEqualTo(RELEASE_1);
    assertThat(ReleaseVerifier.verify(format1)).isEmpty();
    for (ReleasedShard shard : Release.open(format1).content().shards()) {
      try (DocumentTable table = Release.open(format1).documents(shard)) {
        for (long row = 0; row < table.rowCount(); row++) {
          ReleasedDocument document = table.row(row).document();
          assertThat(SOURCES_1)
              .anyMatch(s -> s.texts().stream().anyMatch(t -> t.document().equals(document)));
        }
      }
    }
  }

  @Test
  void theSameDocumentsGiveTheSameBytesEverywhere() throws IOException, URISyntaxException {
    Manifest manifest = SmallRelease.write(folder, 6, SOURCES_1);
    assertThat(manifest.releaseId()).isEqualTo(RELEASE_1);
    assertThat(manifest.releaseIdOf(manifest.toBytes())).isEqualTo(RELEASE_1);
    try (Stream<Path> files = Files.list(format1())) {
      for (Path file : files.toList()) {
        assertThat(folder.resolve(file.getFileName().toString())).hasSameBinaryContentAs(file);
      }
    }
  }

  @Test
  void oneContentHasOneForm() throws IOException {
    Manifest manifest = SmallRelease.write(folder, 6, SOURCES_1);
    String json = new String(manifest.toBytes(), StandardCharsets.UTF_8);
    Map<String, String> changes =
        Map.of(
            "\"seed\":\"-1234\"", "\"seed\":\"-01234\"",
            "{\"content\":{\"algorithms\":{\"dedupe.min-hash\":\"v1\"},",
                "{\"content\":{\"algorithms\":{\"dedupe.min-hash\":\"v1\"},\"base\":\"\",");
    changes.forEach(
        (from, to) -> {
          assertThat(json).contains(from);
          byte[] changed = json.replace(from, to).getBytes(StandardCharsets.UTF_8);
          assertThatThrownBy(() -> Manifest.parse(changed, folder))
              .isInstanceOf(CorruptReleaseException.class)
              .hasMessageContaining("no valid manifest: manifest.content.");
        });
  }

  private static Path format1() throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(ReleaseFormatTest.class.getResource("/release/format-1")).toURI());
  }
}
