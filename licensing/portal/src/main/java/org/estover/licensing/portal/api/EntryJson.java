package org.estover.licensing.portal.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.estover.ledger.log.Hash;
import org.estover.ledger.log.JsonObject;
import org.estover.ledger.log.LogEntry;

/**
 * An entry of the public log.
 *
 * @param index its index, from 0
 * @param time when it was recorded
 * @param type the versioned kind of fact
 * @param subject the id of what the fact is about
 * @param fact the fact's fields
 * @param commitment SHA-256 of the salted payload, which stays private
 * @param leafHash the entry's leaf of the log's tree (RFC 6962), Base64
 */
record EntryJson(
    long index,
    String time,
    String type,
    String subject,
    Map<String, Object> fact,
    String commitment,
    String leafHash) {

  static EntryJson of(long index, LogEntry entry) {
    return new EntryJson(
        index,
        entry.time().toString(),
        entry.fact().type(),
        entry.fact().subject(),
        plain(entry.fact().toJson()),
        entry.commitment(),
        Hash.ofLeaf(entry.bytes()).base64());
  }

  static Map<String, Object> plain(JsonObject object) {
    Map<String, Object> members = new LinkedHashMap<>();
    object.members().forEach((name, value) -> members.put(name, plainValue(value)));
    return members;
  }

  private static Object plainValue(Object value) {
    if (value instanceof JsonObject object) {
      return plain(object);
    }
    return value instanceof List<?> list
        ? list.stream().map(EntryJson::plainValue).toList()
        : value;
  }
}
