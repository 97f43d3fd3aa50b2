package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.util.LongAccumulator;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.rows.SurvivorRow;
import org.estover.jobs.rows.TokenRow;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;
import org.estover.tokenize.bpe.TokenBuffer;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.shard.TokenWidth;

/**
 * 05-tokenize: the tokens of every document that is still kept, without what 04 cuts from it, row
 * by row beside it.
 *
 * <p>A corpus is text: where it spells a special token, that is text too, and the places are
 * counted. Counts include the end-of-text that a shard puts behind each document.
 */
public final class TokenizeJob implements Stage {
  private static final String SPECIALS = "special-token-places";

  @Override
  public StageName name() {
    return StageName.TOKENIZE;
  }

  @Override
  public SortedMap<String, String> algorithms(RunPlan plan, Workplace workplace)
      throws IOException {
    return Stage.versions(
        "tokenizer", LoadedTokenizers.digest(LoadedTokenizers.of(plan.tokenizer())));
  }

  @Override
  public Sealed run(RunPlan plan, RunFolder folder, Workplace workplace) throws IOException {
    Path documents = folder.folder(StageName.EXTRACT).resolve("documents");
    Path survivors = folder.folder(StageName.DEDUPE).resolve("verdicts");
    Path tokens = Files.createDirectories(folder.temporary(name()).resolve("tokens"));
    Tokenizer tokenizer = LoadedTokenizers.of(plan.tokenizer());
    TokenizeTask task =
        new TokenizeTask(
            documents.toString(),
            survivors.toString(),
            CutReader.folder(folder),
            tokens.toString(),
            LoadedTokenizers.path(plan.tokenizer()),
            LoadedTokenizers.digest(tokenizer));
    long total = folder.report(StageName.DEDUPE).orElseThrow().unit(StageReport.BYTES).out();
    try (Progress.Bar bar = workplace.progress().start(name(), StageReport.BYTES, total)) {
      Part done = workplace.engine().forEach(RowFile.in(documents), bar, task);
      bar.advanceTo(total);
      SourceTokens.write(folder.temporary(name()), done.counts());
      return new Sealed(done.reportOr(StageReport.empty(name())), done.rows().text());
    }
  }

  record TokenizeTask(
      String documents,
      String survivors,
      String cuts,
      String to,
      String tokenizer,
      String tokenizerDigest)
      implements Engine.FileTask<RowFile, Part> {
    private static final long serialVersionUID = 1L;

    @Override
    public Part run(RowFile file, LongAccumulator bytes) throws IOException {
      Tokenizer lent = LoadedTokenizers.copy(tokenizer, tokenizerDigest);
      Writing writing = new Writing(lent);
      try (RowReader<DocumentRow> in =
              EditedDocuments.open(documents, file, "id", "source", "text", "text_size");
          RowReader<SurvivorRow> kept =
              RowReader.open(SurvivorRow.TYPE, file.at(survivors), "keep");
          CutReader cut = CutReader.open(cuts, file);
          RowWriter<TokenRow> out = RowWriter.create(TokenRow.TYPE, file.at(to))) {
        for (DocumentRow row = in.next(); row != null; row = in.next()) {
          TokenRow tokens = TokenRow.DROPPED;
          CutRow own = cut.next();
          if (kept.required().keep()) {
            tokens = writing.tokens(row, own);
            bytes.add(own.isCut() ? own.leftSize() : row.textSize());
          }
          out.write(tokens);
        }
        out.commit();
      }
      return Part.of(writing.tally.report(), writing.rows, writing.tokensOfSource);
    }
  }

  static final class Writing {
    private final StageReport.Tally tally = new StageReport.Tally(StageName.TOKENIZE);
    private final TreeMap<String, Long> tokensOfSource = new TreeMap<>();
    private final TokenBuffer buffer = new TokenBuffer();
    private final Tokenizer tokenizer;
    private final TokenWidth width;
    private RowSum rows = RowSum.ZERO;

    Writing(Tokenizer tokenizer) {
      this.tokenizer = tokenizer;
      this.width = TokenWidth.forVocabulary(tokenizer.vocabularySize());
    }

    TokenRow tokens(DocumentRow row, CutRow cut) {
      String text = cut.left(row.text());
      buffer.clear();
      tokenizer.encodeOrdinary(text, buffer);
      int count = buffer.size();
      byte[] encoded = new byte[Math.multiplyExact(count, width.bytes())];
      width.encode(buffer.toArray(), 0, count, encoded, 0);
      TokenRow tokens = new TokenRow(encoded, count, tokenizer.countSpecials(text));
      rows = rows.plus(RowSum.of(Bytes.join(row.id(), TokenRow.TYPE.canonical(tokens))));
      tokensOfSource.merge(row.source(), count + 1L, Math::addExact);
      count(cut.isCut() ? cut.leftSize() : row.textSize(), tokens);
      return tokens;
    }

    private void count(long size, TokenRow tokens) {
      tally.in(StageReport.DOCUMENTS, 1).out(StageReport.DOCUMENTS, 1);
      tally.in(StageReport.BYTES, size).out(StageReport.BYTES, size);
      long count = tokens.count() + 1;
      tally.expanded(StageReport.TOKENS, count).out(StageReport.TOKENS, count);
      if (tokens.specials() > 0) {
        tally.in(SPECIALS, tokens.specials()).out(SPECIALS, tokens.specials());
      }
    }
  }
}
