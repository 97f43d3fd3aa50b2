package org.estover.tokenize.release;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A sealed release in a folder: its manifest, read and checked, and where its files are.
 *
 * <p>Immutable and thread-safe; holds no file open.
 */
public final class Release {
  /** The name of the manifest's file. */
  public static final String MANIFEST = "manifest.json";

  private static final int MANIFEST_SIZE_LIMIT = 1 << 30;

  private final Path folder;
  private final Manifest manifest;
  private final String id;

  private Release(Path folder, Manifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
    this.id = manifest.releaseId();
  }

  /**
   * Opens the release in a folder; reads and checks the manifest only.
   *
   * @throws CorruptReleaseException if there is none or its manifest is damaged
   */
  public static Release open(Path folder) throws IOException {
    Path file = folder.resolve(MANIFEST);
    if (!Files.isRegularFile(file)) {
      throw Errors.noRelease(folder);
    }
    try (SummedFile summed = SummedFile.open(file)) {
      if (summed.size() > MANIFEST_SIZE_LIMIT) {
        throw Errors.corrupt(file, "a manifest of " + summed.size() + " bytes");
      }
      ByteBuffer buffer = summed.read(0, (int) summed.size());
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      if (!Digests.sha256Hex(bytes).equals(summed.sha256())) {
        throw Errors.corrupt(file, "its SHA-256 is not the one that its sums state");
      }
      return new Release(folder, Manifest.parse(bytes, file));
    }
  }

  /** The release's id. */
  public String id() {
    return id;
  }

  /** The folder. */
  public Path folder() {
    return folder;
  }

  /** The manifest. */
  public Manifest manifest() {
    return manifest;
  }

  /** The manifest's content. */
  public ReleaseContent content() {
    return manifest.content();
  }

  /** Where a file that the manifest names is. */
  public Path path(ReleasedFile file) {
    return folder.resolve(file.name());
  }

  /** Opens the document table of a shard; close it after use. */
  public DocumentTable documents(ReleasedShard shard) throws IOException {
    return DocumentTable.open(folder, shard.docs());
  }
}
