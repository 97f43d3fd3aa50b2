package org.estover.ledger.log;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;

/**
 * One leaf of the log: a fact under a public header.
 *
 * <p>Its bytes are canonical JSON: {@code {"commitment":..., "entry":1, "fact":{...}, "key":...,
 * "time":..., "type":...}}; see {@code ledger/FORMAT.md}.
 *
 * @param time when it was recorded, whole milliseconds, never earlier than the entry before
 * @param keyDigest digest of the idempotency key, 64 hex digits
 * @param commitment SHA-256 of salt and payload, 64 hex digits
 * @param fact what happened
 */
public record LogEntry(Instant time, String keyDigest, String commitment, Fact fact) {

  /** The version of the header. */
  public static final int VERSION = 1;

  /** An entry's length is written in 16 bits. */
  public static final int MAX_BYTES = 65_535;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  public LogEntry {
    Ids.requireSha256("keyDigest", keyDigest);
    Ids.requireSha256("commitment", commitment);
    if (!time.truncatedTo(ChronoUnit.MILLIS).equals(time)) {
      throw Errors.badField("time", time.toString(), "whole milliseconds");
    }
  }

  /** Refuses an entry that is too long for the log. */
  public static void requireFits(int length) {
    if (length > MAX_BYTES) {
      throw Errors.entryTooLong(length);
    }
  }

  /** The day of its time, in UTC. */
  public LocalDate day() {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  /** The canonical bytes, which the leaf hash covers. */
  public byte[] bytes() {
    return JsonObject.of(
            Map.of(
                "commitment",
                commitment,
                "entry",
                VERSION,
                "fact",
                fact.toJson(),
                "key",
                keyDigest,
                "time",
                TIME.format(time),
                "type",
                fact.type()))
        .bytes();
  }

  /**
   * The entry of these bytes.
   *
   * @throws FormatTooNewException if the header or the fact is of a version unknown here
   * @throws IOException if the bytes are not an entry; the message says why
   */
  public static LogEntry parse(byte[] bytes) throws IOException {
    try {
      JsonObject json = JsonObject.parse(bytes);
      if (json.integer("entry") != VERSION) {
        throw Errors.unknownEntryVersion(json.integer("entry"), VERSION);
      }
      Fact fact = Fact.fromJson(json.text("type"), json.object("fact"));
      Instant time = Instant.from(TIME.parse(json.text("time")));
      LogEntry entry = new LogEntry(time, json.text("key"), json.text("commitment"), fact);
      if (json.names().size() != 6) {
        throw Errors.badField("members", json.names().toString(), "the six of an entry");
      }
      return entry;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw Errors.notAnEntry(e);
    }
  }
}
