package org.estover.crawl.rights;

import java.util.Locale;

/**
 * Cloudflare's {@code Content-Signal} line of the robots.txt group that binds us, e.g. {@code
 * search=yes, ai-train=no}.
 *
 * <p>An absent key neither grants nor restricts; of contradicting values the refusal stands. Who
 * refuses model input refuses an index for models; who permits the input has said nothing about an
 * index.
 *
 * @param stances what the value states
 */
public record ContentSignal(String source, String value, Stances stances) implements RightsSignal {
  static final String PROTOCOL = "content-signal";

  /** The signal with the value {@code value}. */
  public ContentSignal(String source, String value) {
    this(source, value, read(value));
  }

  private static Stances read(String value) {
    Stances result = Stances.NONE;
    for (String pair : value.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = pair.split("=", -1);
      if (parts.length == 2) {
        result = answer(result, parts[0].strip(), parts[1].strip());
      }
    }
    return result;
  }

  private static Stances answer(Stances before, String key, String value) {
    boolean no = value.equals("no");
    if (!no && !value.equals("yes")) {
      return before;
    }
    Stance stance = no ? Stance.DENIES : Stance.PERMITS;
    return switch (key) {
      case "search" -> before.stricter(Use.SEARCH, stance);
      case "ai-train" -> before.stricter(Use.AI_TRAIN, stance);
      case "ai-input" -> {
        Stances input = before.stricter(Use.AI_INPUT, stance);
        yield no ? input.stricter(Use.AI_INDEX, stance) : input;
      }
      default -> before;
    };
  }

  @Override
  public String protocol() {
    return PROTOCOL;
  }

  @Override
  public Layer layer() {
    return Layer.PREFERENCE;
  }

  @Override
  public Stance stance(Use use) {
    return stances.on(use);
  }

  @Override
  public String words() {
    return value;
  }

  @Override
  public String canonical() {
    return SignalLine.of(PROTOCOL, source).field("value", value).toString();
  }
}
