package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleaseDraft;
import org.estover.tokenize.release.ReleaseShardWriter;
import org.estover.tokenize.release.ReleaseWriter;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.TokenizerIdentity;
import org.estover.tokenize.shard.TokenWidth;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReleaseArchiveTest {
  private static final String HASH = "ab".repeat(32);
  private static final int TOKENS = 40;

  @TempDir Path folder;
  private Path archive;
  private Path target;
  private Release release;

  @BeforeEach
  void exportRelease() throws IOException {
    archive = folder.resolve("a.zip");
    target = folder.resolve("in");
    Path made = Files.createDirectory(folder.resolve("release"));
    TokenWidth width = TokenWidth.forVocabulary(1000);
    ReleasedShard shard;
    try (ReleaseShardWriter writer =
        ReleaseShardWriter.create(made, "web", 0, width, 999, "web-0")) {
      ReleasedDocument document =
          new ReleasedDocument(
              "doc_" + "0f".repeat(16), "https://open.test/", "web", "MIT", "", "allowed", HASH);
      writer.add(document, new SplittableRandom(1).ints(TOKENS, 0, 999).toArray());
      shard = writer.finish();
    }
    ReleaseDraft draft =
        new ReleaseDraft(
            "tiny",
            HASH,
            new TreeMap<>(Map.of("order", "v1")),
            new TokenizerIdentity("numbers", HASH, 1000, 999),
            1,
            16,
            List.of(new ReleaseDraft.DraftSource("web", "1", 0)),
            List.of(),
            HASH,
            "");
    ReleaseWriter.seal(made, ReleaseWriter.assemble(made, draft, List.of(shard), new TreeMap<>()));
    release = Release.open(made);
    ReleaseArchive.write(release, archive);
  }

  /** The archive's entries, in order. */
  private Map<String, byte[]> entries() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
      ZipEntry entry;
      while ((entry = zip.getNextEntry()) != null) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private void rewrite(Map<String, byte[]> entries) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue());
        zip.closeEntry();
      }
    }
  }

  private String refusal() {
    StringBuilder message = new StringBuilder();
    assertThatThrownBy(() -> ReleaseArchive.unpack(archive, target))
        .isInstanceOfAny(DamagedArchiveException.class, UsageException.class)
        .satisfies(e -> message.append(e.getMessage()));
    assertThat(target).isEmptyDirectory();
    return message.toString();
  }

  @Test
  void whatWasExportedIsImportedWhateverTheOrderOfItsEntries() throws IOException {
    assertThat(entries().keySet().iterator().next()).endsWith("/" + Release.MANIFEST);
    assertThat(ReleaseArchive.unpack(archive, target)).hasFileName(release.id());
    Map<String, byte[]> sorted = new TreeMap<>(entries());
    assertThat(sorted.keySet().iterator().next()).doesNotEndWith(Release.MANIFEST);
    rewrite(sorted);
    assertThat(ReleaseArchive.unpack(archive, folder.resolve("other"))).hasFileName(release.id());
  }

  @Test
  void namesThatNoFileCanHaveAreRefused() throws IOException {
    for (String name : List.of("rel/a\u0000b", "rel/..", "rel/", "/", "rel/manifest.json\u0000")) {
      Map<String, byte[]> entries = entries();
      entries.put(name, new byte[] {1});
      rewrite(entries);
      assertThat(refusal()).as(name).startsWith(archive + ": ");
    }
    Map<String, byte[]> entries = entries();
    entries.put("rel/\u00e9", new byte[] {1});
    rewrite(entries);
    byte[] bytes = Files.readAllBytes(archive);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (int at = text.indexOf("rel/\u00c3"); at >= 0; at = text.indexOf("rel/\u00c3", at + 1)) {
      bytes[at + 5] = '(';
    }
    Files.write(archive, bytes);
    assertThat(refusal()).startsWith(archive + ": ");
    rewrite(Map.of("rel/a\u0000b", new byte[1]));
    assertThat(refusal()).startsWith(archive + ": ");
  }

  @Test
  void whatTheManifestDoesNotNameIsRefused() throws IOException {
    Map<String, byte[]> entries = entries();
    entries.put("rel/extra.bin", new byte[10]);
    rewrite(entries);
    assertThat(refusal()).contains("extra.bin", "the manifest does not name it");
  }

  @Test
  void aFileStopsAtTheSizeThatTheManifestStates() throws IOException {
    Map<String, byte[]> entries = entries();
    String bin = entries.keySet().stream().filter(n -> n.endsWith(".bin")).findAny().orElseThrow();
    long size = Objects.requireNonNull(entries.get(bin)).length;
    entries.put(bin, new byte[5_000_000]);
    rewrite(entries);
    assertThat(refusal()).contains(bin, "more than the " + size + " bytes");
  }

  @Test
  void aSidecarStopsAtTheSizeOfItsFile() throws IOException {
    for (String end : List.of(".bin.sums", "manifest.json.sums")) {
      Map<String, byte[]> entries = entries();
      String sums = entries.keySet().stream().filter(n -> n.endsWith(end)).findAny().orElseThrow();
      long size = Objects.requireNonNull(entries.get(sums)).length;
      entries.put(sums, new byte[5_000_000]);
      rewrite(entries);
      assertThat(refusal())
          .contains(sums, "more than the " + (end.startsWith(".bin") ? size : 66_420) + " bytes");
      exportAgain();
    }
  }

  private void exportAgain() throws IOException {
    Files.delete(archive);
    ReleaseArchive.write(release, archive);
  }

  @Test
  void aManifestIsBounded() throws IOException {
    rewrite(Map.of("rel/manifest.json", new byte[65 << 20]));
    assertThat(refusal()).contains("manifest.json", "more than the " + (64 << 20) + " bytes");
  }

  @Test
  void aFileThatStandsTwiceIsRefused() throws IOException {
    Map<String, byte[]> entries = entries();
    for (String twice : List.copyOf(entries.keySet())) {
      Map<String, byte[]> doubled = new LinkedHashMap<>(entries);
      doubled.put("again/" + twice.substring(twice.lastIndexOf('/') + 1), entries.get(twice));
      rewrite(doubled);
      assertThat(refusal()).contains("stands in it twice");
    }
  }
}
