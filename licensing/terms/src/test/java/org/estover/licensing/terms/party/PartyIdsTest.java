package org.estover.licensing.terms.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class PartyIdsTest {

  private static final PartyIds IDS = PartyIds.saltedBy(bytes("sixteen bytes .."));

  @Test
  void theSameNameInTheSameRoleHasTheSameId() {
    assertThat(IDS.idOf("developer", "Ärzte GmbH"))
        .isEqualTo(PartyIds.saltedBy(bytes("sixteen bytes ..")).idOf("developer", "Ärzte GmbH"))
        .matches("pty_[0-9a-f]{32}");
  }

  @Test
  void roleNameAndSaltEachChangeTheId() {
    String id = IDS.idOfRightsHolder("Ada");
    assertThat(IDS.idOf("developer", "Ada")).isNotEqualTo(id);
    assertThat(IDS.idOfRightsHolder("Bob")).isNotEqualTo(id);
    assertThat(PartyIds.saltedBy(bytes("another sixteen.")).idOfRightsHolder("Ada"))
        .isNotEqualTo(id);
  }

  @Test
  void aShortSaltIsRefused() {
    assertThatThrownBy(() -> PartyIds.saltedBy(new byte[15])).hasMessageContaining("15 bytes");
  }

  @Test
  void anUnknownRoleNamesTheKnownOnes() {
    assertThatThrownBy(() -> Party.of("payer", "pty_aaaa", "Ada", ""))
        .hasMessageContaining("payer")
        .hasMessageContaining("developer");
    assertThatThrownBy(() -> new Developer("pty_aaaa", " ", "")).hasMessageContaining("name");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
