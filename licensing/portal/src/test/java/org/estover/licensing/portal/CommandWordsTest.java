package org.estover.licensing.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class CommandWordsTest {

  @Test
  void releasesAndOwnFilesLieBesideALedgerAsTheCommandsHaveIt() throws Exception {
    assertThat(CommandWords.settings("--ledger", "safe/ledger"))
        .containsEntry("estover.portal.ledger", "safe/ledger")
        .containsEntry("estover.portal.releases", "safe/releases")
        .containsEntry("estover.portal.newest", "safe/ledger.newest")
        .containsEntry("estover.portal.data", "safe/portal");
    assertThat(CommandWords.settings("--ledger=safe/other", "--data=mine"))
        .containsEntry("estover.portal.releases", "safe/other.releases")
        .containsEntry("estover.portal.newest", "safe/other.newest")
        .containsEntry("estover.portal.data", "mine");
  }

  @Test
  void onlyThisMachineReachesItUnlessToldOtherwise() throws Exception {
    assertThat(CommandWords.settings()).containsEntry("server.address", "127.0.0.1").hasSize(1);
    assertThat(CommandWords.settings("--address", "0.0.0.0", "--port", "9000"))
        .containsEntry("server.address", "0.0.0.0")
        .containsEntry("estover.portal.public-url", "http://localhost:9000");
  }

  @Test
  void anySettingIsGivenByItsNameAndNothingElse() throws Exception {
    assertThat(CommandWords.settings("--logging.level.root=debug"))
        .containsEntry("logging.level.root", "debug");
    assertThatThrownBy(() -> CommandWords.settings("--prot", "1"))
        .hasMessageContaining("--prot")
        .hasMessageContaining("--help");
    assertThatThrownBy(() -> CommandWords.settings("--port")).hasMessageContaining("--port VALUE");
  }
}
