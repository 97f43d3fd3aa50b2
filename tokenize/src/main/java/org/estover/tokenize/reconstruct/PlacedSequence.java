package org.estover.tokenize.reconstruct;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A sequence at its position in the order.
 *
 * @param position in the order, from 0
 * @param source the name of the sequence's source
 * @param copy which repetition of the source this is, from 0
 * @param sequence the sequence's number within its source, from 0
 * @param tokenStart its first token in the source's stream
 */
public record PlacedSequence(
    long position, String source, long copy, long sequence, long tokenStart) {

  /** Where and what it is, as commands show it in JSON. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("position", position);
    json.put("source", source);
    json.put("copy", copy);
    json.put("sequence", sequence);
    return json;
  }
}
