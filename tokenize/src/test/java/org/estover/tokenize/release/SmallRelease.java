package org.estover.tokenize.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.DocumentOrder;
import org.estover.tokenize.shard.TokenWidth;

/** Releases of a few seeded documents, with the documents kept in memory to compare with. */
public final class SmallRelease {
  public static final int END_OF_TEXT = 50256;
  public static final int VOCABULARY = 50257;
  public static final long ORDER_SEED = -1234;

  private static final List<String> LICENSES = List.of("", "Apache-2.0", "CC-BY-4.0", "MIT OR X");
  private static final List<String> HOLDERS = List.of("", "Ärzte e.V.", "example.test", "Zoë");
  private static final List<String> RIGHTS = List.of("allowed", "unknown");

  /** A document with its tokens, without the end-of-text. */
  public record Text(ReleasedDocument document, List<Integer> tokens) {
    public int[] tokenArray() {
      return tokens.stream().mapToInt(Integer::intValue).toArray();
    }
  }

  /** A source of documents that stand in the release's order. */
  public record Source(String name, String weight, int shardBits, List<Text> texts) {
    public Source {
      texts = sorted(texts, ORDER_SEED);
    }

    private static List<Text> sorted(List<Text> texts, long seed) {
      Comparator<Text> byKey =
          (a, b) -> {
            byte[] idA = ReleasedDocument.idBytes(a.document().id());
            byte[] idB = ReleasedDocument.idBytes(b.document().id());
            return DocumentOrder.compare(
                DocumentOrder.key(seed, idA), idA, DocumentOrder.key(seed, idB), idB);
          };
      return texts.stream().sorted(byKey).toList();
    }

    int shardOf(Text text, long seed) {
      byte[] id = ReleasedDocument.idBytes(text.document().id());
      return DocumentOrder.shard(DocumentOrder.key(seed, id), shardBits);
    }
  }

  private SmallRelease() {}

  /** A source of documents with random tokens. */
  public static Source source(
      String name, String weight, int shardBits, int documents, int mostTokens, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Text> texts = new ArrayList<>();
    for (int d = 0; d < documents; d++) {
      List<Integer> tokens =
          random.ints(random.nextInt(mostTokens + 1), 0, END_OF_TEXT).boxed().toList();
      texts.add(new Text(document(name, d, random), tokens));
    }
    return new Source(name, weight, shardBits, texts);
  }

  public static ReleasedDocument document(String source, int number, SplittableRandom random) {
    byte[] id = new byte[16];
    random.nextBytes(id);
    byte[] sha256 = new byte[32];
    random.nextBytes(sha256);
    return new ReleasedDocument(
        ReleasedDocument.id(id),
        number % 7 == 3 ? "" : "https://" + source + ".test/é/" + number / 2,
        source,
        LICENSES.get(random.nextInt(LICENSES.size())),
        HOLDERS.get(random.nextInt(HOLDERS.size())),
        RIGHTS.get(random.nextInt(RIGHTS.size())),
        HexFormat.of().formatHex(sha256));
  }

  /** Writes shards and seals the release. */
  public static Manifest write(Path folder, int sequenceTokens, List<Source> sources)
      throws IOException {
    Manifest manifest =
        ReleaseWriter.assemble(
            folder,
            draft(sequenceTokens, sources),
            shards(folder, sources),
            new TreeMap<>(Map.of("fetched", Map.of("first", "2026-11-21T00:00:00Z"))));
    ReleaseWriter.seal(folder, manifest);
    return manifest;
  }

  /** Writes the shards of sources; shards without documents are not written. */
  public static List<ReleasedShard> shards(Path folder, List<Source> sources) throws IOException {
    return shards(folder, sources, ORDER_SEED);
  }

  /** Writes the shards of sources in the order of a seed. */
  public static List<ReleasedShard> shards(Path folder, List<Source> sources, long seed)
      throws IOException {
    List<ReleasedShard> shards = new ArrayList<>();
    for (Source source : sources) {
      for (int number = 0; number < 1 << source.shardBits(); number++) {
        int shard = number;
        List<Text> texts =
            Source.sorted(source.texts(), seed).stream()
                .filter(text -> source.shardOf(text, seed) == shard)
                .toList();
        if (!texts.isEmpty()) {
          shards.add(shard(folder, source.name(), number, texts));
        }
      }
    }
    return shards;
  }

  public static ReleasedShard shard(Path folder, String source, int number, List<Text> texts)
      throws IOException {
    TokenWidth width = TokenWidth.forVocabulary(VOCABULARY);
    String attempt = source + "-" + number;
    try (ReleaseShardWriter writer =
        ReleaseShardWriter.create(folder, source, number, width, END_OF_TEXT, attempt)) {
      for (Text text : texts) {
        writer.add(text.document(), text.tokenArray());
      }
      return writer.finish();
    }
  }

  /** A draft that names a tokenizer which does not exist. */
  public static ReleaseDraft draft(int sequenceTokens, List<Source> sources) {
    return draft(
        sequenceTokens,
        sources,
        new TokenizerIdentity("gpt2", "ab".repeat(32), VOCABULARY, END_OF_TEXT));
  }

  /** A draft of a release whose tokens are a tokenizer's. */
  public static ReleaseDraft draft(int sequenceTokens, List<Source> sources, Tokenizer tokenizer) {
    String digest = HexFormat.of().formatHex(tokenizer.digest());
    return draft(
        sequenceTokens,
        sources,
        new TokenizerIdentity(
            tokenizer.name(), digest, tokenizer.vocabularySize(), tokenizer.endOfText()));
  }

  private static ReleaseDraft draft(
      int sequenceTokens, List<Source> sources, TokenizerIdentity tokenizer) {
    return new ReleaseDraft(
        "small",
        "cd".repeat(32),
        new TreeMap<>(Map.of("dedupe.min-hash", "v1")),
        tokenizer,
        ORDER_SEED,
        sequenceTokens,
        sources.stream()
            .map(s -> new ReleaseDraft.DraftSource(s.name(), s.weight(), s.shardBits()))
            .toList(),
        List.of(new Removal("03-filter", "rights-denied", 7)),
        "ef".repeat(32),
        "");
  }

  /** The tokens of a source's stream. */
  public static int[] stream(Source source) {
    return source.texts().stream()
        .flatMap(text -> Stream.of(text.tokenArray(), new int[] {END_OF_TEXT}))
        .flatMapToInt(Arrays::stream)
        .toArray();
  }
}
