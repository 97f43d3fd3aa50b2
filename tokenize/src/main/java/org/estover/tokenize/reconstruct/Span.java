package org.estover.tokenize.reconstruct;

import java.util.LinkedHashMap;
import java.util.Map;
import org.estover.tokenize.release.ReleasedDocument;

/**
 * The part of a sequence that comes from one document.
 *
 * <p>A sequence of L inputs has L+1 tokens, numbered from 0; token L is only the last target.
 *
 * @param from the span's first token in the sequence
 * @param to the token behind its last one
 * @param inputs how many of its tokens are inputs, which are the ones that are billed
 * @param documentFrom the span's first token in the document
 * @param documentTokens all tokens of the document, the end-of-text included
 * @param withdrawn the case under which the document was taken down, else empty
 */
public record Span(
    int from,
    int to,
    int inputs,
    long documentFrom,
    int documentTokens,
    ReleasedDocument document,
    String withdrawn) {
  /** A part of a document that was not taken down, as far as is known. */
  public Span(
      int from,
      int to,
      int inputs,
      long documentFrom,
      int documentTokens,
      ReleasedDocument document) {
    this(from, to, inputs, documentFrom, documentTokens, document, "");
  }

  /** The same part of a document that was taken down under a case. */
  Span withdrawnUnder(String caseId) {
    return new Span(from, to, inputs, documentFrom, documentTokens, document, caseId);
  }

  /** Whether its tokens are masked where they are handed out. */
  public boolean isMasked() {
    return !withdrawn.isEmpty();
  }

  /** The token of the document behind the span's last one. */
  public long documentTo() {
    return documentFrom + (to - from);
  }

  /** Whether the document's end-of-text, its last token, is in the span. */
  public boolean endsDocument() {
    return documentTo() == documentTokens;
  }

  /** The span with its document, as commands show it in JSON. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("from", from);
    json.put("to", to);
    json.putAll(document.toJson());
    json.put("documentFrom", documentFrom);
    json.put("documentTokens", documentTokens);
    if (isMasked()) {
      json.put("withdrawn", withdrawn);
    }
    return json;
  }
}
