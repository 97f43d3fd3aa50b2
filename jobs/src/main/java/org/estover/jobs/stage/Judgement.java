package org.estover.jobs.stage;

import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.crawl.personal.PersonalKind;
import org.estover.crawl.personal.PersonalRule;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.run.StageReport;

/**
 * What 03-filter says of a document.
 *
 * @param filteredSize the bytes that the filters of its profile leave, where anything is edited
 * @param places how many places of each kind of personal data are replaced
 */
record Judgement(
    VerdictRow verdict, EditRow edits, long filteredSize, SortedMap<PersonalKind, Integer> places) {
  private static final String LEFT_OUT = "filter: left out of what is kept";
  private static final String REPLACED = PersonalRule.RULE + ": replaced";

  /** A verdict on a document that stays whole, or goes. */
  static Judgement of(VerdictRow verdict) {
    return new Judgement(verdict, EditRow.NONE, 0, new TreeMap<>());
  }

  /** Counts the bytes of a document that stays. */
  void count(long size, StageReport.Tally tally) {
    if (!edits.isEdited()) {
      tally.out(StageReport.BYTES, size);
      return;
    }
    change(LEFT_OUT, filteredSize - size, tally);
    change(REPLACED, edits.leftSize() - filteredSize, tally);
    tally.out(StageReport.BYTES, edits.leftSize());
  }

  private static void change(String rule, long bytes, StageReport.Tally tally) {
    if (bytes > 0) {
      tally.expanded(StageReport.BYTES, bytes);
    } else if (bytes < 0) {
      tally.dropped(rule, StageReport.BYTES, -bytes);
    }
  }
}
