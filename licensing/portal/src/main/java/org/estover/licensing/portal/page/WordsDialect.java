package org.estover.licensing.portal.page;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.dialect.AbstractDialect;
import org.thymeleaf.dialect.IExpressionObjectDialect;
import org.thymeleaf.expression.IExpressionObjectFactory;

/**
 * Gives templates {@code #money}, which writes amounts in the page's language, and {@code #cut},
 * which shortens texts.
 */
@Component
final class WordsDialect extends AbstractDialect
    implements IExpressionObjectDialect, IExpressionObjectFactory {
  private static final String MONEY = "money";
  private static final String CUT = "cut";

  WordsDialect() {
    super("words");
  }

  @Override
  public IExpressionObjectFactory getExpressionObjectFactory() {
    return this;
  }

  @Override
  public Set<String> getAllExpressionObjectNames() {
    return new TreeSet<>(Set.of(MONEY, CUT));
  }

  @Override
  public @Nullable Object buildObject(IExpressionContext context, String name) {
    return switch (name) {
      case MONEY -> new MoneyWords(context.getLocale());
      case CUT -> new CutWords();
      default -> null;
    };
  }

  @Override
  public boolean isCacheable(String name) {
    return true;
  }
}
