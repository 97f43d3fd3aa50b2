package org.estover.dedupe.near;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class NearDuplicatesTest {
  private static final NearConfig CONFIG = NearConfig.DEFAULT;

  record Doc(SurvivorKey key, String text) {}

  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void clustersAreThoseOfAllPairs(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Doc> documents = revisions(random, 120);
    Map<SurvivorKey, SurvivorKey> slow = SlowNearDuplicates.survivors(documents, CONFIG);
    assertThat(survivors(documents)).isEqualTo(slow);
  }

  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void theOrderOfAddingChangesNothing(long seed) {
    List<Doc> documents = revisions(new SplittableRandom(seed), 60);
    Map<SurvivorKey, SurvivorKey> expected = survivors(documents);
    for (int round = 0; round < 3; round++) {
      Collections.shuffle(documents, new Random(seed + round));
      assertThat(survivors(documents)).isEqualTo(expected);
    }
  }

  /** Those that share no band with it. */
  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void oneMoreDocumentChangesNoClusterButItsOwn(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Doc> documents = revisions(random, 60);
    Map<SurvivorKey, SurvivorKey> before = survivors(documents);
    SurvivorKey added = SurvivorKey.of(0, new byte[16]);
    documents.add(new Doc(added, words(random, 200, 1000)));
    Map<SurvivorKey, SurvivorKey> after = survivors(documents);
    assertThat(after.remove(added)).isEqualTo(added);
    assertThat(after).isEqualTo(before);
  }

  /**
   * Defect 8 (corpus-algorithms 2.9): in peers, whatever shares a chain of bands is removed,
   * whether any pair was verified or not.
   */
  @Test
  void pairsThatOnlyShareBandsAreNotJoined() {
    NearConfig eager = new NearConfig(120, 1, 5, 0.75);
    String one = words(new SplittableRandom(1), 100, 50);
    String other = words(new SplittableRandom(2), 100, 50);
    String oneAndOther = one + " " + other;
    NearDuplicates near = new NearDuplicates(eager);
    List<String> texts = List.of(one, oneAndOther, other);
    texts.forEach(text -> near.add(key(texts.indexOf(text)), text));
    NearClusters found = near.find(texts::get);
    assertThat(found.survivors()).containsExactly(0, 1, 2);
    NearDuplicates asPeersDo = new NearDuplicates(eager, new MinHash.V2(eager), false);
    texts.forEach(text -> asPeersDo.add(key(texts.indexOf(text)), text));
    assertThat(asPeersDo.find(texts::get).survivors()).containsExactly(0, 0, 0);
  }

  @Test
  void ofChainedDocumentsTheSmallestStaysAndSimilarityIsSaidToIt() {
    String text = words(new SplittableRandom(3), 100, 1000);
    String second = text.substring(text.indexOf(' ', 60));
    String third = second.substring(second.indexOf(' ', 60));
    List<String> texts = List.of(third, text, second);
    NearDuplicates near = new NearDuplicates(CONFIG);
    texts.forEach(each -> near.add(key(texts.indexOf(each)), each));
    NearClusters found = near.find(texts::get);
    assertThat(found.survivors()).containsExactly(0, 0, 0);
    Shingles shingles = new Shingles(5);
    assertThat(found.similarities()[1])
        .isEqualTo(Jaccard.exact(shingles.of(text), shingles.of(third)))
        .isLessThan(0.75);
    assertThat(found.isDuplicate(0)).isFalse();
    assertThat(found.isDuplicate(1)).isTrue();
  }

  @Test
  void whatABaseReleaseHasPublishedStays() {
    String text = words(new SplittableRandom(5), 100, 1000);
    NearDuplicates near = new NearDuplicates(CONFIG);
    near.add(key(0), text);
    near.add(new SurvivorKey(SurvivorKey.BASE, 7, 0), text + " once more");
    near.add(new SurvivorKey(SurvivorKey.BASE, 8, 0), text);
    List<String> texts = List.of(text, text + " once more", text);
    assertThat(near.find(texts::get).survivors()).containsExactly(1, 1, 2);
  }

  @Test
  void emptyTextsAndTextsOfOneWordResembleNothing() {
    List<String> texts = List.of("", "", "one", "one", "a b c d", "a b c d");
    NearDuplicates near = new NearDuplicates(CONFIG);
    for (int i = 0; i < texts.size(); i++) {
      near.add(key(i), texts.get(i));
    }
    assertThat(near.find(texts::get).survivors()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(new NearDuplicates(CONFIG).find(texts::get).survivors()).isEmpty();
  }

  /** Ten thousand texts that differ in what folding drops, and as many that share half a text. */
  @Test
  void manyMembersOfOneBandAreComparedWithFewOthers() {
    String half = words(new SplittableRandom(9), 40, 1000);
    int count = 10_000;
    int[] asked = {0};
    NearDuplicates near = new NearDuplicates(new NearConfig(120, 1, 5, 0.75));
    SplittableRandom random = new SplittableRandom(10);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(half + "!".repeat(i % 7));
      texts.add(half + " " + words(random, 40, 100_000));
    }
    for (int i = 0; i < texts.size(); i++) {
      near.add(key(i), texts.get(i));
    }
    NearClusters found =
        near.find(
            document -> {
              asked[0]++;
              return texts.get(document);
            });
    for (int i = 0; i < texts.size(); i++) {
      assertThat(found.survivors()[i]).isEqualTo(i % 2 == 0 ? 0 : i);
    }
    assertThat(asked[0]).isLessThan(3 * texts.size());
  }

  private static SurvivorKey key(int number) {
    return new SurvivorKey(100, 0, number);
  }

  private static Map<SurvivorKey, SurvivorKey> survivors(List<Doc> documents) {
    NearDuplicates near = new NearDuplicates(CONFIG);
    documents.forEach(doc -> near.add(doc.key, doc.text));
    NearClusters found = near.find(document -> documents.get(document).text);
    Map<SurvivorKey, SurvivorKey> survivors = new TreeMap<>();
    for (int i = 0; i < documents.size(); i++) {
      survivors.put(documents.get(i).key, documents.get(found.survivors()[i]).key);
    }
    return survivors;
  }

  /** Texts in several scripts with revisions of them: some words changed, cut off or added. */
  private static List<Doc> revisions(SplittableRandom random, int count) {
    List<Doc> documents = new ArrayList<>();
    while (documents.size() < count) {
      String text = words(random, random.nextInt(1, 300), 1 << random.nextInt(2, 14));
      int copies = random.nextInt(1, 5);
      for (int copy = 0; copy < copies; copy++) {
        documents.add(
            new Doc(
                new SurvivorKey(random.nextInt(2), random.nextLong(), random.nextLong()), text));
        text = revised(random, text);
      }
    }
    return documents;
  }

  private static String revised(SplittableRandom random, String text) {
    StringBuilder revised = new StringBuilder();
    int rate = random.nextInt(10, 400);
    for (String word : text.split(" ", -1)) {
      revised.append(random.nextInt(rate) == 0 ? "x" + random.nextInt(1000) : word).append(' ');
    }
    return revised.toString();
  }

  private static String words(SplittableRandom random, int count, int vocabulary) {
    List<String> scripts = List.of("w", "é", "ж", "漢", "ا", "\ud835\udd38");
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int word = random.nextInt(vocabulary);
      words.append(scripts.get(word % 6)).append(Integer.toString(word, 36).replaceAll("\\d", "q"));
      words.append(' ');
    }
    return words.toString();
  }
}
