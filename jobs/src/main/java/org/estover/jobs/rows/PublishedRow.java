package org.estover.jobs.rows;

import java.util.List;
import org.estover.tokenize.release.Cards;

/**
 * One document of a release, as its copy in Parquet has it: the text, and everything that is known
 * of where it comes from.
 *
 * <p>What only the run knows (when and where it was found, why its rights are what they are) is
 * empty where no run was at hand, and the offset -1.
 *
 * @param id {@code doc_} and 32 hex digits
 * @param text as the tokens spell it
 * @param tokens the end of text included
 * @param shard the {@code .bin} file that has them
 * @param shardRow the document's number in the shard
 * @param tokenStart its first token in the shard
 */
public record PublishedRow(
    String id,
    String text,
    String url,
    String source,
    String license,
    String rightsHolder,
    String rights,
    String rightsReason,
    String offer,
    String decision,
    String fetchedAt,
    String file,
    long fileOffset,
    String textSha256,
    long tokens,
    String shard,
    long shardRow,
    long tokenStart) {

  /** The layout of these rows. */
  public static final RowType<PublishedRow> TYPE =
      RowType.<PublishedRow>named("document")
          .text("id", PublishedRow::id)
          .largeText("text", PublishedRow::text)
          .text("url", PublishedRow::url)
          .text("source", PublishedRow::source)
          .text("license", PublishedRow::license)
          .text("rights_holder", PublishedRow::rightsHolder)
          .text("rights", PublishedRow::rights)
          .text("rights_reason", PublishedRow::rightsReason)
          .text("offer", PublishedRow::offer)
          .text("decision", PublishedRow::decision)
          .text("fetched_at", PublishedRow::fetchedAt)
          .text("file", PublishedRow::file)
          .int64("file_offset", PublishedRow::fileOffset)
          .text("text_sha256", PublishedRow::textSha256)
          .int64("tokens", PublishedRow::tokens)
          .text("shard", PublishedRow::shard)
          .int64("shard_row", PublishedRow::shardRow)
          .int64("token_start", PublishedRow::tokenStart)
          .rows(
              at ->
                  new PublishedRow(
                      at.text("id"),
                      at.text("text"),
                      at.text("url"),
                      at.text("source"),
                      at.text("license"),
                      at.text("rights_holder"),
                      at.text("rights"),
                      at.text("rights_reason"),
                      at.text("offer"),
                      at.text("decision"),
                      at.text("fetched_at"),
                      at.text("file"),
                      at.int64("file_offset"),
                      at.text("text_sha256"),
                      at.int64("tokens"),
                      at.text("shard"),
                      at.int64("shard_row"),
                      at.int64("token_start")));

  /** What each column means, in the same order. */
  public static final List<Cards.Column> COLUMNS =
      List.of(
          text("id", "Document id: a digest of source, URL and text.", "sc:identifier"),
          text("text", "The text, as its tokens spell it.", "sc:text"),
          text("url", "The URL of the record, or what its source calls it.", "sc:url"),
          text("source", "The source it belongs to.", "sc:isPartOf"),
          text("license", "SPDX expression; empty where none was stated.", "sc:license"),
          text("rights_holder", "Whom to pay; empty where none was stated.", "sc:copyrightHolder"),
          text("rights", "The verdict on what its place declares about use.", ""),
          text("rights_reason", "Which declaration that verdict rests on; from the run.", ""),
          text("offer", "Where a license is offered, if anywhere; from the run.", ""),
          text("decision", "The decision on its rights (dec_...); from the run.", ""),
          text("fetched_at", "When it was fetched, ISO 8601; from the run.", ""),
          text("file", "The input or WARC file it was found in; from the run.", ""),
          number("file_offset", "Where in that file; -1 if unknown."),
          text(
              "text_sha256",
              "SHA-256 in UTF-8 of the extracted text, without what was cut.",
              "sc:sha256"),
          number("tokens", "Tokens, the end of text included."),
          text("shard", "The .bin file of the release that holds its tokens.", ""),
          number("shard_row", "Its number in that shard, from 0."),
          number("token_start", "Its first token in that shard."));

  private static Cards.Column text(String name, String description, String equivalent) {
    return new Cards.Column(name, false, description, equivalent);
  }

  private static Cards.Column number(String name, String description) {
    return new Cards.Column(name, true, description, "");
  }
}
