package org.estover.tokenize.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CardsTest {
  private static final Cards.Publication PUBLICATION =
      new Cards.Publication(
          "https://trust.example/small", "The Trust", "2026-11-26", "1.0.0", List.of("en", "de"));
  private static final List<Cards.Column> COLUMNS =
      List.of(
          new Cards.Column("id", false, "The id.", "sc:identifier"),
          new Cards.Column("tokens", true, "Tokens | with the end.", ""));

  @TempDir Path folder;
  private Release release;

  @BeforeEach
  void write() throws IOException {
    SmallRelease.write(
        folder,
        8,
        List.of(
            SmallRelease.source("books", "1.5", 1, 30, 20, 1),
            SmallRelease.source("web", "1", 0, 20, 20, 2)));
    release = Release.open(folder);
  }

  private Cards documents() {
    List<Cards.DataFile> files =
        List.of(
            new Cards.DataFile("data/books/train-00000-of-00002.parquet", "books", 5, sha("a")),
            new Cards.DataFile("data/books/train-00001-of-00002.parquet", "books", 6, sha("b")),
            new Cards.DataFile("data/web/train-00000-of-00001.parquet", "web", 7, sha("c")));
    return Cards.ofDocuments(release, PUBLICATION, files, COLUMNS, 1234);
  }

  private static String sha(String digit) {
    return digit.repeat(64);
  }

  @Test
  void theCardBeginsWithMetadata() {
    String[] parts = documents().readme().split("(?m)^---\n", -1);
    assertThat(parts).hasSizeGreaterThan(2);
    assertThat(parts[0]).isEmpty();
    assertThat(parts[1])
        .contains("pretty_name: \"small\"\nlanguage:\n- \"en\"\n- \"de\"\n")
        // One of the licenses has no name at Hugging Face.
        .contains("license: other\nlicense_name: per-document\nlicense_link: LICENSE.md\n")
        .contains("size_categories:\n- \"n<1K\"\n")
        .contains(
            """
            - config_name: "default"
              default: true
              data_files:
              - split: train
                path:
                - "data/books/*.parquet"
                - "data/web/*.parquet"
            - config_name: "books"
              data_files:
              - split: train
                path:
                - "data/books/*.parquet"
            """)
        .contains("  - name: id\n    dtype: string\n  - name: tokens\n    dtype: int64\n")
        .contains("    num_bytes: 1234\n    num_examples: 50\n");
  }

  @Test
  void theCardSaysWhatTheManifestDoes() {
    String readme = documents().readme();
    assertThat(readme)
        .contains("Release `" + release.id() + "`")
        .contains("Published by The Trust on 2026-11-26.")
        .contains("| 03-filter | rights-denied | 7 |")
        .contains("| tokens | int64 | Tokens \\| with the end. |")
        .contains("estover reconstruct " + release.id() + " --step N");
    for (ReleasedSource source : release.content().sources()) {
      assertThat(readme)
          .contains("| " + source.name() + " | " + source.weight() + " | " + source.documents());
    }
    assertThat(documents().licenses())
        .contains("| Apache-2.0 | ")
        .contains("https://spdx.org/licenses/Apache-2.0.html")
        .contains("| none stated | ");
    assertThat(documents().fileList().lines()).hasSize(3);
  }

  @Test
  void theCardDoesNotDependOnHowFilesAreEncoded() {
    List<Cards.DataFile> others =
        documents().files().stream()
            .map(f -> new Cards.DataFile(f.path(), f.source(), f.size() + 9, sha("d")))
            .toList();
    Cards other = Cards.ofDocuments(release, PUBLICATION, others, COLUMNS, 1234);
    assertThat(other.readme()).isEqualTo(documents().readme());
    assertThat(other.croissant()).isNotEqualTo(documents().croissant());
  }

  @Test
  void theDescriptionIsJsonThatNamesEveryFile() throws IOException {
    for (Cards cards : List.of(documents(), Cards.ofShards(release, PUBLICATION))) {
      String json = cards.croissant();
      JsonFactory strict =
          JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
      try (JsonParser parser = strict.createParser(json)) {
        int depth = 0;
        while (parser.nextToken() != null) {
          depth += parser.currentToken().isStructStart() ? 1 : 0;
          depth -= parser.currentToken().isStructEnd() ? 1 : 0;
        }
        assertThat(depth).isZero();
      }
      for (Cards.DataFile file : cards.files()) {
        assertThat(json)
            .contains(
                "\"contentUrl\": \"" + file.path() + "\"",
                "\"contentSize\": \"" + file.size() + " B\"",
                "\"sha256\": \"" + file.sha256() + "\"");
      }
    }
    assertThat(Cards.ofShards(release, PUBLICATION).files()).hasSize(3 * 3);
    assertThat(documents().croissant())
        .contains("\"conformsTo\": [\n    \"http://mlcommons.org/croissant/1.1\"")
        .contains("\"https://spdx.org/licenses/Apache-2.0.html\"")
        .contains("\"datePublished\": \"2026-11-26\"")
        .contains("\"prov:label\": \"dedupe\"", "\"description\": \"min-hash v1\"")
        .contains("03-filter rights-denied: 7.")
        .contains("\"sc:Integer\"", "\"equivalentProperty\": \"sc:identifier\"")
        .contains("\"sha256\": \"" + listDigest());
    assertThat(Cards.ofShards(release, PUBLICATION).croissant()).doesNotContain("\"cr:FileSet\"");
  }

  private String listDigest() {
    return Digests.sha256Hex(documents().fileList().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatStrangersWroteStaysInItsPlace() {
    assertThat(Markdown.cell("a|b\n# c [x](y) <i> `q` *e* \u202Ed\u0007"))
        .isEqualTo("a\\|b # c \\[x\\](y) \\<i\\> \\`q\\` \\*e\\*  d ");
    assertThat(HuggingFaceCard.yaml("x: \"y\"\n---\u2028\u0085\u0000\\ é\uD83D\uDE00"))
        .isEqualTo("\"x: \\\"y\\\"\\n---\\u2028\\u0085\\u0000\\\\ é\uD83D\uDE00\"");
    Cards.Publication evil =
        new Cards.Publication(
            "https://x.test/{", "A}, B={\\evil", "2026-11-26", "1.0.0", List.of());
    String citation = Cards.ofShards(release, evil).croissant();
    assertThat(citation).contains("author={{A, B=evil}}").contains("url={https://x.test/}");
  }

  @Test
  void licensesAreFoundInExpressions() {
    assertThat(SpdxNames.licenses("(MIT OR Apache-2.0) AND GPL-2.0-only WITH Classpath-exception"))
        .containsExactly("MIT", "Apache-2.0", "GPL-2.0-only");
    assertThat(SpdxNames.licenses("")).isEmpty();
    assertThat(SpdxNames.licenses("MIT OR MIT")).containsExactly("MIT");
    assertThat(SpdxNames.url("GPL-2.0+")).contains("https://spdx.org/licenses/GPL-2.0.html");
    assertThat(SpdxNames.url("LicenseRef-abc")).isEmpty();
    assertThat(SpdxNames.url("../x")).isEmpty();
    assertThat(List.of("MIT", "GPL-3.0-or-later", "ODbL-1.0", "CC0-1.0"))
        .map(SpdxNames::huggingFace)
        .containsExactly(
            Optional.of("mit"),
            Optional.of("gpl-3.0"),
            Optional.of("odbl"),
            Optional.of("cc0-1.0"));
    assertThat(SpdxNames.huggingFace("LicenseRef-abc")).isEmpty();
  }

  @Test
  void sizesHaveHuggingFacesNames() {
    assertThat(HuggingFaceCard.sizeCategory(0)).isEqualTo("n<1K");
    assertThat(HuggingFaceCard.sizeCategory(999)).isEqualTo("n<1K");
    assertThat(HuggingFaceCard.sizeCategory(1000)).isEqualTo("1K<n<10K");
    assertThat(HuggingFaceCard.sizeCategory(134_318_121)).isEqualTo("100M<n<1B");
    assertThat(HuggingFaceCard.sizeCategory(999_999_999_999L)).isEqualTo("100B<n<1T");
    assertThat(HuggingFaceCard.sizeCategory(Long.MAX_VALUE)).isEqualTo("n>1T");
  }

  @Test
  void formsAreChecked() {
    refused("a page and a creator", "", "x", "2026-11-26", "1.0.0", "en");
    refused("a page and a creator", "u", " ", "2026-11-26", "1.0.0", "en");
    refused("expected a day", "u", "x", "26.11.2026", "1.0.0", "en");
    refused("MAJOR.MINOR.PATCH", "u", "x", "2026-11-26", "v1", "en");
    refused("a language like", "u", "x", "2026-11-26", "1.0.0", "English: all");
  }

  private static void refused(
      String message, String url, String creator, String day, String version, String language) {
    List<String> languages = List.of(language);
    assertThatThrownBy(() -> new Cards.Publication(url, creator, day, version, languages))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
