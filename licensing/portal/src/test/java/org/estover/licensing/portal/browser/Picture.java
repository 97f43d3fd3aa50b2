package org.estover.licensing.portal.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Path;

/** Takes pictures of whole pages, with what is drawn on them. */
final class Picture {
  private Picture() {}

  static void take(Page page, Path file) {
    // Drawn when they come into view.
    for (Locator chart : page.locator(".chart").all()) {
      chart.scrollIntoViewIfNeeded();
      page.waitForLoadState(LoadState.NETWORKIDLE);
    }
    page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(file));
  }
}
