package org.estover.crawl.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a page is its content, rule by rule. */
final class MainContentTest {
  private static final String FIRST =
      "The commons are grazed by many, and each commoner takes what the custom of the manor"
          + " allows: wood for the fire, hay for the winter, and stones for the wall.";
  private static final String SECOND =
      "Whoever takes more than that is brought before the court of the manor, where twelve of the"
          + " commoners say what he owes to the others, and by when he has to bring it back.";
  private static final String STORY = p(FIRST) + p(SECOND) + p(FIRST);
  private static final String OTHER =
      "A prose of another kind stands here, which is long enough to be taken for a paragraph.";

  private static String p(String text) {
    return "<p>" + text + "</p>";
  }

  private static String text(String body) {
    String html = "<html><head><title>T</title></head><body>" + body + "</body></html>";
    return new HtmlExtractor().extract(html.getBytes(UTF_8), "utf-8", "").text();
  }

  @Test
  void theElementWithMostProseIsChosenWithoutAnyName() {
    String links = "<ul>" + "<li><a href=x>A link to somewhere</a></li>".repeat(20) + "</ul>";
    String page = "<div>" + links + "</div><div><div>" + STORY + "</div></div><div>" + links;
    assertThat(text(page)).isEqualTo(String.join("\n\n", FIRST, SECOND, FIRST));
  }

  @Test
  void nameOfABodyDecidesAmongNearlyEqual() {
    String page = "<div><div class='story__body'>" + STORY + STORY + "</div>" + p(OTHER) + "</div>";
    assertThat(text(page)).contains(SECOND).doesNotContain(OTHER);
    assertThat(text(page.replace("story__body", "x"))).contains(SECOND, OTHER);
  }

  @Test
  void elementsOfOneNameAreTakenWithWhatStandsBetweenThem() {
    String part = "<div class=article-body>" + STORY + "</div>";
    assertThat(text("<div>" + part + "<h2>A heading of them</h2>" + part + "</div>"))
        .contains("A heading of them");
  }

  @Test
  void proseBetweenTitleAndContentIsTheLead() {
    String page =
        "<div><div class=top><h1>Estovers</h1><p class=intro>%s</p></div>"
            + "<div class=article-body>%s</div></div>";
    assertThat(text(page.formatted(OTHER, STORY))).startsWith(OTHER + "\n\n" + FIRST);
    String caption = "<figure><img src=x><figcaption>" + OTHER + "</figcaption></figure>";
    assertThat(text(page.formatted(caption, STORY))).doesNotContain(OTHER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<nav>%s</nav>",
        "<footer>%s</footer>",
        "<aside>%s</aside>",
        "<form>%s</form>",
        "<div hidden>%s</div>",
        "<div aria-hidden=true>%s</div>",
        "<div style='display: none'>%s</div>",
        "<div role=complementary>%s</div>",
        "<span class=sr-only>%s</span>",
        "<div class=page-sidebar>%s</div>",
        "<div class=relatedPosts>%s</div>",
        "<div id=comments>%s</div>",
        "<div class=kommentare>%s</div>",
        "<div class=newsletterbox>%s</div>",
        "<div class=infokasten>%s</div>",
        "<div class=author-box>%s</div>",
        "<div class=entry-meta>%s</div>",
        "<figure><img src=x><p>%s</p></figure>",
        "<div><img src=x><p>%s</p></div>",
        "<div class=bildunterschrift>%s</div>",
        "<div class=image-description>%s</div>",
        "<div class=teaser><a href=x>More of it here</a> %s</div>",
      })
  void whatIsNotContentGoes(String element) {
    String page = "<div>" + p(FIRST) + element.formatted(OTHER) + STORY + "</div>";
    assertThat(text(page)).contains(FIRST, SECOND).doesNotContain(OTHER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<p class=teaser>%s</p>",
        "<div class=kjPdQz>%s</div>",
        "<h2 id=nav_first>%s</h2>",
        "<header class=article-header><p>%s</p></header>",
        "<div class='post tag-jokes category-news'>%s</div>",
        "<blockquote>%s</blockquote>",
        "<figure><pre>%s</pre></figure>",
        "<figure><table><tr><td>%s</td></tr></table></figure>",
        "<ul><li>%s</li></ul>",
      })
  void whatIsContentStays(String element) {
    String page = "<article>" + element.formatted(OTHER) + STORY + "</article>";
    assertThat(text(page)).contains(FIRST, SECOND, OTHER);
  }

  @Test
  void nameDoesNotRemoveMostOfAPage() {
    assertThat(text("<div class='content with-sidebar'>" + STORY + "</div>" + p(OTHER)))
        .contains(FIRST, SECOND);
    assertThat(text("<form>" + STORY + "</form>")).contains(FIRST, SECOND);
  }

  @Test
  void captionsOfAGalleryAreItsContent() {
    String picture = "<figure><img src=x><figcaption>" + OTHER + "</figcaption></figure>";
    assertThat(text("<div>" + p(FIRST) + picture.repeat(3) + "</div>")).contains(FIRST, OTHER);
  }

  @Test
  void rowOfBoxesThatLinkGoes() {
    String box = "<div><h3><a href=x>A headline that leads away</a></h3><p>" + OTHER + "</p></div>";
    String row = "<div><h2>Of late</h2>" + box.repeat(3) + "</div>";
    assertThat(text("<div>" + STORY + row + p(SECOND) + "</div>"))
        .doesNotContain(OTHER, "A headline");
  }

  @Test
  void declaredMainContentIsTakenWhereLinksHideItsProse() {
    String list = "<ul>" + "<li><a href=x>A chapter of the manual</a></li>".repeat(120) + "</ul>";
    String page = "<div role=%s>" + p(OTHER).repeat(9) + list + "<div>" + STORY + "</div></div>";
    assertThat(text(page.formatted("main"))).contains(OTHER, SECOND);
    assertThat(text(page.formatted("none"))).doesNotContain(OTHER);
  }

  @Test
  void codeOfLinksAndIdsOfSectionsStay() {
    String code = "<pre><a href=x>expression</a> ::= <a href=y>another_expression</a></pre>";
    String page = "<div><section id=http-cookies>" + p(OTHER) + "</section>" + code + STORY;
    assertThat(text(page)).contains(OTHER, "expression ::= another_expression");
    assertThat(text(page.replace("http-cookies", "cookies"))).doesNotContain(OTHER);
  }

  @Test
  void tableOfLinksStays() {
    String row = "<tr><td><a href=x>A name in a table</a></td><td>its meaning, of some words</td>";
    assertThat(text("<div>" + STORY + "<table>" + row.repeat(3) + "</table>" + p(SECOND)))
        .contains("A name in a table | its meaning");
  }

  @Test
  void readingsBesideCharactersGo() {
    String page = "<div>" + p("<ruby>漢字<rt>かんじ</rt></ruby>の文章です。") + STORY + "</div>";
    assertThat(text(page)).contains("漢字の文章です。");
  }

  @Test
  void linkedDataIsTakenWhereThePageHasLittle() {
    String data =
        "<script type='application/ld+json'>{\"@type\":\"Article\",\"articleBody\":\"%s\"}</script>";
    assertThat(text(data.formatted(FIRST) + p("Loading."))).isEqualTo(FIRST);
    assertThat(text(data.formatted(OTHER) + STORY)).startsWith(FIRST).doesNotContain(OTHER);
    assertThat(text("<script type='application/ld+json'>{\"articleBody\":</script>" + p("A b.")))
        .isEqualTo("A b.");
  }

  @Test
  void doubleBreaksEndParagraphs() {
    assertThat(text("<div>" + FIRST + "<br><br>" + SECOND + "<br>" + FIRST + "</div>"))
        .isEqualTo(FIRST + "\n\n" + SECOND + "\n" + FIRST);
  }
}
