package org.estover.licensing.terms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.estover.ledger.log.RightsDecided;
import org.estover.licensing.terms.identity.ContentId;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.Removal;

/**
 * The verdicts by which a release was made, as the log records them: those of its documents by a
 * digest, those of what was dropped by counts.
 *
 * <p>A function of the release alone, and not of the run that made it, so that whoever has the
 * release gets the same, and publishing it from an archive as well.
 */
final class RightsBatch {

  private static final String ALLOWED = "allowed";
  private static final String LICENSE_REQUIRED = "license-required";
  private static final String DENIED = "rights-denied";

  private RightsBatch() {}

  /** The verdicts of a release. Reads every row of the release's document tables once. */
  static RightsDecided of(Release release) throws IOException {
    MessageDigest verdicts = newSha256();
    long allowed = 0;
    for (ReleasedShard shard : release.content().shards()) {
      try (DocumentTable table = release.documents(shard)) {
        for (long row = 0; row < table.rowCount(); row++) {
          String rights = table.share(table.place(row).share()).rights();
          String line = ReleasedDocument.id(table.id(row)) + " " + rights + "\n";
          verdicts.update(line.getBytes(StandardCharsets.UTF_8));
          allowed += rights.equals(ALLOWED) ? 1 : 0;
        }
      }
    }
    return new RightsDecided(
        ContentId.of("dec", Map.of("release", release.id())),
        release.id(),
        HexFormat.of().formatHex(verdicts.digest()),
        allowed,
        release.content().documents() - allowed,
        dropped(release, LICENSE_REQUIRED),
        dropped(release, DENIED));
  }

  private static long dropped(Release release, String rule) {
    return release.content().removals().stream()
        .filter(removal -> removal.rule().equals(rule))
        .mapToLong(Removal::documents)
        .sum();
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
