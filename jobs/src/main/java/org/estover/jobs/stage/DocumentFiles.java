package org.estover.jobs.stage;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.util.LongAccumulator;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.PublishedRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.rows.TokenRow;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.reconstruct.ShardDocuments;
import org.estover.tokenize.release.Cards;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleaseContent;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.ReleasedSource;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The documents of a release in Parquet: a file per shard, in the order of the release, with every
 * column of provenance.
 *
 * <p>Texts are decoded from the release's own tokens, so whoever holds a release can make them. For
 * what was withdrawn a placeholder stands there. What only the run knows of a document is carried
 * to its shard by a shuffle of small rows, and laid beside the shard's documents one by one; a run
 * whose documents are not exactly those of the release is refused. The rows depend on neither the
 * number of workers nor how the run cut its files.
 */
public final class DocumentFiles {
  private static final String FOLDER = "data";
  private static final String LABEL = "documents";

  private DocumentFiles() {}

  /**
   * What was written.
   *
   * @param bytes of the values of all columns
   * @param normalized documents whose text is not the extracted one, as the tokenizer normalized it
   * @param masked documents that were withdrawn, with a placeholder for their text
   * @param rows a digest of the rows that does not depend on files and their encoding
   */
  public record Written(
      List<Cards.DataFile> files,
      long documents,
      long bytes,
      long normalized,
      long masked,
      String rows) {
    public Written {
      files = List.copyOf(files);
    }
  }

  /**
   * Writes the documents of a release below a folder that exists.
   *
   * @param tokenizer the release's
   * @param tokenizerFile where workers load it from; empty is GPT-2's vocabulary
   * @param run the run that made the release; null if there is none at hand
   */
  public static Written write(
      Release release,
      Tokenizer tokenizer,
      String tokenizerFile,
      @Nullable RunFolder run,
      Path to,
      Engine engine,
      Progress progress)
      throws IOException {
    ReleaseContent content = release.content();
    ShardCut cut = cut(content);
    Copy copy =
        new Copy(
            release.folder().toString(),
            to.toString(),
            tokenizerFile,
            LoadedTokenizers.digest(tokenizer),
            cut,
            names(content));
    for (String path : copy.names()) {
      Files.createDirectories(to.resolve(path).resolveSibling("."));
    }
    JavaPairRDD<byte[], byte[]> evidence = run == null ? null : evidence(run, cut, engine);
    List<Copied> copied;
    try (Progress.Bar bar = progress.start(LABEL, StageReport.TOKENS, content.tokens())) {
      copied =
          engine.metered(
              bar,
              tokens ->
                  (evidence == null ? copies(copy, engine, tokens) : copies(copy, evidence, tokens))
                      .collect());
      bar.advanceTo(content.tokens());
    }
    return sum(copied);
  }

  private static JavaRDD<Copied> copies(Copy copy, Engine engine, LongAccumulator tokens) {
    int shards = copy.cut().shards();
    return engine
        .spark()
        .parallelize(numbers(shards), shards)
        .mapPartitionsWithIndex((shard, none) -> copy.write(shard, null, tokens), false);
  }

  private static JavaRDD<Copied> copies(
      Copy copy, JavaPairRDD<byte[], byte[]> evidence, LongAccumulator tokens) {
    return evidence.mapPartitionsWithIndex((shard, rows) -> copy.write(shard, rows, tokens), false);
  }

  private static Written sum(List<Copied> copied) {
    List<Cards.DataFile> files = new ArrayList<>();
    RowSum rows = RowSum.ZERO;
    long bytes = 0;
    long normalized = 0;
    long masked = 0;
    for (Copied file : copied) {
      files.add(new Cards.DataFile(file.path(), file.source(), file.size(), file.sha256()));
      rows = rows.plus(file.rows());
      bytes += file.bytes();
      normalized += file.normalized();
      masked += file.masked();
    }
    return new Written(files, rows.count(), bytes, normalized, masked, rows.text());
  }

  private static List<Integer> numbers(int count) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(i);
    }
    return numbers;
  }

  /** How the release was cut, by which documents are carried to their shards. */
  private static ShardCut cut(ReleaseContent content) {
    List<String> sources = new ArrayList<>();
    List<Integer> bits = new ArrayList<>();
    List<Integer> first = new ArrayList<>(List.of(0));
    for (ReleasedSource source : content.sources()) {
      sources.add(source.name());
      bits.add(source.shardBits());
      first.add(Math.addExact(first.get(first.size() - 1), 1 << source.shardBits()));
    }
    return new ShardCut(content.order().seed(), sources, bits, first);
  }

  /** The files of the shards, in the manifest's order. */
  private static List<String> names(ReleaseContent content) {
    Map<String, Integer> counts = new TreeMap<>();
    content.shards().forEach(shard -> counts.merge(shard.source(), 1, Integer::sum));
    List<String> names = new ArrayList<>();
    Map<String, Integer> numbers = new TreeMap<>();
    for (ReleasedShard shard : content.shards()) {
      int number = numbers.merge(shard.source(), 1, Integer::sum) - 1;
      String file =
          String.format(
              Locale.ROOT,
              "train-%05d-of-%05d.parquet",
              number,
              counts.getOrDefault(shard.source(), 0));
      names.add(FOLDER + "/" + folder(shard.source()) + "/" + file);
    }
    return names;
  }

  /** A source's name as a folder's: a release of strangers may call a source anything. */
  static String folder(String source) {
    StringBuilder folder = new StringBuilder();
    for (byte b : source.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-') {
        folder.append(c);
      } else {
        folder.append(String.format(Locale.ROOT, "_%02x", (int) c));
      }
    }
    return folder.toString();
  }

  /** What the run knows of the documents that it kept, in the order of the shards. */
  private static JavaPairRDD<byte[], byte[]> evidence(RunFolder run, ShardCut cut, Engine engine)
      throws IOException {
    Path documents = run.folder(StageName.EXTRACT).resolve("documents");
    Path tokens = run.folder(StageName.TOKENIZE).resolve("tokens");
    Path verdicts = run.folder(StageName.FILTER).resolve("verdicts");
    EvidencePairs pairs =
        new EvidencePairs(documents.toString(), verdicts.toString(), tokens.toString(), cut);
    return SortedPairs.sort(
        engine.pairs(RowFile.in(tokens), pairs), cut.shards(), (key, parts) -> cut.shard(key));
  }

  /** Where and when kept documents were found, keyed by their place in the order. */
  record EvidencePairs(String documents, String verdicts, String tokens, ShardCut cut)
      implements Engine.FilePairs<RowFile> {
    private static final long serialVersionUID = 1L;
    private static final String[] NAMES = DocumentRow.withoutText();

    @Override
    public Pull.Next<Tuple2<byte[], byte[]>> open(RowFile file) throws IOException {
      RowReader<DocumentRow> rows =
          Pull.untilTaskEnds(RowReader.open(DocumentRow.TYPE, file.at(documents), NAMES));
      RowReader<VerdictRow> judged =
          Pull.untilTaskEnds(
              RowReader.open(
                  VerdictRow.TYPE, file.at(verdicts), "rights_reason", "offer", "decision"));
      RowReader<TokenRow> kept =
          Pull.untilTaskEnds(RowReader.open(TokenRow.TYPE, file.at(tokens), "tokens"));
      return () -> {
        for (DocumentRow row = rows.next(); row != null; row = rows.next()) {
          VerdictRow verdict = judged.required();
          if (kept.required().tokens() != null) {
            return new Tuple2<>(cut.key(row.source(), row.id()), Evidence.of(row, verdict).pack());
          }
        }
        return null;
      };
    }
  }

  /** What only a run knows of a document. */
  record Evidence(
      String rightsReason,
      String offer,
      String decision,
      String fetchedAt,
      String file,
      long offset) {
    static final Evidence NONE = new Evidence("", "", "", "", "", -1);

    static Evidence of(DocumentRow row, VerdictRow verdict) {
      return new Evidence(
          verdict.rightsReason(),
          verdict.offer(),
          verdict.decision(),
          row.fetchedAt(),
          row.file(),
          row.offset());
    }

    byte[] pack() {
      byte[] at = new byte[Long.BYTES];
      Bytes.put(at, 0, offset);
      return Bytes.join(
          Bytes.counted(rightsReason),
          Bytes.counted(offer),
          Bytes.counted(decision),
          Bytes.counted(fetchedAt),
          Bytes.counted(file),
          at);
    }

    static Evidence unpack(byte[] packed) {
      Bytes.Cursor at = new Bytes.Cursor(packed);
      return new Evidence(
          at.counted(),
          at.counted(),
          at.counted(),
          at.counted(),
          at.counted(),
          Bytes.int64(at.rest(), 0));
    }
  }

  /** One file that a task wrote. */
  record Copied(
      String path,
      String source,
      long size,
      String sha256,
      long bytes,
      long normalized,
      long masked,
      RowSum rows)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Copies one shard.
   *
   * @param names the files of the shards, in the manifest's order
   */
  record Copy(
      String release,
      String to,
      String tokenizer,
      String tokenizerDigest,
      ShardCut cut,
      List<String> names)
      implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String RELEASE_ID = "estover.release";

    /**
     * Copies the shard with a number among all that the cut makes room for.
     *
     * @param evidence of its documents in their order; null if there is none
     */
    Iterator<Copied> write(
        int number, @Nullable Iterator<Tuple2<byte[], byte[]>> evidence, LongAccumulator tokens)
        throws IOException {
      Release opened = Release.open(Path.of(release));
      int at = place(opened.content(), number);
      if (at < 0) {
        if (evidence != null && evidence.hasNext()) {
          throw Errors.notOfRelease(opened.id(), id(evidence.next()));
        }
        return Collections.emptyIterator();
      }
      String path = names.get(at);
      Path file = Path.of(to, path);
      ReleasedShard shard = opened.content().shards().get(at);
      Copied copied = copy(opened, shard, path, file, evidence, tokens);
      FirstAttempts.fail();
      return List.of(copied).iterator();
    }

    /** The number of a shard in the manifest; -1 if it has no documents. */
    private int place(ReleaseContent content, int number) {
      int source = cut.sourceOfShard(number);
      int own = number - cut.first().get(source);
      List<ReleasedShard> shards = content.shards();
      for (int i = 0; i < shards.size(); i++) {
        if (shards.get(i).number() == own
            && shards.get(i).source().equals(cut.sources().get(source))) {
          return i;
        }
      }
      return -1;
    }

    private Copied copy(
        Release opened,
        ReleasedShard shard,
        String path,
        Path file,
        @Nullable Iterator<Tuple2<byte[], byte[]>> evidence,
        LongAccumulator tokens)
        throws IOException {
      Tokenizer lent = LoadedTokenizers.copy(tokenizer, tokenizerDigest);
      RowSum rows = RowSum.ZERO;
      long bytes = 0;
      long normalized = 0;
      long masked = 0;
      try (ShardDocuments documents = ShardDocuments.open(opened, shard);
          RowWriter<PublishedRow> out =
              RowWriter.createPublished(PublishedRow.TYPE, file, Map.of(RELEASE_ID, opened.id()))) {
        for (ShardDocuments.Text text = documents.nextText(lent);
            text != null;
            text = documents.nextText(lent)) {
          PublishedRow row = row(shard, text, evidence(opened.id(), text, evidence));
          out.write(row);
          byte[] canonical = PublishedRow.TYPE.canonical(row);
          rows = rows.plus(RowSum.of(canonical));
          bytes += canonical.length - (long) Integer.BYTES * PublishedRow.COLUMNS.size();
          normalized += text.isExact() ? 0 : 1;
          masked += text.withdrawn().isEmpty() ? 0 : 1;
          tokens.add(text.row().tokens());
        }
        out.commit();
      }
      if (evidence != null && evidence.hasNext()) {
        throw Errors.notOfRelease(opened.id(), id(evidence.next()));
      }
      return new Copied(
          path, shard.source(), Files.size(file), sha256(file), bytes, normalized, masked, rows);
    }

    private static Evidence evidence(
        String releaseId,
        ShardDocuments.Text text,
        @Nullable Iterator<Tuple2<byte[], byte[]>> evidence)
        throws IOException {
      if (evidence == null) {
        return Evidence.NONE;
      }
      String document = text.row().document().id();
      if (!evidence.hasNext()) {
        throw Errors.notOfRun(releaseId, document);
      }
      Tuple2<byte[], byte[]> next = evidence.next();
      if (!id(next).equals(document)) {
        throw Errors.notOfRun(releaseId, document);
      }
      return Evidence.unpack(next._2());
    }

    private static String id(Tuple2<byte[], byte[]> pair) {
      return ReleasedDocument.id(ShardCut.id(pair._1()));
    }

    private static PublishedRow row(
        ReleasedShard shard, ShardDocuments.Text text, Evidence evidence) {
      ReleasedDocument document = text.row().document();
      return new PublishedRow(
          document.id(),
          new String(text.utf8(), StandardCharsets.UTF_8),
          document.uri(),
          document.source(),
          document.license(),
          document.holder(),
          document.rights(),
          evidence.rightsReason(),
          evidence.offer(),
          evidence.decision(),
          evidence.fetchedAt(),
          evidence.file(),
          evidence.offset(),
          document.textSha256(),
          text.row().tokens(),
          shard.bin().name(),
          text.row().row(),
          text.row().tokenStart());
    }

    private static String sha256(Path file) throws IOException {
      MessageDigest digest = Sha256.start();
      byte[] buffer = new byte[1 << 16];
      try (InputStream in = Files.newInputStream(file)) {
        for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
          digest.update(buffer, 0, size);
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    }
  }
}
