package org.estover.ledger;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.estover.ledger.book.Journal;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.RecordedEntry;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.JsonObject;
import org.estover.ledger.log.LogEntry;
import org.estover.ledger.vault.LoggedFact;
import org.estover.ledger.vault.SaltedPayload;
import org.estover.ledger.vault.VaultPayload;

/**
 * Requests that are checked one after the other, each as if those before it were recorded already,
 * and that are then written together.
 */
final class AppendGroup {

  /** What the log holds before the group. */
  interface Recorded {

    /** How many log entries there are. */
    long size();

    /** The index of the log entry that a key's digest brought, or -1. */
    long indexOf(String keyDigest);

    /** The fact at an index. */
    LoggedFact at(long index) throws IOException;

    /** The books, with all that the group has added to them so far. */
    Journal journal() throws IOException;

    /** A payload with its salt, not stored yet. */
    SaltedPayload salted(VaultPayload payload);
  }

  /**
   * Where a request stands in the log once the group is written.
   *
   * @param index index of the log entry
   * @param repeated whether an earlier request with the same key brought it
   */
  record Place(long index, boolean repeated) {}

  /** A request to be written, and its log entry. */
  record Fresh(Append request, LogEntry entry, SaltedPayload payload) {}

  private final Recorded recorded;
  private final Instant time;
  private final List<Fresh> fresh = new ArrayList<>();
  private final Map<String, Integer> freshKeys = new HashMap<>();

  /**
   * An empty group.
   *
   * @param time when all of it is recorded
   */
  AppendGroup(Recorded recorded, Instant time) {
    this.recorded = recorded;
    this.time = time;
  }

  /** When all of it is recorded. */
  Instant time() {
    return time;
  }

  /** The requests to be written, in log order. */
  List<Fresh> fresh() {
    return fresh;
  }

  /**
   * Takes requests into the group, all of them or none.
   *
   * @throws LedgerRefusedException if one of them cannot follow what stands before it
   */
  List<Place> admit(List<Append> requests) throws IOException {
    int before = fresh.size();
    List<JournalEntry> posted = new ArrayList<>();
    List<Place> places = new ArrayList<>();
    boolean admitted = false;
    try {
      for (Append request : requests) {
        places.add(admit(request, posted));
      }
      admitted = true;
      return places;
    } finally {
      if (!admitted) {
        forget(before, posted);
      }
    }
  }

  /** Where the request with that key's digest stands already; empty where there was none. */
  List<Place> placeOf(String digest) {
    long known = recorded.indexOf(digest);
    if (known >= 0) {
      return List.of(new Place(known, true));
    }
    Integer pending = freshKeys.get(digest);
    return pending == null ? List.of() : List.of(new Place(recorded.size() + pending, true));
  }

  private void forget(int before, List<JournalEntry> posted) throws IOException {
    for (int i = posted.size() - 1; i >= 0; i--) {
      recorded.journal().undo(posted.get(i));
    }
    for (int i = fresh.size() - 1; i >= before; i--) {
      freshKeys.remove(fresh.remove(i).entry().keyDigest());
    }
  }

  private Place admit(Append request, List<JournalEntry> posted) throws IOException {
    String digest = request.keyDigest();
    long known = recorded.indexOf(digest);
    if (known >= 0) {
      requireSame(request, known, recorded.at(known));
      return new Place(known, true);
    }
    Integer pending = freshKeys.get(digest);
    if (pending != null) {
      Append first = fresh.get(pending).request();
      requireSame(request, recorded.size() + pending, first.fact(), first.payload());
      return new Place(recorded.size() + pending, true);
    }
    SaltedPayload payload = recorded.salted(request.payload());
    LogEntry logged = new LogEntry(time, digest, payload.commitment(), request.fact());
    LogEntry.requireFits(logged.bytes().length);
    long index = recorded.size() + fresh.size();
    for (RecordedEntry entry : RecordedEntry.of(index, request.payload().journal())) {
      Optional<String> refusal = recorded.journal().addUnlessRefused(entry, logged.day());
      if (refusal.isPresent()) {
        throw Errors.refusedJournal(refusal.get());
      }
      posted.add(entry.entry());
    }
    freshKeys.put(digest, fresh.size());
    fresh.add(new Fresh(request, logged, payload));
    return new Place(index, false);
  }

  private static void requireSame(Append request, long index, LoggedFact logged)
      throws LedgerRefusedException {
    VaultPayload payload = logged.erased() ? request.payload() : logged.payload();
    requireSame(request, index, logged.fact(), payload);
  }

  private static void requireSame(Append request, long index, Fact fact, VaultPayload payload)
      throws LedgerRefusedException {
    JsonObject asked = comparable(request.fact(), request.payload());
    JsonObject first = comparable(fact, payload);
    Optional<String> field = difference("", asked, first);
    if (field.isPresent()) {
      throw Errors.keyReused(request.idempotencyKey(), index, field.get());
    }
  }

  private static JsonObject comparable(Fact fact, VaultPayload payload) {
    return JsonObject.of(
        Map.of("type", fact.type(), "fact", fact.toJson(), "payload", payload.toJson()));
  }

  /** The path of the first member in which two objects differ. */
  private static Optional<String> difference(String path, JsonObject one, JsonObject other) {
    TreeSet<String> names = new TreeSet<>(one.names());
    names.addAll(other.names());
    for (String name : names) {
      Object left = one.members().get(name);
      Object right = other.members().get(name);
      if (left instanceof JsonObject l && right instanceof JsonObject r && !l.equals(r)) {
        return difference(path + name + ".", l, r);
      }
      if (left == null || !left.equals(right)) {
        return Optional.of(path + name);
      }
    }
    return Optional.empty();
  }
}
