package org.estover.crawl.read.epub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.estover.crawl.read.DocumentReader;
import org.estover.crawl.read.Found;
import org.estover.crawl.read.ReadDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EpubReaderTest {
  private static final Path GOLDEN = Path.of("src/test/resources/read/epub");
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String OPF = "OEBPS/book.opf";
  private static final String FIRST = "OEBPS/text/c1.xhtml";

  @TempDir private Path folder;
  private final SortedMap<String, byte[]> files = new TreeMap<>();

  @BeforeEach
  void readBook() throws IOException {
    Path book = GOLDEN.resolve("book");
    try (Stream<Path> walk = Files.walk(book)) {
      for (Path path : walk.filter(Files::isRegularFile).toList()) {
        files.put(book.relativize(path).toString(), Files.readAllBytes(path));
      }
    }
  }

  private Path zip() throws IOException {
    Path file = folder.resolve("b.epub");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> each : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }

  private Found read(DocumentReader reader) throws IOException {
    return Found.in(reader, zip(), "b.epub");
  }

  private Found read() throws IOException {
    return read(new EpubReader());
  }

  private static DocumentReader with(String option, String value) {
    return new EpubReader().with(new TreeMap<>(Map.of(option, value)));
  }

  private void replace(String name, String from, String to) {
    String text = new String(files.getOrDefault(name, new byte[0]), UTF_8);
    assertThat(text).contains(from);
    files.put(name, text.replace(from, to).getBytes(UTF_8));
  }

  @Test
  void aBookIsReadInTheOrderOfItsSpine() throws IOException {
    Found found = read();
    assertThat(found.text() + "\n").isEqualTo(Files.readString(GOLDEN.resolve("book.txt")));
    ReadDocument book = found.documents.get(0);
    assertThat(book.id()).isEqualTo("urn:uuid:00000000-0000-4000-8000-000000000001");
    assertThat(book.title()).isEqualTo("The Book of Boxes");
    assertThat(book.url()).isEqualTo("https://books.example/boxes");
    assertThat(book.language()).isEqualTo("en-GB");
    assertThat(book.license()).isEqualTo("CC-BY-4.0");
    assertThat(book.date()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(book.holder()).isEmpty();
    assertThat(found.asides).isEmpty();
  }

  @Test
  void chaptersMayBeDocuments() throws IOException {
    assertThat(read(with("per", "chapter")).documents)
        .extracting(document -> document.id().replaceFirst(".*#", ""))
        .containsExactly(FIRST, "OEBPS/text/chapter 2.xhtml", "OEBPS/text/notes.xhtml");
    assertThatThrownBy(() -> with("per", "page"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("book or chapter");
  }

  @Test
  void aReservedBookNeedsAnAgreement() throws IOException {
    replace(OPF, "tdm:reservation\">0", "tdm:reservation\"> 1 ");
    Found found = read();
    assertThat(found.reasons()).containsExactly("tdm-reserved");
    assertThat(found.asides.get(0).uri()).startsWith("urn:uuid:");
    assertThat(found.documents).isEmpty();
    assertThat(read(with("reserved", "read")).documents).hasSize(1);
    replace(
        OPF,
        "<meta property=\"tdm:reservation\"> 1 </meta>",
        "<meta name=\"tdm:reservation\" content=\"1\"/>");
    assertThat(read().reasons()).containsExactly("tdm-reserved");
  }

  @Test
  void licensesAreFoundWhereTheyStand() throws IOException {
    replace(
        OPF,
        "<dc:rights>",
        "<link rel=\"dcterms:license\" href=\"https://creativecommons.org/publicdomain/zero/1.0/\"/><dc:rights>");
    assertThat(read().documents.get(0).license()).isEqualTo("CC0-1.0");
    files.clear();
    readBook();
    replace(OPF, "Free under https://creativecommons.org/licenses/by/4.0/.", "All rights reserved");
    assertThat(read().documents.get(0).license()).startsWith("LicenseRef-");
  }

  @Test
  void anEncryptedBookIsAside() throws IOException {
    replace(
        "META-INF/encryption.xml",
        "http://www.idpf.org/2008/embedding",
        "http://www.w3.org/2001/04/xmlenc#aes128-cbc");
    assertThat(read().reasons()).containsExactly("encrypted");
  }

  @Test
  void missingPartsAreTold() throws IOException {
    files.remove(FIRST);
    Found found = read();
    assertThat(found.reasons()).containsExactly("chapter-missing");
    assertThat(found.text()).contains("The end.");
    files.remove(OPF);
    assertThat(read().reasons()).containsExactly("not-an-epub");
    files.clear();
    files.put("x", new byte[0]);
    assertThat(read().reasons()).containsExactly("not-an-epub");
  }

  @Test
  void damagedFilesAreAside() throws IOException {
    Path file = zip();
    byte[] bytes = Files.readAllBytes(file);
    Path cut = folder.resolve("cut.epub");
    for (int length : List.of(0, 1, 30, bytes.length / 2, bytes.length - 1)) {
      Files.write(cut, java.util.Arrays.copyOf(bytes, length));
      Found found = Found.in(new EpubReader(), cut, "cut.epub");
      assertThat(found.reasons()).hasSize(1);
      assertThat(found.reasons().get(0)).isIn("empty-file", "not-a-zip");
    }
    for (int i = 0; i < bytes.length; i += 7) {
      byte[] flipped = bytes.clone();
      flipped[i] ^= 0x55;
      Files.write(cut, flipped);
      Found found = Found.in(new EpubReader(), cut, "cut.epub");
      assertThat(found.documents.size() + found.asides.size()).isPositive();
    }
  }

  @Test
  void bombsAreAside() throws IOException {
    files.put(FIRST, new byte[30 << 20]);
    assertTimeoutPreemptively(
        LIMIT, () -> assertThat(read().reasons()).contains("entry-too-large"));
    StringBuilder items = new StringBuilder();
    StringBuilder spine = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      String name = "bomb" + i + ".xhtml";
      files.put("OEBPS/" + name, "<p>\u0000 \n</p>".repeat(100_000).getBytes(UTF_8));
      items
          .append("<item id='b")
          .append(i)
          .append("' href='")
          .append(name)
          .append("' media-type='application/xhtml+xml'/>");
      spine.append("<itemref idref='b").append(i).append("'/>");
    }
    replace(OPF, "</manifest>", items + "</manifest>");
    replace(OPF, "</spine>", spine + "</spine>");
    assertTimeoutPreemptively(LIMIT, () -> assertThat(read().reasons()).contains("zip-bomb"));
  }

  @Test
  void nestingAndNulsAndRepetitionTakeLittleTime() throws IOException {
    files.put(
        FIRST, ("<?xml version='1.0'?>" + "<div>".repeat(200_000) + "deep\u0000").getBytes(UTF_8));
    files.put(
        "OEBPS/text/notes.xhtml",
        ("<?xml version='1.0'?><!DOCTYPE h [<!ENTITY a '&a;&a;'>]><p>" + "&a;".repeat(200_000))
            .getBytes(UTF_8));
    replace(OPF, "<itemref idref=\"c1\"/>", "<itemref idref=\"c1\"/>".repeat(10_000));
    assertTimeoutPreemptively(
        LIMIT, () -> assertThat(read().text()).contains("deep").contains("The end."));
  }
}
