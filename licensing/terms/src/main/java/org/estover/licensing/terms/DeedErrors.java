package org.estover.licensing.terms;

import java.time.LocalDate;
import org.estover.licensing.terms.deed.DatedKey;
import org.estover.licensing.terms.deed.Ownership;
import org.estover.licensing.terms.deed.Repetition;
import org.estover.licensing.terms.deed.Repetitions;
import org.estover.licensing.terms.deed.TwinPolicy;
import org.estover.licensing.terms.statement.Statement;
import org.estover.tokenize.release.DocumentRow;

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

  static TermsRefusedException ofThePast(String what, LocalDate from, Statement last) {
    return new TermsRefusedException(
        what
            + " from "
            + from
            + " would reach back to "
            + last.period()
            + ", of which statement "
            + last.id()
            + " was issued: choose a day after "
            + last.period().lastDay());
  }

  static TermsRefusedException otherOwners(Ownership known, Ownership asked) {
    return new TermsRefusedException(
        "from "
            + known.from()
            + " \""
            + known.name()
            + "\" is shared by "
            + known.text()
            + " ("
            + known.id()
            + "), and this says "
            + asked.text()
            + ": repeat what was agreed, or choose a later day");
  }

  static TermsRefusedException otherTwins(String releaseId, int known, int asked) {
    return new TermsRefusedException(
        "the duplicates of "
            + releaseId
            + " were recorded already, "
            + known
            + " groups, and this run has others ("
            + asked
            + " groups): name the run that made the release");
  }

  static TermsRefusedException tooManyTwins(int groups, int most) {
    return new TermsRefusedException(
        groups + " groups of duplicates name several rights holders, and the ledger takes " + most);
  }

  static TermsRefusedException notInRelease(String releaseId, String documentId) {
    return new TermsRefusedException(
        releaseId
            + " does not hold "
            + documentId
            + ", which survived its duplicates in this run: name the run that made the release");
  }

  static TermsRefusedException otherPolicy(LocalDate from, TwinPolicy known, TwinPolicy asked) {
    return new TermsRefusedException(
        "from "
            + from
            + " duplicates are credited by "
            + known.word()
            + ", and this says "
            + asked.word()
            + ": repeat what was set, or choose a later day");
  }

  static TermsRefusedException otherRepetitions(
      String releaseId, Repetitions known, Repetitions asked) {
    return new TermsRefusedException(
        "what documents of "
            + releaseId
            + " say again was recorded already, "
            + shown(known)
            + ", and this is other ("
            + shown(asked)
            + "): it is recorded once, from the run that made the release");
  }

  private static String shown(Repetitions repetitions) {
    return repetitions.documents().size()
        + " documents with "
        + repetitions.repeatedTokens()
        + " tokens, "
        + repetitions.compared()
        + " compared with others";
  }

  static TermsRefusedException tooManyRepetitions(int most) {
    return new TermsRefusedException(
        "more than "
            + most
            + " documents repeat or copy a "
            + Repetition.PART_OF
            + "th of themselves or more, and the ledger takes "
            + most
            + ": filter the sources for repetition, and make the release anew");
  }

  static TermsRefusedException notMeasured(String releaseId, Repetition measured) {
    return new TermsRefusedException(
        releaseId
            + " does not hold "
            + measured.documentId()
            + ", which was measured: name the run that made the release");
  }

  static TermsRefusedException otherDocument(
      String releaseId, Repetition measured, DocumentRow found) {
    return new TermsRefusedException(
        releaseId
            + ": "
            + measured.documentId()
            + " has "
            + found.tokens()
            + " tokens of \""
            + found.document().holder()
            + "\", and "
            + measured.tokens()
            + " of \""
            + measured.holder()
            + "\" were measured: name the run that made the release");
  }

  static TermsRefusedException paidAlready(String releaseId, Statement statement) {
    return new TermsRefusedException(
        "statement "
            + statement.id()
            + " of "
            + statement.period()
            + " counts "
            + releaseId
            + " already: whom its texts are credited to is recorded before the first statement");
  }
}
