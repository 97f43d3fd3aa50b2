package org.estover.tokenize.reconstruct;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.release.DocumentRow;
import org.estover.tokenize.release.Masks;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedShard;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one shard of a release, one after the other, with their tokens: what a copy in
 * another format is made of.
 *
 * <p>Every block is checked as it is read. Memory: one document. Not thread-safe.
 */
public final class ShardDocuments implements Closeable {
  private final Release release;
  private final ReleasedShard released;
  private final OpenShard shard;
  private final Masks masks;
  private long next;

  private ShardDocuments(Release release, ReleasedShard released, OpenShard shard, Masks masks) {
    this.release = release;
    this.released = released;
    this.shard = shard;
    this.masks = masks;
  }

  /**
   * Opens a shard of a release.
   *
   * @throws NotInReleaseException if the release is an intervention
   */
  public static ShardDocuments open(Release release, ReleasedShard shard) throws IOException {
    ReleaseDocuments.requireOwn(release);
    Masks masks = Masks.find(release);
    return new ShardDocuments(release, shard, OpenShard.open(release, shard), masks);
  }

  /**
   * A document with its tokens.
   *
   * @param tokens the last one is the end of text
   */
  @SuppressWarnings("ArrayRecordComponent") // A document may have millions.
  public record Tokens(DocumentRow row, int[] tokens) {}

  /**
   * The next document, null after the last; of one that was taken down, ends of text.
   *
   * @throws org.estover.tokenize.release.CorruptReleaseException at damage, naming file and block
   */
  public @Nullable Tokens next() throws IOException {
    Tokens document = stored();
    if (document != null && !masks.caseOf(document.row().document().id()).isEmpty()) {
      Arrays.fill(document.tokens(), release.content().tokenizer().endOfText());
    }
    return document;
  }

  private @Nullable Tokens stored() throws IOException {
    if (next == released.documents()) {
      return null;
    }
    DocumentRow row = shard.documents().row(next);
    next++;
    int[] tokens = new int[row.tokens()];
    shard.read(row.tokenStart(), tokens, 0, tokens.length);
    return new Tokens(row, tokens);
  }

  /**
   * A document with its text.
   *
   * @param utf8 the text as its tokens spell it
   * @param isExact whether that is the text that was tokenized; else the tokenizer normalized it
   * @param withdrawn the case under which it was taken down, whose placeholder is the text then;
   *     else empty
   */
  @SuppressWarnings("ArrayRecordComponent") // A text is compared by its digest.
  public record Text(DocumentRow row, byte[] utf8, boolean isExact, String withdrawn) {}

  /**
   * The next document as text, null after the last.
   *
   * @param tokenizer the release's; see {@link Reconstruct#requireTokenizer}
   * @throws org.estover.tokenize.release.CorruptReleaseException also where tokens and digest of a
   *     text contradict each other
   */
  public @Nullable Text nextText(Tokenizer tokenizer) throws IOException {
    Tokens document = stored();
    if (document == null) {
      return null;
    }
    int[] tokens = document.tokens();
    String id = document.row().document().id();
    if (!Arrays.stream(tokens).allMatch(tokenizer::isToken)) {
      throw Errors.otherText(release, released, id, "has a token that the tokenizer lacks");
    }
    byte[] utf8 = tokenizer.decode(tokens, 0, tokens.length - 1);
    String sha256 = HexFormat.of().formatHex(BatchChain.sha256().digest(utf8));
    String expected = document.row().document().textSha256();
    boolean exact = sha256.equals(expected);
    if (!exact && !tokenizer.normalizes()) {
      throw Errors.otherText(
          release, released, id, "has SHA-256 " + sha256 + ", its table says " + expected);
    }
    String withdrawn = masks.caseOf(id);
    return withdrawn.isEmpty()
        ? new Text(document.row(), utf8, exact, "")
        : new Text(
            document.row(),
            Masks.placeholder(withdrawn).getBytes(StandardCharsets.UTF_8),
            true,
            withdrawn);
  }

  @Override
  public void close() throws IOException {
    shard.close();
  }
}
