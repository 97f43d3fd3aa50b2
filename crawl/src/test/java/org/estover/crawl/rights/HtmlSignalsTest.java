package org.estover.crawl.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

final class HtmlSignalsTest {
  private static Declarations read(String html) {
    return HtmlSignals.read(
        Jsoup.parse(html), "https://a.test/p", "estover", UnaryOperator.identity());
  }

  @Test
  void metaReservationCarriesItsPolicy() {
    assertThat(
            read("<meta name=TDM-Reservation content=1><meta name=tdm-policy content='https://p'>")
                .signals())
        .containsExactly(new TdmReservation("meta", "1", "https://p"));
  }

  @Test
  void robotsMetaBindsUsByNameOrForEverybody() {
    assertThat(read("<meta name=robots content='noimageai, NoAI'>").signals()).hasSize(1);
    assertThat(read("<meta name=estover content=noml>").signals()).hasSize(1);
    assertThat(read("<meta name=otherbot content=noai>").signals()).isEmpty();
    assertThat(read("<meta name=robots content='index, follow'>").signals()).isEmpty();
  }

  @Test
  void noindexIsAboutSearchAndNotAboutTraining() {
    List<RightsSignal> signals = read("<meta name=robots content='noindex'>").signals();
    assertThat(Resolution.resolve(signals, Use.SEARCH).name()).isEqualTo("denied");
    assertThat(Resolution.resolve(signals, Use.AI_TRAIN).name()).isEqualTo("unknown");
  }

  @Test
  void relLicenseIsFoundInLinksAndAnchors() {
    assertThat(read("<link rel=license href=https://opensource.org/licenses/MIT>").signals())
        .containsExactly(new LicenseLink("link", "https://opensource.org/licenses/MIT", "MIT"));
    assertThat(
            read("<a rel='nofollow license' href=https://www.apache.org/licenses/LICENSE-2.0>x</a>")
                .signals())
        .containsExactly(
            new LicenseLink("anchor", "https://www.apache.org/licenses/LICENSE-2.0", "Apache-2.0"));
  }

  @Test
  void inlineRslSpeaksForThePage() {
    Declarations declarations =
        read(
            "<script type=application/rsl+xml><rsl xmlns='https://rslstandard.org/rsl'><content"
                + " url=''><license><prohibits type='usage'>ai-train</prohibits></license></content>"
                + "</rsl></script>");
    assertThat(Resolution.resolve(declarations.signals(), Use.AI_TRAIN).name()).isEqualTo("denied");
  }

  @Test
  void aSecondMetaTakesNoReservationBack() {
    String reserved = "<meta name=tdm-reservation content=1>";
    assertThat(read(reserved + "<meta name=tdm-reservation content=''>").signals())
        .containsExactly(new TdmReservation("meta", "1", ""));
    assertThat(read(reserved + "<meta name=tdm-reservation content=0>").signals())
        .containsExactly(new TdmReservation("meta", "1", ""));
  }
}
