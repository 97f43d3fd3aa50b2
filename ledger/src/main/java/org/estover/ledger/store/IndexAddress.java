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

  /**
   * Rows that H2 sorts in memory when it makes an index over those that a rebuild took in; by its
   * own number it would put most of them aside and merge.
   */
  private static final int MAX_MEMORY_ROWS = 500_000;

  /** An H2 database in a folder of its own; one process at a time can open it. */
  public static IndexAddress embedded(Path folder) {
    String file = folder.toAbsolutePath().normalize().resolve("books").toString();
    String settings = ";DB_CLOSE_ON_EXIT=FALSE;MAX_MEMORY_ROWS=" + MAX_MEMORY_ROWS;
    return new IndexAddress("jdbc:h2:file:" + file + settings, "", "");
  }

  boolean isH2() {
    return url.startsWith("jdbc:h2:");
  }

  @Override
  public String toString() {
    return isH2() ? "H2 index" : "PostgreSQL index";
  }
}
