package org.estover.jobs.run;

import java.nio.file.Path;

/** Every message of this package that a person may see, in one place. */
final class Errors {
  private Errors() {}

  static String unbalanced(String stage, String unit, StageReport.Balance balance) {
    return stage
        + ": the report does not balance in "
        + unit
        + ": in + expanded = "
        + (balance.in() + balance.expanded())
        + ", out + dropped + aside = "
        + (balance.out() + balance.droppedTotal() + balance.asideTotal());
  }

  static String notAReport() {
    return "not a stage report: \"stage\" and \"units\" expected";
  }

  static String damagedMark(StageName stage) {
    return stage.folder()
        + "/"
        + CompletionMark.FILE
        + ": the fingerprint does not match what it is made of; the file is damaged: delete the"
        + " folder "
        + stage.folder()
        + " and run \"estover run PLAN\" again";
  }

  static String locked(Path root, String holder) {
    return root
        + ": in use by process "
        + holder
        + "; wait until it ends, or choose another folder with --run-dir";
  }
}
