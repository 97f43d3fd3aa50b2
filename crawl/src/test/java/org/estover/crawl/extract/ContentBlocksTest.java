package org.estover.crawl.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.estover.crawl.extract.Block.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentBlocksTest {
  private static final Block PROSE =
      new Block(
          Kind.PARAGRAPH,
          "The commons are grazed by many, and each commoner takes what the custom of the manor"
              + " allows: wood for the fire, hay for the winter, and stones for the wall.",
          0);

  private static Block paragraph(String text) {
    return new Block(Kind.PARAGRAPH, text, 0);
  }

  private static Block link(String text) {
    return new Block(Kind.PARAGRAPH, text, text.length());
  }

  private static Block heading(String text) {
    return new Block(Kind.HEADING, text, 0);
  }

  private static List<Block> story(Block... end) {
    List<Block> blocks = new ArrayList<>(List.of(PROSE, PROSE, PROSE, PROSE, PROSE, PROSE));
    blocks.addAll(List.of(end));
    return blocks;
  }

  @Test
  void listsOfLinksAndTheirHeadingsGo() {
    List<Block> blocks =
        List.of(
            heading("Estovers"),
            PROSE,
            heading("Elsewhere"),
            link("One of them"),
            link("Another"),
            heading("Of hay"),
            PROSE);
    assertThat(ContentBlocks.clean(blocks))
        .containsExactly(heading("Estovers"), PROSE, heading("Of hay"), PROSE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Related articles", "Mehr zum Thema:", "À lire aussi", "Lea también"})
  void whatFollowsALabelOfLinksGoesUpToProse(String label) {
    List<Block> blocks = List.of(PROSE, paragraph(label), paragraph("Short one"), PROSE);
    assertThat(ContentBlocks.clean(blocks)).containsExactly(PROSE, PROSE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"About the author", "Kommentare", "Leave a reply", "Partager"})
  void labelOfWhatComesAfterATextEndsIt(String label) {
    assertThat(ContentBlocks.clean(story(heading(label), PROSE))).isEqualTo(story());
    List<Block> early = List.of(PROSE, heading(label), PROSE, PROSE);
    assertThat(ContentBlocks.clean(early)).containsAll(early);
  }

  @Test
  void whatEndsWithACommaIsNoLabel() {
    List<Block> series = story(paragraph("comments,"), paragraph("and blank lines."), PROSE);
    assertThat(ContentBlocks.clean(series)).isEqualTo(series);
  }

  @Test
  void headingOfTextEndsAListOfLinks() {
    Block item = new Block(Kind.ITEM, "of wood", 0);
    List<Block> next = List.of(heading("Of hay"), paragraph("It is cut:"), item, PROSE);
    List<Block> blocks = new ArrayList<>(List.of(PROSE, paragraph("See also"), link("Another")));
    blocks.addAll(next);
    List<Block> kept = new ArrayList<>(List.of(PROSE));
    kept.addAll(next);
    assertThat(ContentBlocks.clean(blocks)).isEqualTo(kept);
    List<Block> teaser = List.of(PROSE, paragraph("See also"), heading("Hay"), link("More"), PROSE);
    assertThat(ContentBlocks.clean(teaser)).containsExactly(PROSE, PROSE);
  }

  @Test
  void itemsAboveTheTitleGo() {
    Block item = new Block(Kind.ITEM, "A category", 0);
    assertThat(ContentBlocks.clean(List.of(item, heading("T"), item, PROSE)))
        .containsExactly(heading("T"), item, PROSE);
  }

  @Test
  void namesAndDatesAboveTheTextGo() {
    List<Block> blocks =
        List.of(heading("T"), paragraph("By A. Commoner"), paragraph("3 May 2019, 10:40"), PROSE);
    assertThat(ContentBlocks.clean(blocks)).containsExactly(heading("T"), PROSE);
    Block item = new Block(Kind.ITEM, "200 g of sugar", 0);
    assertThat(ContentBlocks.clean(List.of(item, PROSE))).containsExactly(item, PROSE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Photo: A. Commoner", "Foto: A. Commoner", "© A. Commoner, 2019"})
  void creditsOfPicturesGo(String credit) {
    assertThat(ContentBlocks.clean(List.of(PROSE, paragraph(credit), PROSE)))
        .containsExactly(PROSE, PROSE);
  }

  @Test
  void invitationsAtTheEndGoAndProseAboutThemStays() {
    String invitation =
        "Never miss a story and sign up for our newsletter today, it costs nothing.";
    assertThat(ContentBlocks.clean(story(paragraph(invitation)))).isEqualTo(story());
    List<Block> early = new ArrayList<>(story());
    early.add(1, paragraph(invitation));
    assertThat(ContentBlocks.clean(early)).isEqualTo(early);
  }

  @Test
  void labelsAtTheEndGo() {
    assertThat(ContentBlocks.clean(List.of(PROSE, paragraph("Back to top"), heading("More"))))
        .containsExactly(PROSE);
    assertThat(ContentBlocks.clean(List.of(PROSE, paragraph("So be it."))))
        .containsExactly(PROSE, paragraph("So be it."));
  }

  @Test
  void onlyBlockStays() {
    assertThat(ContentBlocks.clean(List.of(heading("T")))).containsExactly(heading("T"));
    assertThat(ContentBlocks.clean(List.of())).isEmpty();
  }
}
