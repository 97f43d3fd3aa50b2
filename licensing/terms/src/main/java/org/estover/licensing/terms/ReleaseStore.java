package org.estover.licensing.terms;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.release.BlockSums;
import org.estover.tokenize.release.Finding;
import org.estover.tokenize.release.Links;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleaseVerifier;
import org.estover.tokenize.release.ReleasedFile;
import org.jspecify.annotations.Nullable;

/**
 * The folder of releases that the trust publishes, one sub-folder per release id, and of the orders
 * that were derived from theirs, one file per order id below {@code orders}.
 *
 * <p>A release appears in one step, complete and verified, and is never changed; what is derived
 * from it is made in its folder later. Its files are hard links to those it was made from where the
 * file system allows, else copies. Used by one writer at a time; safe to read beside it.
 */
public final class ReleaseStore {

  private static final String ORDERS = "orders";

  private final Path root;
  private final List<Path> earlier;

  /** The store in a folder, which is made when the first release comes. */
  public ReleaseStore(Path root) {
    this(root, List.of());
  }

  /**
   * The store in a folder.
   *
   * @param earlier folders that an earlier version may have stored releases in: they are read where
   *     {@code root} lacks a release, and nothing is written there but the masks
   */
  public ReleaseStore(Path root, List<Path> earlier) {
    this.root = root;
    this.earlier = List.copyOf(earlier);
  }

  /** The folder of a release, whether it is there or not. */
  public Path folder(String releaseId) {
    return Stream.concat(Stream.of(root), earlier.stream())
        .map(store -> store.resolve(releaseId))
        .filter(Files::isDirectory)
        .findFirst()
        .orElse(root.resolve(releaseId));
  }

  /** Whether a release is in the store. */
  public boolean holds(String releaseId) {
    return Files.isRegularFile(folder(releaseId).resolve(Release.MANIFEST));
  }

  /**
   * Opens a release of the store.
   *
   * @throws TermsRefusedException if it is not there
   */
  public Release open(String releaseId) throws IOException {
    if (!holds(releaseId)) {
      throw Errors.releaseNotStored(releaseId, root);
    }
    return Release.open(folder(releaseId));
  }

  /**
   * Opens a release of the store in the order of a file, or in its own where none is named.
   *
   * @throws TermsRefusedException if the release is not there
   * @throws IOException if the order is of another release, or damaged
   */
  public Reconstruct inOrderOf(String releaseId, @Nullable Path order) throws IOException {
    Release release = open(releaseId);
    return order == null ? Reconstruct.of(release) : Reconstruct.open(release.place(), order);
  }

  /**
   * Opens a release of the store in a derived order that was kept, or in its own where the id is
   * empty.
   *
   * @throws TermsRefusedException if one of both is not there
   */
  public Reconstruct ordered(String releaseId, String orderId) throws IOException {
    if (orderId.isEmpty()) {
      return inOrderOf(releaseId, null);
    }
    Path file = order(orderId);
    if (!Files.isRegularFile(file)) {
      throw Errors.orderNotStored(orderId, file);
    }
    Reconstruct ordered = inOrderOf(releaseId, file);
    if (!ordered.orderId().equals(orderId)) {
      ordered.close();
      throw Errors.otherOrder(file, orderId, ordered.orderId());
    }
    return ordered;
  }

  /** The file of a derived order, whether it is there or not. */
  public Path order(String orderId) {
    return Stream.concat(Stream.of(root), earlier.stream())
        .map(store -> store.resolve(ORDERS).resolve(orderId))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElse(root.resolve(ORDERS).resolve(orderId));
  }

  /** Keeps the file of a derived order under its id, unless it is there already. */
  void keepOrder(String orderId, Path file) throws IOException {
    Path kept = order(orderId);
    if (Files.exists(kept)) {
      return;
    }
    Files.createDirectories(kept.resolveSibling("."));
    Path unfinished = kept.resolveSibling("." + orderId + ".tmp");
    Files.copy(file, unfinished, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel written = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    Files.move(unfinished, kept, StandardCopyOption.ATOMIC_MOVE);
    sync(root.resolve(ORDERS));
  }

  /**
   * Verifies every byte of a sealed release, and of the copy of it that is stored already; what
   * else lies in its folder is no part of it. Changes nothing.
   *
   * @throws DamagedReleaseException if one is damaged; the message names the first finding
   */
  public void requireSound(Path source) throws IOException {
    List<Finding> findings = findings(source);
    if (!findings.isEmpty()) {
      throw Errors.damagedRelease(source, findings.get(0).message(), findings.size());
    }
    Path stored = root.resolve(Release.open(source).id());
    if (Files.isDirectory(stored) && !Files.isSameFile(stored, source)) {
      List<Finding> damage = findings(stored);
      if (!damage.isEmpty()) {
        throw Errors.damagedCopy(stored, damage.get(0).message());
      }
    }
  }

  /**
   * Takes a sealed release in, if it is not there yet, after every byte of it was verified.
   *
   * @throws DamagedReleaseException if it or the copy that is there is damaged; the message names
   *     the first finding
   */
  Release take(Path source) throws IOException {
    Release release = Release.open(source);
    if (Files.isDirectory(root.resolve(release.id()))) {
      requireSound(source);
      return open(release.id());
    }
    Files.createDirectories(root);
    Path unfinished = root.resolve("." + release.id() + ".tmp");
    deleteFolder(unfinished);
    Files.createDirectory(unfinished);
    for (String name : fileNames(release)) {
      // A file that is not there is found below, like all other damage.
      if (Files.exists(source.resolve(name))) {
        Links.linkOrCopy(source.resolve(name), unfinished.resolve(name));
      }
    }
    List<Finding> findings = findings(unfinished);
    if (!findings.isEmpty()) {
      deleteFolder(unfinished);
      throw Errors.damagedRelease(source, findings.get(0).message(), findings.size());
    }
    sync(unfinished);
    Files.move(unfinished, root.resolve(release.id()), StandardCopyOption.ATOMIC_MOVE);
    sync(root);
    return open(release.id());
  }

  private static List<Finding> findings(Path folder) throws IOException {
    return ReleaseVerifier.verify(folder).stream()
        .filter(finding -> !(finding instanceof Finding.ExtraFile))
        .toList();
  }

  private static List<String> fileNames(Release release) {
    List<String> names = new ArrayList<>();
    names.add(Release.MANIFEST);
    for (ReleasedFile file : release.manifest().files()) {
      names.add(file.name());
    }
    List<String> sidecars = names.stream().map(BlockSums::sidecarName).toList();
    names.addAll(sidecars);
    return names.stream().distinct().toList();
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  private static void deleteFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }
}
