package org.estover.licensing.portal.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.estover.tokenize.reconstruct.Occurrence;
import org.junit.jupiter.api.Test;

/** What is shared among training runs is found once. */
final class OrderPlacesTest {
  private static final String RELEASE = "rel_" + "1".repeat(32);
  private static final String OTHER = "rel_" + "2".repeat(32);

  private final List<String> asked = new ArrayList<>();
  private final OrderPlaces places =
      new OrderPlaces(
          (release, order) -> {
            asked.add(release.substring(4, 5) + order);
            return List.of(new Occurrence(0, asked.size(), 0, 0, 0, 1, 1, 0));
          });

  @Test
  void anOrderOfAReleaseIsAskedOnceForAllItsRuns() throws Exception {
    List<Occurrence> own = places.of(RELEASE, "").orElseThrow();
    List<Occurrence> derived = places.of(RELEASE, "ord_a").orElseThrow();
    for (int run = 0; run < 200; run++) {
      assertThat(places.of(RELEASE, "")).hasValue(own);
      assertThat(places.of(RELEASE, "ord_a")).hasValue(derived);
    }
    assertThat(places.of(OTHER, "")).isPresent();
    assertThat(asked).containsExactly("1", "1ord_a", "2");
  }

  @Test
  void ofDerivedOrdersAFewAreReadAndThenNoOther() throws Exception {
    for (int order = 0; order < OrderPlaces.ORDERS; order++) {
      assertThat(places.of(RELEASE, "ord_" + order)).isPresent();
    }
    assertThat(places.of(RELEASE, "ord_more")).isEmpty();
    assertThat(places.of(RELEASE, "ord_0")).isPresent();
    assertThat(places.of(RELEASE, "")).isPresent();
    assertThat(asked).hasSize(OrderPlaces.ORDERS + 1);
  }
}
