package org.estover.crawl.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

final class PackedFileTest {
  private static final byte[] ARTICLE =
      "<article><body><p>Packed text.</p></body></article>".getBytes(UTF_8);

  @TempDir private Path folder;

  /** Writes to a stream. */
  private interface Writing {
    void to(OutputStream out) throws IOException;
  }

  private Path file(String name, Writing writing) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      writing.to(out);
    }
    return file;
  }

  private static byte[] tar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (String name : new String[] {"PMC1/a.nxml", "PMC1/a.jpg", "PMC2/b.nxml.gz"}) {
        byte[] content = name.endsWith(".gz") ? gzip(ARTICLE) : ARTICLE;
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  @Test
  void compressionFollowsFromTheBytes() throws IOException {
    Path xz =
        file(
            "a.xml",
            out -> {
              try (OutputStream packed = new XZOutputStream(out, new LZMA2Options(1))) {
                packed.write(ARTICLE);
              }
            });
    assertThat(ReadTexts.of("jats", xz).documents).hasSize(1);
    Path zstd = file("b.xml", out -> out.write(Zstd.compress(ARTICLE)));
    assertThat(ReadTexts.of("jats", zstd).documents).hasSize(1);
  }

  @Test
  void archivesAreTheFilesInThem() throws IOException {
    ReadTexts texts = ReadTexts.of("jats", file("bulk.tar.gz", out -> out.write(gzip(tar()))));
    assertThat(texts.documents)
        .extracting(ReadDocument::file)
        .containsExactly("bulk.tar.gz!/PMC1/a.nxml", "bulk.tar.gz!/PMC2/b.nxml.gz");
    assertThat(texts.skipped).containsEntry("other-file", 1);
    assertThat(texts.asides).isEmpty();
    Path zip =
        file(
            "bulk.zip",
            out -> {
              ZipOutputStream packed = new ZipOutputStream(out);
              packed.putNextEntry(new ZipEntry("c.xml"));
              packed.write(ARTICLE);
              packed.finish();
            });
    assertThat(ReadTexts.of("jats", zip).documents).hasSize(1);
  }

  @Test
  void aDamagedArchiveGivesWhatStandsBeforeTheDamageAndOneAside() throws IOException {
    byte[] tar = tar();
    Path cut = file("cut.tar", out -> out.write(tar, 0, 1_100));
    ReadTexts texts = ReadTexts.of("jats", cut);
    assertThat(texts.documents).hasSize(1);
    assertThat(texts.asides).hasSize(1);
    assertThat(texts.reasons()).containsExactly("tar-truncated");
  }

  @Test
  void anArchiveDamagedFromItsBeginSaysWhatWasNotRead() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    for (byte[] half : new byte[][] {Arrays.copyOf(tar(), 1_024), tar()}) {
      try (OutputStream out = new BZip2CompressorOutputStream(packed)) {
        out.write(half);
      }
    }
    byte[] bytes = packed.toByteArray();
    bytes[16] ^= 0x10;
    ReadTexts texts = ReadTexts.of("jats", file("bulk.tar.bz2", out -> out.write(bytes)));
    assertThat(texts.documents).isEmpty();
    assertThat(texts.reasons()).containsExactly("bzip2-corrupt");
    long rest = bytes.length - texts.asides.get(0).offset();
    assertThat(texts.asides.get(0).excerpt())
        .isEqualTo("not read: " + rest + " bytes of the file from there on");
  }

  @Test
  void postsOfASevenZipAreRead() throws IOException {
    Path file = folder.resolve("birds.stackexchange.com.7z");
    String posts =
        """
        <posts>
        <row Id="1" PostTypeId="1" Title="T" Body="&lt;p&gt;B&lt;/p&gt;" />
        </posts>
        """;
    try (SevenZOutputFile archive = new SevenZOutputFile(file.toFile())) {
      for (String name : new String[] {"Badges.xml", "Posts.xml"}) {
        SevenZArchiveEntry entry = new SevenZArchiveEntry();
        entry.setName(name);
        archive.putArchiveEntry(entry);
        archive.write(posts.getBytes(UTF_8));
        archive.closeArchiveEntry();
      }
    }
    ReadTexts texts = ReadTexts.of("stackexchange", file);
    assertThat(texts.documents)
        .extracting(ReadDocument::url)
        .containsExactly("https://birds.stackexchange.com/questions/1");
    assertThat(texts.skipped).containsEntry("other-table", 1);
  }

  @Test
  void membersInAnArchiveAreReadToTheLast() throws IOException {
    // The first member ends with what is read at once of it, as those of bgzip do now and then.
    SplittableRandom random = new SplittableRandom(7);
    StringBuilder begin = new StringBuilder("<article><body><p>");
    while (gzip(begin.toString().getBytes(UTF_8)).length < 500) {
      begin.append((char) ('a' + random.nextInt(26)));
    }
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.write(gzip(begin.toString().getBytes(UTF_8)));
    members.write(gzip("</p><p>The last words.</p></body></article>".getBytes(UTF_8)));
    Path file =
        file(
            "bulk.tar",
            out -> {
              try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
                TarArchiveEntry entry = new TarArchiveEntry("a.nxml.gz");
                entry.setSize(members.size());
                tar.putArchiveEntry(entry);
                members.writeTo(tar);
                tar.closeArchiveEntry();
              }
            });
    ReadTexts texts = ReadTexts.of("jats", file);
    assertThat(texts.asides).isEmpty();
    assertThat(texts.documents.get(0).text()).endsWith("The last words.");
  }
}
