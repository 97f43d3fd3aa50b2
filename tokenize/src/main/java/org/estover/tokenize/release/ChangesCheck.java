package org.estover.tokenize.release;

import java.io.IOException;
import java.util.List;
import org.estover.tokenize.order.LateSequences;
import org.estover.tokenize.order.PackedOrder;
import org.estover.tokenize.shard.TokenWidth;

/**
 * The check that the changes of an intervention fit the shards: each replaces the token that stands
 * there by another one of the vocabulary, no end of text is among them, some position from the
 * intervention's first on reads it, and their counts are those of the manifest.
 */
final class ChangesCheck {
  private final Release release;
  private final Intervention intervention;
  private final PackedOrder order;
  private long documents;
  private long tokens;

  ChangesCheck(Release release, Intervention intervention) {
    this.release = release;
    this.intervention = intervention;
    this.order = release.content().packedOrder();
  }

  void run() throws IOException {
    try (TokenChanges changes = release.changes().orElseThrow()) {
      List<ReleasedShard> shards = release.content().shards();
      String source = "";
      long start = 0;
      for (int number = 0; number < shards.size(); number++) {
        ReleasedShard shard = shards.get(number);
        start = shard.source().equals(source) ? start : 0;
        source = shard.source();
        check(changes, number, shard, start);
        start += shard.tokens();
      }
      if (tokens != intervention.tokens() || documents != intervention.documents()) {
        throw Errors.corrupt(
            changes.name(),
            tokens
                + " changes in "
                + documents
                + " documents, expected "
                + intervention.tokens()
                + " in "
                + intervention.documents());
      }
    }
  }

  private void check(TokenChanges changes, int number, ReleasedShard shard, long start)
      throws IOException {
    TokenizerIdentity tokenizer = release.content().tokenizer();
    TokenWidth width = tokenizer.tokenWidth();
    LateSequences late =
        new LateSequences(order, order.sourceIndex(shard.source()), intervention.fromPosition());
    long[] documentEnd = {0};
    try (DocumentTable table = release.documents(shard);
        SummedFile bin = SummedFile.open(release.place(), shard.bin())) {
      changes.of(
          number,
          (token, before, after) -> {
            if (token >= shard.tokens()) {
              throw problem(changes, shard, token, "the shard has only " + shard.tokens());
            }
            int[] found = new int[1];
            byte[] bytes = new byte[width.bytes()];
            bin.read(token * width.bytes(), width.bytes()).get(bytes);
            width.decode(bytes, 0, found, 0, 1);
            if (found[0] != before) {
              throw problem(changes, shard, token, "it is " + found[0] + ", not " + before);
            }
            if (after < 0
                || after >= tokenizer.vocabularySize()
                || before == after
                || before == tokenizer.endOfText()
                || after == tokenizer.endOfText()) {
              throw problem(changes, shard, token, "it becomes " + after);
            }
            if (!late.read(start + token)) {
              throw problem(changes, shard, token, "no step reads it that could be changed");
            }
            if (token >= documentEnd[0]) {
              documents++;
              documentEnd[0] = table.place(table.rowAt(token)).tokenEnd();
            }
            tokens++;
          });
    }
  }

  private static CorruptReleaseException problem(
      TokenChanges changes, ReleasedShard shard, long token, String what) {
    return Errors.corrupt(
        changes.name(),
        "token " + token + " of shard " + shard.number() + " of " + shard.source() + ": " + what);
  }
}
