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
import java.util.stream.IntStream;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.DocumentOrder;
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
import org.estover.tokenize.release.ReleaseShardWriter;
import org.estover.tokenize.release.ReleaseWriter;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedFile;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.Removal;
import org.estover.tokenize.release.TextDigests;
import org.estover.tokenize.release.TokenizerIdentity;
import org.estover.tokenize.release.UriHost;
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
    return "doc_" + sha256("id " + number).substring(0, 32);
  }

  /** Writes the release of the documents {@code from} to {@code to}, exclusive. */
  public static void write(Path folder, int from, int to) throws IOException {
    write(folder, IntStream.range(from, to).boxed().toList());
  }

  /** Writes the release of the documents of these numbers, of both sources. */
  static void write(Path folder, List<Integer> numbers) throws IOException {
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
    Manifest bare = ReleaseWriter.assemble(folder, draft, shards, new TreeMap<>());
    TreeMap<String, Object> evidence = new TreeMap<>();
    evidence.put(LookupFiles.FIELD, lookup(folder, bare.content().shards()).toJson());
    ReleaseWriter.seal(folder, bare.with(evidence));
  }

  /** What the run left out: pages of a site that reserves its rights, and copies. */
  private static List<DroppedDocument> dropped() {
    List<DroppedDocument> dropped = new ArrayList<>();
    for (int n = 0; n < DENIED; n++) {
      dropped.add(
          new DroppedDocument(
              "doc_" + sha256("denied " + n).substring(0, 32),
              "03-filter",
              "rights-denied",
              "robots.txt reserves training",
              "web",
              deniedUrl(n),
              "",
              sha256("denied text " + n)));
    }
    for (int n = 0; n < DUPLICATES; n++) {
      dropped.add(
          new DroppedDocument(
              "doc_" + sha256("copy " + n).substring(0, 32),
              "04-dedupe",
              "near-duplicate",
              "",
              "web",
              copyUrl(n),
              id(10 + n),
              sha256("copied text " + n)));
    }
    dropped.sort(Comparator.comparing(DroppedTableWriter::key, Arrays::compareUnsigned));
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

  /** A document as the list of sites has it. */
  private record Placed(String host, int shard, int row, int tokens) {}

  private static LookupFiles lookup(Path folder, List<ReleasedShard> shards) throws IOException {
    Path scratch = Files.createDirectories(folder.resolve("scratch"));
    List<ReleasedFile> texts = new ArrayList<>();
    List<Placed> placed = new ArrayList<>();
    for (int shard = 0; shard < shards.size(); shard++) {
      texts.add(TextDigests.write(folder, scratch, shards.get(shard).docs(), "texts" + shard));
      try (DocumentTable table = DocumentTable.open(folder, shards.get(shard).docs())) {
        for (int row = 0; row < table.rowCount(); row++) {
          DocumentRow found = table.row(row);
          placed.add(new Placed(UriHost.of(found.document().uri()), shard, row, found.tokens()));
        }
      }
    }
    placed.sort(
        Comparator.comparing((Placed each) -> HostOrder.key(each.host()), Arrays::compareUnsigned)
            .thenComparing(Placed::shard)
            .thenComparing(Placed::row));
    HostsFile hosts;
    try (HostTreeWriter writer = HostTreeWriter.create(folder, scratch, "hosts")) {
      for (Placed each : placed) {
        writer.add(each.host(), each.shard(), each.row(), each.tokens());
      }
      hosts = writer.finish();
    }
    DroppedFile table;
    try (DroppedTableWriter writer = DroppedTableWriter.create(folder, scratch, "dropped")) {
      for (DroppedDocument each : dropped()) {
        writer.add(each);
      }
      table = writer.finish();
    }
    ReleasedFile rejects = new RejectSamples(rejects()).write(folder, scratch);
    Files.delete(scratch);
    return new LookupFiles(hosts, texts, List.of(table), rejects);
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
