package org.estover.crawl.plugin;

import java.io.IOException;

/** A plug-in that cannot be used; names it, and says why. */
public final class PluginException extends IOException {
  private static final long serialVersionUID = 1L;

  PluginException(String message) {
    super(message);
  }

  PluginException(String message, Throwable cause) {
    super(message, cause);
  }
}
