package org.estover.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are killed, and bits that flip; in full size in {@code infra/checks/ledger-kills}
 * and {@code infra/checks/ledger-faults}.
 */
final class CrashTest {
  private static final int KILLS = 8;

  @TempDir private Path folder;

  @Test
  void nothingAcknowledgedIsLostByKills() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    CrashKills.Total total = CrashKills.run(folder, KILLS, "-", 5, out);
    assertThat(total.faults()).isEmpty();
    assertThat(total.kills()).isEqualTo(KILLS);
    assertThat(total.acknowledged()).isPositive();
    assertThat(total.lost()).isZero();
  }

  @Test
  void aCheckSeesWhatIsLost() throws Exception {
    Path ledger = folder.resolve("ledger");
    Ledger.init(ledger, Samples.ORIGIN, CrashWriter.settings(ledger));
    String kept = append(ledger, 0);
    Folders.copy(ledger, folder.resolve("before"));
    String lost = append(ledger, 1);
    assertThat(checked(ledger, kept, lost).faults()).isEmpty();
    Path before = folder.resolve("before");
    CrashCheck.Outcome outcome = checked(before, kept, lost);
    assertThat(outcome.lost()).isEqualTo(1);
    assertThat(outcome.faults()).contains("1 acknowledged entries are lost");
    String another = kept.substring(0, kept.lastIndexOf(' ') + 1) + "00".repeat(32);
    assertThat(checked(before, another).lost()).isEqualTo(1);
  }

  @Test
  void aFlippedBitIsFoundOrDoesNotMatter() throws Exception {
    assertThat(BitRot.faults(folder, 60, 7)).isEmpty();
  }

  private static String append(Path ledger, long number) throws IOException {
    try (Ledger opened = Ledger.open(ledger, CrashWriter.settings(ledger))) {
      Append request = CrashWriter.request(number);
      return CrashCheck.Acknowledged.of(request, opened.appendAll(List.of(request)).get(0)).line();
    }
  }

  private CrashCheck.Outcome checked(Path ledger, String... acknowledged) throws Exception {
    CrashCheck check = new CrashCheck(ledger, "-");
    check.heard(List.of(acknowledged));
    Path copy = folder.resolve("copy");
    CrashCheck.remove(copy);
    Files.deleteIfExists(CrashCheck.newest(copy));
    return check.runOnCopy(copy);
  }
}
