package org.estover.tokenize.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files for look-ups that are intact to the byte and say what is not so. */
final class LookupCheckTest {
  @TempDir Path folder;
  private final List<DroppedDocument> dropped = LookupRelease.dropped(40, 2);
  private @Nullable Manifest sealed;

  @BeforeEach
  void writeRelease() throws IOException {
    sealed =
        LookupRelease.write(folder, List.of(LookupRelease.source("web", 1, 60, 1)), dropped, 1);
    assertThat(ReleaseVerifier.verify(folder)).isEmpty();
  }

  private Manifest manifest() {
    return Objects.requireNonNull(sealed);
  }

  /** The first contradiction of the release with other files for look-ups. */
  private Finding sealedWith(LookupFiles files) throws IOException {
    TreeMap<String, Object> evidence = new TreeMap<>();
    evidence.put(LookupFiles.FIELD, files.toJson());
    Files.delete(folder.resolve(Release.MANIFEST));
    assertThat(ReleaseWriter.seal(folder, manifest().with(evidence)))
        .isEqualTo(manifest().releaseId());
    return ReleaseVerifier.verify(folder).stream()
        .filter(finding -> !(finding instanceof Finding.ExtraFile))
        .findFirst()
        .orElseThrow();
  }

  private Finding withHosts(List<LookupRelease.Placed> placed) throws IOException {
    LookupFiles files = manifest().lookup();
    HostsFile hosts = LookupRelease.write(folder, folder, placed);
    return sealedWith(new LookupFiles(hosts, files.texts(), files.dropped(), files.rejects()));
  }

  @Test
  void aHostThatIsLeftOutIsFound() throws IOException {
    List<LookupRelease.Placed> placed = LookupRelease.placed(folder, manifest());
    String hidden = placed.get(placed.size() / 2).host();
    List<LookupRelease.Placed> fewer = new ArrayList<>(placed);
    fewer.removeIf(each -> each.host().equals(hidden));
    Finding finding = withHosts(fewer);
    assertThat(finding.file()).endsWith(".tree");
    assertThat(finding.message()).contains(fewer.size() + " documents, the tables have");
  }

  @Test
  void aDocumentUnderAnotherHostIsFound() throws IOException {
    List<LookupRelease.Placed> placed = LookupRelease.placed(folder, manifest());
    LookupRelease.Placed last = placed.get(placed.size() - 1);
    placed.removeIf(each -> each.host().equals(last.host()));
    for (LookupRelease.Placed each : LookupRelease.placed(folder, manifest())) {
      if (each.host().equals(last.host())) {
        String invented = each.host() + "x";
        placed.add(new LookupRelease.Placed(invented, each.shard(), each.row(), each.tokens()));
      }
    }
    assertThat(withHosts(placed).message()).contains("is of " + last.host());
  }

  @Test
  void wrongCountsOfTokensAreFound() throws IOException {
    List<LookupRelease.Placed> placed = LookupRelease.placed(folder, manifest());
    LookupRelease.Placed first = placed.get(0);
    placed.set(
        0, new LookupRelease.Placed(first.host(), first.shard(), first.row(), first.tokens() + 1));
    assertThat(withHosts(placed).message()).contains("tokens, the tables say");
  }

  @Test
  void aTreeWhoseHashesDoNotFollowIsFound() throws IOException {
    LookupFiles files = manifest().lookup();
    HostsFile hosts = Objects.requireNonNull(files.hosts());
    byte[] bytes = Files.readAllBytes(folder.resolve(hosts.file().name()));
    // The first hash of the lowest level stands right behind the places.
    int hash =
        HostTreeFormat.HEADER_SIZE
            + namesSize(bytes)
            + (int) (hosts.hosts() + 1) * HostTreeFormat.ROW_SIZE
            + (int) hosts.documents() * HostTreeFormat.PLACE_SIZE;
    bytes[hash] ^= 1;
    assertThat(resealed(files, hosts, bytes).message()).contains("leaf of host 0 is another's");
    bytes[hash] ^= 1;
    bytes[hash + (int) hosts.hosts() * TreeHash.SIZE] ^= 1;
    assertThat(resealed(files, hosts, bytes).message())
        .contains("node 0 of level 1 does not follow");
  }

  private static int namesSize(byte[] tree) {
    return (int)
        ByteBuffer.wrap(tree)
            .order(ByteOrder.LITTLE_ENDIAN)
            .getLong(tree.length - HostTreeFormat.TRAILER_SIZE + Long.BYTES);
  }

  private Finding resealed(LookupFiles files, HostsFile hosts, byte[] bytes) throws IOException {
    Path unfinished = Files.write(folder.resolve("changed"), bytes);
    ReleasedFile placed = NamedByContent.place(unfinished, folder, ".tree");
    HostsFile changed =
        new HostsFile(placed, hosts.hosts(), hosts.documents(), hosts.tokens(), hosts.root());
    return sealedWith(new LookupFiles(changed, files.texts(), files.dropped(), files.rejects()));
  }

  @Test
  void textsOfAnotherShardAndTablesThatLackARowAreFound() throws IOException {
    LookupFiles files = manifest().lookup();
    List<ReleasedFile> swapped = List.of(files.texts().get(1), files.texts().get(0));
    assertThat(
            sealedWith(new LookupFiles(files.hosts(), swapped, files.dropped(), files.rejects()))
                .message())
        .contains("texts of other documents than");
    List<DroppedDocument> fewer = new ArrayList<>(dropped);
    assertThat(fewer.removeIf(row -> row.rule().equals("withdrawn"))).isTrue();
    List<DroppedFile> tables =
        List.of(
            LookupRelease.table(folder, folder, fewer, 1, 0),
            LookupRelease.table(folder, folder, fewer, 1, 1));
    assertThat(
            sealedWith(new LookupFiles(files.hosts(), files.texts(), tables, files.rejects()))
                .message())
        .contains("0 documents dropped by withdrawn in 03-filter, the manifest says");
    List<DroppedFile> misplaced = List.of(files.dropped().get(1), files.dropped().get(0));
    assertThat(
            sealedWith(new LookupFiles(files.hosts(), files.texts(), misplaced, files.rejects()))
                .message())
        .contains("it has a row of another table");
  }

  @Test
  void aNewerVersionIsRefusedByName() throws IOException {
    String json = new String(manifest().toBytes(), StandardCharsets.UTF_8);
    byte[] newer =
        json.replace("\"version\":1}", "\"version\":2}").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Manifest.parse(newer, folder))
        .isInstanceOf(FormatTooNewException.class);
  }
}
