package org.estover.licensing.portal.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.PortalServer;

/** The pages of the sample trust, by who sees them. */
final class SamplePages {
  static final String ANYBODY = "anybody";

  private SamplePages() {}

  static List<String> visitors() {
    return List.of(ANYBODY, "developer0", "operator0");
  }

  static List<String> of(PortalServer portal, String visitor)
      throws IOException, InterruptedException {
    List<String> paths = new ArrayList<>();
    if (visitor.equals(ANYBODY)) {
      paths.addAll(List.of("/", "/sign-in"));
    } else {
      paths.add("/");
    }
    paths.addAll(CasePages.of(portal, visitor));
    return paths;
  }

  /** Signs in once, outside the browser, and gives it the session. */
  static void signIn(PortalServer portal, BrowserContext context, String visitor)
      throws IOException, InterruptedException {
    if (visitor.equals(ANYBODY)) {
      return;
    }
    Client client = portal.as(visitor);
    context.addCookies(
        client.cookies().stream()
            .map(
                cookie ->
                    new Cookie(cookie.getName(), cookie.getValue())
                        .setUrl(portal.address().toString()))
            .toList());
  }
}
