package org.estover.ledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.estover.ledger.audit.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database keeps no checksum of what is in its rows; an audit must see to it. */
final class DamagedIndexTest {
  @TempDir private Path folder;

  @Test
  void anAuditNamesAnIndexWithBytesThatNoLedgerWrites() throws Exception {
    Path ledger = Samples.ledger(folder.resolve("ledger"), 3, 12);
    try (Ledger opened = Ledger.open(ledger, Samples.settings())) {
      assertThat(opened.books().balances()).isNotEmpty();
    }
    int changed = 0;
    for (Path file : Folders.files(ledger.resolve("index"))) {
      String bytes = Files.readString(file, ISO_8859_1);
      String damaged = bytes.replace(":rights-holders:", ":rig`ts-holders:");
      Files.writeString(file, damaged, ISO_8859_1);
      changed += damaged.equals(bytes) ? 0 : 1;
    }
    assertThat(changed).isPositive();
    try (Ledger opened = Ledger.open(ledger, Samples.settings())) {
      List<Finding> findings = opened.auditIndex();
      assertThat(findings).anyMatch(Finding::isFault);
      assertThat(findings).anyMatch(each -> each.message().contains("estover ledger rebuild"));
    }
    try (Ledger opened = Ledger.open(ledger, Samples.settings())) {
      opened.rebuild();
      assertThat(opened.auditIndex()).isEmpty();
    }
  }
}
