package org.estover.jobs.dedupe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.estover.crawl.document.DocumentId;
import org.estover.jobs.run.Progress;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.ShardDocuments;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;

/** Reads the documents of a release, as its tokens spell them. */
public final class ReleaseTexts {
  private long withdrawn;
  private long normalized;

  /** How many documents were taken down; a placeholder stands for their text. */
  public long withdrawn() {
    return withdrawn;
  }

  /** How many texts are not as they were extracted, because the tokenizer normalized them. */
  public long normalized() {
    return normalized;
  }

  /**
   * Reads all documents.
   *
   * @param tokenizer the release's
   * @param documents where they are added
   * @param sink is shown them
   * @param progress starts a bar of bytes
   */
  public void read(
      Reconstruct reconstruct,
      Tokenizer tokenizer,
      Documents documents,
      DocumentSink sink,
      Supplier<Progress.Bar> progress)
      throws IOException {
    reconstruct.requireTokenizer(tokenizer);
    try (Progress.Bar bar = progress.get()) {
      for (ReleasedShard shard : reconstruct.content().shards()) {
        try (ShardDocuments texts = ShardDocuments.open(reconstruct.release(), shard)) {
          for (ShardDocuments.Text text = texts.nextText(tokenizer);
              text != null;
              text = texts.nextText(tokenizer)) {
            byte[] id = ReleasedDocument.idBytes(text.row().document().id());
            int document = documents.size();
            documents.add("", DocumentsReader.PRIORITY, DocumentId.of(id), text.utf8());
            String url = text.row().document().uri();
            sink.take(document, url, new String(text.utf8(), StandardCharsets.UTF_8));
            withdrawn += text.withdrawn().isEmpty() ? 0 : 1;
            normalized += text.isExact() ? 0 : 1;
            bar.advance(text.utf8().length);
          }
        }
      }
    }
  }
}
