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
}
