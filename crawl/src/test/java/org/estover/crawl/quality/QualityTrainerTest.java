package org.estover.crawl.quality;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class QualityTrainerTest {
  private static final Path GOLDEN = Path.of("src/test/resources/quality/v1.model");
  @TempDir private Path folder;

  private static QualityTrainer.Settings settings(int bits, long mostBytes) {
    return new QualityTrainer.Settings(2, bits, 3, 2, 0.2, 42, mostBytes);
  }

  private static QualityTrainer.Training train(
      QualityTrainer.Settings settings, List<Examples.Example> examples) {
    QualityTrainer trainer = new QualityTrainer(settings);
    examples.forEach(each -> trainer.add(each.positive(), each.text().getBytes(UTF_8)));
    return trainer.train(size -> {});
  }

  private byte[] written(QualityTrainer.Training training) throws IOException {
    Path file = Files.createTempFile(folder, "model", "");
    training.model().write(file);
    return Files.readAllBytes(file);
  }

  @Test
  void theSameTextsGiveTheSameBytes() throws IOException {
    List<Examples.Example> examples = Examples.of(400);
    QualityTrainer.Training training = train(settings(10, 1 << 20), examples);
    // Whatever computes this differently has to be another version of the format.
    assertThat(written(training)).isEqualTo(Files.readAllBytes(GOLDEN));
    List<Examples.Example> again = new ArrayList<>(examples);
    again.addAll(examples.subList(0, 100));
    Collections.shuffle(again, new Random(1));
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(written(train(settings(10, 1 << 20), again))).isEqualTo(written(training));
    } finally {
      Locale.setDefault(before);
    }
    assertThat(train(settings(10, 1 << 20), again).speakFor()).isEqualTo(training.speakFor());
  }

  @Test
  void textsThatWereNotLearnedFromAreToldApart() {
    QualityTrainer.Training training = train(settings(16, 1 << 20), Examples.of(2000));
    assertThat(training.heldOut().positive() + training.heldOut().negative()).isBetween(330, 470);
    assertThat(training.heldOut().accuracy()).isGreaterThan(0.93);
    assertThat(training.heldOut().auc()).isGreaterThan(0.98);
    assertThat(training.heldOut().calibrationError()).isBetween(0.0, 0.2);
    assertThat(training.isSample()).isFalse();
    assertThat(training.speakFor()).extracting(StrongNgram::text).contains("the", "the river");
    assertThat(training.speakAgainst()).extracting(StrongNgram::text).contains("|", "best price");
    assertThat(training.speakFor()).allMatch(ngram -> ngram.effect() > 0);
    assertThat(training.speakAgainst()).allMatch(ngram -> ngram.effect() < 0);
    Scorer scorer = training.model().scorer("hq");
    assertThat(scorer.score("A court may hear the case.")).isGreaterThan(0.8);
    assertThat(scorer.score("home | login | help")).isLessThan(0.2);
    assertThat(scorer.score(" \n ")).isZero();
    assertThat(training.model().scorer("lq").score("home | login | help"))
        .isCloseTo(1 - scorer.score("home | login | help"), within(1e-12));
  }

  @Test
  void aSampleDoesNotDependOnTheOrder() throws IOException {
    List<Examples.Example> examples = Examples.of(600);
    QualityTrainer.Training training = train(settings(10, 20_000), examples);
    assertThat(training.isSample()).isTrue();
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(examples, new Random(seed));
      assertThat(written(train(settings(10, 20_000), examples))).isEqualTo(written(training));
    }
  }

  @Test
  void manyShortTextsTakeNoMoreMemoryThanTheMostThatIsAsked() {
    TrainingTexts texts = new TrainingTexts(1, 20_000);
    for (int i = 0; i < 5000; i++) {
      texts.add(Integer.toString(i).getBytes(UTF_8));
    }
    assertThat(texts.isSample()).isTrue();
    assertThat(texts.keys()).hasSizeBetween(90, 100);
  }

  @Test
  void aTextOfBothSidesSaysNothing() {
    List<Examples.Example> examples = Examples.of(100);
    examples.add(new Examples.Example(true, "on both sides"));
    examples.add(new Examples.Example(false, "on both sides"));
    assertThat(train(settings(10, 1 << 20), examples).inBoth()).isEqualTo(1);
    List<Examples.Example> same =
        List.of(
            new Examples.Example(true, "a"),
            new Examples.Example(false, "a"),
            new Examples.Example(true, "b"),
            new Examples.Example(false, "c"));
    assertThatThrownBy(() -> train(settings(10, 1 << 20), same))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("training needs 2 different texts or more on each side");
  }

  @Test
  void ofALongTextTheBeginningIsLearnedFrom() {
    List<Examples.Example> examples = Examples.of(100);
    examples.add(new Examples.Example(true, "é".repeat(1 << 20)));
    assertThat(train(settings(10, 1 << 20), examples).isSample()).isFalse();
  }

  @Test
  void whatWasWrittenIsReadAndDamageIsToldOf() throws IOException {
    QualityModel model = QualityModel.open(GOLDEN);
    QualityTrainer.Training training = train(settings(10, 1 << 20), Examples.of(400));
    String text = "the best price of a river";
    assertThat(model.scorer("hq").score(text))
        .isEqualTo(training.model().scorer("hq").score(text))
        .isBetween(0.1, 0.9);
    assertThat(model.sha256())
        .isEqualTo(training.model().sha256())
        .isEqualTo(
            HexFormat.of().formatHex(ModelInput.sha256Digest().digest(Files.readAllBytes(GOLDEN))));
    assertThat(model.algorithm()).isEqualTo("hashed-words v1");
    byte[] whole = Files.readAllBytes(GOLDEN);
    for (int i = 0; i < whole.length; i += i < 120 ? 1 : 37) {
      byte[] flipped = whole.clone();
      flipped[i] ^= 0x10;
      assertThatThrownBy(() -> open(flipped)).isInstanceOf(CorruptModelException.class);
      byte[] cut = Arrays.copyOf(whole, i);
      assertThatThrownBy(() -> open(cut)).isInstanceOf(CorruptModelException.class);
    }
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    assertThatThrownBy(() -> open(longer))
        .isInstanceOf(CorruptModelException.class)
        .hasMessageContaining("the end of the file at offset " + whole.length + " is 1 bytes more");
  }

  private QualityModel open(byte[] bytes) throws IOException {
    return QualityModel.open(Files.write(folder.resolve("damaged"), bytes));
  }

  @Test
  @Timeout(10)
  void aLeastScoreOfEndlessDigitsIsRefused() {
    for (String least : List.of("1e-999999999", "1e999999999", "0e-101")) {
      assertThatThrownBy(() -> MinimumScore.of(new BigDecimal(least)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the least score is ");
    }
    assertThat(MinimumScore.of(new BigDecimal("1e-100"))).isEqualTo(new MinimumScore(1));
  }

  @Test
  void settingsHaveBounds() {
    assertThatThrownBy(() -> new QualityTrainer.Settings(4, 10, 3, 2, 0.2, 0, 1))
        .hasMessage("words is 4, expected 1 to 3");
    assertThatThrownBy(() -> new QualityTrainer.Settings(2, 29, 3, 2, 0.2, 0, 1))
        .hasMessage("bits is 29, expected 10 to 28");
    assertThatThrownBy(() -> new QualityTrainer.Settings(2, 20, 3, Double.NaN, 0.2, 0, 1))
        .hasMessage("rate is NaN, expected above 0, at most 1000");
  }
}
