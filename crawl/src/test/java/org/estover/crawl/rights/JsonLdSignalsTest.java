package org.estover.crawl.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonLdSignalsTest {
  private static final String BY = "https://creativecommons.org/licenses/by/4.0/";

  private static List<RightsSignal> read(String json) {
    UnaryOperator<String> resolver =
        target -> target.startsWith("/") ? "https://a.test" + target : target;
    JsonLdSignals descriptions = new JsonLdSignals("https://a.test/p", resolver);
    descriptions.read(json.replace('\'', '"'));
    return descriptions.signals();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'@type': 'Article', 'license': 'URL'}",
        "{'@type': ['Thing', 'Article'], 'license': {'@id': 'URL'}}",
        "{'license': {'@type': 'CreativeWork', 'name': 'CC BY', 'url': 'URL'}}",
        "[{'@type': 'Organization', 'name': 'x'}, {'@type': 'WebPage', 'license': ['URL']}]",
        "{'@context': 'https://schema.org', '@graph': [{'@type': 'WebPage', 'license': 'URL'}]}",
        "{'@type': 'WebPage', 'mainEntity': {'@type': 'Article', 'license': 'URL'}}",
        "{'@type': 'Article', '@id': 'https://a.test/p#article', 'license': 'URL'}",
        "{'@type': 'WebSite', 'url': 'https://a.test/', 'license': 'URL'}",
        "{'@type': 'Article', 'license': 'URL'}, oops",
      })
  void licenseOfThePageIsFound(String json) {
    assertThat(read(json.replace("URL", BY)))
        .containsExactly(new LicenseLink("json-ld", BY, "CC-BY-4.0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'@type': 'ImageObject', 'license': 'URL'}; ImageObject",
        "{'@type': 'https://schema.org/ImageObject', 'license': 'URL'}; https://schema.org/ImageObject",
        "{'@type': 'Article', 'image': {'license': 'URL'}}; image",
        "{'@type': 'Article', 'hasPart': [{'license': 'URL'}]}; hasPart",
        "{'@type': 'Article', 'url': 'https://b.test/q', 'license': 'URL'}; https://b.test/q",
        "{'@type': 'WebSite', 'url': 'https://b.test/', 'license': 'URL'}; https://b.test/",
      })
  void licenseOfSomethingElseKeepsItsScope(String json, String scope) {
    List<RightsSignal> signals = read(json.replace('`', '"').replace("URL", BY));
    assertThat(signals).containsExactly(new LicenseLink("json-ld", BY, "CC-BY-4.0", scope));
    assertThat(signals.get(0).stance(Use.AI_TRAIN)).isEqualTo(Stance.SILENT);
  }

  @Test
  void termsAreRecordedAndSilent() {
    List<RightsSignal> signals =
        read(
            "{'@type': 'Article', 'usageInfo': '/terms', 'isAccessibleForFree': false,"
                + " 'acquireLicensePage': {'@id': '/buy'}, 'creditText': 'A. Nobody'}");
    assertThat(signals).hasSize(1);
    assertThat(signals.get(0).words())
        .isEqualTo(
            "acquireLicensePage /buy, creditText A. Nobody, isAccessibleForFree false, usageInfo"
                + " /terms");
    assertThat(Resolution.standing(signals, Use.AI_TRAIN)).isEqualTo(Standing.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "1",
        "'x'",
        "[",
        "{",
        "{'license'",
        "{'license':",
        "{'license': {",
        "[[[[",
        "{'license': null}",
        "{'license': [[[1]]]}",
        "{'@type': {'@type': []}, 'license': []}"
      })
  void whatIsNoDescriptionSaysNothing(String json) {
    assertThat(read(json)).noneMatch(signal -> signal.stance(Use.AI_TRAIN) != Stance.SILENT);
  }

  @Test
  void depthSizeAndNumberAreBounded() {
    assertThat(read("[".repeat(100_000))).isEmpty();
    assertThat(read("{'a':".repeat(900) + "1")).isEmpty();
    assertThat(read("{'license': '" + BY + "'}" + " ".repeat(300_000))).isEmpty();
    String many = "{'license': [" + ("'" + BY + "',").repeat(5000) + "1]}";
    assertThat(read(many)).hasSize(32);
  }
}
