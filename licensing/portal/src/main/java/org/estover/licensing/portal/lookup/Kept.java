package org.estover.licensing.portal.lookup;

import org.estover.licensing.portal.chart.LicenseKinds;
import org.estover.licensing.terms.agreement.LicenseClass;
import org.estover.tokenize.release.DocumentRow;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;

/**
 * A document that a release has. Of one that was taken down neither address nor rights holder is
 * told.
 *
 * @param shard where its tokens are
 * @param row its row in the shard's table
 * @param withdrawn the case under which it was taken down since, or ""
 */
public record Kept(ReleasedShard shard, DocumentRow row, String withdrawn) {

  /** Who and whose it is. */
  public ReleasedDocument document() {
    return row.document();
  }

  /** The kind of its license. */
  public LicenseClass kind() {
    return LicenseKinds.of(document().license(), document().rights());
  }

  /** Whether everybody may be shown some of its text. */
  public boolean isOpen() {
    return withdrawn.isEmpty() && LicenseKinds.isOpen(kind());
  }
}
