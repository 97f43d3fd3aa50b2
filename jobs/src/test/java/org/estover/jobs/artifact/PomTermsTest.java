package org.estover.jobs.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PomTermsTest {
  @TempDir private Path folder;

  @Test
  void theNearestPomThatNamesALicenseDecides() throws IOException {
    PomTerms terms =
        terms(
            "<parent><groupId>g</groupId><artifactId>p</artifactId><version>1</version></parent>",
            license("MIT License", "") + organization("The Company"),
            license("Apache-2.0", "") + organization("The Foundation"));
    assertThat(terms).isEqualTo(new PomTerms("MIT", "The Company"));
  }

  @Test
  void severalLicensesAreAChoice() throws IOException {
    assertThat(
            terms(
                    "<licenses><license><name>MPL 2.0</name></license><license><name>EPL"
                        + " 1.0</name></license></licenses>")
                .license())
        .isEqualTo("MPL-2.0 OR EPL-1.0");
  }

  @Test
  void anUnknownNameIsKnownByItsUrlOrByItsDigest() throws IOException {
    String url = "https://www.apache.org/licenses/LICENSE-2.0.txt";
    assertThat(terms(license("Our license", url)).license()).isEqualTo("Apache-2.0");
    assertThat(terms(license("Our license", "https://example.org/x")).license())
        .matches("LicenseRef-[0-9a-f]{16}");
    assertThat(terms("").license()).isEmpty();
  }

  @Test
  void aPersonIsNeverTheHolder() throws IOException {
    String developers = "<developers><developer><name>Jo Doe</name></developer></developers>";
    assertThat(terms(organization("Jo Doe") + developers).holder()).isEqualTo("org.example");
    assertThat(terms(developers).holder()).isEqualTo("org.example");
  }

  @Test
  void externalEntitiesAreRefused() throws IOException {
    Path pom = folder.resolve("evil.pom");
    Files.writeString(
        pom,
        "<!DOCTYPE p [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><project><name>&x;</name>"
            + "</project>");
    assertThatThrownBy(() -> Pom.read(pom))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("evil.pom: not a POM");
  }

  private PomTerms terms(String... bodies) throws IOException {
    List<Pom> chain = new ArrayList<>();
    for (String body : bodies) {
      Path pom = folder.resolve("pom" + chain.size() + ".xml");
      Files.writeString(
          pom, "<project xmlns='http://maven.apache.org/POM/4.0.0'>" + body + "</project>");
      chain.add(Pom.read(pom));
    }
    return PomTerms.of("org.example", chain);
  }

  private static String license(String name, String url) {
    return "<licenses><license><name>"
        + name
        + "</name><url>"
        + url
        + "</url></license></licenses>";
  }

  private static String organization(String name) {
    return "<organization><name>" + name + "</name></organization>";
  }
}
