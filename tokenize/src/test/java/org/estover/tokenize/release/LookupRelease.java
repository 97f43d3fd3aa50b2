package org.estover.tokenize.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.estover.tokenize.release.SmallRelease.Source;
import org.estover.tokenize.release.SmallRelease.Text;

/** Releases of a few seeded documents, with all files for look-ups. */
public final class LookupRelease {
  private static final List<String> LABELS =
      List.of("org", "test", "example", "examples", "exam-ple", "a", "b", "www", "xn--bcher-kva");

  private LookupRelease() {}

  /** A host of few labels, so that some are equal and some below others. */
  static String host(SplittableRandom random) {
    int kind = random.nextInt(20);
    if (kind == 0) {
      return "10.0." + random.nextInt(2) + "." + random.nextInt(3);
    }
    if (kind == 1) {
      return "[2001:db8::" + random.nextInt(3) + "]";
    }
    if (kind == 2) {
      return List.of("localhost", "büch\u0000er.test", "a..test", "büch.er.test")
          .get(random.nextInt(4));
    }
    StringBuilder host = new StringBuilder();
    int labels = 1 + random.nextInt(3);
    for (int i = 0; i < labels; i++) {
      host.append(LABELS.get(random.nextInt(LABELS.size()))).append('.');
    }
    return host.append(random.nextBoolean() ? "org" : "test").toString();
  }

  static String uri(SplittableRandom random, int number) {
    return switch (random.nextInt(8)) {
      case 0 -> "";
      case 1 -> "maven:group:artifact:1!/" + number;
      default -> "https://" + host(random) + "/" + random.nextInt(1 + number);
    };
  }

  /** A source whose documents have such URIs; some texts are equal. */
  static Source source(String name, int shardBits, int documents, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Text> texts = new ArrayList<>();
    for (int d = 0; d < documents; d++) {
      ReleasedDocument any = SmallRelease.document(name, d, random);
      String sha256 =
          d > 0 && random.nextInt(5) == 0
              ? texts.get(random.nextInt(d)).document().textSha256()
              : any.textSha256();
      texts.add(
          new Text(
              new ReleasedDocument(
                  any.id(),
                  uri(random, d),
                  any.source(),
                  any.license(),
                  any.holder(),
                  any.rights(),
                  sha256),
              random.ints(random.nextInt(5), 0, 100).boxed().toList()));
    }
    return new Source(name, "1", shardBits, texts);
  }

  /** What a run could have dropped; some of it equal. */
  static List<DroppedDocument> dropped(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<DroppedDocument> dropped = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] id = new byte[16];
      random.nextBytes(id);
      byte[] sha256 = new byte[32];
      random.nextBytes(sha256);
      String document = ReleasedDocument.id(id);
      String hex = HexFormat.of().formatHex(sha256);
      String uri = uri(random, i);
      dropped.add(
          switch (random.nextInt(6)) {
            case 0 -> new DroppedDocument("", "02-extract", "no-text", "", "web", uri, "", "");
            case 1 ->
                new DroppedDocument(
                    document, "03-filter", "gopher", "few\nwords", "web", uri, "", hex);
            case 2 ->
                new DroppedDocument(
                    document,
                    "03-filter",
                    "withdrawn",
                    "",
                    "web",
                    DroppedDocument.hidden(uri),
                    "",
                    hex);
            case 3 -> dropped.isEmpty() ? earlier(document, uri, hex) : dropped.get(0);
            case 4 -> new DroppedDocument("", "01-crawl", "gzip-truncated", "", "", uri, "", "");
            default -> earlier(document, uri, hex);
          });
    }
    return dropped;
  }

  private static DroppedDocument earlier(String document, String uri, String sha256) {
    return new DroppedDocument(
        document,
        "04-dedupe",
        "near-duplicate",
        "",
        "code",
        uri,
        "doc_" + sha256.substring(32),
        sha256);
  }

  /** Writes a release and all its files for look-ups. */
  static Manifest write(Path folder, List<Source> sources, List<DroppedDocument> dropped, int bits)
      throws IOException {
    ReleaseDraft draft = SmallRelease.draft(4, sources);
    ReleaseDraft without =
        new ReleaseDraft(
            draft.name(),
            draft.planDigest(),
            draft.algorithms(),
            draft.tokenizer(),
            draft.seed(),
            draft.sequenceTokens(),
            draft.sources(),
            List.of(
                new Removal("03-filter", "gopher: few\nwords", count(dropped, "gopher")),
                new Removal("03-filter", "withdrawn", count(dropped, "withdrawn"))),
            draft.withdrawnDigest(),
            draft.base());
    Manifest bare =
        ReleaseWriter.assemble(
            folder, without, SmallRelease.shards(folder, sources), new TreeMap<>());
    Path scratch = Files.createDirectories(folder.resolve("scratch"));
    LookupFiles files = files(folder, scratch, bare.content().shards(), dropped, bits);
    Files.delete(scratch);
    TreeMap<String, Object> evidence = new TreeMap<>();
    evidence.put(LookupFiles.FIELD, files.toJson());
    Manifest manifest = bare.with(evidence);
    ReleaseWriter.seal(folder, manifest);
    return manifest;
  }

  private static long count(List<DroppedDocument> dropped, String rule) {
    return dropped.stream().filter(row -> row.rule().equals(rule)).count();
  }

  static LookupFiles files(
      Path folder,
      Path scratch,
      List<ReleasedShard> shards,
      List<DroppedDocument> dropped,
      int bits)
      throws IOException {
    HostsFile hosts = tree(folder, scratch, shards);
    List<ReleasedFile> texts = new ArrayList<>();
    for (ReleasedShard shard : shards) {
      texts.add(TextDigests.write(folder, scratch, shard.docs(), "texts" + texts.size()));
    }
    List<DroppedFile> tables = new ArrayList<>();
    for (int number = 0; number < 1 << bits; number++) {
      tables.add(table(folder, scratch, dropped, bits, number));
    }
    RejectSamples.Rule rule =
        new RejectSamples.Rule(
            "03-filter",
            "gopher",
            count(dropped, "gopher"),
            List.of(
                new RejectSamples.Sample(
                    "doc_" + "0a".repeat(16), "https://x.test/é", "web", "few", "", "An excerpt")));
    return new LookupFiles(
        hosts, texts, tables, new RejectSamples(List.of(rule)).write(folder, scratch));
  }

  static DroppedFile table(
      Path folder, Path scratch, List<DroppedDocument> dropped, int bits, int number)
      throws IOException {
    try (DroppedTableWriter writer =
        DroppedTableWriter.create(folder, scratch, "dropped" + number)) {
      List<DroppedDocument> sorted = new ArrayList<>(dropped);
      sorted.sort(
          Comparator.comparing(DroppedTableWriter::key, Arrays::compareUnsigned)
              .thenComparing(DroppedDocument::toString));
      for (DroppedDocument row : sorted) {
        if (DroppedTable.numberOf(DroppedTableWriter.key(row), bits) == number) {
          writer.add(row);
        }
      }
      return writer.finish();
    }
  }

  /** A document that stands under a host. */
  record Placed(String host, int shard, int row, int tokens) {}

  static HostsFile tree(Path folder, Path scratch, List<ReleasedShard> shards) throws IOException {
    return write(folder, scratch, placed(folder, shards));
  }

  static List<Placed> placed(Path folder, Manifest manifest) throws IOException {
    return placed(folder, manifest.content().shards());
  }

  private static List<Placed> placed(Path folder, List<ReleasedShard> shards) throws IOException {
    List<Placed> placed = new ArrayList<>();
    for (int shard = 0; shard < shards.size(); shard++) {
      try (DocumentTable table = DocumentTable.open(folder, shards.get(shard).docs())) {
        for (int row = 0; row < table.rowCount(); row++) {
          String host = UriHost.of(table.uri(row));
          if (!host.isEmpty()) {
            placed.add(new Placed(host, shard, row, table.place(row).tokens()));
          }
        }
      }
    }
    placed.sort(
        Comparator.comparing((Placed p) -> HostOrder.key(p.host()), Arrays::compareUnsigned)
            .thenComparing(Placed::shard)
            .thenComparing(Placed::row));
    return placed;
  }

  static HostsFile write(Path folder, Path scratch, List<Placed> placed) throws IOException {
    try (HostTreeWriter writer = HostTreeWriter.create(folder, scratch, "tree")) {
      for (Placed document : placed) {
        writer.add(document.host(), document.shard(), document.row(), document.tokens());
      }
      return writer.finish();
    }
  }
}
