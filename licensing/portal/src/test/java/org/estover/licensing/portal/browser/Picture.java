package org.estover.licensing.portal.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;

/** Takes pictures of whole pages, with what is drawn on them, where they are wanted. */
final class Picture {
  /** What {@code -Dportal.looks} says: "all", the name of a look, or "" where none is wanted. */
  static final String WANTED = System.getProperty("portal.looks", "");

  private Picture() {}

  /** Takes one; {@code script} says whether the page's scripts run. */
  static void take(Page page, boolean script, Path file) {
    if (WANTED.isEmpty()) {
      return;
    }
    if (script) {
      drawn(page);
    }
    page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(file));
  }

  /** Waits for the charts, which are drawn when they come into view. */
  static void drawn(Page page) {
    for (Locator chart : page.locator("[data-chart][data-src]").all()) {
      chart.scrollIntoViewIfNeeded();
      chart
          .locator(".picture svg")
          .first()
          .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
    }
  }
}
