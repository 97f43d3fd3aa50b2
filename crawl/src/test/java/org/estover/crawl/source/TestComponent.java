package org.estover.crawl.source;

/** Components of weight 1 without a filter. */
public final class TestComponent {
  private TestComponent() {}

  public static Component named(String name) {
    return asserting(name, "", "");
  }

  static Component asserting(String name, String license, String holder) {
    return new Component(name, "1", "none", license, holder, Component.DEFAULT_PRIORITY);
  }
}
