package org.estover.crawl.rights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RslDocumentTest {
  private static RslLicense license(String contents, String path) {
    return raw("<rsl xmlns=\"https://rslstandard.org/rsl\">" + contents + "</rsl>", path);
  }

  private static RslLicense raw(String xml, String path) {
    return RslDocument.parse(xml.getBytes(UTF_8))
        .license("header", "https://a.test/l.xml", "https://a.test" + path);
  }

  private static String content(String url, String license) {
    return "<content url=\"" + url + "\"><license>" + license + "</license></content>";
  }

  @Test
  void pricedTrainingIsAnOffer() {
    RslLicense license =
        license(
            content(
                "/",
                "<permits type=\"usage\">search ai-train</permits><payment type=\"training\">"
                    + "<standard>https://a.test/t</standard>"
                    + "<amount currency=\"USD\">0.015</amount></payment>"),
            "/x");
    assertThat(license.stance(Use.AI_TRAIN)).isEqualTo(Stance.OFFERS);
    assertThat(license.offer()).hasValue("https://a.test/l.xml training USD 0.015");
  }

  @Test
  void permitsIsAClosedList() {
    assertThat(
            license(content("/", "<permits type=\"usage\">search</permits>"), "/x")
                .stance(Use.AI_TRAIN))
        .isEqualTo(Stance.DENIES);
  }

  @Test
  void freePermissionPermits() {
    String free = "<permits type=\"usage\">all</permits><payment type=\"free\"/>";
    assertThat(license(content("/", free), "/x").stance(Use.AI_TRAIN)).isEqualTo(Stance.PERMITS);
    assertThat(
            license(content("/", "<permits type=\"usage\">ai-all</permits>"), "/x")
                .stance(Use.AI_TRAIN))
        .isEqualTo(Stance.PERMITS);
  }

  @Test
  void narrowerContentHolds() {
    String document =
        content("/", "<permits type=\"usage\">all</permits>")
            + content("/articles/", "<prohibits type=\"usage\">ai-train</prohibits>");
    assertThat(license(document, "/articles/1").stance(Use.AI_TRAIN)).isEqualTo(Stance.DENIES);
    assertThat(license(document, "/other").stance(Use.AI_TRAIN)).isEqualTo(Stance.PERMITS);
  }

  @Test
  void permissionBesideProhibitionOfAllLicensesNothing() {
    assertThat(
            license(
                    content(
                        "/",
                        "<permits type=\"usage\">ai-train</permits>"
                            + "<prohibits type=\"usage\">all</prohibits>"),
                    "/x")
                .stance(Use.AI_TRAIN))
        .isEqualTo(Stance.DENIES);
  }

  @Test
  void contentWithoutLicenseLicensesNothing() {
    assertThat(license("<content url=\"/\"></content>", "/x").stance(Use.AI_TRAIN))
        .isEqualTo(Stance.DENIES);
  }

  @Test
  void pageOutsideAllContentIsNotSpokenOf() {
    assertThat(license(content("/a/", "<permits>all</permits>"), "/b").stance(Use.AI_TRAIN))
        .isEqualTo(Stance.SILENT);
    assertThat(
            license(content("https://b.test/", "<permits>all</permits>"), "/b")
                .stance(Use.AI_TRAIN))
        .isEqualTo(Stance.SILENT);
    assertThat(
            license(content("https://a.test/b", "<permits>all</permits>"), "/b")
                .stance(Use.AI_TRAIN))
        .isEqualTo(Stance.PERMITS);
  }

  @Test
  void otherHostWithTheSameBeginningIsNotCovered() {
    RslLicense license =
        RslDocument.parse(
                ("<rsl xmlns=\"https://rslstandard.org/rsl\">"
                        + content("https://a.test", "<permits>all</permits>")
                        + "</rsl>")
                    .getBytes(UTF_8))
            .license("header", "https://a.test/l.xml", "https://a.test.evil.test/");
    assertThat(license.stance(Use.AI_TRAIN)).isEqualTo(Stance.SILENT);
  }

  @Test
  void tokenServerMakesEvenFreeUseAnOffer() {
    RslLicense license =
        license(
            "<content url=\"/\" server=\"https://s.test\"><license><permits>all</permits>"
                + "</license></content>",
            "/x");
    assertThat(license.stance(Use.AI_TRAIN)).isEqualTo(Stance.OFFERS);
    assertThat(license.terms(Use.AI_TRAIN)).isEqualTo("free, token from https://s.test");
  }

  @Test
  void commaListsAndOldNamesAreRead() {
    assertThat(
            license(content("/", "<permits type=\"usage\">search,train-ai</permits>"), "/x")
                .stance(Use.AI_TRAIN))
        .isEqualTo(Stance.PERMITS);
  }

  @Test
  void foreignElementsAreIgnoredAndUnknownRslElementsRejected() {
    String permits = "<permits>all</permits>";
    assertThat(
            license(content("/", permits + "<x:y xmlns:x=\"urn:x\"><x:z/></x:y>"), "/x")
                .stance(Use.AI_TRAIN))
        .isEqualTo(Stance.PERMITS);
    RslLicense unknown = license(content("/", permits + "<waiver/>"), "/x");
    assertThat(unknown.stance(Use.AI_TRAIN)).isEqualTo(Stance.DENIES);
    assertThat(unknown.terms(Use.AI_TRAIN)).contains("waiver");
  }

  @Test
  void conditionsThatCannotBeMetLicenseNothing() {
    String permits = "<permits type=\"usage\">all</permits>";
    assertThat(
            license(content("/", permits + "<permits type=\"geo\">EU</permits>"), "/x")
                .stance(Use.AI_TRAIN))
        .isEqualTo(Stance.DENIES);
    assertThat(
            license(content("/", permits + "<prohibits type=\"user\">commercial</prohibits>"), "/x")
                .stance(Use.AI_TRAIN))
        .isEqualTo(Stance.DENIES);
  }

  @Test
  void entitiesAreRefused() {
    String bomb =
        "<!DOCTYPE rsl [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;\"><!ENTITY c SYSTEM"
            + " \"file:///etc/passwd\">]>";
    String body = content("/", "<permits>all</permits><terms>&b;&c;</terms>");
    String document = "<rsl xmlns=\"https://rslstandard.org/rsl\">" + body + "</rsl>";
    assertThat(raw(bomb + document, "/x").stance(Use.AI_TRAIN)).isEqualTo(Stance.DENIES);
    assertThat(raw(bomb + document.replace("&b;&c;", ""), "/x").stance(Use.AI_TRAIN))
        .isEqualTo(Stance.DENIES);
  }

  @Test
  void brokenAndForeignDocumentsLicenseNothing() {
    assertThat(raw("<rsl", "/x").stance(Use.AI_TRAIN)).isEqualTo(Stance.DENIES);
    assertThat(raw("<html/>", "/x").stance(Use.AI_TRAIN)).isEqualTo(Stance.DENIES);
    assertThat(raw("", "/x").stance(Use.AI_TRAIN)).isEqualTo(Stance.DENIES);
    assertThat(raw(" ".repeat(RslDocument.MAX_BYTES + 1), "/x").terms(Use.AI_TRAIN))
        .contains("larger");
  }
}
