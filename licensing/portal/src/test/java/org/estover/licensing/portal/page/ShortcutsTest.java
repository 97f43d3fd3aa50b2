package org.estover.licensing.portal.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.thymeleaf.context.Context;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.StringTemplateResolver;

/** What the short way answers, the expression language answers alike. */
final class ShortcutsTest {
  private static final SpringTemplateEngine SHORT = engine();
  private static final SpringTemplateEngine LONG = engine();

  static {
    Templates.shorten(SHORT);
    assertThat(SHORT.getDialects()).hasSameSizeAs(LONG.getDialects());
  }

  private static SpringTemplateEngine engine() {
    SpringTemplateEngine engine = new SpringTemplateEngine();
    engine.setTemplateResolver(new StringTemplateResolver());
    return engine;
  }

  /** What is asked of it. */
  enum Colour {
    RED {
      @Override
      public String word() {
        return "red";
      }
    };

    public abstract String word();
  }

  /** What pages show. */
  record Thing(
      String name,
      long count,
      boolean isOpen,
      boolean wanted,
      List<String> parts,
      Map<String, Long> sums,
      LocalDate day,
      Colour colour,
      @Nullable Thing next) {

    /** Found by its bare name only. */
    public String getName() {
      return "got " + name;
    }

    /** Whether it fails. */
    public boolean isBroken() {
      if (parts.isEmpty()) {
        return false;
      }
      throw new IllegalStateException("broken");
    }
  }

  private static Thing thing(@Nullable Thing next) {
    return new Thing(
        "a <b>",
        1_234_567,
        true,
        false,
        List.of("p"),
        Map.of("k", 5L),
        LocalDate.of(2026, 11, 2),
        Colour.RED,
        next);
  }

  private static String rendered(SpringTemplateEngine engine, String expression) {
    Context context = new Context(Locale.ENGLISH);
    context.setVariable("thing", thing(thing(null)));
    context.setVariable("things", Arrays.asList(thing(null), null));
    context.setVariable("empty", List.of());
    context.setVariable("text", "");
    return engine.process(
        "<p th:text=\"${"
            + expression
            + "}\" th:if=\"${"
            + expression
            + "}\">x</p><i th:title=\"${"
            + expression
            + "}\"></i>",
        context);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "thing.name",
        "thing.name()",
        "thing.getName()",
        "thing.count",
        "thing.count()",
        "thing.isOpen",
        "thing.open",
        "!thing.isOpen",
        "!thing.wanted()",
        "thing.wanted",
        "thing.parts.isEmpty()",
        "!thing.parts.empty",
        "thing.parts.size()",
        "thing.sums.isEmpty()",
        "thing.day",
        "thing.day.year",
        "thing.day.toString()",
        "thing.colour",
        "thing.colour.name()",
        "thing.colour.word()",
        "thing.next.next",
        "thing.next.next == null",
        "things.size()",
        "empty.isEmpty()",
        "!empty.isEmpty()",
        "text",
        "text.isEmpty()",
        "text.length()",
        "nobody",
        "null",
        "true",
        "thing.hashCode() == thing.hashCode()",
        "thing.class.name",
        "thing.getClass().name",
        "#numbers.formatInteger(thing.count, 1, 'DEFAULT')",
        "#numbers.formatInteger(thing.next.count(), 1, 'DEFAULT')",
        "#numbers.formatInteger(nobody, 1, 'DEFAULT')",
        "#numbers.formatInteger(thing.count - 1, 1, 'DEFAULT')"
      })
  void saysWhatTheLanguageSays(String expression) {
    String said = rendered(LONG, expression);
    assertThat(said).isNotEmpty();
    assertThat(rendered(SHORT, expression)).isEqualTo(said);
    assertThat(rendered(SHORT, expression)).as("the second time").isEqualTo(said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "thing.nothing",
        "thing.nothing()",
        "thing.next.next.name",
        "nobody.name",
        "thing.broken",
        "!thing.count",
        "thing.next.next.isEmpty()"
      })
  void failsWhereTheLanguageFails(String expression) {
    assertThatThrownBy(() -> rendered(LONG, expression))
        .isInstanceOf(TemplateProcessingException.class);
    assertThatThrownBy(() -> rendered(SHORT, expression))
        .isInstanceOf(TemplateProcessingException.class);
  }
}
