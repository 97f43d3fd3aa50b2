package org.estover.ledger.simulation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.estover.ledger.Append;
import org.estover.ledger.log.LogEntry;
import org.estover.ledger.vault.VaultPayload;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger must hold and answer, in plain lists; knows nothing of files, keys' digests or
 * trees.
 */
final class Model {

  /** A request that brought a log entry. */
  static final class Entry {
    final Append request;
    final Instant time;
    @Nullable LogEntry logged;
    boolean erased;

    Entry(Append request, Instant time) {
      this.request = request;
      this.time = time;
    }

    VaultPayload payload() {
      return erased ? VaultPayload.EMPTY : request.payload();
    }

    boolean movesMoney() {
      return !request.payload().journal().isEmpty();
    }
  }

  /**
   * What a request must be answered.
   *
   * @param refusal a part of what it must be refused with, or empty
   */
  record Answer(List<Integer> indexes, List<Boolean> repeated, String refusal) {}

  private static final Instant FIRST = Instant.parse("2026-11-21T06:00:00Z");

  private final List<Entry> log = new ArrayList<>();
  private final List<Entry> doubted = new ArrayList<>();
  private final ModelBooks books = new ModelBooks();
  private int doubtedErasure = -1;

  /** What was recorded for certain, and what the group at hand adds. */
  List<Entry> log() {
    return log;
  }

  ModelBooks books() {
    return books;
  }

  Instant lastTime() {
    return log.isEmpty() ? Instant.EPOCH : log.get(log.size() - 1).time;
  }

  /** The day of the last log entry. */
  LocalDate today() {
    return LocalDate.ofInstant(log.isEmpty() ? FIRST : lastTime(), ZoneOffset.UTC);
  }

  /** Takes requests in, all of them or none, and says what they must be answered. */
  Answer admit(List<Append> requests, Instant time) {
    int before = log.size();
    int booked = books.entries().size();
    List<Integer> indexes = new ArrayList<>();
    List<Boolean> repeated = new ArrayList<>();
    for (Append request : requests) {
      int known = indexOf(request.idempotencyKey());
      String refusal = known >= 0 ? difference(log.get(known), request) : add(request, time);
      if (!refusal.isEmpty()) {
        cutTo(before, booked);
        return new Answer(List.of(), List.of(), refusal);
      }
      indexes.add(known >= 0 ? known : log.size() - 1);
      repeated.add(known >= 0);
    }
    return new Answer(indexes, repeated, "");
  }

  /** Where the request with a key stands, or -1. */
  int indexOf(String key) {
    for (int i = 0; i < log.size(); i++) {
      if (log.get(i).request.idempotencyKey().equals(key)) {
        return i;
      }
    }
    return -1;
  }

  private String add(Append request, Instant time) {
    int booked = books.entries().size();
    for (var entry : request.payload().journal()) {
      String refusal = books.add(entry, LocalDate.ofInstant(time, ZoneOffset.UTC));
      if (!refusal.isEmpty()) {
        books.cutTo(booked);
        return refusal;
      }
    }
    log.add(new Entry(request, time));
    return "";
  }

  private static String difference(Entry first, Append again) {
    if (!first.request.fact().equals(again.fact())) {
      return "differs from it in " + (sameType(first.request, again) ? "fact." : "fact");
    }
    if (first.erased || first.request.payload().equals(again.payload())) {
      return "";
    }
    boolean content = first.request.payload().content().equals(again.payload().content());
    return "differs from it in payload." + (content ? "journal" : "content");
  }

  private static boolean sameType(Append one, Append other) {
    return one.fact().type().equals(other.fact().type());
  }

  private void cutTo(int size, int booked) {
    log.subList(size, log.size()).clear();
    books.cutTo(booked);
  }

  /** The entries from an index on may be recorded or not: their writing was broken off. */
  void doubt(int from) {
    doubted.addAll(log.subList(from, log.size()));
    int booked = books.entries().size();
    for (Entry entry : doubted) {
      booked -= entry.request.payload().journal().size();
    }
    cutTo(from, booked);
  }

  void doubtErasure(int index) {
    doubtedErasure = index;
  }

  int doubtedErasure() {
    return doubtedErasure;
  }

  int doubtedEntries() {
    return doubted.size();
  }

  /** The group in doubt was recorded, or was not; says whether a log of that size can be. */
  boolean settle(long size) {
    boolean recorded = size == log.size() + doubted.size();
    if (recorded) {
      for (Entry entry : doubted) {
        LocalDate day = LocalDate.ofInstant(entry.time, ZoneOffset.UTC);
        entry.request.payload().journal().forEach(each -> books.add(each, day));
        log.add(entry);
      }
    }
    doubted.clear();
    return recorded || size == log.size();
  }

  /** The erasure in doubt happened, or did not. */
  void settleErasure(boolean happened) {
    if (doubtedErasure >= 0) {
      log.get(doubtedErasure).erased |= happened;
      doubtedErasure = -1;
    }
  }
}
