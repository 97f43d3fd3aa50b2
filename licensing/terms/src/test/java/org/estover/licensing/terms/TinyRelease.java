package org.estover.licensing.terms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.estover.licensing.terms.identity.ContentId;
import org.estover.tokenize.order.DocumentOrder;
import org.estover.tokenize.release.ReleaseDraft;
import org.estover.tokenize.release.ReleaseShardWriter;
import org.estover.tokenize.release.ReleaseWriter;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.Removal;
import org.estover.tokenize.release.TokenizerIdentity;
import org.estover.tokenize.shard.TokenWidth;

/** Writes small real releases: three sources of weights 1, 2 and 1/2, in five shards. */
final class TinyRelease {

  static final int SEQUENCE_TOKENS = 16;

  private static final int VOCABULARY = 1000;
  private static final int END_OF_TEXT = 999;
  private static final long ORDER_SEED = 1234;
  private static final List<ReleaseDraft.DraftSource> SOURCES =
      List.of(
          new ReleaseDraft.DraftSource("books", "0.5", 0),
          new ReleaseDraft.DraftSource("code", "2", 1),
          new ReleaseDraft.DraftSource("web", "1", 1));

  /** A document of a release and its tokens. */
  record Text(ReleasedDocument document, List<Integer> tokens) {}

  private TinyRelease() {}

  /** Documents of several holders and licenses, some of nobody known; none is non-commercial. */
  static List<Text> texts(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Text> texts = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String source = List.of("web", "code", "books").get(i % 3);
      String holder = List.of("Ada Ltd", "Bob & Söhne", "Cleo", "").get(random.nextInt(4));
      String license = List.of("MIT", "CC0-1.0", "Apache-2.0 OR MIT").get(random.nextInt(3));
      texts.add(text(random, source, "https://open.test/" + i, license, holder));
    }
    return texts;
  }

  static Text text(
      SplittableRandom random, String source, String uri, String license, String holder) {
    List<Integer> tokens = random.ints(random.nextInt(1, 60), 0, END_OF_TEXT).boxed().toList();
    String sha256 = ContentId.sha256(tokens.toString());
    String id = "doc_" + ContentId.sha256(source + uri + sha256).substring(0, 32);
    return new Text(
        new ReleasedDocument(id, uri, source, license, holder, "allowed", sha256), tokens);
  }

  /** Writes a sealed release into a new folder. */
  static Path write(Path folder, List<Text> texts) throws IOException {
    return write(folder, texts, List.of());
  }

  /** The same, with the WARC files that its evidence names. */
  static Path write(Path folder, List<Text> texts, List<String> warcs) throws IOException {
    return write(folder, texts, warcs, List.of());
  }

  /** The same, made by rules that removed something. */
  static Path write(Path folder, List<Text> texts, List<String> warcs, List<Removal> removals)
      throws IOException {
    Files.createDirectories(folder);
    List<ReleasedShard> shards = new ArrayList<>();
    for (ReleaseDraft.DraftSource source : SOURCES) {
      List<Text> inOrder = inOrder(texts, source.name());
      for (int number = 0; number < 1 << source.shardBits(); number++) {
        shards.add(shard(folder, inOrder, source.name(), source.shardBits(), number));
      }
    }
    ReleaseDraft draft =
        new ReleaseDraft(
            "tiny",
            ContentId.sha256("plan"),
            new TreeMap<>(Map.of("order", "v1")),
            new TokenizerIdentity("numbers", ContentId.sha256("n"), VOCABULARY, END_OF_TEXT),
            ORDER_SEED,
            SEQUENCE_TOKENS,
            SOURCES,
            removals,
            ContentId.sha256(""),
            "");
    TreeMap<String, Object> evidence = new TreeMap<>();
    if (!warcs.isEmpty()) {
      evidence.put("warc", warcs.stream().map(name -> Map.of("name", name, "size", 1L)).toList());
    }
    ReleaseWriter.seal(folder, ReleaseWriter.assemble(folder, draft, shards, evidence));
    return folder;
  }

  private static ReleasedShard shard(
      Path folder, List<Text> texts, String source, int bits, int number) throws IOException {
    TokenWidth width = TokenWidth.forVocabulary(VOCABULARY);
    try (ReleaseShardWriter writer =
        ReleaseShardWriter.create(
            folder, source, number, width, END_OF_TEXT, source + "-" + number)) {
      for (Text text : texts) {
        if (DocumentOrder.shard(key(text), bits) == number) {
          int[] tokens = text.tokens().stream().mapToInt(Integer::intValue).toArray();
          writer.add(text.document(), tokens);
        }
      }
      return writer.finish();
    }
  }

  private static List<Text> inOrder(List<Text> texts, String source) {
    TreeMap<String, Text> inOrder = new TreeMap<>();
    for (Text text : texts) {
      if (text.document().source().equals(source)) {
        inOrder.put(HexFormat.of().formatHex(key(text)) + " " + inOrder.size(), text);
      }
    }
    return List.copyOf(inOrder.values());
  }

  private static byte[] key(Text text) {
    return DocumentOrder.key(ORDER_SEED, ReleasedDocument.idBytes(text.document().id()));
  }

  /** Flips one bit in the first file of the release whose name ends so. */
  static void damage(Path folder, String suffix) throws IOException {
    try (var files = Files.list(folder)) {
      Path file =
          files
              .filter(path -> path.toString().endsWith(suffix))
              .min(Comparator.naturalOrder())
              .orElseThrow();
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
    }
  }

  static byte[] salt() {
    return "a salt for tests".getBytes(StandardCharsets.UTF_8);
  }
}
