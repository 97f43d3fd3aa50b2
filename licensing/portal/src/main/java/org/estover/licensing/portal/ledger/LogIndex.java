package org.estover.licensing.portal.ledger;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.estover.ledger.log.JsonObject;
import org.estover.ledger.log.LogEntry;
import org.estover.ledger.log.LogReader;
import org.estover.licensing.portal.page.IdLink;
import org.springframework.stereotype.Component;

/**
 * Where the log's entries of a type, and those that name an id, are found.
 *
 * <p>One byte an entry and twelve a named id, in memory, some 50 bytes an entry in all; made when
 * first asked and then followed. A search runs over these arrays, a million entries in some
 * milliseconds, and reads from the log only what it shows. Hashes of ids may fall together, so who
 * searches by id reads the entry to be sure. Thread-safe.
 */
@Component
public final class LogIndex {

  /**
   * Where something was recorded.
   *
   * @param index index of the log entry
   * @param day the day of its time, in UTC
   */
  public record Recorded(long index, LocalDate day) {}

  private static final int START = 1024;

  private final List<String> types = new ArrayList<>();
  private byte[] typeOf = new byte[START];
  private long[] named = new long[START];
  private int[] namedIn = new int[START];
  private int entries;
  private int names;

  LogIndex() {}

  /** The types of entries that there are, sorted. */
  synchronized Set<String> types(LogReader log) throws IOException {
    follow(log);
    return new TreeSet<>(types);
  }

  /**
   * Indexes of the newest entries before one, newest first.
   *
   * @param type the type they have, or "" for any
   * @param id the id they name, or "" for any; others may be among them
   * @param before the index below which they are
   * @param count how many at most
   */
  synchronized List<Long> find(LogReader log, String type, String id, long before, int count)
      throws IOException {
    follow(log);
    int from = (int) Math.max(0, Math.min(before, Math.min(entries, log.size())));
    int wanted = types.indexOf(type);
    if (!type.isEmpty() && wanted < 0) {
      return List.of();
    }
    List<Long> found = new ArrayList<>();
    if (id.isEmpty()) {
      for (int i = from - 1; i >= 0 && found.size() < count; i--) {
        if (type.isEmpty() || typeOf[i] == wanted) {
          found.add((long) i);
        }
      }
      return found;
    }
    long hash = hash(id);
    for (int n = names - 1; n >= 0 && found.size() < count; n--) {
      int i = namedIn[n];
      if (named[n] == hash && i < from && (type.isEmpty() || typeOf[i] == wanted)) {
        found.add((long) i);
      }
    }
    return found;
  }

  /** The first entry that names an id: the one that recorded what has it. */
  public Optional<Recorded> recorded(LogReader log, String id) throws IOException {
    for (long index : oldest(log, id)) {
      byte[] bytes = log.entry(index);
      if (EntryView.of(index, bytes).names(id)) {
        return Optional.of(new Recorded(index, LogEntry.parse(bytes).day()));
      }
    }
    return Optional.empty();
  }

  private synchronized List<Long> oldest(LogReader log, String id) throws IOException {
    follow(log);
    long hash = hash(id);
    List<Long> found = new ArrayList<>();
    // The second one is for the case that the first one's hash only looks alike.
    for (int n = 0; n < names && found.size() < 2 && namedIn[n] < log.size(); n++) {
      if (named[n] == hash) {
        found.add((long) namedIn[n]);
      }
    }
    return found;
  }

  private void follow(LogReader log) throws IOException {
    if (entries >= log.size()) {
      return;
    }
    Iterator<byte[]> fresh = log.entries(entries).iterator();
    while (fresh.hasNext()) {
      add(LogEntry.parse(fresh.next()));
    }
  }

  private void add(LogEntry entry) {
    if (entries == typeOf.length) {
      typeOf = Arrays.copyOf(typeOf, entries * 2);
    }
    String type = entry.fact().type();
    int code = types.indexOf(type);
    if (code < 0) {
      code = types.size();
      types.add(type);
    }
    typeOf[entries] = (byte) code;
    Set<String> ids = new TreeSet<>();
    ids.add(entry.fact().subject());
    collect(entry.fact().toJson(), ids);
    for (String id : ids) {
      if (names == named.length) {
        named = Arrays.copyOf(named, names * 2);
        namedIn = Arrays.copyOf(namedIn, names * 2);
      }
      named[names] = hash(id);
      namedIn[names] = entries;
      names++;
    }
    entries++;
  }

  /** Collects the ids in a fact, at any depth. */
  static void collect(Object value, Set<String> ids) {
    if (value instanceof String text && IdLink.isId(text)) {
      ids.add(text);
    } else if (value instanceof JsonObject object) {
      object.members().values().forEach(each -> collect(each, ids));
    } else if (value instanceof List<?> list) {
      list.forEach(each -> collect(each, ids));
    }
  }

  /** The first 16 digits, which of content ids are as good as random, with the kind mixed in. */
  private static long hash(String id) {
    int digits = id.indexOf('_') + 1;
    return IdLink.isId(id)
        ? Long.parseUnsignedLong(id, digits, digits + 16, 16) ^ id.charAt(0)
        : id.hashCode();
  }
}
