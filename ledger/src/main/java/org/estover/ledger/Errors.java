package org.estover.ledger;

import java.nio.file.Path;
import org.estover.ledger.log.CorruptLogException;

/** The wording of this package's refusals. */
final class Errors {

  private Errors() {}

  static IllegalArgumentException badKey(String key) {
    return new IllegalArgumentException(
        "idempotency key \"" + key + "\": expected 1 to 200 printable ASCII characters, no spaces");
  }

  static LedgerRefusedException noLedger(Path folder) {
    return new LedgerRefusedException(
        folder + ": no ledger here; make one with \"estover ledger init\" or name another folder");
  }

  static LedgerRefusedException existsAlready(Path folder) {
    return new LedgerRefusedException(
        folder + ": a ledger is here already, and a second one would fork it; name another folder");
  }

  static LedgerRefusedException newestOfAnother(Path folder, Path file) {
    return new LedgerRefusedException(
        file
            + ": keeps the newest checkpoint of a ledger that is not in "
            + folder
            + "; put that ledger back, or, if its log has ended, move this file away");
  }

  static CorruptLogException newestUnreadable(Path folder, Path file) {
    return new CorruptLogException(
        file
            + ": holds no checkpoint signed by the key of the ledger in "
            + folder
            + ", whose newest it should keep; nothing is signed meanwhile: put that file back, or"
            + " name another, or, where this ledger is known to be the newest, copy its"
            + " log/checkpoint over it");
  }

  static CorruptLogException notContinued(
      Path folder, long size, Path file, long keptSize, String finding) {
    return new CorruptLogException(
        folder
            + ": this log has "
            + counted(size)
            + ", and "
            + file
            + " keeps a checkpoint of "
            + counted(keptSize)
            + ": "
            + finding
            + "; put the newer ledger back, or found a new one if that is lost: going on from here"
            + " would sign a fork");
  }

  private static String counted(long entries) {
    return entries + (entries == 1 ? " entry" : " entries");
  }

  static LedgerRefusedException locked(Path file, String holder) {
    return new LedgerRefusedException(
        file
            + ": process "
            + holder
            + " is writing to this ledger, and only one may; wait for it"
            + " to end, or send the request through it");
  }

  static LedgerRefusedException stoppedInThisProcess(Path folder) {
    return new LedgerRefusedException(
        folder
            + ": a write failed in this process, which must not write here again; remove the"
            + " cause and start a new process");
  }

  static LedgerRefusedException keyMismatch(Path folder) {
    return new LedgerRefusedException(
        folder + ": \"key\" and \"vkey\" are of two different keys; restore both from your copy");
  }

  static LedgerRefusedException readOnly(Path folder) {
    return new LedgerRefusedException(folder + ": the ledger was opened for reading");
  }

  static LedgerRefusedException keyReused(String key, long index, String field) {
    return new LedgerRefusedException(
        "idempotency key \""
            + key
            + "\" stands for log entry "
            + index
            + ", and this request differs from it in "
            + field
            + ": repeat the first request, or use a new key");
  }

  static LedgerRefusedException refusedJournal(String reason) {
    return new LedgerRefusedException(reason + "; nothing of this group was written");
  }

  static IllegalArgumentException decidedAnotherKey(String expected, String found) {
    return new IllegalArgumentException(
        "a decision for key \"" + expected + "\" made a request with key \"" + found + "\"");
  }

  static LedgerRefusedException writeFailedBefore() {
    return new LedgerRefusedException(
        "nothing more is written, because an earlier write failed: remove the cause and start a new"
            + " process");
  }

  static LedgerRefusedException queueClosed() {
    return new LedgerRefusedException(
        "the ledger is being closed and takes nothing more; send the request again to the process"
            + " that opens it next");
  }

  static LedgerRefusedException brokenBooks(long index, String reason) {
    return new LedgerRefusedException(
        "log entry "
            + index
            + ": "
            + reason
            + "; the books take no journal entry before that is settled: see \"estover ledger"
            + " verify\"");
  }

  static LedgerRefusedException movesMoney(long index) {
    return new LedgerRefusedException(
        "log entry "
            + index
            + ": its payload carries journal entries, which the books rest on, and"
            + " cannot be erased; keep personal data in payloads of their own");
  }
}
