package org.estover.tokenize.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Seals a release that differs from its parent by an intervention. */
public final class InterventionWriter {
  private InterventionWriter() {}

  /**
   * Seals the release in a folder that holds the file of changes already. The parent's shards
   * become hard links where the file system allows, else copies; its evidence is taken over.
   *
   * @return the release's id
   * @throws IllegalArgumentException if the parent is an intervention itself, or not the one named
   */
  public static String seal(Release parent, Path folder, Intervention intervention)
      throws IOException {
    for (ReleasedFile file : parent.manifest().files()) {
      linkOrCopy(parent.path(file), folder.resolve(file.name()));
      linkOrCopy(
          BlockSums.sidecar(parent.path(file)), BlockSums.sidecar(folder.resolve(file.name())));
    }
    ReleaseContent content = parent.content().with(intervention);
    return ReleaseWriter.seal(folder, new Manifest(content, parent.manifest().evidence()));
  }

  private static void linkOrCopy(Path from, Path to) throws IOException {
    if (!Files.exists(to)) {
      Links.linkOrCopy(from, to);
    }
  }
}
