package org.estover.tokenize.release;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A sealed release in a folder: its manifest, read and checked, and where its files are.
 *
 * <p>Immutable and thread-safe; holds no file open.
 */
public final class Release {
  /** The name of the manifest's file. */
  public static final String MANIFEST = "manifest.json";

  private static final int MANIFEST_SIZE_LIMIT = 1 << 30;
  private static final int MANIFEST_HEAD = 4 << 20;

  private final ReleasePlace place;
  private final Manifest manifest;
  private final String id;

  private Release(ReleasePlace place, Manifest manifest, String id) {
    this.place = place;
    this.manifest = manifest;
    this.id = id;
  }

  /**
   * Opens the release in a folder; reads and checks the manifest only.
   *
   * @throws CorruptReleaseException if there is none or its manifest is damaged
   */
  public static Release open(Path folder) throws IOException {
    return open(ReleasePlace.of(folder));
  }

  /** Where nothing is, an address is mistyped more often than a release is damaged. */
  private static IOException missing(ReleasePlace place) {
    return ReleasePlace.isAddress(place.name())
        ? Errors.noReleaseAt(place.name())
        : Errors.noRelease(place.name());
  }

  /**
   * Opens the release at a place; from a server in two requests, for a manifest of up to 4 MiB.
   *
   * @throws CorruptReleaseException if a folder has none, or its manifest is damaged
   * @throws IOException if a server has none or does not answer
   */
  public static Release open(ReleasePlace place) throws IOException {
    try (SummedFile summed =
        SummedFile.find(place, MANIFEST, MANIFEST_HEAD).orElseThrow(() -> missing(place))) {
      if (summed.size() > MANIFEST_SIZE_LIMIT) {
        throw Errors.corrupt(summed.name(), "a manifest of " + summed.size() + " bytes");
      }
      ByteBuffer buffer = summed.read(0, (int) summed.size());
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      if (!Digests.sha256Hex(bytes).equals(summed.sha256())) {
        throw Errors.corrupt(summed.name(), "its SHA-256 is not the one that its sums state");
      }
      Manifest manifest = Manifest.parse(bytes, summed.name());
      return new Release(place, manifest, manifest.releaseIdOf(bytes));
    }
  }

  /** The release's id. */
  public String id() {
    return id;
  }

  /** The place that its files are read from. */
  public ReleasePlace place() {
    return place;
  }

  /**
   * The folder.
   *
   * @throws IllegalStateException if the release was opened at an address
   */
  public Path folder() {
    if (place instanceof FolderPlace local) {
      return local.folder();
    }
    throw new IllegalStateException(place.name() + " is no folder of this machine");
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
    return folder().resolve(file.name());
  }

  /** Opens a shard's table of hosts, empty where none was made; close it after use. */
  public Optional<HostTable> hosts(ReleasedShard shard) throws IOException {
    return HostTable.find(place, shard.docs(), shard.documents());
  }

  /**
   * Opens the list of what an intervention changed, empty where the release is none; close it after
   * use.
   */
  public Optional<TokenChanges> changes() throws IOException {
    Optional<Intervention> intervention = content().intervention();
    if (intervention.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        TokenChanges.open(
            place,
            intervention.get().changes(),
            content().shards().size(),
            intervention.get().tokens()));
  }

  /** Opens the document table of a shard; close it after use. */
  public DocumentTable documents(ReleasedShard shard) throws IOException {
    return DocumentTable.open(place, shard.docs());
  }
}
