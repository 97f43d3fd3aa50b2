package org.estover.licensing.portal.lookup;

import java.io.IOException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.estover.licensing.portal.release.ReleaseReaders;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.reconstruct.BatchSequence;
import org.estover.tokenize.reconstruct.Occurrence;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.Span;
import org.estover.tokenize.release.Release;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Shows the beginnings of texts that everybody may read, decoded from the shards; what was taken
 * down is never decoded. Thread-safe.
 */
@Component
final class Excerpts {
  /** The most characters that are shown. */
  static final int CHARACTERS = 600;

  private final ReleaseReaders readers;
  private @Nullable Tokenizer gpt2;

  Excerpts(ReleaseReaders readers) {
    this.readers = readers;
  }

  /**
   * The beginning of a document's text; nothing where it is not open to everybody, no sequence
   * begins with it, or the portal has not its tokenizer.
   */
  Optional<String> of(Release release, Kept kept) throws IOException {
    Tokenizer tokenizer = gpt2();
    String digest = HexFormat.of().formatHex(tokenizer.digest());
    if (!kept.isOpen() || !digest.equals(release.content().tokenizer().digest())) {
      return Optional.empty();
    }
    return readers.ask(release, reader -> begun(reader, kept.document().id(), tokenizer));
  }

  private static Optional<String> begun(Reconstruct reader, String id, Tokenizer tokenizer)
      throws IOException {
    // Where a sequence only aims at the first token, the next one reads on from it.
    Optional<Occurrence> first =
        reader.occurrences(id).stream()
            .filter(place -> place.documentFrom() <= 1)
            .max(Comparator.comparingInt(place -> place.to() - place.from()));
    if (first.isEmpty()) {
      return Optional.empty();
    }
    long position = first.get().position();
    List<BatchSequence> sequences = reader.sequences(position, position + 1);
    for (Span span : sequences.get(0).spans()) {
      if (span.document().id().equals(id)
          && span.documentFrom() == first.get().documentFrom()
          && !span.isMasked()) {
        // It serves one thread at a time. A copy has 8 MB, and what is decoded here is a sequence.
        synchronized (tokenizer) {
          return Optional.of(cut(reader.text(sequences.get(0), span, tokenizer)));
        }
      }
    }
    return Optional.empty();
  }

  /** No character is cut in two. */
  private static String cut(String text) {
    int characters = text.codePointCount(0, text.length());
    return characters <= CHARACTERS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, CHARACTERS)) + "…";
  }

  private synchronized Tokenizer gpt2() {
    Tokenizer loaded = gpt2;
    if (loaded == null) {
      loaded = Tokenizer.gpt2();
      gpt2 = loaded;
    }
    return loaded;
  }
}
