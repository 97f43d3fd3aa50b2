package org.estover.licensing.portal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.release.DocumentRow;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.DroppedDocument;
import org.estover.tokenize.release.DroppedFile;
import org.estover.tokenize.release.DroppedTableWriter;
import org.estover.tokenize.release.HostOrder;
import org.estover.tokenize.release.HostTreeWriter;
import org.estover.tokenize.release.HostsFile;
import org.estover.tokenize.release.LookupFiles;
import org.estover.tokenize.release.Manifest;
import org.estover.tokenize.release.RejectSamples;
import org.estover.tokenize.release.ReleaseDraft;
import org.estover.tokenize.release.ReleaseWriter;
import org.estover.tokenize.release.ReleasedFile;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.TextDigests;
import org.estover.tokenize.release.TokenizerIdentity;
import org.estover.tokenize.release.UriHost;

/** Seals the releases of tests with what is looked up in them, of any size. */
final class SampleLookup {
  private static final int HOST_SHIFT = 48;
  private static final int SHARD_SHIFT = 40;
  private static final int ROW_SHIFT = 16;
  private static final int SHARDS = 1 << 8;
  private static final int ROWS = 1 << 24;
  private static final int TOKENS = 1 << 16;

  private SampleLookup() {}

  /** The SHA-256 of a text. */
  static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Who GPT-2's tokenizer is. */
  static TokenizerIdentity identity(Tokenizer gpt2) {
    return new TokenizerIdentity(
        "gpt2", HexFormat.of().formatHex(gpt2.digest()), gpt2.vocabularySize(), gpt2.endOfText());
  }

  /**
   * Seals a release with its look-up files.
   *
   * @param dropped what its run left out, in any order
   * @param rejects samples of these
   */
  static void seal(
      Path folder,
      ReleaseDraft draft,
      List<ReleasedShard> shards,
      List<DroppedDocument> dropped,
      RejectSamples rejects)
      throws IOException {
    Manifest bare = ReleaseWriter.assemble(folder, draft, shards, new TreeMap<>());
    TreeMap<String, Object> evidence = new TreeMap<>();
    evidence.put(
        LookupFiles.FIELD, lookup(folder, bare.content().shards(), dropped, rejects).toJson());
    ReleaseWriter.seal(folder, bare.with(evidence));
  }

  private static LookupFiles lookup(
      Path folder, List<ReleasedShard> shards, List<DroppedDocument> dropped, RejectSamples rejects)
      throws IOException {
    Path scratch = Files.createDirectories(folder.resolve("scratch"));
    List<ReleasedFile> texts = new ArrayList<>();
    for (int shard = 0; shard < shards.size(); shard++) {
      texts.add(TextDigests.write(folder, scratch, shards.get(shard).docs(), "texts" + shard));
    }
    HostsFile hosts = hosts(folder, scratch, shards);
    List<DroppedDocument> sorted = new ArrayList<>(dropped);
    sorted.sort(Comparator.comparing(DroppedTableWriter::key, Arrays::compareUnsigned));
    DroppedFile table;
    try (DroppedTableWriter writer = DroppedTableWriter.create(folder, scratch, "dropped")) {
      for (DroppedDocument each : sorted) {
        writer.add(each);
      }
      table = writer.finish();
    }
    ReleasedFile samples = rejects.write(folder, scratch);
    Files.delete(scratch);
    return new LookupFiles(hosts, texts, List.of(table), samples);
  }

  /** Sorts by host, shard and row, each packed into a number, so that a million take 8 MB. */
  private static HostsFile hosts(Path folder, Path scratch, List<ReleasedShard> shards)
      throws IOException {
    long documents = shards.stream().mapToLong(ReleasedShard::documents).sum();
    long[] places = new long[Math.toIntExact(documents)];
    Map<String, Integer> numbers = new HashMap<>();
    int count = 0;
    for (int shard = 0; shard < shards.size(); shard++) {
      try (DocumentTable table = DocumentTable.open(folder, shards.get(shard).docs())) {
        for (long row = 0; row < table.rowCount(); row++) {
          DocumentRow found = table.row(row);
          require(shard < SHARDS && row < ROWS && found.tokens() < TOKENS);
          int number =
              numbers.computeIfAbsent(UriHost.of(found.document().uri()), host -> numbers.size());
          places[count++] =
              (long) number << HOST_SHIFT
                  | (long) shard << SHARD_SHIFT
                  | row << ROW_SHIFT
                  | found.tokens();
        }
      }
    }
    require(numbers.size() <= Short.MAX_VALUE);
    List<String> names = new ArrayList<>(numbers.keySet());
    names.sort(Comparator.comparing(HostOrder::key, Arrays::compareUnsigned));
    long[] ranks = new long[names.size()];
    for (int rank = 0; rank < ranks.length; rank++) {
      ranks[numbers.getOrDefault(names.get(rank), -1)] = rank;
    }
    for (int i = 0; i < places.length; i++) {
      long within = places[i] & ((1L << HOST_SHIFT) - 1);
      places[i] = ranks[(int) (places[i] >>> HOST_SHIFT)] << HOST_SHIFT | within;
    }
    Arrays.sort(places);
    try (HostTreeWriter writer = HostTreeWriter.create(folder, scratch, "hosts")) {
      for (long each : places) {
        writer.add(
            names.get((int) (each >>> HOST_SHIFT)),
            (int) (each >>> SHARD_SHIFT & (SHARDS - 1)),
            (int) (each >>> ROW_SHIFT & (ROWS - 1)),
            each & (TOKENS - 1));
      }
      return writer.finish();
    }
  }

  private static void require(boolean fits) {
    if (!fits) {
      throw new IllegalStateException("a place no longer fits into 64 bits");
    }
  }
}
