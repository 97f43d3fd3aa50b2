package org.example.corpus;

import java.util.List;
import org.estover.crawl.filter.Filter;
import org.estover.crawl.filter.FilterPlugin;
import org.estover.crawl.filter.Verdict;

/** Drops texts of which more than a third of the letters are capitals. */
public final class Shouting implements FilterPlugin {
  @Override
  public String name() {
    return "shouting";
  }

  @Override
  public String version() {
    return "v1";
  }

  @Override
  public List<Filter> filters() {
    return List.of(new Capitals());
  }

  private static final class Capitals implements Filter {
    @Override
    public String name() {
      return "capitals";
    }

    @Override
    public Verdict judge(CharSequence text) {
      long letters = text.codePoints().filter(Character::isLetter).count();
      long capitals = text.codePoints().filter(Character::isUpperCase).count();
      return 3 * capitals > letters ? new Verdict.Drop(name(), "too-many-capitals") : Verdict.KEEP;
    }
  }
}
