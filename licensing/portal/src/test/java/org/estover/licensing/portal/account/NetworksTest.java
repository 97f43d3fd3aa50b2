package org.estover.licensing.portal.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A network is all of IPv4, half of IPv6, however it is written. */
final class NetworksTest {
  @Test
  void theSpellingsOfAHouseholdAreOneNetwork() {
    String network = Networks.of("2001:db8:1:2::7");
    assertThat(Networks.of("2001:0DB8:1:2:0:0:0:9")).isEqualTo(network);
    assertThat(Networks.of("2001:db8:1:2::7%eth0")).isEqualTo(network);
    assertThat(Networks.of("2001:db8:1:3::7")).isNotEqualTo(network);
    assertThat(Networks.of("192.0.2.1")).isNotEqualTo(Networks.of("192.0.2.2"));
  }

  @Test
  void whatIsNoAddressStandsForItself() {
    assertThat(Networks.of("Face.Cafe")).isEqualTo("face.cafe");
    assertThat(Networks.of("")).isEmpty();
    assertThat(Networks.of("300.1.1.1")).isEqualTo("300.1.1.1");
  }

  @Test
  void nobodyIsAskedWhatANameStandsFor() {
    // The library takes short and long forms for addresses or for names that DNS may know.
    for (String name : List.of("1.2.3.4.5", "1.2.3", "1", "0x7f.1", "127.1", ".1:2")) {
      assertThat(Networks.of(name)).isEqualTo(name);
    }
    assertThat(Networks.of("::ffff:192.0.2.1")).isEqualTo(Networks.of("192.0.2.1"));
  }
}
