package org.estover.jobs.rows;

import java.nio.file.Path;
import org.apache.parquet.io.LocalInputFile;

/** A file that Parquet's messages call by its name; they would show the object's identity. */
public final class NamedFile extends LocalInputFile {
  private final String name;

  /** A file of this machine, and what messages call it. */
  public NamedFile(Path path, String name) {
    super(path);
    this.name = name;
  }

  @Override
  public String toString() {
    return name;
  }
}
