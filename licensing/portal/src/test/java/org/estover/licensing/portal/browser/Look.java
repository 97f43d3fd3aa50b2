package org.estover.licensing.portal.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.Map;

/** The ways in which a page is looked at. */
enum Look {
  LIGHT(1280, ColorScheme.LIGHT, true),
  DARK(1280, ColorScheme.DARK, true),
  NARROW(320, ColorScheme.LIGHT, true),
  WITHOUT_SCRIPT(1280, ColorScheme.LIGHT, false);

  private static final int HEIGHT = 900;

  private final int width;
  private final ColorScheme scheme;
  private final boolean script;

  Look(int width, ColorScheme scheme, boolean script) {
    this.width = width;
    this.scheme = scheme;
    this.script = script;
  }

  /**
   * A context that looks so. Where pages get no script, none is let through to them: Chromium with
   * scripts switched off runs none of the checks' either.
   */
  BrowserContext context(Browser browser) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, HEIGHT)
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setLocale("en-US")
                // Codes that other tests guess are not held against it.
                .setExtraHTTPHeaders(Map.of("X-Forwarded-For", "203.0.113.202")));
    if (!script) {
      context.route("**/*.js", Route::abort);
    }
    return context;
  }

  boolean script() {
    return script;
  }

  int width() {
    return width;
  }
}
