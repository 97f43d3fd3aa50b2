package org.estover.licensing.portal.download;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.estover.licensing.portal.PortalSettings;
import org.estover.licensing.portal.desk.OpenReleases;
import org.estover.tokenize.release.BlockSums;
import org.estover.tokenize.release.Cards;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedFile;
import org.estover.tokenize.release.ReleasedShard;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The files that can be had of each published release: those that its manifest names, with their
 * sidecars, the manifest, and its cards. Nothing else of a release's folder is ever looked up, so
 * no name leads out of it. Holds a list a release, of about 1 KiB a shard. Thread-safe.
 */
@Component
public final class Shelf {
  private static final String VERSION = "1.0.0";

  private final OpenReleases open;
  private final TrustBook book;
  private final PortalSettings settings;
  private final ConcurrentHashMap<String, ShelvedRelease> known = new ConcurrentHashMap<>();

  Shelf(OpenReleases open, TrustBook book, PortalSettings settings) {
    this.open = open;
    this.book = book;
    this.settings = settings;
  }

  /** The release of an id, or nothing where the trust published none. */
  public Optional<ShelvedRelease> find(String releaseId) throws IOException {
    TrustBook.Page page = book.now();
    Instant published = page.published().get(releaseId);
    Optional<Release> release = published == null ? Optional.empty() : open.find(releaseId);
    if (published == null || release.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          known.computeIfAbsent(
              releaseId, id -> shelved(release.get(), published, page.trustName())));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private ShelvedRelease shelved(Release release, Instant published, String trustName) {
    SortedMap<String, ReleaseFile> files = new TreeMap<>();
    for (ReleasedShard shard : release.content().shards()) {
      shard.files().forEach(file -> put(files, file, shard));
    }
    release.content().intervention().ifPresent(change -> put(files, change.changes(), null));
    try {
      put(files, release.folder(), Release.MANIFEST);
      put(files, release.folder(), BlockSums.sidecarName(Release.MANIFEST));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String day = LocalDate.ofInstant(published, ZoneOffset.UTC).toString();
    String page = settings.publicUrl() + "/releases/" + release.id();
    Cards cards =
        Cards.ofShards(release, new Cards.Publication(page, trustName, day, VERSION, List.of()));
    put(files, Cards.README, cards.readme());
    put(files, Cards.LICENSES, cards.licenses());
    put(files, Cards.CROISSANT, cards.croissant());
    String commit = release.manifest().contentSha256().substring(0, 40);
    return new ShelvedRelease(release, commit, published, files);
  }

  private static void put(
      SortedMap<String, ReleaseFile> files, ReleasedFile file, @Nullable ReleasedShard shard) {
    String sums = BlockSums.sidecarName(file.name());
    long size = BlockSums.sidecarSize(file.size());
    files.put(
        file.name(), new ReleaseFile(file.name(), file.size(), file.sha256(), shard, true, null));
    files.put(sums, new ReleaseFile(sums, size, file.sumsSha256(), shard, true, null));
  }

  private static void put(SortedMap<String, ReleaseFile> files, Path folder, String name)
      throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(name));
    files.put(name, new ReleaseFile(name, bytes.length, sha256(bytes), null, false, null));
  }

  private static void put(SortedMap<String, ReleaseFile> files, String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    files.put(name, new ReleaseFile(name, bytes.length, sha256(bytes), null, false, text));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      // Every Java has it.
      throw new AssertionError(e);
    }
  }
}
