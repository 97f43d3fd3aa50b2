package org.estover.tokenize.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DocumentTableTest {
  @TempDir Path folder;

  static LongStream seeds() {
    return LongStream.of(1, 2, Long.getLong("seed", 3));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyRowIsFoundByNumberIdUriAndToken(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<ReleasedDocument> documents = documents(700, random);
    List<Integer> tokens = random.ints(700, 1, 9).boxed().toList();
    try (DocumentTable table = table("a.docs", documents, tokens, 1000)) {
      assertThat(table.rowCount()).isEqualTo(700);
      long start = 0;
      for (int row = 0; row < documents.size(); row++) {
        DocumentRow read = table.row(row);
        assertThat(read.document()).isEqualTo(documents.get(row));
        assertThat(read.tokens()).isEqualTo(tokens.get(row));
        assertThat(read.tokenStart()).isEqualTo(start);
        assertThat(table.find(documents.get(row).id())).contains(read);
        assertThat(table.findUri(documents.get(row).uri())).contains(read);
        assertThat(table.rowAt(start)).isEqualTo(row);
        assertThat(table.rowAt(read.tokenEnd() - 1)).isEqualTo(row);
        start = read.tokenEnd();
      }
      assertThat(table.tokenCount()).isEqualTo(start);
      table.verify();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyTokenIsFoundHoweverUnevenTheDocumentsAre(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    int rows = 3000;
    List<Integer> tokens = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      int most = 1 << random.nextInt(random.nextInt(20) == 0 ? 20 : 3);
      tokens.add(row % 1000 == 17 ? 1 << 22 : random.nextInt(1, most + 1));
    }
    try (DocumentTable table = table("a.docs", documents(rows, random), tokens, 1000)) {
      long start = 0;
      for (int row = 0; row < rows; row++) {
        assertThat(table.rowAt(start)).isEqualTo(row);
        start += tokens.get(row);
        assertThat(table.rowAt(start - 1)).isEqualTo(row);
        assertThat(table.rowAt(start - 1 - random.nextInt(tokens.get(row)))).isEqualTo(row);
      }
      assertThatThrownBy(() -> table.rowAt(table.tokenCount()))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void aUriFindsExactlyItsDocumentsInRowOrder() throws IOException {
    List<ReleasedDocument> documents = documents(100, new SplittableRandom(9));
    try (DocumentTable table = table("a.docs", documents, ones(100), 1000)) {
      for (String uri : Stream.concat(Stream.of("https://no.test/"), uris(documents)).toList()) {
        List<String> expected =
            documents.stream().filter(d -> d.uri().equals(uri)).map(ReleasedDocument::id).toList();
        assertThat(table.findUri(uri)).extracting(row -> row.document().id()).isEqualTo(expected);
      }
      assertThat(table.find("doc_" + "0".repeat(32))).isEmpty();
    }
  }

  @Test
  void theBytesDoNotDependOnTheMemoryGivenToTheWriter() throws IOException {
    List<ReleasedDocument> documents = documents(500, new SplittableRandom(5));
    table("a.docs", documents, ones(500), 1000).close();
    table("b.docs", documents, ones(500), 7).close();
    assertThat(folder.resolve("b.docs")).hasSameBinaryContentAs(folder.resolve("a.docs"));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("a.docs", "a.docs.sums", "b.docs", "b.docs.sums");
    }
  }

  @Test
  void sharesCountTheirDocumentsAndTokens() throws IOException {
    List<ReleasedDocument> documents = documents(300, new SplittableRandom(6));
    try (DocumentTable table = table("a.docs", documents, ones(300), 1000)) {
      assertThat(table.shareCount()).isGreaterThan(8);
      for (int number = 0; number < table.shareCount(); number++) {
        DocumentShare share = table.share(number);
        long expected =
            documents.stream()
                .filter(d -> d.license().equals(share.license()))
                .filter(d -> d.holder().equals(share.holder()))
                .filter(d -> d.rights().equals(share.rights()))
                .count();
        assertThat(share.documents()).isEqualTo(expected).isEqualTo(share.tokens());
      }
    }
  }

  @Test
  void anEmptyTableHasNoRows() throws IOException {
    try (DocumentTable table = table("a.docs", List.of(), List.of(), 10)) {
      table.verify();
      assertThat(table.rowCount()).isZero();
      assertThat(table.findUri("")).isEmpty();
      assertThatThrownBy(() -> table.row(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void aTableOfANewerVersionIsNotGuessedAt() throws IOException {
    table("a.docs", documents(3, new SplittableRandom(1)), ones(3), 10).close();
    Path file = folder.resolve("a.docs");
    byte[] bytes = Files.readAllBytes(file);
    bytes[8] = 2;
    Files.write(file, bytes);
    BlockSums.write(file);
    assertThatThrownBy(() -> DocumentTable.open(file))
        .isInstanceOf(FormatTooNewException.class)
        .hasMessageContaining("format version 2, this program knows versions up to 1");
  }

  @Test
  void anyWrongByteUnderRightSumsIsAContradictionOrHarmless() throws IOException {
    List<ReleasedDocument> documents = documents(40, new SplittableRandom(11));
    table("a.docs", documents, ones(40), 10).close();
    Path file = folder.resolve("a.docs");
    byte[] intact = Files.readAllBytes(file);
    int noticed = 0;
    for (int at = 0; at < intact.length; at += 23) {
      byte[] bytes = intact.clone();
      bytes[at] ^= (byte) 0x81;
      Files.write(file, bytes);
      BlockSums.write(file);
      try (DocumentTable table = DocumentTable.open(file)) {
        table.verify();
      } catch (CorruptReleaseException | FormatTooNewException e) {
        noticed++;
      }
    }
    // What nothing contradicts are text digests, licenses and holders: those only SHA-256 protects.
    assertThat(noticed).isGreaterThan(intact.length / 23 / 2);
  }

  private DocumentTable table(
      String name, List<ReleasedDocument> documents, List<Integer> tokens, int runPairs)
      throws IOException {
    Path file = folder.resolve(name);
    try (DocumentTableWriter writer = DocumentTableWriter.create(file, runPairs)) {
      for (int row = 0; row < documents.size(); row++) {
        writer.add(documents.get(row), tokens.get(row));
      }
      BlockSums.write(file, name, writer.finish());
    }
    return DocumentTable.open(file);
  }

  private static List<ReleasedDocument> documents(int count, SplittableRandom random) {
    List<ReleasedDocument> documents = new ArrayList<>();
    for (int d = 0; d < count; d++) {
      documents.add(SmallRelease.document("web", d, random));
    }
    return documents;
  }

  private static Stream<String> uris(List<ReleasedDocument> documents) {
    return documents.stream().map(ReleasedDocument::uri).distinct();
  }

  private static List<Integer> ones(int count) {
    return Stream.generate(() -> 1).limit(count).toList();
  }
}
