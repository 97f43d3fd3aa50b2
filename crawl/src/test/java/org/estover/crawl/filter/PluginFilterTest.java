package org.estover.crawl.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class PluginFilterTest {
  /** A plug-in whose filter answers nothing, which no annotation of ours keeps a stranger from. */
  private static final class Silent implements FilterPlugin {
    @Override
    public String name() {
      return "silent";
    }

    @Override
    public String version() {
      return "v1";
    }

    @Override
    public List<Filter> filters() {
      return List.of(
          new Filter() {
            @Override
            public String name() {
              return "silent";
            }

            @Override
            @SuppressWarnings("NullAway")
            public Verdict judge(CharSequence text) {
              return new AtomicReference<Verdict>().get();
            }
          });
    }
  }

  @Test
  void aFilterThatAnswersNothingHasFailed() {
    assertThat(PluginFilter.of(new Silent()).get(0).judge("words"))
        .isEqualTo(new Verdict.Drop("silent-v1", "plugin-failed-null-pointer-exception"));
  }
}
