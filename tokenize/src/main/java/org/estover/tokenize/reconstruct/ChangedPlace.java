package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.estover.tokenize.release.DocumentRow;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.TokenChanges;

/**
 * A run of tokens of a document that an intervention changed.
 *
 * @param document as the release lists it: its text's digest is that of the parent's text
 * @param token the first of them in the document
 * @param before what they are in the parent
 * @param after what the sequences from the intervention's step on have instead
 */
public record ChangedPlace(
    ReleasedDocument document, long token, List<Integer> before, List<Integer> after) {
  /** Copies the lists. */
  public ChangedPlace {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /** Receives changed places. */
  public interface Sink {
    /** Takes the next place. */
    void place(ChangedPlace place) throws IOException;
  }

  /**
   * Delivers everything that the intervention of a release changed, by source and order of the
   * documents; nothing where the release is none.
   */
  public static void list(Release release, Sink sink) throws IOException {
    Optional<TokenChanges> found = release.changes();
    if (found.isEmpty()) {
      return;
    }
    try (TokenChanges changes = found.get()) {
      List<ReleasedShard> shards = release.content().shards();
      for (int number = 0; number < shards.size(); number++) {
        try (DocumentTable table = release.documents(shards.get(number))) {
          Run run = new Run(table, sink);
          changes.of(number, run::add);
          run.end();
        }
      }
    }
  }

  /** Joins changes of tokens that follow each other in one document. */
  private static final class Run {
    private final DocumentTable table;
    private final Sink sink;
    private final List<Integer> before = new ArrayList<>();
    private final List<Integer> after = new ArrayList<>();
    private long next;
    private long documentEnd;

    Run(DocumentTable table, Sink sink) {
      this.table = table;
      this.sink = sink;
    }

    void add(long token, int from, int to) throws IOException {
      if (token != next || token >= documentEnd) {
        end();
      }
      if (token >= documentEnd) {
        documentEnd = table.row(table.rowAt(token)).tokenEnd();
      }
      before.add(from);
      after.add(to);
      next = token + 1;
    }

    void end() throws IOException {
      if (!before.isEmpty()) {
        long first = next - before.size();
        DocumentRow row = table.row(table.rowAt(first));
        sink.place(new ChangedPlace(row.document(), first - row.tokenStart(), before, after));
        before.clear();
        after.clear();
      }
    }
  }
}
