package org.estover.licensing.portal.claim;

import static org.assertj.core.api.Assertions.assertThat;

import org.estover.licensing.portal.ManyReleases;
import org.estover.licensing.portal.SampleRelease;
import org.junit.jupiter.api.Test;

/** What is counted of a place takes a look at the newest releases only, and says so. */
final class PlacesTest {
  private static final int MOST_OPENED = 8;

  @Test
  void asksTheNewestReleasesHoweverManyThereAre() throws Exception {
    try (ManyReleases many = ManyReleases.with(Places.class)) {
      Places places = many.bean(Places.class);
      for (String place :
          new String[] {"ada.test", SampleRelease.url(0), SampleRelease.id(0), "nowhere.test"}) {
        Places.Impact impact = places.impact(place);
        assertThat(impact.asked()).isEqualTo(MOST_OPENED);
        assertThat(impact.all()).isEqualTo(ManyReleases.SMALL + 1);
        assertThat(impact.isPartial()).isTrue();
        assertThat(impact.held()).hasSize(place.equals("nowhere.test") ? 0 : MOST_OPENED);
      }
      assertThat(many.opened()).isEqualTo(MOST_OPENED);
    }
  }

  @Test
  void countsWhatAHostHasToTheLast() throws Exception {
    try (ManyReleases many = ManyReleases.with(Places.class)) {
      Places places = many.bean(Places.class);
      Places.Held newest = places.impact("ada.test").held().get(0);
      // One document in five is of this host.
      assertThat(newest.documents()).isEqualTo(ManyReleases.LARGE / 5);
      assertThat(newest.isMore()).isFalse();
      assertThat(newest.isUnknown()).isFalse();
      assertThat(places.impact(SampleRelease.url(0)).held().get(0).documents()).isEqualTo(1);
    }
  }
}
