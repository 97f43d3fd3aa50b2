package org.estover.licensing.portal.lookup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estover.licensing.portal.release.ReleaseReaders;
import org.estover.tokenize.release.DocumentRow;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.Masks;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedShard;
import org.springframework.stereotype.Component;

/** Asks one release at a time. Thread-safe. */
@Component
public final class Finder {
  /** The most documents that one answer names. */
  static final int LIMIT = 50;

  private final ReleaseReaders readers;

  Finder(ReleaseReaders readers) {
    this.readers = readers;
  }

  /** How a shard's table is asked. */
  private interface Question {
    List<DocumentRow> ask(DocumentTable table) throws IOException;
  }

  /** What became of an address, in the first of its spellings that is known. */
  public Answer byAddress(Release release, List<String> spellings) throws IOException {
    for (String spelling : spellings) {
      List<Kept> kept = kept(release, table -> table.findUri(spelling));
      if (!kept.isEmpty()) {
        return new Answer(spelling, kept, List.of(), false, "");
      }
    }
    return new Answer(spellings.get(0), List.of(), List.of(), false, "dropped");
  }

  /** What became of a document. */
  public Answer byDocument(Release release, String id) throws IOException {
    List<Kept> kept = kept(release, table -> table.find(id).stream().toList());
    return new Answer(id, kept, List.of(), false, kept.isEmpty() ? "dropped" : "");
  }

  /** What became of a text, by the SHA-256 of its UTF-8. */
  public Answer byDigest(Release release, String sha256) throws IOException {
    return new Answer(sha256, List.of(), List.of(), false, "digest");
  }

  /** A site with all below it; nothing where the release has no list of sites. */
  Optional<HostAnswer> byHost(Release release, String host, String cursor) throws IOException {
    return Optional.empty();
  }

  /** The proof that a site is there or is not; nothing where the release has no list of sites. */
  Optional<Map<String, Object>> proof(Release release, String host) throws IOException {
    return Optional.empty();
  }

  /** Samples of what a rule dropped; nothing where the release keeps none. */
  Optional<Samples> samples(Release release, String stage, String rule) throws IOException {
    return Optional.empty();
  }

  /** What was left out of a site; nothing where that is not known. */
  Optional<DroppedList> droppedOfHost(Release release, String host, String cursor)
      throws IOException {
    return Optional.empty();
  }

  private List<Kept> kept(Release release, Question question) throws IOException {
    List<Kept> kept = new ArrayList<>();
    Masks masks = readers.ask(release, reader -> reader.masks());
    for (ReleasedShard shard : release.content().shards()) {
      try (DocumentTable table = release.documents(shard)) {
        for (DocumentRow row : question.ask(table)) {
          if (kept.size() < LIMIT) {
            kept.add(new Kept(shard, row, masks.caseOf(row.document().id())));
          }
        }
      }
    }
    return kept;
  }
}
