package org.estover.tokenize.reconstruct;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One place where a training run reads a part of a document.
 *
 * @param step from 0
 * @param position in the order, from 0
 * @param copy which repetition of the source this is, from 0
 * @param sequence the sequence's number within its source, from 0
 * @param from the first token of the document in the sequence
 * @param to the token behind the last one
 * @param inputs how many of them are inputs, which are the ones that are billed
 * @param documentFrom the part's first token in the document
 */
public record Occurrence(
    long step,
    long position,
    long copy,
    long sequence,
    int from,
    int to,
    int inputs,
    long documentFrom) {

  /** The place, as commands show it in JSON. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("step", step);
    json.put("position", position);
    json.put("copy", copy);
    json.put("sequence", sequence);
    json.put("from", from);
    json.put("to", to);
    json.put("inputs", inputs);
    json.put("documentFrom", documentFrom);
    return json;
  }
}
