package org.estover.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.estover.crawl.source.Source;
import org.junit.jupiter.api.Test;

/** The fragment {@code infra/plans/pile-weights.yaml}. */
final class PileWeightsTest {
  private static final Path FRAGMENT = Path.of("..", "infra", "plans", "pile-weights.yaml");

  /** Source, weight, and the raw and effective GiB of the paper's table. */
  private static final Pattern LINE =
      Pattern.compile(
          "^  ([a-z0-9-]+): +\\{weight: ([0-9.]+)\\} +# +([0-9.]+) +([0-9.]+)$", Pattern.MULTILINE);

  @Test
  void withFilesTheFragmentIsAPlan() throws IOException {
    String plan =
        "corpus: pile\n"
            + Files.readString(FRAGMENT).replace("{weight", "{type: jsonl, files: x, weight");
    RunPlan read = RunPlan.parse(Path.of("pile.yaml"), plan);
    assertThat(read.sources()).hasSize(22);
    assertThat(read.sources().stream().map(Source::weight))
        .containsOnly("1", "1.5", "2", "2.5", "3");
  }

  @Test
  void weightsTimesSizesAreTheEffectiveSizesOfThePaper() throws IOException {
    BigDecimal raw = BigDecimal.ZERO;
    BigDecimal effective = BigDecimal.ZERO;
    for (MatchResult line : LINE.matcher(Files.readString(FRAGMENT)).results().toList()) {
      BigDecimal weight = new BigDecimal(line.group(2));
      BigDecimal product = weight.multiply(new BigDecimal(line.group(3)));
      // The table's sizes are rounded to hundredths, and weighted after that.
      assertThat(product.subtract(new BigDecimal(line.group(4))).abs())
          .as(line.group())
          .isLessThan(new BigDecimal("0.03"));
      raw = raw.add(new BigDecimal(line.group(3)));
      effective = effective.add(new BigDecimal(line.group(4)));
    }
    assertThat(raw).isEqualByComparingTo("825.18");
    assertThat(effective).isEqualByComparingTo("1254.20");
  }
}
