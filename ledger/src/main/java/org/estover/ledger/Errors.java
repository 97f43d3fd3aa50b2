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

  static LedgerBusyException locked(Path file, String holder) {
    return new LedgerBusyException(
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

  static CorruptLogException badCopyMark(Path file) {
    return new CorruptLogException(
        file
            + ": marks a copy of a ledger, and is damaged; nothing is signed meanwhile: restore the"
            + " backup anew");
  }

  static LedgerRefusedException isBackup(Path folder) {
    return new LedgerRefusedException(
        folder
            + ": this is a backup, which reads and signs nothing; make a ledger of it elsewhere"
            + " with \"estover ledger restore\"");
  }

  static LedgerRefusedException isRestored(Path folder) {
    return new LedgerRefusedException(
        folder
            + ": restored from a backup, so it signs nothing before it has been shown the newest"
            + " checkpoint that was kept elsewhere: \"estover ledger restore --newest FILE\"");
  }

  static LedgerRefusedException isTooOld(Path folder, long size, long newest) {
    return new LedgerRefusedException(
        folder
            + ": restored from a backup of "
            + counted(size)
            + ", and shown a checkpoint of "
            + counted(newest)
            + ": it is too old and signs nothing for good, since going on would fork the log; move"
            + " it away and restore a newer backup, or found a new ledger if there is none");
  }

  static LedgerRefusedException notRestored(Path folder) {
    return new LedgerRefusedException(
        folder + ": not restored from a backup, or shown the newest checkpoint already");
  }

  static LedgerRefusedException noBackup(Path folder) {
    return new LedgerRefusedException(
        folder
            + ": holds something, and no backup that \"estover ledger backup\" made; name another"
            + " folder");
  }

  static LedgerRefusedException backupMissing(Path folder) {
    return new LedgerRefusedException(
        folder + ": there is no such folder; name one that \"estover ledger backup\" wrote to");
  }

  static LedgerRefusedException unfinishedBackup(Path folder) {
    return new LedgerRefusedException(
        folder
            + ": a backup that was never finished; run \"estover ledger backup\" again, or restore"
            + " another one");
  }

  static LedgerRefusedException restoreOverLedger(Path folder) {
    return new LedgerRefusedException(
        folder
            + ": something is here already, and nothing is restored over it; move it away first");
  }

  static LedgerRefusedException notOurs(Path folder) {
    return new LedgerRefusedException(
        folder
            + ": would be used while restoring, and holds something else; move it away, or restore"
            + " to a ledger of another name");
  }

  static LedgerRefusedException copyOfAnother(Path folder, String origin) {
    return new LedgerRefusedException(
        folder
            + ": holds a copy of another log than "
            + origin
            + ", or of the same name with another key; name another folder");
  }

  static LedgerRefusedException copyWithin(Path one, Path other) {
    return new LedgerRefusedException(
        one + " and " + other + " lie within each other; a copy needs a folder of its own");
  }

  static CorruptLogException copyFromDamaged(Path folder, String damage) {
    return new CorruptLogException(folder + "/log/" + damage + "; nothing was copied from it");
  }

  static LedgerRefusedException nothingShown(Path file) {
    return new LedgerRefusedException(
        file
            + ": not found; name the file that kept the newest checkpoint: the ledger's .newest"
            + " file, one that a watch keeps, or a witness's note");
  }

  static LedgerRefusedException shownItself(Path file) {
    return new LedgerRefusedException(
        file
            + ": lies in the ledger itself, which cannot vouch for its own age; name a file that"
            + " was kept elsewhere");
  }

  static LedgerRefusedException shownCopy(Path file) {
    return new LedgerRefusedException(
        file
            + ": is the checkpoint of a backup, or of what was restored from one, which may be as"
            + " old as this ledger; name a file that the ledger or a watch kept elsewhere");
  }

  static CorruptLogException shownAnother(Path ledger, Path file, String why) {
    return new CorruptLogException(
        file
            + ": holds no checkpoint of the log in "
            + ledger
            + " ("
            + why
            + "); nothing is signed meanwhile: name the file that kept this log's newest");
  }

  static CorruptLogException restoredIsFork(Path ledger, long size, Path file, String finding) {
    return new CorruptLogException(
        ledger
            + ": this log of "
            + counted(size)
            + " does not go on from the checkpoint in "
            + file
            + ": "
            + finding
            + "; one of them is forged or of a fork: keep both, and restore another backup");
  }

  static LedgerRefusedException formerVault(Path folder) {
    return new LedgerRefusedException(
        folder.resolve("vault")
            + ": of format 1, a file for each payload; this software reads format 2, 256 to a file:"
            + " use the version of estover that wrote it, nothing is damaged");
  }

  static CorruptLogException notTheSameLog(Path folder, long before, long now) {
    return new CorruptLogException(
        folder.resolve("log")
            + ": its checkpoint of "
            + now
            + " log entries does not continue that of "
            + before
            + " which was read before; the log was put back or replaced: start anew what reads it,"
            + " and run \"estover ledger verify\"");
  }
}
