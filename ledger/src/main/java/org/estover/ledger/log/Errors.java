package org.estover.ledger.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** The wording of this package's refusals. */
final class Errors {

  private Errors() {}

  static IllegalArgumentException badField(String field, String value, String expected) {
    return new IllegalArgumentException(field + ": found \"" + value + "\", expected " + expected);
  }

  static IllegalArgumentException badMember(String name, String expected, Object found) {
    return new IllegalArgumentException(
        "member \""
            + name
            + "\": expected "
            + expected
            + ", found "
            + found.getClass().getSimpleName());
  }

  static IllegalArgumentException missingMember(String name, Collection<String> present) {
    return new IllegalArgumentException(
        "member \"" + name + "\" is missing; present are " + present);
  }

  static IllegalArgumentException loneSurrogate(int at) {
    return new IllegalArgumentException(
        "half a surrogate pair at character " + at + " cannot be written as UTF-8");
  }

  static IllegalArgumentException unsortedNames(List<String> names) {
    return new IllegalArgumentException(
        "names " + names + " of a shape; expected each once, sorted by its UTF-16 units");
  }

  static IllegalArgumentException otherNumberOfValues(List<String> names, int values) {
    return new IllegalArgumentException(values + " values for the members " + names);
  }

  static IllegalArgumentException integerTooLarge(long value) {
    return new IllegalArgumentException(
        value + " is not below 2^53 in size: write it as a decimal string");
  }

  static IllegalArgumentException notCanonical(String why) {
    return new IllegalArgumentException("not canonical JSON: " + why);
  }

  static IllegalArgumentException tooDeep(int limit) {
    return new IllegalArgumentException("JSON nested deeper than " + limit + " levels");
  }

  static FormatTooNewException unknownFact(String type, Collection<String> known) {
    return new FormatTooNewException(
        "fact type \""
            + type
            + "\" is unknown here; known are "
            + known
            + ": use the version of estover that wrote it");
  }

  static IllegalArgumentException unknownFields(
      String type, Collection<String> found, Collection<String> expected) {
    return new IllegalArgumentException(
        type + ": fields " + found + " are not the expected " + expected);
  }

  static FormatTooNewException unknownEntryVersion(long found, int known) {
    return new FormatTooNewException(
        "log entry of version "
            + found
            + ", this software reads up to version "
            + known
            + ": use the version of estover that wrote it");
  }

  static IOException notAnEntry(RuntimeException cause) {
    return new IOException("not a log entry: " + cause.getMessage(), cause);
  }

  private static final String CURE =
      "; restore the file from a copy of the log, and see \"estover ledger verify\"";

  static IOException stopped(IOException first) {
    return new IOException(
        "nothing more is written, because an earlier write failed ("
            + first.getMessage()
            + "): remove the cause and start a new process",
        first);
  }

  static IOException brokenOff() {
    return new IOException("it was broken off by an error that is no error of the disk");
  }

  static IOException writeFailed(IOException cause) {
    return new IOException(
        "write failed ("
            + cause
            + "); nothing was acknowledged, and this process writes no more:"
            + " remove the cause and start a new process",
        cause);
  }

  static IOException tooShort(Path file, long found, long expected) {
    return new IOException(
        file
            + ": found "
            + found
            + " bytes, expected "
            + expected
            + " at least; restore the file from a copy, and see \"estover ledger verify\"");
  }

  static IllegalArgumentException badKeyText(String why) {
    return new IllegalArgumentException("not a verifier key: " + why);
  }

  static OpenKeyException keyIsOpen(Path file) {
    return new OpenKeyException(
        file
            + ": the signing key may be read by others than its owner: chmod 600 it, and make a"
            + " new one if it was read");
  }

  static IOException badKeyFile(Path file) {
    return new IOException(
        file
            + ": not a signing key, or its two lines do not belong together: restore it from your"
            + " copy");
  }

  static CorruptLogException missing(String file) {
    return new CorruptLogException(file + ": the file is missing" + CURE);
  }

  static CorruptLogException badCheckpoint(String file, Exception cause) {
    return new CorruptLogException(
        file
            + ": not a checkpoint signed by the log's key, in block 0: "
            + cause.getMessage()
            + CURE);
  }

  static CorruptLogException behindItsTiles(Path log, String missing, long size) {
    return new CorruptLogException(
        log.resolve(LogReader.CHECKPOINT)
            + ": of "
            + size
            + " entries, and "
            + missing
            + ", which it names, has given way to a wider file: the log has gone on since that"
            + " checkpoint; put the newest one back, and nothing is cut or signed meanwhile");
  }

  static CorruptLogException copyIsAhead(Path copy, long has, long log) {
    return new CorruptLogException(
        copy
            + ": is a copy of "
            + has
            + " entries, and the log has "
            + log
            + ": the log is the older one, and a newer copy is not written over; find out why, or"
            + " name another folder");
  }

  static CorruptLogException copyIsNoBeginning(Path copy, long size) {
    return new CorruptLogException(
        copy
            + ": the copy of "
            + size
            + " entries is not a beginning of this log: one of them was rewritten; keep both, and"
            + " name another folder");
  }

  static CorruptLogException copyDamaged(Path copy, Damage damage) {
    return new CorruptLogException(
        copy
            + "/"
            + damage
            + "; read back after it was copied: look after that disk, and copy anew");
  }

  static CorruptLogException wrongSize(String file, long found, long expected) {
    return new CorruptLogException(
        file + ": found " + found + " bytes, expected " + expected + CURE);
  }

  static CorruptLogException wrongTile(String file) {
    return new CorruptLogException(file + ": not the hashes of what it covers" + CURE);
  }

  static CorruptLogException wrongEntries(String file, int expected) {
    return new CorruptLogException(
        file + ": not " + expected + " entries, or more behind them" + CURE);
  }

  static CorruptLogException cutEntry(String file, int entry, int offset) {
    return new CorruptLogException(
        file
            + ": entry "
            + entry
            + " of the bundle is cut off in block "
            + offset / Damage.BLOCK_SIZE
            + " (byte "
            + offset
            + ")"
            + CURE);
  }

  static CorruptLogException damaged(List<Damage> found) {
    String more = found.size() > 1 ? " and " + (found.size() - 1) + " more" : "";
    return new CorruptLogException(found.get(0) + more + CURE);
  }

  static IllegalArgumentException noSuchEntry(long index, long size) {
    return new IllegalArgumentException(
        "the log has " + size + " entries, from 0; there is no entry " + index);
  }

  static IllegalArgumentException noSuchSize(long size, long current) {
    return new IllegalArgumentException(
        "the log has " + current + " entries; it never had size " + size);
  }

  static IllegalArgumentException entryTooLong(int length) {
    return new IllegalArgumentException(
        "a log entry of "
            + length
            + " bytes; at most "
            + LogEntry.MAX_BYTES
            + " fit: put the details into the payload");
  }

  static IllegalArgumentException notAWitness(String name) {
    return new IllegalArgumentException(
        "key " + name + " signs a log and cosigns none: make a witness's key of its own");
  }

  static IllegalArgumentException onlyCosigns(String name) {
    return new IllegalArgumentException(
        "key " + name + " is a witness's, which cosigns checkpoints and signs nothing else");
  }

  static CorruptLogException badReceipt(String why) {
    return new CorruptLogException("not a valid receipt: " + why);
  }
}
