package org.estover.crawl.fetch.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

final class SitemapFileTest {
  private static final String HEAD =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          + "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""
          + " xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\">";

  private static SitemapFile parse(String text) {
    return SitemapFile.parse(text.getBytes(UTF_8));
  }

  @Test
  void pagesAreListedAsWritten() {
    SitemapFile file =
        parse(
            HEAD
                + "<url><loc> http://a.test/?a=1&amp;b=2 </loc><lastmod>2026-01-01</lastmod>"
                + "<image:image><image:loc>http://a.test/i.png</image:loc></image:image></url>"
                + "<url><loc><![CDATA[http://a.test/c]]></loc></url></urlset>");
    assertThat(file.pages()).containsExactly("http://a.test/?a=1&b=2", "http://a.test/c");
    assertThat(file.sitemaps()).isEmpty();
  }

  @Test
  void indexNamesSitemaps() {
    SitemapFile file =
        parse(
            "<sitemapindex><sitemap><loc>http://a.test/1.xml.gz</loc></sitemap>"
                + "<sitemap><loc>http://a.test/2.xml</loc></sitemap></sitemapindex>");
    assertThat(file.sitemaps()).containsExactly("http://a.test/1.xml.gz", "http://a.test/2.xml");
    assertThat(file.pages()).isEmpty();
  }

  @Test
  void textHasAUrlALine() {
    assertThat(parse("http://a.test/1\r\n\nhttps://a.test/2\nnothing\n").pages())
        .containsExactly("http://a.test/1", "https://a.test/2");
  }

  @Test
  void packedFilesAreUnpackedAsFarAsTheyGo() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("http://a.test/1\n".getBytes(UTF_8));
      gzip.write(new byte[SitemapFile.MAX_BYTES + 100_000]);
    }
    assertThat(SitemapFile.parse(packed.toByteArray()).pages()).containsExactly("http://a.test/1");
  }

  @Test
  void damageAndEntitiesEndTheList() {
    assertThat(parse(HEAD + "<url><loc>http://a.test/1</loc></url><url><lo").pages())
        .containsExactly("http://a.test/1");
    assertThat(
            parse(
                    "<?xml version='1.0'?><!DOCTYPE u [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
                        + "<urlset><url><loc>&x;</loc></url></urlset>")
                .pages())
        .noneMatch(page -> page.contains("root"));
    assertThat(parse("").pages()).isEmpty();
  }

  @Test
  void listsEndWhereTheProtocolEndsThem() {
    assertThat(parse(HEAD + "<url><loc>http://a.test/</loc></url>".repeat(60_000)).pages())
        .hasSize(SitemapFile.MAX_ENTRIES);
  }

  /** The JDK's parser throws an unchecked exception at a NUL in a document type declaration. */
  @Test
  void aDocumentTypeThatTheParserHasNoWordsForEndsTheList() {
    SitemapFile file =
        parse(
            "<!DOCTYPE r [<!ATTLIST r\0x CDATA #IMPLIED>]><urlset><url><loc>x</loc></url></urlset>");
    assertThat(file.pages()).isEmpty();
  }

  @Test
  void bytesThatAreNoUtf8AreReadOver() {
    String list = "<urlset><url><loc>/\u00ff</loc></url><url><loc>/b</loc></url></urlset>";
    assertThat(SitemapFile.parse(list.getBytes(ISO_8859_1)).pages())
        .containsExactly("/\ufffd", "/b");
    String declared = "<?xml version='1.0' encoding='ISO-8859-1'?>" + list;
    assertThat(SitemapFile.parse(declared.getBytes(ISO_8859_1)).pages())
        .containsExactly("/\u00ff", "/b");
    assertThat(parse("\ufeff<?xml version='1.0' encoding='UTF-8'?>" + list).pages())
        .containsExactly("/\u00ff", "/b");
  }
}
