package org.estover.jobs.artifact;

/**
 * Name of a file in a Maven repository.
 *
 * @param classifier what the file holds beside the classes, for example {@code sources}, or ""
 * @param extension {@code jar} or {@code pom}
 */
record Coordinate(
    String group, String artifact, String version, String classifier, String extension) {

  /** Parses {@code group:artifact:version} or {@code group:artifact:version:classifier}. */
  static Coordinate jar(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 3 && parts.length != 4) {
      throw new IllegalArgumentException(text);
    }
    return new Coordinate(parts[0], parts[1], parts[2], parts.length == 4 ? parts[3] : "", "jar");
  }

  /** The POM of the same version. */
  Coordinate pom() {
    return new Coordinate(group, artifact, version, "", "pom");
  }

  /** File name in the cache; the group keeps equal artifact names apart. */
  String fileName() {
    return group + "." + repositoryName();
  }

  /** File name in a repository. */
  String repositoryName() {
    String suffix = classifier.isEmpty() ? "" : "-" + classifier;
    return artifact + "-" + version + suffix + "." + extension;
  }

  @Override
  public String toString() {
    String suffix = classifier.isEmpty() ? "" : ":" + classifier;
    return group + ":" + artifact + ":" + version + suffix;
  }
}
