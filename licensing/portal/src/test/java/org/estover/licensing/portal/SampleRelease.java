package org.estover.licensing.portal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.DocumentOrder;
import org.estover.tokenize.release.DroppedDocument;
import org.estover.tokenize.release.RejectSamples;
import org.estover.tokenize.release.ReleaseDraft;
import org.estover.tokenize.release.ReleaseShardWriter;
import org.estover.tokenize.release.ReleaseWriter;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.Removal;
import org.estover.tokenize.shard.TokenWidth;

/**
 * A small real release: readable texts of five sites, four rights holders, three licenses and two
 * sources, tokenized as GPT-2 does.
 */
public final class SampleRelease {

  /** Tokens of a sequence. */
  public static final int SEQUENCE_TOKENS = 32;

  /** How many pages were left out as their rights are reserved. */
  public static final int DENIED = 7;

  /** How many pages were left out as they are copies. */
  public static final int DUPLICATES = 2;

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
    return "doc_" + SampleLookup.sha256("id " + number).substring(0, 32);
  }

  /** Writes the release of the documents {@code from} to {@code to}, exclusive. */
  public static void write(Path folder, int from, int to) throws IOException {
    write(folder, IntStream.range(from, to).boxed().toList(), true);
  }

  /**
   * Writes the release of the documents of these numbers, of both sources.
   *
   * @param isListed whether it has look-up files; those of earlier versions have none
   */
  static void write(Path folder, List<Integer> numbers, boolean isListed) throws IOException {
    Files.createDirectories(folder);
    Tokenizer gpt2 = Tokenizer.gpt2();
    List<ReleasedDocument> documents = new ArrayList<>();
    for (int n : numbers) {
      documents.add(
          new ReleasedDocument(
              id(n),
              url(n),
              n % 3 == 0 ? "books" : "web",
              LICENSES.get(n % LICENSES.size()),
              holder(n),
              "allowed",
              SampleLookup.sha256(text(n))));
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
            SampleLookup.identity(gpt2),
            SEED,
            SEQUENCE_TOKENS,
            sources.stream().map(name -> new ReleaseDraft.DraftSource(name, "1", 0)).toList(),
            List.of(
                new Removal("03-filter", "rights-denied", DENIED),
                new Removal("04-dedupe", "near-duplicate", DUPLICATES)),
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
    if (isListed) {
      SampleLookup.seal(folder, draft, shards, dropped(), new RejectSamples(rejects()));
    } else {
      ReleaseWriter.seal(folder, ReleaseWriter.assemble(folder, draft, shards, new TreeMap<>()));
    }
  }

  /** What the run left out: pages of a site that reserves its rights, and copies. */
  private static List<DroppedDocument> dropped() {
    List<DroppedDocument> dropped = new ArrayList<>();
    for (int n = 0; n < DENIED; n++) {
      dropped.add(
          new DroppedDocument(
              "doc_" + SampleLookup.sha256("denied " + n).substring(0, 32),
              "03-filter",
              "rights-denied",
              "robots.txt reserves training",
              "web",
              deniedUrl(n),
              "",
              SampleLookup.sha256("denied text " + n)));
    }
    for (int n = 0; n < DUPLICATES; n++) {
      dropped.add(
          new DroppedDocument(
              "doc_" + SampleLookup.sha256("copy " + n).substring(0, 32),
              "04-dedupe",
              "near-duplicate",
              "",
              "web",
              copyUrl(n),
              id(10 + n),
              SampleLookup.sha256("copied text " + n)));
    }
    return dropped;
  }

  /** The URL of a page that was left out as its rights are reserved. */
  public static String deniedUrl(int number) {
    return "https://reserved.test/page/" + number;
  }

  /** The URL of a copy of the document 10 + number, which was left out. */
  public static String copyUrl(int number) {
    return "https://copies.test/page/" + number;
  }

  private static List<RejectSamples.Rule> rejects() {
    List<RejectSamples.Rule> rules = new ArrayList<>();
    for (String rule : List.of("rights-denied", "near-duplicate")) {
      List<DroppedDocument> dropped =
          dropped().stream().filter(each -> each.rule().equals(rule)).toList();
      rules.add(
          new RejectSamples.Rule(
              dropped.get(0).stage(),
              rule,
              dropped.size(),
              dropped.stream()
                  .map(
                      each ->
                          new RejectSamples.Sample(
                              each.document(),
                              each.uri(),
                              each.source(),
                              each.reason(),
                              each.survivor(),
                              each.survivor().isEmpty() ? "" : "A copied page tells of hedges."))
                  .toList()));
    }
    return rules;
  }
}
