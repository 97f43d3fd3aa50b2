package org.estover.tokenize.release;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * A file that a release names: what it must be, byte for byte.
 *
 * @param name the file's name in the release's folder
 * @param size bytes
 * @param sha256 of the file, lower-case hex
 * @param sumsSha256 of its sidecar of {@link BlockSums}, lower-case hex
 */
public record ReleasedFile(String name, long size, String sha256, String sumsSha256) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

  /** Checks name, size and digests; a name is one of a plain file in one folder. */
  public ReleasedFile {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("\"" + name + "\" is no name of a release's file");
    }
    if (size < 0) {
      throw new IllegalArgumentException(name + ": " + size + " bytes");
    }
    Digests.requireHex("sha256", sha256);
    Digests.requireHex("sums-sha256", sumsSha256);
  }

  Map<String, Object> toJson() {
    return Map.of("name", name, "size", size, "sha256", sha256, "sums-sha256", sumsSha256);
  }

  static ReleasedFile fromJson(JsonFields json) {
    ReleasedFile file =
        new ReleasedFile(
            json.text("name"), json.integer("size"), json.text("sha256"), json.text("sums-sha256"));
    json.end();
    return file;
  }
}
