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
  void directivesThatAreNotWrittenByTheRulesAreRead() {
    for (String content :
        List.of("NOAI;noindex", "&quot;noai&quot;, noindex", "&quot;noai; noindex&quot;")) {
      assertThat(read("<meta name=robots content='" + content + "'>").signals())
          .containsExactly(new RobotsMeta("meta", "*", List.of("noai", "noindex")));
    }
    assertThat(read("<meta name=otherbot content='noai;noindex'>").signals()).isEmpty();
  }

  @Test
  void noindexIsAboutIndexesAndNotAboutTraining() {
    List<RightsSignal> signals = read("<meta name=robots content='noindex'>").signals();
    assertThat(Resolution.resolve(signals, Use.SEARCH).name()).isEqualTo("denied");
    assertThat(Resolution.resolve(signals, Use.AI_INDEX).name()).isEqualTo("denied");
    assertThat(Resolution.resolve(signals, Use.AI_INPUT).name()).isEqualTo("unknown");
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

  /** An open license permits and an RSL document may deny, so none takes another's place. */
  @Test
  void noNumberOfOtherLinksHidesAnRslDocument() {
    StringBuilder page = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      page.append("<a rel=license href=https://opensource.org/licenses/MIT>").append(i);
      page.append("</a><link rel=license type=application/rsl+xml href=https://a.test/open.xml>");
    }
    page.append("<link rel=license type=application/rsl+xml href=https://a.test/closed.xml>");
    Declarations found = read(page.toString());
    assertThat(found.documents())
        .containsExactly(
            new RslPointer("link", "https://a.test/open.xml"),
            new RslPointer("link", "https://a.test/closed.xml"));
    assertThat(found.signals()).hasSize(64);
  }

  @Test
  void inlineRslSpeaksForThePage() {
    Declarations declarations =
        read(
            "<script type=application/rsl+xml><rsl xmlns='https://rslstandard.org/rsl'><content"
                + " url=''><license><prohibits"
                + " type='usage'>ai-train</prohibits></license></content></rsl></script>");
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

  @Test
  void whatIsLicensedFollowsFromWhereTheLinkStands() {
    String link = "<a rel=license href=https://creativecommons.org/licenses/by/4.0/>CC BY</a>";
    assertThat(scopes("<footer>" + link + "</footer>")).containsExactly("");
    assertThat(scopes("<div about='#me'>" + link + "</div>")).containsExactly("");
    assertThat(scopes("<div about='https://a.test/img.png'>" + link + "</div>"))
        .containsExactly("https://a.test/img.png");
    assertThat(scopes("<figure><figcaption>" + link + "</figcaption></figure>"))
        .containsExactly("figcaption");
    assertThat(scopes("<article>" + link + "</article>")).containsExactly("");
    assertThat(scopes("<article>" + link + "</article><article>" + link + "</article>"))
        .containsExactly("article", "article");
    assertThat(scopes("<p><span typeof=StillImage>" + link + "</span>")).containsExactly("span");
  }

  private static List<String> scopes(String html) {
    UnaryOperator<String> resolver =
        target -> target.startsWith("#") ? "https://a.test/p" + target : target;
    return HtmlSignals.read(Jsoup.parse(html), "https://a.test/p", "estover", resolver)
        .signals()
        .stream()
        .map(signal -> ((LicenseLink) signal).scope())
        .toList();
  }

  @Test
  void whomToCreditIsRecorded() {
    assertThat(
            read("<p>by <a property=cc:attributionName rel=cc:attributionURL"
                    + " href=https://a.test/me>Ada</a> <a rel=cc:morePermissions"
                    + " href=https://a.test/buy>more</a>")
                .signals())
        .singleElement()
        .satisfies(
            signal ->
                assertThat(signal.words())
                    .isEqualTo(
                        "cc:attributionName Ada, cc:attributionURL https://a.test/me,"
                            + " cc:morePermissions https://a.test/buy"));
  }

  @Test
  void licenseInJsonLdIsFoundBesideTheMarkup() {
    assertThat(read("<script type=application/ld+json>{\"license\": \"MIT\"}</script>").signals())
        .containsExactly(new LicenseLink("json-ld", "MIT", "MIT"));
  }
}
