package org.estover.tokenize.reconstruct;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.release.DocumentRow;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.Masks;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.TokenizerIdentity;
import org.estover.tokenize.text.TextIndex;
import org.estover.tokenize.text.TextIndexWriter;
import org.estover.tokenize.text.TokenBytes;

/**
 * From a text to the documents that hold it and the steps that read them, by the indexes of a
 * release's text; byte for byte and complete.
 *
 * <p>The text of a document is the bytes of its tokens, without its end of text: what {@code
 * Tokenizer.decode} makes of them, so normalized where the tokenizer normalizes. A text that would
 * reach over the end of a document stands nowhere. A document that was taken down is still found,
 * as whoever asks knows the text already, but nothing around the text is shown.
 *
 * <p>Cost: two reads of some kilobytes per byte of the text and 32 MiB of the release's; per match
 * about 20 such reads, and what {@link Reconstruct#occurrences} costs. At most 64 indexes are open
 * at once. Thread-safe: calls wait for each other and for those of the {@link Reconstruct}.
 */
public final class TextTrace implements Closeable {
  /** Bytes of a snippet before and behind the match, and of the match itself. */
  private static final int AROUND = 40;

  private static final int SHOWN = 160;

  /** What is decoded from a part of a character. */
  private static final char CUT = '\uFFFD';

  private final Reconstruct reconstruct;
  private final Release release;
  private final TokenBytes tokens;
  private final OpenFiles<ReleasedShard, TextIndex> open;

  /**
   * What a trace found.
   *
   * @param count how often the text stands in the release's documents, exactly; where it overlaps
   *     itself, too
   * @param matches all of these places, or as many as were asked for, by source, shard and place
   */
  public record Trace(long count, List<TextMatch> matches) {
    /** Copies the matches. */
    public Trace {
      matches = List.copyOf(matches);
    }
  }

  private TextTrace(Reconstruct reconstruct, TokenBytes tokens) {
    this.reconstruct = reconstruct;
    this.release = reconstruct.release();
    this.tokens = tokens;
    open = new OpenFiles<>(this::index);
  }

  /**
   * Opens the indexes of a release, which stays open when this is closed.
   *
   * @throws NotInReleaseException if it has none, or is an intervention
   */
  public static TextTrace open(Reconstruct reconstruct) throws IOException {
    Release release = reconstruct.release();
    ReleaseDocuments.requireOwn(release);
    return new TextTrace(
        reconstruct,
        TokenBytes.find(release.place(), release.content().tokenizer())
            .orElseThrow(() -> Errors.noTextIndex(release, TokenBytes.NAME)));
  }

  /**
   * Makes the indexes of all shards of a release in a folder that have none.
   *
   * @return how many were made
   * @throws WrongTokenizerException if the tokenizer is not the release's
   * @throws NotInReleaseException if the release is an intervention
   */
  public static int writeIndexes(Reconstruct reconstruct, Tokenizer tokenizer) throws IOException {
    reconstruct.requireTokenizer(tokenizer);
    Release release = reconstruct.release();
    ReleaseDocuments.requireOwn(release);
    TokenBytes bytes = bytesOf(release.content().tokenizer(), tokenizer);
    bytes.write(release.folder());
    int made = 0;
    for (ReleasedShard shard : release.content().shards()) {
      if (!Files.exists(release.folder().resolve(TextIndex.name(shard)))) {
        TextIndexWriter.write(release.folder(), shard, bytes, shard.prefix());
        made++;
      }
    }
    return made;
  }

  /** The bytes of a tokenizer's tokens. */
  public static TokenBytes bytesOf(TokenizerIdentity identity, Tokenizer tokenizer) {
    return TokenBytes.of(
        identity, id -> tokenizer.isToken(id) ? tokenizer.decode(new int[] {id}) : new byte[0]);
  }

  /**
   * Finds where a text stands, and which steps read it there.
   *
   * @param limit how many matches to list at most, 0 to count only; the count is exact in any case
   * @throws NotInReleaseException if a shard has no index, or there is no text
   */
  public Trace trace(byte[] text, int limit, BatchPlan plan) throws IOException {
    synchronized (reconstruct) {
      long count = 0;
      List<TextMatch> matches = new ArrayList<>();
      List<SourceStream> streams = streams(text);
      for (int s = 0; s < streams.size(); s++) {
        SourceStream stream = streams.get(s);
        for (int k = 0; k < stream.shards().size(); k++) {
          TextIndex index = open.open(stream.shards().get(k));
          TextIndex.Found found = index.find(text, limit - matches.size());
          count = Math.addExact(count, found.count());
          if (!found.places().isEmpty()) {
            ShardText shard =
                new ShardText(release, stream.shard(k), stream.start(k), index, tokens);
            for (long place : found.places()) {
              matches.add(match(s, shard, place, text.length, plan));
            }
          }
        }
      }
      return new Trace(count, matches);
    }
  }

  private List<SourceStream> streams(byte[] text) throws IOException {
    if (text.length == 0) {
      throw Errors.noText(release);
    }
    return reconstruct.streams();
  }

  private TextMatch match(int s, ShardText text, long place, int size, BatchPlan plan)
      throws IOException {
    long first = text.tokenAt(place).token();
    long end = text.tokenAt(place + size - 1).token() + 1;
    DocumentTable documents = text.documents();
    DocumentRow row = documents.row(documents.rowAt(first));
    long start = row.tokenStart();
    long textStart = text.placeOf(start);
    long shownFrom = Math.max(textStart, place - AROUND);
    long shownTo = place + Math.min(size, SHOWN) + AROUND;
    String withdrawn = reconstruct.masks().caseOf(row.document().id());
    return new TextMatch(
        row.document(),
        place - textStart,
        first - start,
        end - start,
        withdrawn.isEmpty()
            ? withoutCutCharacters(text.read(shownFrom, shownTo, row.tokenEnd() - 1))
            : Masks.placeholder(withdrawn),
        reconstruct.occurrences(s, text.start() + start, first - start, end - start, plan),
        withdrawn);
  }

  private static String withoutCutCharacters(byte[] utf8) {
    String text = new String(utf8, StandardCharsets.UTF_8);
    int from = 0;
    int to = text.length();
    while (from < to && text.charAt(from) == CUT) {
      from++;
    }
    while (from < to && text.charAt(to - 1) == CUT) {
      to--;
    }
    return text.substring(from, to);
  }

  private TextIndex index(ReleasedShard shard) throws IOException {
    return TextIndex.find(release.place(), shard, release.content().tokenizer())
        .orElseThrow(() -> Errors.noTextIndex(release, TextIndex.name(shard)));
  }

  @Override
  public void close() throws IOException {
    synchronized (reconstruct) {
      open.close();
    }
  }
}
