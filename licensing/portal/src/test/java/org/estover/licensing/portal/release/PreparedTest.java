package org.estover.licensing.portal.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PreparedTest {
  private static final long PATIENCE_MILLIS = 20_000;

  private final List<String> made = Collections.synchronizedList(new ArrayList<>());
  private final List<String> forgotten = Collections.synchronizedList(new ArrayList<>());
  private final Prepared<String> prepared = new Prepared<>("making", 2, forgotten::add);

  @AfterEach
  void close() {
    prepared.close();
  }

  private String make(String name) {
    made.add(name);
    return name + "!";
  }

  @Test
  void aResultIsMadeOnceAndKeptWhileItIsAskedFor() throws Exception {
    for (String name : List.of("a", "b", "a", "c", "a")) {
      assertThat(prepared.within(name, () -> make(name), PATIENCE_MILLIS)).hasValue(name + "!");
    }
    assertThat(made).containsExactly("a", "b", "c");
    assertThat(forgotten).containsExactly("b!");
    assertThat(prepared.within("b", () -> make("b"), PATIENCE_MILLIS)).hasValue("b!");
    assertThat(made).containsExactly("a", "b", "c", "b");
    assertThat(forgotten).containsExactly("b!", "c!");
  }

  @Test
  void whatFailedIsMadeAgain() throws Exception {
    assertThatThrownBy(
            () ->
                prepared.within(
                    "a",
                    () -> {
                      throw new IOException("the disk is gone");
                    },
                    PATIENCE_MILLIS))
        .isInstanceOf(IOException.class)
        .hasMessage("making of a")
        .hasRootCauseMessage("the disk is gone");
    assertThat(prepared.within("a", () -> make("a"), PATIENCE_MILLIS)).hasValue("a!");
  }

  @Test
  void nobodyWaitsLongerThanItLikesNorForWhatOthersNoLongerAskFor() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    Prepared.Making<String> slow =
        () -> {
          begun.countDown();
          try {
            assertThat(goesOn.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return make("slow");
        };
    assertThat(prepared.within("slow", slow, 1)).isEmpty();
    // What has not begun when two others are wanted is not made at all.
    assertThat(begun.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
    for (String name : List.of("x", "y", "z")) {
      prepared.ahead(name, () -> make(name));
    }
    goesOn.countDown();
    assertThat(prepared.within("z", () -> make("z"), PATIENCE_MILLIS)).hasValue("z!");
    // Two are kept: by the time x has its turn it is none of them.
    assertThat(made).containsExactly("slow", "y", "z");
    assertThat(forgotten).containsExactly("slow!");
  }
}
