package org.estover.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.estover.ledger.Ledger;
import org.estover.ledger.LedgerSettings;
import org.estover.ledger.Samples;
import org.estover.ledger.log.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EarlierCheckpointTest {

  private static final LedgerSettings SETTINGS = Samples.settings();

  @TempDir Path folder;

  @Test
  void anEarlierCheckpointIsABeginningOfItsOwnLogOnly() throws Exception {
    Path mine = folder.resolve("mine");
    Path other = folder.resolve("other");
    Checkpoint one = grown(mine, Samples.ORIGIN, 1);
    Checkpoint two = grown(mine, Samples.ORIGIN, 2);
    assertThat(findings(mine, one)).isEmpty();
    assertThat(findings(mine, two)).isEmpty();
    Checkpoint rewritten = grown(other, Samples.ORIGIN, 7);
    assertThat(findings(mine, rewritten)).singleElement().isInstanceOf(Finding.Forked.class);
    assertThat(findings(other, two).get(0).message()).contains("an old backup");
    Checkpoint stranger = grown(folder.resolve("stranger"), "stranger.test/log", 1);
    assertThat(findings(mine, stranger).get(0).message()).contains("is of another log");
  }

  private static Checkpoint grown(Path ledger, String origin, int party) throws Exception {
    if (!ledger.toFile().exists()) {
      Ledger.init(ledger, origin, SETTINGS);
    }
    try (Ledger open = Ledger.open(ledger, SETTINGS)) {
      open.appendAll(List.of(Samples.registration(party)));
      return open.checkpoint();
    }
  }

  private static List<Finding> findings(Path ledger, Checkpoint earlier) throws Exception {
    return Auditor.auditAgainst(ledger, Ledger.verifierKey(ledger), earlier);
  }
}
