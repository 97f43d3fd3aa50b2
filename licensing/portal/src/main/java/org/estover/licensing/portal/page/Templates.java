package org.estover.licensing.portal.page;

import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.context.annotation.Configuration;
import org.thymeleaf.dialect.IDialect;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.dialect.SpringStandardDialect;
import org.thymeleaf.standard.expression.IStandardVariableExpressionEvaluator;

/** Lets templates ask in the short way, before the first of them is rendered. */
@Configuration
class Templates {
  Templates(SpringTemplateEngine engine) {
    shorten(engine);
  }

  /** Puts {@link Shortcuts} before the language of an engine's expressions. */
  static void shorten(SpringTemplateEngine engine) {
    Set<IDialect> dialects = new LinkedHashSet<>();
    for (IDialect dialect : engine.getDialects()) {
      dialects.add(dialect instanceof SpringStandardDialect ? new ShortDialect() : dialect);
    }
    engine.setDialects(dialects);
  }

  /** What {@code th:} means, with short ways. */
  private static final class ShortDialect extends SpringStandardDialect {
    private final Shortcuts shortcuts = new Shortcuts(super.getVariableExpressionEvaluator());

    @Override
    public IStandardVariableExpressionEvaluator getVariableExpressionEvaluator() {
      return shortcuts;
    }
  }
}
