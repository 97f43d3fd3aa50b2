package org.estover.tokenize.reconstruct;

import java.util.List;
import java.util.Map;
import org.estover.tokenize.release.ReleasedDocument;

/**
 * A place where a text stands in a document, and the steps that read it there.
 *
 * @param byteFrom the first byte of the text in the document's
 * @param tokenFrom the document's token that holds this byte
 * @param tokenTo the token behind the one that holds the last byte
 * @param snippet the place with some of the text around it
 * @param occurrences every place in whole steps that reads one of these tokens, by position
 * @param withdrawn the case under which the document was taken down, else empty
 */
public record TextMatch(
    ReleasedDocument document,
    long byteFrom,
    long tokenFrom,
    long tokenTo,
    String snippet,
    List<Occurrence> occurrences,
    String withdrawn) {
  /** Copies the occurrences. */
  public TextMatch {
    occurrences = List.copyOf(occurrences);
  }

  /** The place with its document and all that read it, as commands show it in JSON. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = document.toJson();
    json.put("byteFrom", byteFrom);
    json.put("tokenFrom", tokenFrom);
    json.put("tokenTo", tokenTo);
    json.put("snippet", snippet);
    if (!withdrawn.isEmpty()) {
      json.put("withdrawn", withdrawn);
    }
    json.put("occurrences", occurrences.stream().map(Occurrence::toJson).toList());
    return json;
  }
}
