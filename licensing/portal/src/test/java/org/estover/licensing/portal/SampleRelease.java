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
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.DocumentOrder;
import org.estover.tokenize.release.ReleaseDraft;
import org.estover.tokenize.release.ReleaseShardWriter;
import org.estover.tokenize.release.ReleaseWriter;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.Removal;
import org.estover.tokenize.release.TokenizerIdentity;
import org.estover.tokenize.shard.TokenWidth;

/**
 * A small real release: readable texts of five sites, four rights holders, three licenses and two
 * sources, tokenized as GPT-2 does.
 */
public final class SampleRelease {

  /** Tokens of a sequence. */
  public static final int SEQUENCE_TOKENS = 32;

  private static final long SEED = 1234;
  private static final List<String> HOSTS =
      List.of("ada.test", "www.bob.test", "blog.cleo.test", "news.dora.test", "open.test");
  private static final List<String> HOLDERS =
      List.of("Ada Ltd", "Bob & Söhne", "Cleo", "Dora Press", "");
  private static final List<String> LICENSES = List.of("MIT", "CC0-1.0", "CC-BY-4.0");

  private SampleRelease() {}

  /** The URL of the document of a number. */
  public static String url(int number) {
    return "https://" + HOSTS.get(number % HOSTS.size()) + "/page/" + number;
  }

  /** The rights holder of the document of a number, or "". */
  public static String holder(int number) {
    return HOLDERS.get(number % HOLDERS.size());
  }

  /** The text of the document of a number. */
  public static String text(int number) {
    return "Page "
        + number
        + " tells of hedges, commons and the old right of estover."
        + " Who takes wood for "
        + (number + 3)
        + " fires leaves the oak to stand.\n";
  }

  /** The id of the document of a number. */
  public static String id(int number) {
    return "doc_" + sha256("id " + number).substring(0, 32);
  }

  /** Writes the release of the documents {@code from} to {@code to}, exclusive. */
  public static void write(Path folder, int from, int to) throws IOException {
    Files.createDirectories(folder);
    Tokenizer gpt2 = Tokenizer.gpt2();
    List<ReleasedDocument> documents = new ArrayList<>();
    for (int n = from; n < to; n++) {
      documents.add(
          new ReleasedDocument(
              id(n),
              url(n),
              n % 3 == 0 ? "books" : "web",
              LICENSES.get(n % LICENSES.size()),
              holder(n),
              "allowed",
              sha256(text(n))));
    }
    documents.sort(
        Comparator.comparing(
            document -> DocumentOrder.key(SEED, ReleasedDocument.idBytes(document.id())),
            Arrays::compareUnsigned));
    List<String> sources = List.of("books", "web");
    ReleaseDraft draft =
        new ReleaseDraft(
            "commons",
            "cd".repeat(32),
            new TreeMap<>(),
            new TokenizerIdentity(
                "gpt2",
                HexFormat.of().formatHex(gpt2.digest()),
                gpt2.vocabularySize(),
                gpt2.endOfText()),
            SEED,
            SEQUENCE_TOKENS,
            sources.stream().map(name -> new ReleaseDraft.DraftSource(name, "1", 0)).toList(),
            List.of(new Removal("03-filter", "rights-denied", 7)),
            "ef".repeat(32),
            "");
    List<ReleasedShard> shards = new ArrayList<>();
    for (String source : sources) {
      try (ReleaseShardWriter writer =
          ReleaseShardWriter.create(
              folder,
              source,
              0,
              TokenWidth.forVocabulary(gpt2.vocabularySize()),
              gpt2.endOfText(),
              "attempt")) {
        for (ReleasedDocument document : documents) {
          if (document.source().equals(source)) {
            int number = Integer.parseInt(document.uri().replaceAll(".*/", ""));
            writer.add(document, gpt2.encode(text(number)));
          }
        }
        shards.add(writer.finish());
      }
    }
    ReleaseWriter.seal(folder, ReleaseWriter.assemble(folder, draft, shards, new TreeMap<>()));
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
