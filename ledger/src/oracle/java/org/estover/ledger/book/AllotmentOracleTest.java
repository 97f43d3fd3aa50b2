package org.estover.ledger.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.estover.ledger.OracleJson;
import org.junit.jupiter.api.Test;

final class AllotmentOracleTest {

  @Test
  void sharesAreThoseOfTheVectors() throws Exception {
    List<OracleJson> cases = OracleJson.read(OracleJson.vectors("money.json")).objects("cases");
    assertThat(cases).hasSize(40);
    for (OracleJson split : cases) {
      BigInteger total = new BigInteger(split.text("total_minor"));
      assertThat(Allotment.split(total, numbers(split.texts("weights"))))
          .isEqualTo(numbers(split.texts("shares_minor")));
    }
  }

  private static List<BigInteger> numbers(List<String> decimals) {
    return decimals.stream().map(BigInteger::new).toList();
  }
}
