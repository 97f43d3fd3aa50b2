package org.estover.licensing.portal.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.estover.ledger.log.JsonObject;
import org.estover.ledger.log.LogEntry;
import org.estover.licensing.portal.page.IdLink;

/**
 * A log entry as pages show it: the public header, never the payload it commits to.
 *
 * @param index its index
 * @param time when it was recorded
 * @param type the versioned name of the kind of fact
 * @param word the same without the version, by which the texts name it
 * @param subject what it is about
 * @param ids all ids that it names
 * @param fields its public fields
 * @param commitment digest of salt and payload
 * @param keyDigest digest of the idempotency key
 * @param text its canonical bytes as text
 */
record EntryView(
    long index,
    String time,
    String type,
    String word,
    IdLink subject,
    List<IdLink> ids,
    List<Field> fields,
    String commitment,
    String keyDigest,
    String text) {

  /**
   * A public field.
   *
   * @param name its name
   * @param value its value as text
   * @param href where it is an id, the page of what has it, else ""
   */
  record Field(String name, String value, String href) {}

  static EntryView of(long index, byte[] bytes) throws IOException {
    LogEntry entry = LogEntry.parse(bytes);
    JsonObject fact = entry.fact().toJson();
    Set<String> ids = new TreeSet<>();
    LogIndex.collect(fact, ids);
    List<Field> fields = new ArrayList<>();
    for (Map.Entry<String, Object> member : fact.members().entrySet()) {
      String value = String.valueOf(member.getValue());
      fields.add(
          new Field(member.getKey(), value, IdLink.isId(value) ? IdLink.of(value).href() : ""));
    }
    String type = entry.fact().type();
    return new EntryView(
        index,
        entry.time().toString(),
        type,
        type.substring(0, type.lastIndexOf('.')),
        IdLink.of(entry.fact().subject()),
        ids.stream().map(IdLink::of).toList(),
        fields,
        entry.commitment(),
        entry.keyDigest(),
        new String(bytes, StandardCharsets.UTF_8));
  }

  /** Whether it names an id. */
  boolean names(String id) {
    return ids.stream().anyMatch(link -> link.id().equals(id)) || subject.id().equals(id);
  }
}
