package org.estover.licensing.portal.page;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.text.NumberFormat;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.PropertyAccessor;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.spring6.expression.ThymeleafEvaluationContext;
import org.thymeleaf.standard.expression.IStandardVariableExpression;
import org.thymeleaf.standard.expression.IStandardVariableExpressionEvaluator;
import org.thymeleaf.standard.expression.StandardExpressionExecutionContext;
import org.thymeleaf.standard.expression.StandardExpressions;

/**
 * Answers what most expressions of templates are without the expression language, and leaves all
 * others to it.
 *
 * <pre>
 * Path  --> "!"? Name ("." Name "()"?)*
 * Count --> "#numbers.formatInteger(" Path ", 1, 'DEFAULT')"
 * </pre>
 *
 * <p>The language looks for the methods of every class anew on every page, and a row of a table
 * asks a dozen times: that took most of a page's time. Here a class's methods are looked up once.
 * Answered are objects of this project, and whether texts and collections are empty; whatever else
 * a path leads to, also null on the way, the language answers or refuses. Thread-safe.
 */
final class Shortcuts implements IStandardVariableExpressionEvaluator {
  private static final String NAMES =
      "[a-zA-Z_][a-zA-Z0-9_]*(?:\\.[a-zA-Z_][a-zA-Z0-9_]*(?:\\(\\))?)*";
  private static final Pattern PATH = Pattern.compile("(!?)(" + NAMES + ")");
  private static final Pattern COUNT =
      Pattern.compile("#numbers\\.formatInteger\\((" + NAMES + "), 1, 'DEFAULT'\\)");
  private static final Set<String> WORDS =
      Set.of("true", "false", "null", "not", "new", "param", "session", "application");
  private static final String CONTEXT =
      ThymeleafEvaluationContext.THYMELEAF_EVALUATION_CONTEXT_CONTEXT_VARIABLE_NAME;

  /** More expressions than templates have: those that are put together of values are not kept. */
  private static final int MOST = 5_000;

  private static final Object LEFT = new Object();

  private final IStandardVariableExpressionEvaluator language;
  private final ConcurrentHashMap<String, Shape> shapes = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Locale, NumberFormat> counts = new ConcurrentHashMap<>();
  private volatile @Nullable List<PropertyAccessor> accessors;

  private final ClassValue<Map<String, Method>> questions =
      new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
          return questionsOf(type);
        }
      };

  /** Asks that language for the rest. */
  Shortcuts(IStandardVariableExpressionEvaluator language) {
    this.language = language;
  }

  /**
   * What an expression is.
   *
   * @param names a variable, then what is asked of it; none where the language is to answer
   */
  private record Shape(List<String> names, boolean isNegated, boolean isCount) {
    static final Shape OTHER = new Shape(List.of(), false, false);

    static Shape of(String expression) {
      Matcher path = PATH.matcher(expression);
      Matcher count = COUNT.matcher(expression);
      Shape shape = OTHER;
      if (path.matches()) {
        shape = new Shape(names(path.group(2)), !path.group(1).isEmpty(), false);
      } else if (count.matches()) {
        shape = new Shape(names(count.group(1)), false, true);
      }
      return shape.names.isEmpty() || WORDS.contains(shape.names.get(0)) ? OTHER : shape;
    }

    private static List<String> names(String path) {
      return List.of(path.split("\\.", -1));
    }
  }

  @Override
  public @Nullable Object evaluate(
      IExpressionContext context,
      IStandardVariableExpression expression,
      StandardExpressionExecutionContext execution) {
    Shape shape = shape(expression.getExpression());
    if (!shape.names.isEmpty()
        && !expression.getUseSelectionAsRoot()
        && !execution.getRestrictVariableAccess()) {
      Object found = found(context, shape);
      if (found != LEFT) {
        return execution.getPerformTypeConversion() ? asText(context, found) : found;
      }
    }
    shareAccessors(context);
    return language.evaluate(context, expression, execution);
  }

  private Shape shape(String expression) {
    Shape known = shapes.get(expression);
    if (known == null) {
      known = Shape.of(expression);
      if (shapes.size() < MOST) {
        shapes.put(expression, known);
      }
    }
    return known;
  }

  private @Nullable Object found(IExpressionContext context, Shape shape) {
    Object value = context.getVariable(shape.names.get(0));
    for (int i = 1; i < shape.names.size(); i++) {
      value = asked(value, shape.names.get(i));
      if (value == LEFT) {
        return LEFT;
      }
    }
    if (shape.isNegated) {
      return value instanceof Boolean is ? !is : LEFT;
    }
    if (shape.isCount) {
      return value instanceof Long || value instanceof Integer
          ? count(((Number) value).longValue(), context.getLocale())
          : LEFT;
    }
    return value;
  }

  private @Nullable Object asked(@Nullable Object value, String name) {
    if (value == null) {
      return LEFT;
    }
    if (name.equals("isEmpty()") || name.equals("empty")) {
      if (value instanceof String text) {
        return text.isEmpty();
      }
      if (value instanceof Collection<?> all) {
        return all.isEmpty();
      }
    }
    if (value instanceof Collection<?> all && name.equals("size()")) {
      return all.size();
    }
    Method method = questions.get(value.getClass()).get(name);
    if (method == null) {
      return LEFT;
    }
    try {
      return method.invoke(value);
    } catch (IllegalAccessException | InvocationTargetException e) {
      // The language says what it was.
      return LEFT;
    }
  }

  /** What can be asked of a class of this project: as methods, and as properties. */
  private static Map<String, Method> questionsOf(Class<?> type) {
    Map<String, Method> found = new HashMap<>();
    if (!type.getName().startsWith("org.estover.")) {
      return found;
    }
    Method[] methods =
        Arrays.stream(type.getMethods())
            .filter(method -> method.getParameterCount() == 0)
            .filter(method -> method.getReturnType() != void.class && !method.isBridge())
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .filter(method -> method.getDeclaringClass() != Object.class)
            .toArray(Method[]::new);
    for (Method method : methods) {
      method.setAccessible(true);
      found.put(method.getName() + "()", method);
    }
    // In the order in which the language looks for a property: get, is, and the bare name.
    for (Method method : methods) {
      found.putIfAbsent(property(method.getName(), "get"), method);
    }
    for (Method method : methods) {
      found.putIfAbsent(property(method.getName(), "is"), method);
    }
    for (Method method : methods) {
      found.putIfAbsent(method.getName(), method);
    }
    found.remove("");
    return found;
  }

  private static String property(String method, String prefix) {
    int from = prefix.length();
    return method.startsWith(prefix)
            && method.length() > from
            && Character.isUpperCase(method.charAt(from))
        ? Character.toLowerCase(method.charAt(from)) + method.substring(from + 1)
        : "";
  }

  private String count(long number, Locale locale) {
    NumberFormat format = counts.get(locale);
    if (format == null) {
      format = NumberFormat.getIntegerInstance(locale);
      counts.put(locale, format);
    }
    synchronized (format) {
      return format.format(number);
    }
  }

  private static @Nullable Object asText(IExpressionContext context, @Nullable Object value) {
    return value == null || value instanceof String
        ? value
        : StandardExpressions.getConversionService(context.getConfiguration())
            .convert(context, value, String.class);
  }

  /** What the language learned of classes for one page serves the next ones, too. */
  private void shareAccessors(IExpressionContext context) {
    if (context.getVariable(CONTEXT) instanceof ThymeleafEvaluationContext each) {
      List<PropertyAccessor> shared = accessors;
      if (shared == null) {
        accessors = each.getPropertyAccessors();
      } else if (each.getPropertyAccessors() != shared) {
        each.setPropertyAccessors(shared);
      }
    }
  }
}
