package org.estover.crawl.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.estover.crawl.rights.Resolution;
import org.estover.crawl.rights.Use;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchiveItemsTest {
  @TempDir private Path folder;

  private static byte[] zip(String... namesAndTexts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(UTF_8));
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  private Collected read(
      byte[] bytes, List<String> include, List<String> exclude, ReadLimits limits)
      throws IOException {
    Path file = Files.write(folder.resolve("a.jar"), bytes);
    ArchiveSource source =
        new ArchiveSource(
            TestComponent.asserting("code", "MIT", ""),
            List.of(),
            include,
            exclude,
            List.of(new ArchiveTerms("a.jar", "maven:g:a:1", "Apache-2.0", "G")));
    Collected collected = new Collected();
    SourceReader.read(source, file, "libs/a.jar", limits, collected);
    return collected;
  }

  private Collected read(byte[] bytes) throws IOException {
    return read(bytes, List.of(), List.of(), ReadLimits.DEFAULT);
  }

  @Test
  void entriesAreNamedByTheArchive() throws IOException {
    Collected found = read(zip("org/A.java", "class A {}"));
    SourceItem item = found.items.get(0);
    assertThat(item.uri()).isEqualTo("maven:g:a:1!/org/A.java");
    assertThat(item.mediaType()).isEqualTo("text/x-java");
    assertThat(item.license()).isEqualTo("Apache-2.0");
    assertThat(item.holder()).isEqualTo("G");
    assertThat(found.texts()).containsExactly("class A {}");
  }

  @Test
  void markupSpeaksForTheEntry() throws IOException {
    String free = "https://creativecommons.org/licenses/by/4.0/";
    byte[] zip =
        zip(
            "a.html", "<html><meta name=tdm-reservation content=1><p>a",
            "b.htm", "<html><meta name=robots content=noai><p>b",
            "c.html", "<html><link rel=license type=application/rsl+xml href=l.xml><p>c",
            "d.html", "<html><a rel=license href=" + free + ">d</a>",
            "e.html", "<html><p>e",
            "f.txt", "<meta name=tdm-reservation content=1>");
    assertThat(read(zip).items)
        .extracting(item -> Resolution.resolve(item.signals(), Use.AI_TRAIN).name())
        .containsExactly("denied", "denied", "denied", "allowed", "unknown", "unknown");
  }

  @Test
  void globsChooseEntries() throws IOException {
    byte[] zip = zip("A.java", "a", "x/B.java", "b", "x/C.class", "c", "x/", "", "t/D.java", "d");
    Collected found = read(zip, List.of("**/*.java"), List.of("t/**"), ReadLimits.DEFAULT);
    assertThat(found.texts()).containsExactly("a", "b");
    assertThat(found.skipped).containsExactlyInAnyOrder("excluded", "directory", "excluded");
  }

  @Test
  void namesThatLeadOutOfTheArchiveAreRefused() throws IOException {
    Collected found =
        read(zip("../evil", "x", "/etc/x", "x", "a/../../x", "x", "C:x", "x", "ok.txt", "y"));
    assertThat(found.texts()).containsExactly("y");
    assertThat(found.reasons()).containsOnly("zip-unsafe-name").hasSize(4);
  }

  @Test
  void bombsAreCutOff() throws IOException {
    byte[] zip = zip("a.txt", "0".repeat(100_000), "b.txt", "0".repeat(5_000), "c.txt", "z");
    Collected large =
        read(zip, List.of(), List.of(), new ReadLimits(10_000, ReadLimits.DEFAULT.maxArchive()));
    assertThat(large.reasons()).containsExactly("entry-too-large");
    assertThat(large.items).hasSize(2);
    Collected bomb = read(zip, List.of(), List.of(), new ReadLimits(1 << 20, 101_000));
    assertThat(bomb.reasons()).containsExactly("zip-bomb");
    assertThat(bomb.items).hasSize(1);
  }

  @Test
  void whatStandsBeforeATruncationIsDelivered() throws IOException {
    byte[] zip = zip("a.txt", "first", "b.txt", "second", "c.txt", "third");
    Collected found = read(Arrays.copyOf(zip, zip.length - 120));
    assertThat(found.texts()).startsWith("first", "second");
    assertThat(found.asides).hasSize(1);
  }

  @Test
  void otherFilesAreAsides() throws IOException {
    assertThat(read("no zip at all".getBytes(UTF_8)).reasons()).containsExactly("not-a-zip");
    assertThat(read(new byte[0]).reasons()).containsExactly("empty-file");
  }
}
