package org.estover.jobs.cli;

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
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.DocumentOrder;
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
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleaseDraft;
import org.estover.tokenize.release.ReleaseShardWriter;
import org.estover.tokenize.release.ReleaseWriter;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedFile;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.TextDigests;
import org.estover.tokenize.release.TokenizerIdentity;
import org.estover.tokenize.release.UriHost;
import org.estover.tokenize.shard.TokenWidth;

/** A release of short texts, tokenized as GPT-2 does, for tests of commands. */
final class TestRelease {
  private TestRelease() {}

  /** Writes a release of {@code count} documents and sequences of {@code inputs} tokens. */
  static void write(Path folder, long seed, int inputs, int count) throws IOException {
    write(folder, seed, inputs, count, uri -> "Number " + uri + " of a few words");
  }

  /** The same with the text that a function gives each document's URL. */
  static void write(Path folder, long seed, int inputs, int count, UnaryOperator<String> text)
      throws IOException {
    write(folder, seed, inputs, count, text, uri -> "CC0-1.0");
  }

  /** The same with the license, too, that a function gives each document's URL. */
  static void write(
      Path folder,
      long seed,
      int inputs,
      int count,
      UnaryOperator<String> text,
      UnaryOperator<String> license)
      throws IOException {
    write(folder, seed, inputs, count, text, license, uri -> "Zoë");
  }

  /** The same with the rights holder, too, that a function gives each document's URL. */
  static void write(
      Path folder,
      long seed,
      int inputs,
      int count,
      UnaryOperator<String> text,
      UnaryOperator<String> license,
      UnaryOperator<String> holder)
      throws IOException {
    write(folder, seed, inputs, count, text, license, holder, uri -> "web");
  }

  /** The same with the source, too, that a function gives each document's URL. */
  static void write(
      Path folder,
      long seed,
      int inputs,
      int count,
      UnaryOperator<String> text,
      UnaryOperator<String> license,
      UnaryOperator<String> holder,
      UnaryOperator<String> source)
      throws IOException {
    Path release = Files.createDirectories(folder);
    Tokenizer gpt2 = Tokenizer.gpt2();
    List<ReleasedDocument> documents = new ArrayList<>();
    for (int d = 0; d < count; d++) {
      String uri = "https://www.example.org/" + d;
      documents.add(
          new ReleasedDocument(
              "doc_" + sha256("text " + d).substring(0, 32),
              uri,
              source.apply(uri),
              license.apply(uri),
              holder.apply(uri),
              "allowed",
              sha256(text.apply(uri))));
    }
    documents.sort(
        Comparator.comparing(
            document -> DocumentOrder.key(seed, ReleasedDocument.idBytes(document.id())),
            Arrays::compareUnsigned));
    TokenWidth width = TokenWidth.forVocabulary(gpt2.vocabularySize());
    List<String> sources =
        documents.stream().map(ReleasedDocument::source).distinct().sorted().toList();
    ReleaseDraft draft =
        new ReleaseDraft(
            String.valueOf(folder.getFileName()),
            "cd".repeat(32),
            new TreeMap<>(),
            new TokenizerIdentity(
                "gpt2",
                HexFormat.of().formatHex(gpt2.digest()),
                gpt2.vocabularySize(),
                gpt2.endOfText()),
            seed,
            inputs,
            sources.stream().map(name -> new ReleaseDraft.DraftSource(name, "1", 0)).toList(),
            List.of(),
            "ef".repeat(32),
            "");
    List<ReleasedShard> shards = new ArrayList<>();
    for (String name : sources) {
      try (ReleaseShardWriter writer =
          ReleaseShardWriter.create(release, name, 0, width, gpt2.endOfText(), "attempt")) {
        for (ReleasedDocument document : documents) {
          if (document.source().equals(name)) {
            writer.add(document, gpt2.encode(text.apply(document.uri())));
          }
        }
        shards.add(writer.finish());
      }
    }
    ReleaseWriter.seal(release, ReleaseWriter.assemble(release, draft, shards, new TreeMap<>()));
  }

  /** Makes a sealed release one with all files for look-ups. */
  static void list(Path folder, List<DroppedDocument> dropped) throws IOException {
    Manifest bare = Release.open(folder).manifest();
    Path scratch = Files.createDirectories(folder.resolve("scratch"));
    TreeMap<String, int[]> placed = new TreeMap<>();
    List<ReleasedFile> texts = new ArrayList<>();
    List<ReleasedShard> shards = bare.content().shards();
    for (int shard = 0; shard < shards.size(); shard++) {
      texts.add(TextDigests.write(folder, scratch, shards.get(shard).docs(), "texts"));
      try (DocumentTable table = DocumentTable.open(folder, shards.get(shard).docs())) {
        for (int row = 0; row < table.rowCount(); row++) {
          String host = UriHost.of(table.uri(row));
          // The key, the place and then the host, as text that sorts like them.
          String key = HexFormat.of().formatHex(HostOrder.key(host));
          placed.put(
              String.format(Locale.ROOT, "%s %08x %08x %s", key, shard, row, host),
              new int[] {shard, row, table.place(row).tokens()});
        }
      }
    }
    HostsFile hosts;
    try (HostTreeWriter tree = HostTreeWriter.create(folder, scratch, "hosts")) {
      for (var document : placed.entrySet()) {
        int[] place = document.getValue();
        String host = document.getKey().substring(document.getKey().lastIndexOf(' ') + 1);
        tree.add(host, place[0], place[1], place[2]);
      }
      hosts = tree.finish();
    }
    DroppedFile table;
    try (DroppedTableWriter writer = DroppedTableWriter.create(folder, scratch, "dropped")) {
      List<DroppedDocument> sorted = new ArrayList<>(dropped);
      sorted.sort(Comparator.comparing(DroppedTableWriter::key, Arrays::compareUnsigned));
      for (DroppedDocument row : sorted) {
        writer.add(row);
      }
      table = writer.finish();
    }
    ReleasedFile rejects = new RejectSamples(List.of()).write(folder, scratch);
    Files.delete(scratch);
    Files.delete(folder.resolve(Release.MANIFEST));
    TreeMap<String, Object> evidence = new TreeMap<>();
    LookupFiles files = new LookupFiles(hosts, texts, List.of(table), rejects);
    evidence.put(LookupFiles.FIELD, files.toJson());
    ReleaseWriter.seal(folder, bare.with(evidence));
  }

  static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
