package org.estover.tokenize.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.estover.tokenize.order.PackedOrder;
import org.estover.tokenize.order.WeightedSource;

/**
 * Makes a release out of shards: assembles its manifest, and seals it.
 *
 * <p>Sealing creates {@code manifest.json} if there is none, in one step; an identical one is fine,
 * another one is refused and stays. So a release that exists is complete, and publishing twice is
 * harmless.
 */
public final class ReleaseWriter {
  private ReleaseWriter() {}

  /**
   * Assembles the manifest over the shards in a folder. Reads the tables' shares: time and memory
   * grow with shards and distinct licenses, not with documents.
   *
   * @throws IllegalArgumentException if draft and shards contradict each other
   * @throws CorruptReleaseException if a table is missing or damaged
   */
  public static Manifest assemble(
      Path folder,
      ReleaseDraft draft,
      List<ReleasedShard> shards,
      SortedMap<String, Object> evidence)
      throws IOException {
    List<ReleasedShard> sorted = new ArrayList<>(shards);
    sorted.sort(
        Comparator.comparing(ReleasedShard::source, ContentCheck.ORDER)
            .thenComparingInt(ReleasedShard::number));
    PackedOrder order = order(draft, sorted);
    SortedMap<String, ClassCount> licenses = new TreeMap<>(ContentCheck.ORDER);
    SortedMap<String, ClassCount> rights = new TreeMap<>(ContentCheck.ORDER);
    for (ReleasedShard shard : sorted) {
      try (DocumentTable table = DocumentTable.open(folder, shard.docs())) {
        for (int number = 0; number < table.shareCount(); number++) {
          DocumentShare share = table.share(number);
          ClassCount.add(licenses, share.license(), share);
          ClassCount.add(rights, share.rights(), share);
        }
      }
    }
    ReleaseContent content =
        new ReleaseContent(
            draft.name(),
            draft.planDigest(),
            draft.algorithms(),
            draft.tokenizer(),
            new OrderIdentity(
                PackedOrder.NAME, draft.seed(), draft.sequenceTokens(), order.length()),
            sources(draft, sorted, order),
            List.copyOf(licenses.values()),
            List.copyOf(rights.values()),
            draft.removals(),
            draft.withdrawnDigest(),
            draft.base(),
            sorted,
            Optional.empty());
    return new Manifest(content, evidence);
  }

  private static PackedOrder order(ReleaseDraft draft, List<ReleasedShard> shards) {
    List<WeightedSource> weighted = new ArrayList<>();
    for (ReleaseDraft.DraftSource source : draft.sources()) {
      long tokens = sum(shards, source.name(), ReleasedShard::tokens);
      weighted.add(new WeightedSource(source.name(), tokens, source.weight()));
    }
    return PackedOrder.of(draft.seed(), draft.sequenceTokens(), weighted);
  }

  private static List<ReleasedSource> sources(
      ReleaseDraft draft, List<ReleasedShard> shards, PackedOrder order) {
    ReleasedSource[] sources = new ReleasedSource[draft.sources().size()];
    for (ReleaseDraft.DraftSource source : draft.sources()) {
      int index = order.sourceIndex(source.name());
      sources[index] =
          new ReleasedSource(
              source.name(),
              source.weight(),
              source.shardBits(),
              sum(shards, source.name(), ReleasedShard::documents),
              sum(shards, source.name(), ReleasedShard::tokens),
              order.sequenceCount(index),
              order.slotCount(index),
              order.tailTokens(index));
    }
    return List.of(sources);
  }

  private static long sum(
      List<ReleasedShard> shards, String source, Function<ReleasedShard, Long> count) {
    return shards.stream()
        .filter(shard -> shard.source().equals(source))
        .mapToLong(count::apply)
        .sum();
  }

  /**
   * Seals a release: from then on it is what its manifest says. Synced to the disk on return.
   *
   * @return the release's id
   * @throws CorruptReleaseException if a file that the manifest names is missing or has another
   *     size
   * @throws ReleaseConflictException if the folder holds another release
   */
  public static String seal(Path folder, Manifest manifest) throws IOException {
    for (ReleasedFile file : manifest.files()) {
      requireSize(folder.resolve(file.name()), file.size());
      requireSize(
          folder.resolve(BlockSums.sidecarName(file.name())), BlockSums.sidecarSize(file.size()));
    }
    Path file = folder.resolve(Release.MANIFEST);
    byte[] bytes = manifest.toBytes();
    requireSame(folder, manifest, bytes);
    String sha256 = Digests.sha256Hex(bytes);
    Path unfinished = folder.resolve("." + sha256 + ".tmp");
    Disk.write(unfinished, bytes);
    // The sums stand before the manifest does, so a manifest that can be seen can be checked.
    BlockSums.write(unfinished, Release.MANIFEST, sha256);
    Disk.replace(BlockSums.sidecar(unfinished), BlockSums.sidecar(file));
    if (!Disk.createIfAbsent(unfinished, file)) {
      Files.delete(unfinished);
      if (!Arrays.equals(Files.readAllBytes(file), bytes)) {
        // Another writer came first: the sums have to be those of its manifest again.
        BlockSums.write(file);
        requireSame(folder, manifest, bytes);
      }
    }
    return manifest.releaseId();
  }

  private static void requireSame(Path folder, Manifest manifest, byte[] bytes) throws IOException {
    Path file = folder.resolve(Release.MANIFEST);
    if (Files.exists(file)) {
      byte[] existing = Files.readAllBytes(file);
      if (!Arrays.equals(existing, bytes)) {
        String sealed = Manifest.parse(existing, file).releaseId();
        throw Errors.conflict(folder, sealed, manifest.releaseId());
      }
    }
  }

  private static void requireSize(Path file, long size) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw Errors.missing(file.toString());
    }
    if (Files.size(file) != size) {
      throw Errors.wrongSize(file.toString(), size, Files.size(file));
    }
  }
}
