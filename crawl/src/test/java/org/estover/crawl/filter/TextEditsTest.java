package org.estover.crawl.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.estover.crawl.personal.PersonalData;
import org.estover.crawl.personal.PersonalKind;
import org.estover.crawl.personal.PersonalSpan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TextEditsTest {
  private static final PersonalData EMAILS =
      new PersonalData(EnumSet.of(PersonalKind.EMAIL), Set.of());

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @Test
  void aLineThatIsLeftOutIsOneEdit() {
    List<TextEdit> edits =
        TextEdits.between("one line\nsome javascript\nlast line\n", "one line\nlast line");
    assertThat(edits)
        .containsExactly(
            new TextEdit(9, 25, "", TextEdits.FILTER), new TextEdit(34, 35, "", TextEdits.FILTER));
  }

  @Test
  void equalTextsNeedNoEdits() {
    assertThat(TextEdits.between("a\nb\nc", "a\nb\nc")).isEmpty();
  }

  @Test
  void personalDataBesideALeftOutLineKeepsItsPlace() {
    String text = "gone line\nmail to bob@quendel.org now\nend";
    String left = "mail to bob@quendel.org now\nend";
    List<TextEdit> edits = TextEdits.then(TextEdits.between(text, left), left, EMAILS.find(left));
    assertThat(edits)
        .containsExactly(
            new TextEdit(0, 10, "", TextEdits.FILTER),
            new TextEdit(18, 33, "email@example.com", "email"));
  }

  @Test
  void personalDataThatAnEditMadeWholeIsOneEdit() {
    String text = "mail to bob[12]@quendel.org now";
    String left = "mail to bob@quendel.org now";
    List<TextEdit> edits = TextEdits.then(TextEdits.between(text, left), left, EMAILS.find(left));
    assertThat(edits).containsExactly(new TextEdit(8, 27, "email@example.com", "email"));
  }

  @Test
  void halvesOfCharactersAreNotCutApart() {
    List<TextEdit> edits = TextEdits.between("a \ud83d\ude00 b", "a \ud83d\ude01 b");
    assertThat(edits).containsExactly(new TextEdit(2, 4, "\ud83d\ude01", TextEdits.FILTER));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void editsMakeWhatFiltersLeft(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder before = new StringBuilder();
    StringBuilder after = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      String line = line(random);
      before.append(" ".repeat(random.nextInt(2))).append(line);
      before.append(random.nextBoolean() ? "\n" : "\r\n");
      if (random.nextInt(3) > 0) {
        int cut = random.nextInt(line.length() + 1);
        after.append(random.nextInt(4) > 0 ? line : line.substring(cut)).append('\n');
      }
    }
    String left = after.toString().strip();
    List<TextEdit> edits = TextEdits.between(before.toString(), left);
    assertThat(TextEdits.applied(before.toString(), edits)).isEqualTo(left);
    List<PersonalSpan> spans = EMAILS.find(left);
    List<TextEdit> both = TextEdits.then(edits, left, spans);
    assertThat(TextEdits.applied(before.toString(), both))
        .isEqualTo(PersonalData.replace(left, spans));
    int last = 0;
    for (TextEdit edit : both) {
      assertThat(edit.start()).isGreaterThanOrEqualTo(last);
      assertThat(edit.end()).isGreaterThanOrEqualTo(edit.start());
      last = edit.end();
    }
  }

  private static String line(SplittableRandom random) {
    List<String> words = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      words.add(
          List.of("a", "of", "bob@quendel.org", "it", "x@y.org.", "\ud83d\ude00")
              .get(random.nextInt(6)));
    }
    return String.join(" ", words);
  }

  @Test
  void theLinesThatC4LeavesAreMadeOfTheText() {
    String text =
        "First we say hello there.\r\n  Please enable javascript now.\nThen[12] we say this."
            + " And that.\n\ntiny\nA third one it is. And a fourth one, too.";
    Verdict verdict = FilterChain.of("datatrove").judge(text);
    Verdict c4 = new FilterChain(List.of(new C4Quality())).judge(text);
    assertThat(verdict).isInstanceOf(Verdict.Drop.class);
    assertThat(c4).isInstanceOf(Verdict.Keep.class);
    String left = String.valueOf(((Verdict.Keep) c4).left());
    assertThat(left).doesNotContain("javascript").doesNotContain("[12]").doesNotContain("tiny");
    List<TextEdit> edits = TextEdits.between(text, left);
    assertThat(TextEdits.applied(text, edits)).isEqualTo(left);
    assertThat(edits.stream().mapToInt(edit -> edit.replacement().length()).sum()).isLessThan(8);
  }

  @Test
  void onlyC4EditsOfTheFiltersOfProfiles() {
    for (String profile : List.of("none", "gopher-quality")) {
      assertThat(Filters.profile(profile)).noneMatch(Filter::edits);
    }
    assertThat(Filters.profile("datatrove")).filteredOn(Filter::edits).hasSize(1);
  }
}
