package org.estover.tokenize.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class BatchPlanTest {
  @Test
  void stepsAreConsecutiveRangesOfPositions() {
    BatchPlan plan = new BatchPlan(1024);
    assertThat(plan.firstPosition(0)).isZero();
    assertThat(plan.endPosition(0)).isEqualTo(plan.firstPosition(1)).isEqualTo(1024);
    assertThat(plan.stepOf(1023)).isZero();
    assertThat(plan.stepOf(1024)).isEqualTo(1);
    assertThat(plan.steps(146_432_000)).isEqualTo(143_000);
    assertThat(plan.steps(146_431_999)).isEqualTo(142_999);
  }

  @Test
  void rejectsEmptyStepsAndNegativePlaces() {
    assertThatThrownBy(() -> new BatchPlan(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BatchPlan(1).firstPosition(-1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new BatchPlan(1).stepOf(-1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
