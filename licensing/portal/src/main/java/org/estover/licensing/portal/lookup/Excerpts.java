package org.estover.licensing.portal.lookup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.estover.licensing.portal.release.ReleaseReaders;
import org.estover.licensing.portal.release.ReleaseTokenizers;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.release.Release;
import org.springframework.stereotype.Component;

/**
 * Shows the beginnings of texts that everybody may read, decoded from the shards; what was taken
 * down is never decoded. Thread-safe.
 */
@Component
final class Excerpts {
  /** The most characters that are shown. */
  static final int CHARACTERS = 600;

  /** No token has less than a byte, and no character more than four; the last may be cut. */
  private static final int TOKENS = 4 * (CHARACTERS + 1);

  private final ReleaseReaders readers;
  private final ReleaseTokenizers tokenizers;

  Excerpts(ReleaseReaders readers, ReleaseTokenizers tokenizers) {
    this.readers = readers;
    this.tokenizers = tokenizers;
  }

  /**
   * The beginning of a document's text; nothing where it is not open to everybody, was taken down,
   * stands in an intervention, whose texts are its parent's, or the portal has not its tokenizer.
   */
  Optional<String> of(Release release, Kept kept) throws IOException {
    if (!kept.isOpen() || release.content().intervention().isPresent()) {
      return Optional.empty();
    }
    Optional<Tokenizer> tokenizer = tokenizers.of(release);
    if (tokenizer.isEmpty()) {
      return Optional.empty();
    }
    int[] tokens = readers.ask(release, reader -> reader.beginning(kept.document().id(), TOKENS));
    String text = new String(tokenizer.get().decode(tokens), StandardCharsets.UTF_8);
    return text.isEmpty() ? Optional.empty() : Optional.of(cut(text));
  }

  /** No character is cut in two. */
  private static String cut(String text) {
    int characters = text.codePointCount(0, text.length());
    return characters <= CHARACTERS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, CHARACTERS)) + "…";
  }
}
