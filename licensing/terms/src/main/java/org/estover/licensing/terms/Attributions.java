package org.estover.licensing.terms;

import java.io.IOException;
import org.estover.licensing.terms.agreement.Duty;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.estover.licensing.terms.agreement.Permission;
import org.estover.licensing.terms.usage.AttributionSink;
import org.estover.tokenize.release.DocumentShare;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedShard;

/** Compiles what the licenses of a release's documents ask to be named. */
final class Attributions {

  private Attributions() {}

  static void list(Release release, Grant grant, LicenseeClass licensee, AttributionSink sink)
      throws IOException {
    for (ReleasedShard shard : release.content().shards()) {
      try (DocumentTable table = release.documents(shard)) {
        boolean[] asked = new boolean[table.shareCount()];
        boolean any = false;
        for (int number = 0; number < asked.length; number++) {
          asked[number] = asksForIt(table.share(number), grant, licensee);
          any |= asked[number];
        }
        for (long row = 0; any && row < table.rowCount(); row++) {
          var read = table.row(row);
          if (asked[read.share()]) {
            sink.document(read.document());
          }
        }
      }
    }
  }

  private static boolean asksForIt(DocumentShare share, Grant grant, LicenseeClass licensee) {
    return grant.slice().holds(share.source(), share.license(), share.rights())
        && Permission.of(share.license(), share.rights())
            .choice(grant.uses(), licensee)
            .map(terms -> terms.duties().contains(Duty.ATTRIBUTION))
            .orElse(false);
  }
}
