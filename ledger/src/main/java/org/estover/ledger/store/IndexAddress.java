package org.estover.ledger.store;

import java.nio.file.Path;

/**
 * Where an index lives.
 *
 * @param url JDBC URL of an H2 or PostgreSQL database
 * @param user its user, or empty
 * @param password its password, or empty; never shown
 */
public record IndexAddress(String url, String user, String password) {

  /** An H2 database in a folder of its own; one process at a time can open it. */
  public static IndexAddress embedded(Path folder) {
    String file = folder.toAbsolutePath().normalize().resolve("books").toString();
    return new IndexAddress("jdbc:h2:file:" + file + ";DB_CLOSE_ON_EXIT=FALSE", "", "");
  }

  boolean isH2() {
    return url.startsWith("jdbc:h2:");
  }

  @Override
  public String toString() {
    return isH2() ? "H2 index" : "PostgreSQL index";
  }
}
