package org.estover.jobs.stage;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.TokenRow;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.PackedOrder;
import org.estover.tokenize.reconstruct.TextTrace;
import org.estover.tokenize.release.CanonicalJson;
import org.estover.tokenize.release.ReleasePlace;
import org.estover.tokenize.release.ReleaseShardWriter;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.TokenizerIdentity;
import org.estover.tokenize.shard.TokenWidth;
import org.estover.tokenize.text.TextIndexWriter;
import org.estover.tokenize.text.TokenBytes;
import scala.Tuple2;

/**
 * 06-shard: the documents of each source in their order, cut into shards that are named by what
 * they hold.
 *
 * <p>One shuffle carries the tokens of every document, with what a release says about it, to the
 * shard that its order key names; one task per shard writes what arrives, in order, and indexes its
 * text if the plan asks for that. A shard of a small source may get no document: then there is
 * none.
 */
public final class ShardJob implements Stage {
  /** File in the stage's folder that lists the shards. */
  static final String SHARDS = "shards.json";

  /** The version that asks for indexes of the text; they are beside a release, not part of it. */
  static final String TEXT_INDEX = "text-index";

  @Override
  public StageName name() {
    return StageName.SHARD;
  }

  @Override
  public SortedMap<String, String> algorithms(RunPlan plan, Workplace workplace) {
    SortedMap<String, String> versions = Stage.versions("order", PackedOrder.NAME, "shard", "v1");
    if (plan.release().textIndex()) {
      versions.put(TEXT_INDEX, "v1");
    }
    return versions;
  }

  @Override
  public Sealed run(RunPlan plan, RunFolder folder, Workplace workplace) throws IOException {
    Path tokens = folder.folder(StageName.TOKENIZE).resolve("tokens");
    Path documents = folder.folder(StageName.EXTRACT).resolve("documents");
    Path out = folder.temporary(name());
    ShardCut cut = ShardCut.of(plan, SourceTokens.read(plan, folder));
    Tokenizer tokenizer = LoadedTokenizers.of(plan.tokenizer());
    Writer writer = new Writer(out.toString(), cut, tokenizer, plan.release().textIndex());
    if (writer.textIndex()) {
      TextTrace.bytesOf(writer.tokenizer(), tokenizer).write(out);
    }
    Engine engine = workplace.engine();
    List<ReleasedShard> shards = new ArrayList<>();
    long total = folder.report(StageName.TOKENIZE).orElseThrow().unit(StageReport.TOKENS).out();
    try (Progress.Bar bar = workplace.progress().start(name(), StageReport.TOKENS, total)) {
      JavaPairRDD<byte[], byte[]> pairs =
          engine.pairs(
              RowFile.in(tokens),
              new TokenPairs(
                  documents.toString(),
                  folder.folder(StageName.FILTER).resolve("verdicts").toString(),
                  tokens.toString(),
                  CutReader.folder(folder),
                  cut));
      JavaRDD<String> written =
          SortedPairs.sort(pairs, cut.shards(), (key, parts) -> cut.shard(key))
              .mapPartitionsWithIndex(writer::write, false);
      for (String json : engine.result(written::collect)) {
        ReleasedShard shard =
            ReleasedShard.fromJson(
                CanonicalJson.parseObject(json.getBytes(StandardCharsets.UTF_8)));
        bar.advance(shard.tokens());
        shards.add(shard);
      }
    }
    return seal(out, shards);
  }

  private static Sealed seal(Path out, List<ReleasedShard> shards) throws IOException {
    StageReport.Tally tally = new StageReport.Tally(StageName.SHARD);
    RowSum rows = RowSum.ZERO;
    List<SortedMap<String, Object>> list = new ArrayList<>();
    for (ReleasedShard shard : shards) {
      byte[] json = CanonicalJson.bytes(shard.toJson());
      rows = rows.plus(RowSum.of(json));
      list.add(shard.toJson());
      tally
          .in(StageReport.DOCUMENTS, shard.documents())
          .out(StageReport.DOCUMENTS, shard.documents());
      tally.in(StageReport.TOKENS, shard.tokens()).out(StageReport.TOKENS, shard.tokens());
    }
    Files.write(out.resolve(SHARDS), CanonicalJson.bytes(new TreeMap<>(Map.of("shards", list))));
    return new Sealed(tally.report(), rows.text());
  }

  /** The tokens of kept documents, keyed by their place in the order. */
  record TokenPairs(String documents, String verdicts, String tokens, String cuts, ShardCut cut)
      implements Engine.FilePairs<RowFile> {
    private static final long serialVersionUID = 1L;
    private static final String[] NAMES = DocumentRow.withoutText();

    @Override
    public Pull.Next<Tuple2<byte[], byte[]>> open(RowFile file) throws IOException {
      RowReader<DocumentRow> texts =
          Pull.untilTaskEnds(EditedDocuments.open(documents, file, NAMES));
      RowReader<VerdictRow> judged =
          Pull.untilTaskEnds(RowReader.open(VerdictRow.TYPE, file.at(verdicts), "rights"));
      RowReader<TokenRow> encoded =
          Pull.untilTaskEnds(RowReader.open(TokenRow.TYPE, file.at(tokens), "tokens"));
      CutReader left = Pull.untilTaskEnds(CutReader.open(cuts, file));
      return () -> {
        for (DocumentRow row = texts.next(); row != null; row = texts.next()) {
          byte[] found = encoded.required().tokens();
          String rights = judged.required().rights();
          CutRow own = left.next();
          if (found != null) {
            return new Tuple2<>(cut.key(row.source(), row.id()), pack(row, rights, own, found));
          }
        }
        judged.close();
        encoded.close();
        left.close();
        return null;
      };
    }

    /** The digest is that of the text which the tokens spell. */
    static byte[] pack(DocumentRow row, String rights, CutRow cut, byte[] tokens) {
      return Bytes.join(
          Bytes.counted(row.uri()),
          Bytes.counted(row.license()),
          Bytes.counted(row.holder()),
          Bytes.counted(rights),
          cut.isCut() ? cut.leftSha256() : row.textSha256(),
          tokens);
    }
  }

  /** Writes one shard of what arrives for it. */
  record Writer(
      String folder,
      ShardCut cut,
      String tokenizerDigest,
      int vocabularySize,
      int endOfText,
      boolean textIndex)
      implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int DIGEST_SIZE = 32;

    Writer(String folder, ShardCut cut, Tokenizer tokenizer, boolean textIndex) {
      this(
          folder,
          cut,
          LoadedTokenizers.digest(tokenizer),
          tokenizer.vocabularySize(),
          tokenizer.endOfText(),
          textIndex);
    }

    TokenizerIdentity tokenizer() {
      return new TokenizerIdentity("", tokenizerDigest, vocabularySize, endOfText);
    }

    Iterator<String> write(int shard, Iterator<Tuple2<byte[], byte[]>> sorted) throws IOException {
      if (!sorted.hasNext()) {
        return List.<String>of().iterator();
      }
      int source = cut.sourceOfShard(shard);
      String name = cut.sources().get(source);
      TokenWidth width = TokenWidth.forVocabulary(vocabularySize);
      String attempt = UUID.randomUUID().toString();
      try (ReleaseShardWriter writer =
          ReleaseShardWriter.create(
              Path.of(folder), name, shard - cut.first().get(source), width, endOfText, attempt)) {
        while (sorted.hasNext()) {
          Tuple2<byte[], byte[]> pair = sorted.next();
          add(writer, name, ShardCut.id(pair._1()), pair._2());
        }
        ReleasedShard written = writer.finish();
        if (textIndex) {
          TextIndexWriter.write(Path.of(folder), written, tokens(), attempt);
        }
        FirstAttempts.fail();
        return List.of(text(written)).iterator();
      }
    }

    private TokenBytes tokens() throws IOException {
      return TokenBytes.find(ReleasePlace.of(Path.of(folder)), tokenizer()).orElseThrow();
    }

    private static String text(ReleasedShard shard) {
      return new String(CanonicalJson.bytes(shard.toJson()), StandardCharsets.UTF_8);
    }

    private static void add(ReleaseShardWriter writer, String source, byte[] id, byte[] value)
        throws IOException {
      Bytes.Cursor at = new Bytes.Cursor(value);
      String uri = at.counted();
      String license = at.counted();
      String holder = at.counted();
      String rights = at.counted();
      String sha256 = HexFormat.of().formatHex(at.take(DIGEST_SIZE));
      writer.addEncoded(
          new ReleasedDocument(
              ReleasedDocument.id(id), uri, source, license, holder, rights, sha256),
          at.rest());
    }
  }
}
