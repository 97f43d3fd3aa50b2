package org.estover.tokenize.release;

/**
 * A row of a document table: a document and where its tokens stand.
 *
 * @param row the row's number, which is the document's number in the shard, from 0
 * @param tokenStart the document's first token in the shard
 * @param tokens its tokens, the end-of-text included
 * @param share the number of its {@link DocumentShare} in the table
 */
public record DocumentRow(
    long row, long tokenStart, int tokens, int share, ReleasedDocument document) {
  /** The token behind the document's last one. */
  public long tokenEnd() {
    return tokenStart + tokens;
  }
}
