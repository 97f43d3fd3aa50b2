package org.estover.licensing.terms;

import java.time.LocalDate;
import org.estover.licensing.terms.deed.DatedKey;
import org.estover.licensing.terms.statement.Statement;

/** The wording of what the trust's own deed refuses. */
final class DeedErrors {

  private DeedErrors() {}

  static TermsRefusedException otherKey(DatedKey known, DatedKey asked) {
    return new TermsRefusedException(
        "from "
            + known.from()
            + " the key is "
            + known.key().canonical()
            + " ("
            + known.id()
            + "), and this says "
            + asked.key().canonical()
            + ": repeat what was published, or choose a later day");
  }

  static TermsRefusedException keyOfThePast(LocalDate from, Statement last) {
    return new TermsRefusedException(
        "a key from "
            + from
            + " would reach back to "
            + last.period()
            + ", of which statement "
            + last.id()
            + " was issued: choose a day after "
            + last.period().lastDay());
  }
}
