package org.estover.licensing.terms.deed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.estover.ledger.log.JsonObject;

/**
 * What documents of a release say again.
 *
 * @param compared how many of its documents were compared with what was captured before them: those
 *     that have evidence of their time; zero where each was looked at by itself
 * @param documents those of which so much is said again that it counts, by their ids, each once
 */
public record Repetitions(long compared, List<Repetition> documents) {

  private static final String COMPARED = "compared";

  public Repetitions {
    documents = List.copyOf(documents);
    for (int i = 0; i < documents.size(); i++) {
      String id = documents.get(i).documentId();
      if (!documents.get(i).counts()) {
        throw Errors.countsNot(documents.get(i));
      }
      if (i > 0 && documents.get(i - 1).documentId().compareTo(id) >= 0) {
        throw Errors.repetitionsUnsorted(documents.get(i - 1).documentId(), id);
      }
    }
    if (compared < 0) {
      throw Errors.comparedLessThanNone(compared);
    }
  }

  /** Their tokens that do not earn. */
  public long repeatedTokens() {
    return documents.stream().mapToLong(each -> each.tokens() - each.fresh()).sum();
  }

  /** The documents of a release as the vault keeps them. */
  public JsonObject toJson(String releaseId) {
    Map<String, Object> json = new HashMap<>();
    json.put("release", releaseId);
    json.put("documents", documents.stream().map(Repetition::toJson).toList());
    if (compared > 0) {
      json.put(COMPARED, Long.toString(compared));
    }
    return JsonObject.of(json);
  }

  /** Reads what {@link #toJson} wrote; before, no document was compared with others. */
  public static Repetitions fromJson(JsonObject json) {
    return new Repetitions(
        json.names().contains(COMPARED) ? json.decimal(COMPARED) : 0,
        json.objects("documents").stream().map(Repetition::fromJson).toList());
  }
}
