package org.estover.tokenize.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.estover.tokenize.order.LateSequences;
import org.estover.tokenize.order.PackedOrder;
import org.estover.tokenize.shard.TokenWidth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads a release of each past format version, and holds today's writer to the newest one. */
final class ReleaseFormatTest {
  private static final String RELEASE_1 = "rel_cb7a34d97bb337ec6251d94aada3b1db";
  private static final List<SmallRelease.Source> SOURCES_1 =
      List.of(
          SmallRelease.source("code", "0.75", 0, 3, 40, 11),
          SmallRelease.source("wëb", "1.5", 1, 6, 20, 12));

  private static final SmallRelease.Source SOURCE_LOOKUP_1 =
      LookupRelease.source("web", 0, 12, 21);
  private static final List<DroppedDocument> DROPPED_1 = LookupRelease.dropped(14, 22);
  private static final String RELEASE_LOOKUP_1 = "rel_29fe7459446e95c6a67993521497353e";
  private static final String ROOT_1 = "72cba63be9cb0a4bc6a3ef3bc69e5358326121ae577be9cb1a2118cd90a8dd2c";

  private static final String RELEASE_2 = "rel_b9d24251f18b69b773820fc3de9cba9a";

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
  void aReleaseOfFormat2IsReadForGood() throws IOException, URISyntaxException {
    Release release = Release.open(format("format-2"));
    assertThat(release.id()).isEqualTo(RELEASE_2);
    assertThat(release.content().intervention().orElseThrow().parent()).isEqualTo(RELEASE_1);
    assertThat(ReleaseVerifier.verify(release.folder())).isEmpty();
  }

  @Test
  void theSameInterventionGivesTheSameBytesEverywhere() throws IOException, URISyntaxException {
    assertThat(intervene(format("format-1"), folder)).isEqualTo(RELEASE_2);
    try (Stream<Path> files = Files.list(format("format-2"))) {
      for (Path file : files.toList()) {
        assertThat(folder.resolve(file.getFileName().toString())).hasSameBinaryContentAs(file);
      }
    }
  }

  @Test
  void filesForLookUpsOfVersion1AreReadForGood() throws IOException, URISyntaxException {
    Path kept = format("lookup-1");
    assertThat(ReleaseVerifier.verify(kept)).isEmpty();
    Release release = Release.open(kept);
    assertThat(release.id()).isEqualTo(RELEASE_LOOKUP_1);
    try (ReleaseLookup lookup = ReleaseLookup.open(release, () -> 0)) {
      assertThat(lookup.hosts().orElseThrow().root()).isEqualTo(ROOT_1);
      for (SmallRelease.Text text : SOURCE_LOOKUP_1.texts()) {
        assertThat(lookup.byDocument(text.document().id(), 9))
            .anySatisfy(found -> assertThat(found).isInstanceOf(LookupResult.Kept.class));
      }
      for (DroppedDocument dropped : DROPPED_1) {
        if (!dropped.document().isEmpty()) {
          assertThat(lookup.byDocument(dropped.document(), 9))
              .contains(new LookupResult.Dropped(dropped));
        }
      }
      assertThat(lookup.rejects().orElseThrow().rules()).hasSize(1);
    }
    Manifest manifest = LookupRelease.write(folder, List.of(SOURCE_LOOKUP_1), DROPPED_1, 1);
    assertThat(manifest.releaseId()).isEqualTo(RELEASE_LOOKUP_1);
    try (Stream<Path> files = Files.list(kept)) {
      for (Path file : files.toList()) {
        assertThat(folder.resolve(file.getFileName().toString())).hasSameBinaryContentAs(file);
      }
    }
  }

  /** Every third token is one more from position 4 on, where that is read. */
  static String intervene(Path parentFolder, Path folder) throws IOException {
    Release parent = Release.open(parentFolder);
    PackedOrder order = parent.content().packedOrder();
    List<TokenChangesPart> parts = new ArrayList<>();
    Set<String> documents = new HashSet<>();
    Map<String, Long> starts = new HashMap<>();
    for (ReleasedShard shard : parent.content().shards()) {
      long start = starts.getOrDefault(shard.source(), 0L);
      starts.put(shard.source(), start + shard.tokens());
      LateSequences late = new LateSequences(order, order.sourceIndex(shard.source()), 4);
      byte[] bytes = Files.readAllBytes(parent.path(shard.bin()));
      int[] tokens = new int[(int) shard.tokens()];
      TokenWidth.UINT16.decode(bytes, 0, tokens, 0, tokens.length);
      try (DocumentTable table = parent.documents(shard);
          TokenChangesPart part = TokenChangesPart.create(folder.resolve("part-" + parts.size()))) {
        for (int t = 0; t < tokens.length; t += 3) {
          if (tokens[t] < SmallRelease.END_OF_TEXT - 1 && late.read(start + t)) {
            part.add(t, tokens[t], tokens[t] + 1);
            documents.add(table.row(table.rowAt(t)).document().id());
          }
        }
        parts.add(part);
      }
    }
    long tokens = parts.stream().mapToLong(TokenChangesPart::count).sum();
    ReleasedFile changes = TokenChanges.write(folder, parts);
    List<Swap> swaps = List.of(new Swap("he", "shé"), new Swap("\u0001", "\""));
    Intervention intervention =
        new Intervention(parent.id(), 2, 2, false, swaps, documents.size(), tokens, changes);
    return InterventionWriter.seal(parent, folder, intervention);
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

  @Test
  void countsThatWrapAroundAreNoSum() throws IOException {
    List<SmallRelease.Source> sources = List.of(SmallRelease.source("web", "1", 3, 60, 12, 1));
    ReleaseContent content = SmallRelease.write(folder, 6, sources).content();
    List<ReleasedShard> shards = new ArrayList<>(content.shards());
    assertThat(shards).hasSizeGreaterThan(3);
    // Together they add 2^64, which is nothing.
    long[] added = {Long.MAX_VALUE - 1000, Long.MAX_VALUE - 1000, 2002};
    for (int i = 0; i < added.length; i++) {
      ReleasedShard shard = shards.get(i);
      shards.set(
          i,
          new ReleasedShard(
              shard.source(),
              shard.number(),
              shard.documents(),
              shard.tokens() + added[i],
              shard.idsSha256(),
              shard.bin(),
              shard.idx(),
              shard.docs()));
    }
    assertThatThrownBy(
            () ->
                new ReleaseContent(
                    content.name(),
                    content.planDigest(),
                    content.algorithms(),
                    content.tokenizer(),
                    content.order(),
                    content.sources(),
                    content.licenses(),
                    content.rights(),
                    content.removals(),
                    content.withdrawnDigest(),
                    content.base(),
                    shards,
                    content.intervention()))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void sequencesOfWhichNoArrayHasRoomAreRefused() {
    assertThatThrownBy(() -> new OrderIdentity(PackedOrder.NAME, 0, Integer.MAX_VALUE, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PackedOrder.of(0, Integer.MAX_VALUE, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Path format1() throws URISyntaxException {
    return format("format-1");
  }

  private static Path format(String name) throws URISyntaxException {
    URL folder = ReleaseFormatTest.class.getResource("/release/" + name);
    return Path.of(Objects.requireNonNull(folder).toURI());
  }
}
