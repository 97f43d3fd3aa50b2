package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.estover.crawl.fetch.WebCrawler;
import org.estover.jobs.stage.SigningKey;
import org.jspecify.annotations.Nullable;

/** The key that crawls sign with: the one named, else that of the environment, else none. */
final class CrawlKey {
  /** The variable that names the key's file; a plan never does. */
  static final String VARIABLE = "ESTOVER_CRAWL_KEY";

  private CrawlKey() {}

  static WebCrawler.Signer signer(Surroundings around, @Nullable Path named) throws IOException {
    String variable = around.environment().apply(VARIABLE);
    Path file =
        named != null ? named : variable == null || variable.isBlank() ? null : Path.of(variable);
    if (file == null) {
      return WebCrawler.Signer.NOBODY;
    }
    return SigningKey.read(around.path(file));
  }
}
