package org.estover.tokenize.release;

import java.io.IOException;
import java.nio.file.Path;
import org.estover.tokenize.order.DocumentOrder;
import org.estover.tokenize.shard.IndexedDatasetReader;

/**
 * The check that tokens, index and document table of one shard tell the same, in the release's
 * order and vocabulary. Reads every token once and every row a few times; memory: {@value
 * #READ_TOKENS} tokens.
 */
final class ShardCheck {
  private static final int READ_TOKENS = 1 << 16;

  private final Release release;
  private final ReleasedShard shard;
  private final ReleasedSource source;
  private final int[] tokens = new int[READ_TOKENS];

  ShardCheck(Release release, ReleasedShard shard, ReleasedSource source) {
    this.release = release;
    this.shard = shard;
    this.source = source;
  }

  void run(DocumentTable table) throws IOException {
    Path prefix = release.folder().resolve(shard.prefix());
    try (IndexedDatasetReader index = IndexedDatasetReader.open(prefix)) {
      index.verify();
      table.verify();
      counts(index, table);
      if (!table.idsSha256().equals(shard.idsSha256())) {
        throw problem(shard.docs(), "the digest of its ids is not the one in the manifest");
      }
      for (int number = 0; number < table.shareCount(); number++) {
        if (!table.share(number).source().equals(shard.source())) {
          throw problem(shard.docs(), "a document belongs to " + table.share(number).source());
        }
      }
      rows(index, table);
    }
  }

  private void counts(IndexedDatasetReader index, DocumentTable table) throws IOException {
    TokenizerIdentity tokenizer = release.content().tokenizer();
    if (index.width() != tokenizer.tokenWidth()) {
      throw problem(
          shard.idx(), index.width() + " tokens for a vocabulary of " + tokenizer.vocabularySize());
    }
    if (index.sequenceCount() != shard.documents()
        || index.documentCount() != shard.documents()
        || index.tokenCount() != shard.tokens()) {
      throw problem(shard.idx(), "it counts other documents or tokens than the manifest");
    }
    if (table.rowCount() != shard.documents() || table.tokenCount() != shard.tokens()) {
      throw problem(shard.docs(), "it counts other documents or tokens than the manifest");
    }
  }

  private void rows(IndexedDatasetReader index, DocumentTable table) throws IOException {
    long seed = release.content().order().seed();
    byte[] previousKey = new byte[0];
    byte[] previousId = new byte[0];
    for (long row = 0; row < shard.documents(); row++) {
      DocumentTable.RowPlace place = table.place(row);
      if (index.documentStart(row) != row
          || index.sequenceStart(row) != place.tokenStart()
          || index.sequenceSize(row) != place.tokens()) {
        throw problem(shard.docs(), "row " + row + " is not sequence " + row + " of the index");
      }
      byte[] id = table.id(row);
      byte[] key = DocumentOrder.key(seed, id);
      if (DocumentOrder.shard(key, source.shardBits()) != shard.number()
          || DocumentOrder.compare(previousKey, previousId, key, id) >= 0) {
        throw problem(shard.docs(), "row " + row + " is not where the order wants its document");
      }
      tokens(index, row, place);
      previousKey = key;
      previousId = id;
    }
  }

  private void tokens(IndexedDatasetReader index, long row, DocumentTable.RowPlace place)
      throws IOException {
    TokenizerIdentity tokenizer = release.content().tokenizer();
    int last = -1;
    for (int done = 0; done < place.tokens(); done += READ_TOKENS) {
      int part = Math.min(READ_TOKENS, place.tokens() - done);
      index.read(place.tokenStart() + done, tokens, 0, part);
      for (int i = 0; i < part; i++) {
        if (tokens[i] < 0 || tokens[i] >= tokenizer.vocabularySize()) {
          throw problem(shard.bin(), "document " + row + " has a token " + tokens[i]);
        }
      }
      last = tokens[part - 1];
    }
    if (last != tokenizer.endOfText()) {
      throw problem(shard.bin(), "document " + row + " ends with token " + last);
    }
  }

  private CorruptReleaseException problem(ReleasedFile file, String what) {
    return Errors.corrupt(release.path(file).toString(), what);
  }
}
