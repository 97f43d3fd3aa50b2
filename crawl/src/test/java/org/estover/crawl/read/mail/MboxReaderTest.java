package org.estover.crawl.read.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.estover.crawl.read.DocumentReader;
import org.estover.crawl.read.Found;
import org.estover.crawl.read.ReadDocument;
import org.estover.crawl.source.ReadLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MboxReaderTest {
  private static final Path GOLDEN = Path.of("src/test/resources/read/mail");
  private static final ReadLimits WIDE = new ReadLimits(64 << 20, 1L << 30);
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String POSTMARK = "From a@b.example Tue Jan  4 10:00:00 2005\n";

  @TempDir private Path folder;

  private Found read(String text) throws IOException {
    return read(new MboxReader(), text);
  }

  private Found read(DocumentReader reader, String text) throws IOException {
    Path file = Files.write(folder.resolve("m"), text.getBytes(ISO_8859_1));
    return Found.in(reader, file, "m", WIDE);
  }

  private static String texts(Found found) {
    return found.documents.stream().map(ReadDocument::text).collect(Collectors.joining("\n====\n"))
        + "\n";
  }

  @Test
  void aListIsReadAsWritten() throws IOException {
    Found found = Found.in(new MboxReader(), GOLDEN.resolve("list.mbox"), "list.mbox");
    assertThat(texts(found)).isEqualTo(Files.readString(GOLDEN.resolve("list.txt")));
    assertThat(found.asides).isEmpty();
    assertThat(found.skipped).containsExactly(Map.entry("attachment", 1));
    assertThat(found.documents)
        .extracting(ReadDocument::id)
        .containsExactly(
            "first@example.org", "second@example.net", "third@example.com", "fourth@example.com");
    assertThat(found.documents)
        .extracting(ReadDocument::date)
        .containsExactly("2005-01-04T09:00:00Z", "2005-01-04T16:30:00Z", "", "");
    assertThat(found.documents.get(1).url()).isEqualTo("https://lists.example.org/m/2");
    assertThat(found.documents.get(0).title()).isEqualTo("Weighing b\u00f6xes \u2013 how?");
    assertThat(found.documents).allMatch(document -> document.holder().isEmpty());
    assertThat(texts(found)).doesNotContain("Ada", "@");
  }

  @Test
  void everyMessageIsFoundAtItsOffset() throws IOException {
    byte[] bytes = Files.readAllBytes(GOLDEN.resolve("list.mbox"));
    Found found = Found.in(new MboxReader(), GOLDEN.resolve("list.mbox"), "list.mbox");
    for (ReadDocument document : found.documents) {
      int offset = (int) document.offset();
      assertThat(new String(bytes, offset, 5, ISO_8859_1)).isEqualTo("From ");
    }
  }

  @Test
  void packedFilesReadTheSame() throws IOException {
    Path file = folder.resolve("list.mbox.gz");
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
      gzip.write(Files.readAllBytes(GOLDEN.resolve("list.mbox")));
    }
    assertThat(texts(Found.in(new MboxReader(), file, "list.mbox.gz")))
        .isEqualTo(Files.readString(GOLDEN.resolve("list.txt")));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 20));
    Found found = Found.in(new MboxReader(), file, "list.mbox.gz");
    assertThat(found.reasons()).containsExactly("gzip-truncated");
  }

  @Test
  void quotationsAndSignaturesFollowTheOptions() throws IOException {
    String mail = "Subject: s\n\nOn Monday Ada wrote:\n> a\n> b\n\nc\n-- \nd\n";
    assertThat(read(mail).text()).isEqualTo("s\n\n> a\n> b\n\nc");
    DocumentReader other =
        new MboxReader().with(new TreeMap<>(Map.of("quotes", "drop", "signatures", "keep")));
    assertThat(read(other, mail).text()).isEqualTo("s\n\nc\n--\nd");
  }

  @Test
  void foldersOfMailAreRead() throws IOException {
    Path maildir = folder.resolve("Maildir");
    for (String name : new String[] {"cur", "new", "tmp"}) {
      Files.createDirectories(maildir.resolve(name));
      Files.writeString(maildir.resolve(name).resolve("1:2,S"), "Subject: " + name + "\n\ntext\n");
    }
    assertThat(new MboxReader().takes(maildir)).isTrue();
    assertThat(new MboxReader().takes(folder)).isFalse();
    Found found = Found.in(new MboxReader(), maildir, "Maildir");
    assertThat(found.documents).extracting(ReadDocument::title).containsExactly("cur", "new");
    assertThat(found.documents.get(0).id()).isEqualTo("Maildir!/cur/1:2,S#0");
  }

  @Test
  void charsetsThatAreWrongOrUnknownAreTolerated() throws IOException {
    assertThat(read("Content-Type: text/plain; charset=x-nobody\n\ncaf\u00e9").text())
        .isEqualTo("caf\u00e9");
    assertThat(read("Content-Type: text/plain; charset=utf-8\n\ncaf\u00e9 au lait").text())
        .startsWith("caf");
    assertThat(read("Content-Type: text/plain; charset=iso-2022-jp\n\n\u001b$B$\"\u001b(B").text())
        .isEqualTo("\u3042");
    assertThat(read("Subject: =?x-nobody?q?a?= b\n\nc").documents).hasSize(1);
  }

  @Test
  void encryptedAndEmptyMessagesAreAside() throws IOException {
    assertThat(read("Subject: a\n\n-----BEGIN PGP MESSAGE-----\nx\n").reasons())
        .containsExactly("encrypted");
    assertThat(read("Subject: a\n\n \n").reasons()).containsExactly("no-text");
    assertThat(read("no mail at all\n").reasons()).containsExactly("not-a-message");
  }

  @Test
  void partsInPartsAreBounded() throws IOException {
    StringBuilder deep = new StringBuilder();
    for (int i = 0; i < 200_000; i++) {
      deep.append("Content-Type: multipart/mixed; boundary=b")
          .append(i)
          .append("\n\n--b")
          .append(i)
          .append('\n');
    }
    assertTimeoutPreemptively(
        LIMIT, () -> assertThat(read(deep.toString()).reasons()).containsExactly("mime-too-deep"));
    String flat = "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n".repeat(200_000);
    assertTimeoutPreemptively(LIMIT, () -> assertThat(read(flat).text()).startsWith("x\n\nx"));
  }

  @Test
  void hugeFieldsLinesAndMessagesAreBounded() throws IOException {
    String good = POSTMARK + "Subject: good\n\ntext\n\n";
    String field = POSTMARK + "Subject: " + "a".repeat(1 << 19) + "\n\nb\n\n";
    String fields = POSTMARK + "X: y\n".repeat(100_000) + "\nb\n\n";
    String nul = POSTMARK + "Subject: n\n\n" + "\u0000 ".repeat(1 << 18) + "\n\n";
    String line = POSTMARK + "Subject: l\n\n" + ">".repeat(1 << 21) + "\n\n";
    Path file = folder.resolve("m");
    Files.write(file, (good + field + fields + nul + line + good).getBytes(ISO_8859_1));
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          Found found = Found.in(new MboxReader(), file, "m");
          assertThat(found.reasons())
              .containsExactly("mime-corrupt", "mime-corrupt", "no-text", "document-too-large");
          assertThat(found.documents).hasSize(2);
        });
  }

  @Test
  void millionsOfPostmarksTakeLittleTime() throws IOException {
    assertTimeoutPreemptively(
        LIMIT, () -> assertThat(read(POSTMARK.repeat(200_000)).documents).isEmpty());
    assertTimeoutPreemptively(
        LIMIT,
        () ->
            assertThat(read("Subject: a\n\n" + "On Monday wrote:\n".repeat(200_000)).documents)
                .hasSize(1));
  }

  @Test
  void anIdentifierOfBlanksIsNone() throws IOException {
    Found found = read(POSTMARK + "Message-ID: <\u001c>\nSubject: s\n\nWords.\n");
    assertThat(found.documents).extracting(ReadDocument::id).containsExactly("m#0");
  }

  @Test
  void linksInAMaildirLeadNowhere() throws IOException {
    Path outside = Files.writeString(folder.resolve("outside"), "Subject: s\n\nNot named.\n");
    Path maildir = folder.resolve("maildir");
    Files.createDirectories(maildir.resolve("cur"));
    Files.createDirectories(maildir.resolve("new"));
    Files.writeString(maildir.resolve("cur/1"), "Subject: s\n\nNamed.\n");
    Files.createSymbolicLink(maildir.resolve("cur/2"), outside);
    assertThat(Found.in(new MboxReader(), maildir, "maildir").text()).contains("Named.");
  }
}
