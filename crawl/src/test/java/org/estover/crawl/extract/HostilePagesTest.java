package org.estover.crawl.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.estover.crawl.source.SourceItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that are made to be expensive: they take little time, memory and stack all the same. */
final class HostilePagesTest {
  private static final String PROSE =
      "The commons are grazed by many, and each commoner takes what the custom of the manor allows.";
  private static final int SMALL_STACK = 256 << 10;
  private static final long MOST_MILLIS = 120_000;

  private static SourceItem page(String html, String charset) {
    return new SourceItem(
        "s",
        "http://a.test/",
        "ok",
        "text/html",
        charset,
        html.getBytes(UTF_8),
        List.of(),
        "",
        "",
        "f",
        0,
        "");
  }

  /** Extracts in a thread with a small stack, within a time that only what is broken takes. */
  private static Extraction extract(String html) throws InterruptedException {
    AtomicReference<Extraction> result = new AtomicReference<>();
    Runnable work = () -> result.set(Extractor.extract(page(html, "utf-8")));
    Thread thread = new Thread(null, work, "small-stack", SMALL_STACK);
    thread.start();
    thread.join(MOST_MILLIS);
    Extraction extraction = result.get();
    assertThat(extraction).as("an extraction in time").isNotNull();
    return Objects.requireNonNull(extraction);
  }

  @ParameterizedTest
  @CsvSource({
    "<div>,200000",
    "<table><tr><td>,100000",
    "<b><i>,100000",
    "<p><b>,100000",
    "<a><font>,100000",
    "<ul><li>,100000",
    "<figure>,100000",
    "<svg><math>,100000",
  })
  void proseBelowEveryDepthIsFound(String open, int times) throws InterruptedException {
    assertThat(extract(open.repeat(times) + "<p>" + PROSE))
        .isEqualTo(new Extraction.Extracted(PROSE, ""));
  }

  @Test
  void aMegabyteOfAttributesIsNoText() throws InterruptedException {
    StringBuilder attributes = new StringBuilder();
    for (int i = 0; i < 120_000; i++) {
      attributes.append(" a").append(i).append("=1");
    }
    assertThat(extract("<p" + attributes + ">" + PROSE))
        .isEqualTo(new Extraction.Extracted(PROSE, ""));
    assertThat(extract("<p class='" + "sidebar comment ".repeat(70_000) + "'>" + PROSE))
        .isEqualTo(new Extraction.Extracted(PROSE, ""));
  }

  @Test
  void commentsWithoutEndEndWithThePage() throws InterruptedException {
    assertThat(extract("<p>" + PROSE + "<!-- " + "x ".repeat(500_000)))
        .isEqualTo(new Extraction.Extracted(PROSE, ""));
  }

  @Test
  void nulsAreNoText() throws InterruptedException {
    Extraction extraction = extract(("<p>" + PROSE.replace("are", "a\0re")).repeat(1000));
    assertThat(((Extraction.Extracted) extraction).text()).startsWith(PROSE).doesNotContain("\0");
  }

  @Test
  void oneLongParagraphIsItsText() throws InterruptedException {
    String paragraph = PROSE + (" " + PROSE).repeat(80_000);
    assertThat(extract("<p>" + paragraph)).isEqualTo(new Extraction.Extracted(paragraph, ""));
  }

  @Test
  void notesInARowAreWeighedOnceEach() throws InterruptedException {
    String note = "<div class=sidebar><p>" + PROSE + "</p><p>" + PROSE + "</p></div>";
    assertThat(extract(note.repeat(20_000))).isInstanceOf(Extraction.Extracted.class);
  }

  @Test
  void aPageOfTooManyTagsStandsAside() throws InterruptedException {
    assertThat(extract("<p>x".repeat(1_000_001)))
        .isEqualTo(new Extraction.NotText("too-many-tags"));
    assertThat(extract("<p>" + "x < y ".repeat(1_000_001)))
        .isInstanceOf(Extraction.Extracted.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "utf-16",
        "utf-16le",
        "utf-32",
        "utf-7",
        "iso-2022-jp",
        "big5",
        "x",
        "\"",
        "EBCDIC"
      })
  void wrongCharsetsGiveATextOrNone(String charset) {
    Extraction extraction = Extractor.extract(page("<p>" + PROSE + "\u00e9", charset));
    assertThat(extraction).isNotNull();
  }
}
