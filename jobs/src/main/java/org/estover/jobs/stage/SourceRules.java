package org.estover.jobs.stage;

import java.util.List;
import org.estover.crawl.filter.FilterChain;
import org.estover.crawl.filter.TextEdit;
import org.estover.crawl.filter.TextEdits;
import org.estover.crawl.filter.Verdict;
import org.estover.crawl.personal.PersonalData;
import org.estover.crawl.personal.PersonalRule;
import org.estover.crawl.personal.PersonalSpan;
import org.estover.jobs.rows.VerdictRow;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one source: the filters of its profile, the model that scores its documents, and
 * what becomes of personal data.
 */
final class SourceRules {
  private final FilterChain filters;
  private final QualityRule.@Nullable Judge model;
  private final PersonalRule rule;
  private final PersonalData detector;

  /** Of a source without a model that is null. */
  SourceRules(FilterChain filters, QualityRule.@Nullable Judge model, PersonalRule rule) {
    this.filters = filters;
    this.model = model;
    this.rule = rule;
    this.detector = rule.detector();
  }

  /** Judges a text that no other rule drops; personal data is looked for in what filters leave. */
  Judgement judge(String text, VerdictRow kept) {
    Verdict verdict = filters.judge(text);
    if (model != null && verdict instanceof Verdict.Keep) {
      verdict = model.judge(text, verdict);
    }
    if (verdict instanceof Verdict.Drop drop) {
      return Judgement.of(kept.dropped(drop.rule(), drop.reason()));
    }
    String filtered = verdict instanceof Verdict.Keep keep ? keep.left() : null;
    String left = filtered == null ? text : filtered;
    List<PersonalSpan> found = rule.isAsked() ? detector.find(left) : List.of();
    if (rule.drops(found)) {
      return Judgement.of(kept.dropped(PersonalRule.RULE, rule.dropReason()));
    }
    List<PersonalSpan> replaced = rule.replaces() ? found : List.of();
    List<TextEdit> edits = filtered == null ? List.of() : TextEdits.between(text, filtered);
    EditRow row = EditRow.of(text, TextEdits.then(edits, left, replaced));
    long filteredSize = row.isEdited() ? Bytes.utf8(left).length : 0;
    return new Judgement(kept, row, filteredSize, PersonalSpan.places(replaced));
  }
}
