package org.estover.crawl.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.estover.crawl.source.ReadLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Inputs made to hurt: each is read in bounded time, memory and stack, or set aside with a reason.
 */
final class HostileInputsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String dump(String... pages) {
    return "<mediawiki xml:lang=\"en\"><siteinfo><sitename>W</sitename></siteinfo>"
        + String.join("", pages)
        + "</mediawiki>";
  }

  private static String page(String id, String text) {
    return "<page><title>T"
        + id
        + "</title><ns>0</ns><id>"
        + id
        + "</id><revision><text>"
        + text
        + "</text></revision></page>\n";
  }

  static Stream<String> markup() {
    int times = 120_000;
    return Stream.of(
        "{".repeat(3 * times),
        "{{".repeat(times) + "}}".repeat(times),
        "{{a ".repeat(times),
        "{{a|".repeat(times) + "}}".repeat(times),
        "{{nowrap|x ".repeat(times) + "}}".repeat(times),
        "[".repeat(3 * times),
        "[[a ".repeat(times),
        "[[a|".repeat(times) + "]]".repeat(times),
        "[http://a ".repeat(times),
        "{|\n".repeat(times),
        "{|\n|-\n| a\n".repeat(times / 10) + "|}\n".repeat(times / 10),
        "| a || b\n".repeat(times),
        "&lt;ref&gt;".repeat(times),
        "&lt;b a=\"".repeat(times),
        "&lt;!--".repeat(times),
        "&lt;math&gt;&lt;/ma".repeat(times),
        "'''''a''b'''".repeat(times),
        "''''\n".repeat(times),
        "=".repeat(times) + "\n" + "==a\n".repeat(times),
        "*#:;".repeat(times),
        "* a\n".repeat(times),
        "-{a".repeat(times),
        "__A".repeat(times),
        "&amp;amp".repeat(times),
        "}}]]|}".repeat(times),
        "({{x}}".repeat(times) + ")".repeat(times),
        "{{[[{|\n".repeat(times / 10) + "}}]]|}\n".repeat(times / 10));
  }

  @ParameterizedTest
  @MethodSource("markup")
  void markupWithoutAnEndTakesLinearTime(String wikitext) throws IOException {
    Path file = file("dump.xml", dump(page("1", "a" + wikitext + "b"), page("2", "good")));
    assertTimeoutPreemptively(
        LIMIT, () -> assertThat(ReadTexts.of("wikipedia", file).ids()).contains("2"));
  }

  @Test
  void aBrokenPageDoesNotReachTheNext() throws IOException {
    Path file =
        file(
            "dump.xml",
            dump(
                page("1", "first"),
                page("2", "not <closed"),
                page("3", "a \0 b"),
                page("4", "<a>".repeat(200_000)),
                page("5", "&undeclared;"),
                "<page><title>no id</title><revision><text>x</text></revision></page>",
                page("6", "last")));
    ReadTexts texts = ReadTexts.of("wikipedia", file);
    assertThat(texts.ids()).containsExactly("1", "6");
    assertThat(texts.reasons())
        .containsExactly("xml-syntax", "nul-byte", "xml-syntax", "xml-syntax", "no-id");
    assertThat(texts.asides.get(0).offset())
        .isEqualTo(Files.readString(file).indexOf("<page><title>T2"));
  }

  @Test
  void aPageAboveTheLimitIsPassedOver() throws IOException {
    Path file = file("dump.xml", dump(page("1", "x".repeat(5_000_000)), page("2", "small")));
    ReadTexts texts = ReadTexts.of("wikipedia", file, new ReadLimits(1 << 20, 1 << 20));
    assertThat(texts.reasons()).containsExactly("record-too-long");
    assertThat(texts.ids()).containsExactly("2");
  }

  @Test
  void entitiesThatAFileDeclaresAreNotExpanded() throws IOException {
    StringBuilder laughs = new StringBuilder("<!DOCTYPE article [<!ENTITY l0 \"ha\">");
    for (int i = 1; i < 12; i++) {
      laughs.append("<!ENTITY l%d \"%s\">".formatted(i, ("&l" + (i - 1) + ";").repeat(10)));
    }
    laughs.append("<!ENTITY file SYSTEM \"file:///etc/hostname\">]>");
    laughs.append("<article><front/><body><p>&l11; &file;</p></body></article>");
    ReadTexts texts = ReadTexts.of("jats", file("a.nxml", laughs.toString()));
    assertThat(texts.reasons()).containsExactly("entity-declaration");
    assertThat(texts.documents).isEmpty();
  }

  @Test
  void nestingCostsNoStack() throws IOException {
    int deep = 200_000;
    String article =
        "<article><body>"
            + "<sec><list><list-item><p>".repeat(deep / 4)
            + "deep"
            + "</p></list-item></list></sec>".repeat(deep / 4)
            + "</body></article>";
    ReadTexts texts = ReadTexts.of("jats", file("a.nxml", article));
    assertThat(texts.documents.get(0).text()).contains("deep");
    String math = "<mrow>".repeat(deep) + "x" + "</mrow>".repeat(deep);
    ReadTexts formula =
        ReadTexts.of(
            "jats",
            file(
                "b.nxml",
                "<article><body><p><inline-formula><math>"
                    + math
                    + "</math></inline-formula></p></body></article>"));
    assertThat(formula.documents.get(0).text()).isEqualTo("x");
    String body = "&lt;div&gt;".repeat(deep) + "deep";
    ReadTexts post =
        ReadTexts.of(
            "stackexchange",
            file(
                "Posts.xml",
                "<posts><row Id=\"1\" PostTypeId=\"1\" Body=\"" + body + "\" /></posts>"));
    assertThat(post.documents.get(0).text()).endsWith("deep");
  }

  @Test
  void namesAndAttributesMayBeMoreThanLaterJdksAllow() throws IOException {
    StringBuilder attributes = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      attributes.append(" a").append(i).append("=\"\"");
    }
    String name = "n".repeat(999);
    Path file =
        file(
            "dump.xml",
            dump(
                page("1", "<x" + attributes + "/>many"),
                page("2", "<x b=\"\"" + attributes + "/>more"),
                page("3", "<" + name + "/>long"),
                page("4", "<nn" + name + "/>longer")));
    ReadTexts texts = ReadTexts.of("wikipedia", file);
    assertThat(texts.ids()).containsExactly("1", "3");
    assertThat(texts.reasons()).containsExactly("xml-syntax", "xml-syntax");
  }

  @Test
  void charsetsAreThoseThatTheBytesAreIn() throws IOException {
    String umlaut = page("1", "Größe");
    Path latin =
        Files.write(
            folder.resolve("latin.xml"),
            ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + dump(umlaut))
                .getBytes(ISO_8859_1));
    assertThat(ReadTexts.of("wikipedia", latin).documents.get(0).text()).contains("Größe");
    Path wide =
        Files.write(folder.resolve("wide.xml"), ("\ufeff" + dump(umlaut)).getBytes(UTF_16LE));
    assertThat(ReadTexts.of("wikipedia", wide).documents.get(0).text()).contains("Größe");
    Path wrong = Files.write(folder.resolve("wrong.xml"), dump(umlaut).getBytes(ISO_8859_1));
    assertThat(ReadTexts.of("wikipedia", wrong).reasons()).containsExactly("not-utf8");
    Path unknown = file("x.xml", "<?xml version=\"1.0\" encoding=\"none-such\"?>" + dump(umlaut));
    assertThat(ReadTexts.of("wikipedia", unknown).reasons()).containsExactly("unknown-charset");
  }

  @Test
  void whatIsNoDumpIsSaidToBeNone() throws IOException {
    assertThat(ReadTexts.of("wikipedia", file("a.xml", "")).reasons())
        .containsExactly("empty-file");
    assertThat(ReadTexts.of("wikipedia", file("a.xml", "hello")).reasons())
        .containsExactly("not-a-dump");
    assertThat(ReadTexts.of("wikipedia", file("a.xml", dump())).reasons())
        .containsExactly("no-pages");
    assertThat(ReadTexts.of("jats", file("a.xml", "<html/>")).reasons())
        .containsExactly("not-an-article");
    assertThat(ReadTexts.of("stackexchange", file("Posts.xml", "<posts/>")).reasons())
        .containsExactly("no-rows");
  }

  private static byte[] bzip2(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new BZip2CompressorOutputStream(packed)) {
      out.write(text.getBytes(UTF_8));
    }
    return packed.toByteArray();
  }

  @Test
  void aTruncatedFileGivesWhatItHolds() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.write(bzip2(dump(page("1", "first")).replace("</mediawiki>", "")));
    byte[] second = bzip2(page("2", "second") + "</mediawiki>");
    packed.write(second);
    Path whole = Files.write(folder.resolve("dump.xml.bz2"), packed.toByteArray());
    assertThat(ReadTexts.of("wikipedia", whole).ids()).containsExactly("1", "2");
    byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() - second.length / 2);
    ReadTexts texts = ReadTexts.of("wikipedia", Files.write(folder.resolve("cut.xml.bz2"), cut));
    assertThat(texts.ids()).containsExactly("1");
    assertThat(texts.reasons()).containsExactly("bzip2-truncated");
  }

  @Test
  void aDumpIsReadBehindADamagedStream() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.write(bzip2(dump(page("1", "first")).replace("</mediawiki>", "")));
    byte[] second = bzip2(page("2", "second").repeat(50));
    Arrays.fill(second, second.length / 3, second.length / 2, (byte) 0);
    int firstDamaged = packed.size();
    packed.write(second);
    packed.write(bzip2("rest of a page</page>" + page("3", "third")));
    int secondDamaged = packed.size();
    packed.write(second);
    packed.write(bzip2(page("4", "fourth") + "</mediawiki>"));
    Path file = Files.write(folder.resolve("dump.xml.bz2"), packed.toByteArray());
    ReadTexts texts = ReadTexts.of("wikipedia", file);
    assertThat(texts.ids()).containsExactly("1", "3", "4");
    assertThat(texts.reasons()).containsExactly("bzip2-corrupt", "bzip2-corrupt");
    assertThat(texts.asides.get(0).offset())
        .isBetween((long) firstDamaged, (long) firstDamaged + second.length);
    assertThat(texts.asides.get(1).offset())
        .isBetween((long) secondDamaged, (long) secondDamaged + second.length);
  }

  @Test
  void pagesOfAWikiThatNothingNamesAreToldOfOnce() throws IOException {
    Path part = file("part.xml", page("1", "first") + page("2", "second"));
    ReadTexts texts = ReadTexts.of("wikipedia", part);
    assertThat(texts.ids()).containsExactly("1", "2");
    assertThat(texts.reasons()).containsExactly("no-site");
    assertThat(texts.asides.get(0).file()).isEqualTo("part.xml");
    assertThat(texts.asides.get(0).offset()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 12, 16, 24, 40})
  void aDumpIsReadBehindADamagedBegin(int flipped) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.write(bzip2(dump(page("1", "first")).replace("</mediawiki>", "")));
    packed.write(bzip2(page("2", "second")));
    packed.write(bzip2(page("3", "third") + "</mediawiki>"));
    byte[] bytes = packed.toByteArray();
    bytes[flipped] ^= 0x10;
    ReadTexts texts = ReadTexts.of("wikipedia", Files.write(folder.resolve("dump.xml.bz2"), bytes));
    assertThat(texts.ids()).containsExactly("2", "3");
    assertThat(texts.reasons()).containsExactly("bzip2-corrupt", "no-site");
  }

  @Test
  void aBlockOfAWrongChecksumGivesNothing() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.write(bzip2(dump(page("1", "first")).replace("</mediawiki>", "")));
    byte[] second = bzip2(page("2", "second"));
    // The block's checksum stands behind the stream's four bytes and the block's six.
    second[10] ^= 1;
    packed.write(second);
    packed.write(bzip2(page("3", "third") + "</mediawiki>"));
    ReadTexts texts =
        ReadTexts.of(
            "wikipedia", Files.write(folder.resolve("dump.xml.bz2"), packed.toByteArray()));
    assertThat(texts.ids()).containsExactly("1", "3");
    assertThat(texts.reasons()).containsExactly("bzip2-corrupt");
  }

  @Test
  void aScoreAboveAllIsTheBest() throws IOException {
    String rows =
        "<posts><row Id=\"1\" PostTypeId=\"1\" Body=\"Why\" />"
            + "<row Id=\"2\" PostTypeId=\"2\" ParentId=\"1\" Score=\"9\" Body=\"Nine\" />"
            + "<row Id=\"3\" PostTypeId=\"2\" ParentId=\"1\" Score=\"2147483648\" Body=\"Most\" />"
            + "</posts>";
    ReadTexts texts = ReadTexts.of("stackexchange", file("Posts.xml", rows));
    assertThat(texts.documents.get(0).text()).containsSubsequence("Why", "Most", "Nine");
  }

  @Test
  void aBombEndsEarly() throws IOException {
    Path file = folder.resolve("dump.xml.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
      out.write(dump(page("1", "first")).replace("</mediawiki>", "").getBytes(UTF_8));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 300; i++) {
        out.write(zeros);
      }
    }
    ReadTexts texts = ReadTexts.of("wikipedia", file, new ReadLimits(1 << 20, 1 << 20));
    assertThat(texts.reasons()).contains("decompression-bomb");
  }

  @Test
  void apostrophesInTheBlanksOfALinkAreForgottenWithThem() throws IOException {
    String link = "[http://x            ''' ] ''\nb";
    ReadTexts texts = ReadTexts.of("wikipedia", file("dump.xml", dump(page("1", link))));
    assertThat(texts.documents.get(0).text()).endsWith("b");
  }

  @Test
  void aTitleThatNoWikiTakesIsAside() throws IOException {
    String long255 = "1".repeat(254);
    ReadTexts texts =
        ReadTexts.of(
            "wikipedia", file("dump.xml", dump(page(long255, "a"), page(long255 + "1", "a"))));
    assertThat(texts.ids()).containsExactly(long255);
    assertThat(texts.reasons()).containsExactly("bad-title");
  }

  private String article(String body) throws IOException {
    String article = "<article><body>" + body + "</body></article>";
    return ReadTexts.of("jats", file("a.nxml", article)).documents.get(0).text();
  }

  @Test
  void codeInACellIsAPartOfIt() throws IOException {
    assertThat(
            article(
                "<table><caption><p>Cap</p></caption><tr><td>a <code>x</code> b</td></tr></table>"))
        .isEqualTo("a x b");
    assertThat(article("<table><tr><td>a<table><tr><td>b</td></tr></table>c</td></tr></table>"))
        .isEqualTo("b\nac");
  }

  @Test
  void whatLooksLikeAReferenceInCdataIsNone() throws IOException {
    assertThat(article("<p>&alpha; <!-- <![CDATA[ --> &beta; <![CDATA[x &= y & z &alpha;]]></p>"))
        .isEqualTo("α β x &= y & z &alpha;");
  }

  @Test
  void formulasWithoutAnEndTakeLinearTime() {
    for (String tex :
        new String[] {"\\begin{document}".repeat(40_000), "$".repeat(1_000_000) + "x"}) {
      assertTimeoutPreemptively(
          LIMIT,
          () -> assertThat(article("<p>a <tex-math>" + tex + "</tex-math></p>")).startsWith("a $"));
    }
  }
}
