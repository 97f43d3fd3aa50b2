package org.estover.jobs.cli;

import java.util.Locale;
import java.util.Map;
import org.estover.tokenize.reconstruct.BatchSequence;

/** How many tokens were masked in what a command hands out, and how it says so. */
final class MaskedTally {
  static final String TOKENS = "maskedTokens";
  static final String DOCUMENTS = "maskedDocuments";

  private long tokens;

  void add(BatchSequence sequence) {
    tokens += sequence.maskedTokens();
  }

  /** Puts it into an answer, where there is something to say. */
  void tell(StringBuilder people, Map<String, Object> data) {
    if (tokens > 0) {
      data.put(TOKENS, tokens);
      people.append(text()).append('\n');
    }
  }

  /** Says it beside an answer that is data alone. */
  void note(Context context) {
    if (tokens > 0) {
      context.note(text());
    }
  }

  private String text() {
    return String.format(
        Locale.ROOT, "masked: %,d tokens of documents that were withdrawn", tokens);
  }

  /**
   * The same of whole documents, which an answer names by their number; empty where there is none.
   */
  static String text(long documents) {
    return documents == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "masked: %s withdrawn, which the release still stores%n",
            Table.counted(documents, "document"));
  }
}
