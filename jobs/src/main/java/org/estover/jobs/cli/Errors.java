package org.estover.jobs.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** Every message of this package that a person may see as an error. */
final class Errors {
  private Errors() {}

  static UsageException noRun() {
    return new UsageException(
        "no run here yet; start one with \"estover run PLAN\", or name one with --run-dir");
  }

  static UsageException notARun(Path folder) {
    return new UsageException(
        folder + ": no run folder; name the folder given to \"estover run\" with --run-dir");
  }

  static UsageException noRelease(Path run) {
    return new UsageException(
        run + ": 07-release is not complete; finish it with \"estover run PLAN\"");
  }

  static UsageException noSuchRelease(String release) {
    return new UsageException(
        release
            + ": neither a folder with a manifest.json nor a published release; \"estover ledger"
            + " verify\" lists what is published");
  }

  static UsageException exists(Path path) {
    return new UsageException(path + ": exists already; choose another folder or remove it");
  }

  static UsageException notAnArchive(Path file) {
    return new UsageException(
        file + ": no release archive; \"estover release export\" writes such files");
  }

  static DamagedArchiveException damagedArchive(Path file, String finding) {
    return new DamagedArchiveException(
        file + ": " + finding + "; nothing of it was kept: fetch or export the file again");
  }

  static UsageException noLedger(Path folder) {
    return new UsageException(
        folder + ": no ledger; \"estover publish\" or \"estover ledger init\" makes one");
  }

  static UsageException notOne(String what, String option, String wanted, List<String> all) {
    String given = wanted.isEmpty() ? "which " + what + " is meant?" : "no " + what + " " + wanted;
    String known = all.isEmpty() ? "there is none yet" : "known are " + String.join(", ", all);
    return new UsageException(given + " Name one with " + option + "; " + known);
  }

  static UsageException noName(String option) {
    return new UsageException(option + ": expected a name, found nothing");
  }

  static UsageException endsBeforeItStarts(LocalDate first, LocalDate last) {
    return new UsageException(
        "--until " + last + " is before --from " + first + ": an agreement lasts a day or more");
  }

  static UsageException notMoney(String text) {
    return new UsageException(
        "\"" + text + "\" is not a currency and an amount, as in \"EUR 125000.00\"");
  }

  static UsageException noRevenue(String period) {
    return new UsageException(
        "no revenue was reported for " + period + "; \"estover revenue report\" records one");
  }

  static UsageException noStep(long step, long steps) {
    return new UsageException(
        "step " + step + " is outside of 0.." + (steps - 1) + ", the steps of one pass");
  }
}
