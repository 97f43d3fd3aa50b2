package org.estover.crawl.fetch.engine;

import java.io.IOException;
import org.estover.crawl.document.PageUrl;

/**
 * A request that is not made now, since its host is not due, or since the page has asked for so
 * much that others come first. Whoever has asked for it is asked again, when the host is due.
 */
final class NotDue extends IOException {
  private static final long serialVersionUID = 1;

  private final String host;

  NotDue(PageUrl url) {
    super(url + " is not asked for now");
    this.host = url.host();
  }

  /** The host that is waited for. */
  String host() {
    return host;
  }
}
