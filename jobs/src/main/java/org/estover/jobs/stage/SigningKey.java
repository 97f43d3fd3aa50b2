package org.estover.jobs.stage;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.estover.crawl.fetch.CrawlerIdentity;
import org.estover.crawl.fetch.CrawlerKey;
import org.estover.crawl.fetch.UnfitKeyException;
import org.estover.crawl.fetch.WebCrawler;

/**
 * Signs the requests of crawls with the key in a file.
 *
 * <p>Tasks of a cluster are sent the file's name and the key's, never the key: Spark writes down
 * what it sends. So the file must be there on every machine, of the same name.
 */
public final class SigningKey implements WebCrawler.Signer {
  private final Path file;
  private final CrawlerKey key;
  private final SecureRandom nonces = new SecureRandom();

  private SigningKey(Path file, CrawlerKey key) {
    this.file = file;
    this.key = key;
  }

  /**
   * The key in a file.
   *
   * @throws UnfitKeyException if it is none, or others may read it
   */
  public static SigningKey read(Path file) throws IOException {
    return new SigningKey(file.toAbsolutePath(), CrawlerKey.read(file));
  }

  @Override
  public CrawlerIdentity identity(String contact) {
    return CrawlerIdentity.signed(contact, key, nonces);
  }

  /** Who signs, on its way to a task; an empty file is nobody. */
  record Carried(String file, String thumbprint) implements Serializable {
    private static final long serialVersionUID = 1L;

    static Carried of(WebCrawler.Signer signer) {
      if (signer == WebCrawler.Signer.NOBODY) {
        return new Carried("", "");
      }
      if (signer instanceof SigningKey signing) {
        return new Carried(signing.file.toString(), signing.key.thumbprint());
      }
      throw new IllegalArgumentException("who signs by no file cannot sign in tasks: " + signer);
    }

    /**
     * Who signs, in the task.
     *
     * @throws IOException if the file is not there, or holds another key
     */
    WebCrawler.Signer unpack() throws IOException {
      if (file.isEmpty()) {
        return WebCrawler.Signer.NOBODY;
      }
      SigningKey read = read(Path.of(file));
      if (!read.key.thumbprint().equals(thumbprint)) {
        throw Errors.otherKey(file, thumbprint, read.key.thumbprint());
      }
      return read;
    }
  }
}
