package org.estover.tokenize.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class HostTableTest {
  private static final List<String> HOSTS =
      List.of(
          "https://example.org/",
          "http://www.Example.org:81/",
          "https://badexample.org/",
          "https://a.b.example.org/x/",
          "http://localhost/",
          "id:",
          "https://other.test/");
  private static final List<String> ASKED =
      List.of(
          "example.org",
          "www.example.org",
          "b.example.org",
          "org",
          "localhost",
          "other.test",
          "example",
          "nowhere.test",
          "xample.org");

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void theTableFindsWhatLookingAtEveryRowFinds(long seed) throws IOException {
    ReleasedShard shard = shard(seed, 300);
    assertThat(Derived.writeHosts(Release.open(folder))).isEqualTo(1);
    assertThat(Derived.writeHosts(Release.open(folder))).isZero();
    int found = 0;
    for (String host : ASKED) {
      List<String> expected = ids(shard, host, false);
      assertThat(ids(shard, host, true)).as(host).isEqualTo(expected);
      found += expected.size();
    }
    assertThat(found).isGreaterThan(100);
    assertThat(ids(shard, "xample.org", true)).isEmpty();
  }

  @Test
  void aReleaseWithTablesIsStillIntact() throws IOException {
    shard(1, 30);
    Derived.writeHosts(Release.open(folder));
    assertThat(ReleaseVerifier.verify(folder)).isEmpty();
  }

  @Test
  void damagedAndForeignTablesAreNamedWithTheCure() throws IOException {
    ReleasedShard shard = shard(2, 30);
    Derived.writeHosts(Release.open(folder));
    Path table = folder.resolve(HostTable.name(shard.docs()));
    byte[] intact = Files.readAllBytes(table);
    byte[] bytes = intact.clone();
    bytes[60] ^= 1;
    Files.write(table, bytes);
    assertThatThrownBy(() -> ids(shard, "example.org", true))
        .hasMessageContaining("checksum mismatch in block 0");
    bytes = intact.clone();
    bytes[24] ^= 1;
    rewrite(table, bytes);
    assertThatThrownBy(() -> ids(shard, "example.org", true))
        .isInstanceOf(CorruptReleaseException.class)
        .hasMessageContaining("hosts of documents ")
        .hasMessageEndingWith("make it again with \"estover release prepare\"");
    bytes = intact.clone();
    bytes[8] = 2;
    rewrite(table, bytes);
    assertThatThrownBy(() -> ids(shard, "example.org", true))
        .isInstanceOf(FormatTooNewException.class);
    rewrite(table, Arrays.copyOf(intact, intact.length - 12));
    assertThatThrownBy(() -> ids(shard, "example.org", true)).hasMessageContaining(" pairs in ");
    rewrite(table, new byte[9]);
    assertThatThrownBy(() -> ids(shard, "example.org", true))
        .hasMessageContaining("expected a table of hosts, found 9 bytes");
  }

  private static void rewrite(Path table, byte[] bytes) throws IOException {
    Files.write(table, bytes);
    BlockSums.write(table);
  }

  private ReleasedShard shard(long seed, int count) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<SmallRelease.Text> texts = new ArrayList<>();
    for (int d = 0; d < count; d++) {
      ReleasedDocument any = SmallRelease.document("web", d, random);
      String uri = HOSTS.get(random.nextInt(HOSTS.size())) + d;
      texts.add(
          new SmallRelease.Text(
              new ReleasedDocument(
                  any.id(),
                  uri,
                  any.source(),
                  any.license(),
                  any.holder(),
                  any.rights(),
                  any.textSha256()),
              List.of(1, 2)));
    }
    SmallRelease.write(folder, 4, List.of(new SmallRelease.Source("web", "1", 0, texts)));
    return Release.open(folder).content().shards().get(0);
  }

  private List<String> ids(ReleasedShard shard, String host, boolean byTable) throws IOException {
    Release release = Release.open(folder);
    List<String> ids = new ArrayList<>();
    DocumentTable.RowSink sink = row -> ids.add(row.document().id());
    try (DocumentTable documents = release.documents(shard)) {
      if (byTable) {
        try (HostTable hosts = release.hosts(shard).orElseThrow()) {
          documents.rowsOfHost(host, hosts, sink);
        }
      } else {
        documents.rowsOfHost(host, null, sink);
      }
    }
    return ids;
  }
}
