package org.estover.licensing.portal.download;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.estover.licensing.portal.PortalSettings;
import org.estover.licensing.portal.store.PrivateFile;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The secret keys of signed links, in a file that its owner alone reads: the newest signs, and the
 * one before it is still checked by, so that no link ends early where the key changes. Thread-safe.
 *
 * <pre>
 * Keys --> ( second of its making, " ", 64 hex digits, "\n" ){1,2}, newest first
 * </pre>
 */
@Component
final class LinkKeys {
  /** How long a key signs. */
  static final Duration TERM = Duration.ofDays(7);

  private static final int KEY_BYTES = 32;
  private static final int KEPT = 2;

  private final Path file;
  private final Clock clock;
  private final SecureRandom entropy;
  private List<Key> keys = List.of();

  private record Key(Instant made, String hex) {

    String line() {
      return made.getEpochSecond() + " " + hex + "\n";
    }

    byte[] secret() {
      return HexFormat.of().parseHex(hex);
    }

    /** Without the secret. */
    @Override
    public String toString() {
      return "Key of " + made;
    }

    static Key of(String line) {
      String[] words = line.split(" ", 2);
      Key key = new Key(Instant.ofEpochSecond(Long.parseLong(words[0])), words[1]);
      if (key.secret().length != KEY_BYTES) {
        throw new IllegalArgumentException("a key of " + key.secret().length + " bytes");
      }
      return key;
    }
  }

  @Autowired
  LinkKeys(PortalSettings settings, Clock clock, SecureRandom entropy) throws IOException {
    this(settings.data().resolve("download.keys"), clock, entropy);
  }

  LinkKeys(Path file, Clock clock, SecureRandom entropy) throws IOException {
    this.file = file;
    this.clock = clock;
    this.entropy = entropy;
    if (Files.exists(file)) {
      // At the start, not at the first download.
      PrivateFile.require(file);
    }
  }

  /** The key to sign with; makes a new one where there is none or its term is over. */
  synchronized byte[] current() throws IOException {
    load();
    if (keys.isEmpty() || clock.instant().isAfter(keys.get(0).made().plus(TERM))) {
      byte[] secret = new byte[KEY_BYTES];
      entropy.nextBytes(secret);
      List<Key> fresh = new ArrayList<>(keys);
      fresh.add(0, new Key(clock.instant(), HexFormat.of().formatHex(secret)));
      List<Key> kept = List.copyOf(fresh.subList(0, Math.min(KEPT, fresh.size())));
      write(kept);
      keys = kept;
    }
    return keys.get(0).secret();
  }

  /** The keys that links are checked by. */
  synchronized List<byte[]> valid() throws IOException {
    load();
    return keys.stream().map(Key::secret).toList();
  }

  private void load() throws IOException {
    if (!keys.isEmpty() || !Files.exists(file)) {
      return;
    }
    PrivateFile.require(file);
    try {
      keys = Files.readAllLines(file, StandardCharsets.US_ASCII).stream().map(Key::of).toList();
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new IOException(
          file + ": no keys of signed links; delete it, which ends the links of the last minutes",
          e);
    }
  }

  private void write(List<Key> kept) throws IOException {
    Files.createDirectories(
        file.resolveSibling("."),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    Files.deleteIfExists(unfinished);
    try {
      Files.createFile(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      throw new IOException(
          unfinished + ": another process makes it; start one portal a folder", e);
    }
    StringBuilder lines = new StringBuilder();
    kept.forEach(key -> lines.append(key.line()));
    Files.writeString(unfinished, lines, StandardCharsets.US_ASCII);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Without the keys. */
  @Override
  public String toString() {
    return "LinkKeys[" + file + "]";
  }
}
