package org.estover.licensing.portal.difference;

import org.estover.licensing.terms.withdrawal.WithdrawnSet;

/**
 * A document that two releases do not have alike; a line of the file.
 *
 * @param change removed, added, or under other terms
 * @param license in the release that has it, of both the second
 * @param earlierLicense in the first, where the terms changed; else ""
 * @param reason {@code withdrawn}, {@code dropped}, {@code survivor}, {@code replaced}, {@code
 *     absent}, {@code added}, {@code replaces}, {@code readmitted} or {@code now}
 * @param stage of the rule that dropped it, or ""
 * @param rule that dropped it, or ""
 * @param other the document that is there instead, or ""
 */
record Row(
    String change,
    String document,
    String uri,
    String source,
    String license,
    String holder,
    String rights,
    String earlierLicense,
    String earlierHolder,
    String earlierRights,
    String reason,
    String stage,
    String rule,
    String other) {

  static final String WITHDRAWN = "withdrawn";

  /**
   * The line as it is shown: of what was taken down, which may be later than the comparison, only
   * its id.
   */
  Row without(WithdrawnSet withdrawn) {
    return withdrawn.covers(document, uri)
        ? new Row(change, document, "", source, "", "", "", "", "", "", WITHDRAWN, "", "", "")
        : this;
  }
}
