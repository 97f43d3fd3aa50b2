package org.estover.tokenize.reconstruct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.release.CorruptReleaseException;
import org.estover.tokenize.release.RangeServer;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.SmallRelease;
import org.estover.tokenize.shard.IndexedDatasetReader;
import org.estover.tokenize.shard.IndexedTarget;
import org.estover.tokenize.shard.ItemDifference;
import org.estover.tokenize.shard.ItemSlice;
import org.estover.tokenize.shard.OneWorker;
import org.estover.tokenize.shard.TokenItems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A release's sequences and documents as items, and in the files of trainers. */
final class ReleaseItemsTest {
  @TempDir private Path folder;
  private List<SmallRelease.Source> sources = List.of();

  private Path write(long seed) throws IOException {
    Path release = Files.createDirectories(folder.resolve("release"));
    sources =
        List.of(
            SmallRelease.source("books", "2.5", 1, 30, 50, seed),
            SmallRelease.source("web", "0.8", 2, 90, 14, seed + 200));
    SmallRelease.write(release, 6 + (int) seed, sources);
    return release;
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void rowsAreWhatThePositionsRead(long seed) throws IOException {
    Path release = write(seed);
    SplittableRandom random = new SplittableRandom(seed);
    try (Reconstruct reconstruct = Reconstruct.open(release)) {
      ReleaseRows rows = ReleaseRows.of(reconstruct);
      long length = reconstruct.order().length();
      assertThat(rows.itemCount()).isEqualTo(length);
      assertThat(rows.tokenCount()).isEqualTo(length * rows.rowTokens());
      for (long p = 0; p < length; p++) {
        assertThat(rows.item(p)).isEqualTo(reconstruct.tokens(p));
        assertThat(rows.itemStart(p)).isEqualTo(p * rows.rowTokens());
      }
      // In one piece, and as Pythia lays them out.
      long from = random.nextLong(length);
      TokenItems part = ItemSlice.of(rows, from, length);
      OneWorker.write(new IndexedTarget(folder.resolve("document"), 0), part);
      try (IndexedDatasetReader document = IndexedDatasetReader.open(folder.resolve("document"))) {
        document.verify();
        assertThat(document.sequenceCount()).isEqualTo(length - from);
        for (long i = 0; i < length - from; i++) {
          assertThat(document.sequence(i)).isEqualTo(reconstruct.tokens(from + i));
        }
      }
    }
  }

  @Test
  void rowsOfAServerAreThoseOfTheDisk() throws IOException {
    Path release = write(3);
    try (RangeServer server = RangeServer.of(release);
        ReleaseRows local = ReleaseRows.of(Reconstruct.open(release));
        ReleaseRows remote = ReleaseRows.of(Reconstruct.open(server.place()))) {
      assertThat(ItemDifference.find(local, remote)).isEmpty();
    }
    try (Reconstruct reconstruct = Reconstruct.open(release)) {
      reconstruct.writeOrderedCopy();
    }
    try (RangeServer server = RangeServer.of(release);
        ReleaseRows local = ReleaseRows.of(Reconstruct.open(release));
        ReleaseRows remote = ReleaseRows.of(Reconstruct.open(server.place()))) {
      assertThat(ItemDifference.find(local, remote)).isEmpty();
      assertThat(server.requests()).anyMatch(request -> request.startsWith("derived/order.bin "));
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void documentsAreThoseOfTheSourcesInTheirOrder(long seed) throws IOException {
    Path release = write(seed);
    List<int[]> all = new ArrayList<>();
    for (SmallRelease.Source source : sources) {
      List<int[]> expected = new ArrayList<>();
      for (SmallRelease.Text text : source.texts()) {
        int[] tokens = new int[text.tokens().size() + 1];
        System.arraycopy(text.tokenArray(), 0, tokens, 0, tokens.length - 1);
        tokens[tokens.length - 1] = SmallRelease.END_OF_TEXT;
        expected.add(tokens);
      }
      try (ReleaseDocuments documents = ReleaseDocuments.of(Release.open(release), source.name())) {
        same(documents, expected, seed);
      }
      all.addAll(expected);
    }
    try (ReleaseDocuments documents = ReleaseDocuments.of(Release.open(release))) {
      same(documents, all, seed);
    }
  }

  private static void same(TokenItems items, List<int[]> expected, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    assertThat(items.itemCount()).isEqualTo(expected.size());
    long start = 0;
    for (int i = 0; i < expected.size(); i++) {
      assertThat(items.item(i)).isEqualTo(expected.get(i));
      assertThat(items.itemStart(i)).isEqualTo(start);
      start += expected.get(i).length;
    }
    assertThat(items.itemStart(expected.size())).isEqualTo(start).isEqualTo(items.tokenCount());
    for (int i = 0; i < 20; i++) {
      int from = random.nextInt(expected.size());
      int count = random.nextInt(expected.size() + 1 - from);
      int[] sizes = new int[count];
      items.sizes(from, sizes, count);
      assertThat(sizes)
          .isEqualTo(
              expected.subList(from, from + count).stream().mapToInt(t -> t.length).toArray());
      List<Integer> tokens = new ArrayList<>();
      items.tokens(
          from,
          from + count,
          (bytes, at, size) -> {
            int[] decoded = new int[size / items.width().bytes()];
            items.width().decode(bytes, at, decoded, 0, decoded.length);
            for (int token : decoded) {
              tokens.add(token);
            }
          });
      assertThat(tokens.stream().mapToInt(Integer::intValue).toArray())
          .isEqualTo(
              expected.subList(from, from + count).stream().flatMapToInt(Arrays::stream).toArray());
    }
  }

  @Test
  void anUnknownSourceIsNamedWithThoseThatAreThere() throws IOException {
    Path release = write(1);
    assertThatThrownBy(() -> ReleaseDocuments.of(Release.open(release), "wiki"))
        .isInstanceOf(NotInReleaseException.class)
        .hasMessageContaining("source \"wiki\"")
        .hasMessageContaining("has books, web; name one of these");
  }

  @Test
  void damageIsNamedWithItsBlock() throws IOException {
    Path release = write(4);
    try (Reconstruct reconstruct = Reconstruct.open(release)) {
      Path bin = release.resolve(reconstruct.content().shards().get(0).bin().name());
      byte[] bytes = Files.readAllBytes(bin);
      bytes[7] ^= 1;
      Files.write(bin, bytes);
      assertThatThrownBy(
              () ->
                  OneWorker.write(
                      new IndexedTarget(folder.resolve("x"), 0), ReleaseRows.of(reconstruct)))
          .isInstanceOf(CorruptReleaseException.class)
          .hasMessageContaining("checksum mismatch in block 0");
      assertThatThrownBy(
              () ->
                  OneWorker.write(
                      new IndexedTarget(folder.resolve("y"), 0),
                      ReleaseDocuments.of(reconstruct.release())))
          .isInstanceOf(CorruptReleaseException.class);
    }
  }

  @Test
  void aPlanSaysWhichStepReadsWhichRows() throws IOException {
    Path release = write(5);
    try (Reconstruct reconstruct = Reconstruct.open(release)) {
      RowsPlan plan = RowsPlan.of(reconstruct, 8, 30, new BatchPlan(4));
      plan.write(folder.resolve("plan.json"));
      assertThat(folder.resolve("plan.json"))
          .hasContent(
              "{\"first-position\":8,\"first-step\":2,\"format\":\"estover.rows.v1\",\"order\":"
                  + "\"estover.packed.v1\",\"positions\":22,\"release\":\""
                  + reconstruct.release().id()
                  + "\",\"sequence-tokens\":11,\"sequences-per-step\":4,\"steps\":5,\"tokenizer\":\""
                  + reconstruct.content().tokenizer().digest()
                  + "\"}");
      assertThatThrownBy(() -> RowsPlan.of(reconstruct, 9, 30, new BatchPlan(4)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("steps of 4 sequences begin at multiples of it");
    }
  }
}
