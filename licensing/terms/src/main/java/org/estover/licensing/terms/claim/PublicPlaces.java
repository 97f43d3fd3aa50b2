package org.estover.licensing.terms.claim;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What a host says to everybody, read anew at each call.
 *
 * <p>Who implements it bounds time, size and redirects, reaches public addresses only, and follows
 * no redirect to another site.
 */
public interface PublicPlaces {

  /**
   * The texts of a name's TXT records; none where the name has none.
   *
   * @throws IOException if they could not be asked for; the message says why
   */
  List<String> texts(String name) throws IOException;

  /**
   * A page's text; empty where the host says that there is none.
   *
   * @param path with a leading slash
   * @throws IOException if it could not be read; the message says why
   */
  Optional<String> page(String host, String path) throws IOException;

  /**
   * The text of a file, which the host must not call a page of HTML; empty where the host says that
   * there is none.
   *
   * @param path with a leading slash
   * @throws IOException if it could not be read, or is such a page; the message says why
   */
  Optional<String> plainText(String host, String path) throws IOException;

  /** How a name's TXT records are asked for. */
  @FunctionalInterface
  interface Texts {
    List<String> of(String name) throws IOException;
  }

  /** How a page of a host is asked for. */
  @FunctionalInterface
  interface Pages {
    Optional<String> of(String host, String path) throws IOException;
  }

  /** The places that somebody reaches who knows nothing of claims. */
  static PublicPlaces of(Texts texts, Pages pages, Pages plainTexts) {
    return new PublicPlaces() {
      @Override
      public List<String> texts(String name) throws IOException {
        return texts.of(name);
      }

      @Override
      public Optional<String> page(String host, String path) throws IOException {
        return pages.of(host, path);
      }

      @Override
      public Optional<String> plainText(String host, String path) throws IOException {
        return plainTexts.of(host, path);
      }
    };
  }
}
