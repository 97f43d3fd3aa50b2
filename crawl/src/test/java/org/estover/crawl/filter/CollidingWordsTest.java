package org.estover.crawl.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whoever makes a text may know how words are hashed. */
final class CollidingWordsTest {
  /** What takes a tenth of a second takes half a minute where all words collide. */
  private static final Duration LONGEST = Duration.ofSeconds(12);

  @Test
  void wordsMadeToCollideTakeNoLongerThanOthers() {
    String text = CollidingWords.of(16);
    SplitText split = new SplitText();

    int distinct = assertTimeoutPreemptively(LONGEST, () -> split.read(text).numbers().distinct());

    assertThat(distinct).isEqualTo((1 << 16) + 1);
  }

  @Test
  void theEndOfATextDoesNotDecideItsSeed() {
    String one = CollidingWords.withSeed("Of the mill by the river and of its owner. ");
    String other = CollidingWords.withSeed("Of the water, which was higher once. ");

    assertThat(new SplitText().read(one).seed()).isNotEqualTo(new SplitText().read(other).seed());
  }
}
