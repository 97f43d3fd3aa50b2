package org.estover.ledger.vault;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.estover.ledger.log.CorruptLogException;
import org.estover.ledger.log.DurableFiles;
import org.estover.ledger.log.Hash;
import org.estover.ledger.log.JsonObject;
import org.estover.ledger.log.NumberedFiles;
import org.estover.ledger.log.Tile;
import org.jspecify.annotations.Nullable;

/**
 * The payloads that log entries commit to, 256 to a file, readable by the owner only.
 *
 * <p>Each stands as 32 bytes of salt and its canonical bytes, whose SHA-256 is the commitment in
 * the log: it binds the payload and, through the salt, tells nothing about it. Erasing both
 * therefore leaves the log whole and the payload beyond guessing. A group of payloads costs one
 * write and one sync for each file that it reaches.
 */
public final class Vault {

  /** Bytes of salt before each payload. */
  public static final int SALT_SIZE = 32;

  /** The largest payload, in canonical bytes. */
  public static final int MAX_PAYLOAD_BYTES = 64 << 20;

  /** Payloads to a file: as many as entries to a bundle of the log. */
  static final int PER_SEGMENT = Tile.FULL;

  private static final int WHOLE_FOR_ONE = 16 << 10;
  private static final int WHOLE_FOR_ALL = 4 << 20;

  private final Path folder;
  private final DurableFiles files;
  private final @Nullable SecureRandom entropy;

  /** Where the payload after the last one appended begins, so that it need not be looked for. */
  private long next = -1;

  private long nextStart;

  private Vault(Path folder, DurableFiles files, @Nullable SecureRandom entropy) {
    this.folder = folder;
    this.files = files;
    this.entropy = entropy;
  }

  /** The vault in a folder, which the first payload makes. */
  public static Vault forWriting(Path folder, DurableFiles files, SecureRandom entropy) {
    return new Vault(folder, files, entropy);
  }

  /**
   * Whether a folder is a vault of format 1, which had a file for each payload, in folders named by
   * two hex digits; of this format none has a name of two characters.
   */
  public static boolean isFormer(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (DirectoryStream<Path> former = Files.newDirectoryStream(folder, "[0-9a-f][0-9a-f]")) {
      return former.iterator().hasNext();
    }
  }

  /** The vault in a folder, to be read only: it has nothing to make salts of. */
  public static Vault forReading(Path folder) {
    return new Vault(folder, DurableFiles.onDisk(), null);
  }

  /**
   * Puts a fresh salt before a payload; nothing is stored yet.
   *
   * @throws IllegalStateException if the vault was opened {@link #forReading}
   */
  public SaltedPayload salted(VaultPayload payload) {
    if (entropy == null) {
      throw new IllegalStateException(folder + ": opened for reading, and a payload needs a salt");
    }
    byte[] salt = new byte[SALT_SIZE];
    entropy.nextBytes(salt);
    byte[] salted = payload.toJson().bytes(salt);
    int size = salted.length - SALT_SIZE;
    if (size > MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException(
          "a payload of " + size + " bytes; at most " + MAX_PAYLOAD_BYTES + " fit");
    }
    return new SaltedPayload(salted);
  }

  /**
   * Stores the payloads of the log entries from an index on; returns when they are durable.
   *
   * <p>What stands at that index or behind it belongs to a group that was never acknowledged, and
   * is written over.
   */
  public void append(long index, List<SaltedPayload> payloads) throws IOException {
    int done = 0;
    while (done < payloads.size()) {
      long at = index + done;
      int place = place(at);
      int count = Math.min(PER_SEGMENT - place, payloads.size() - done);
      List<SaltedPayload> group = payloads.subList(done, done + count);
      long start = at == next ? nextStart : end(at);
      files.append(
          file(at),
          start,
          true,
          out -> {
            for (SaltedPayload payload : group) {
              out.write(VaultSegment.framed(payload.bytes()));
            }
          });
      done += count;
      next = at + count;
      long end = start;
      for (SaltedPayload payload : group) {
        end += VaultSegment.LENGTH_SIZE + payload.bytes().length;
      }
      nextStart = place(next) == 0 ? 0 : end;
    }
  }

  /** Where the payload of an index begins in its file, which must hold those before it. */
  private long end(long index) throws IOException {
    int place = place(index);
    if (place == 0) {
      return 0;
    }
    VaultSegment segment = VaultSegment.open(file(index), 0);
    if (segment.count() < place) {
      throw damaged(index, "the payloads before it are missing");
    }
    return segment.end(place);
  }

  /**
   * Removes what groups that were never acknowledged have left behind a log of that size. Before
   * anything is removed the last payload of the log must prove itself, or be erased: else what
   * stands behind could be payloads that damage before them has moved out of their places.
   *
   * @param last what the last log entry commits to; not asked for where there is none
   * @return the files that were cut or removed, below the ledger's folder
   */
  public List<String> cut(long size, String last) throws IOException {
    List<String> cut = new ArrayList<>();
    if (size > 0) {
      requireProved(size - 1, last);
    }
    if (!Files.isDirectory(folder)) {
      return cut;
    }
    List<Path> found = NumberedFiles.below(folder).stream().map(folder::resolve).toList();
    files.syncFolders(new TreeSet<>(found.stream().map(Vault::parent).toList()));
    if (place(size) > 0 && Files.exists(file(size))) {
      long end = end(size);
      if (Files.size(file(size)) > end) {
        files.append(file(size), end, true, out -> {});
        cut.add(pathOf(size));
      }
    }
    long segments = size / PER_SEGMENT + (place(size) == 0 ? 0 : 1);
    for (Path file : found) {
      String path = folder.relativize(file).toString();
      if (isBeyond(path, segments)) {
        files.delete(parent(file), List.of(file));
        cut.add(folder.getFileName() + "/" + path);
      }
    }
    return cut;
  }

  private static Path parent(Path file) {
    return Objects.requireNonNull(file.getParent(), "a file below the vault's folder");
  }

  private void requireProved(long index, String commitment) throws IOException {
    VaultSegment segment = VaultSegment.open(file(index), 0);
    int place = place(index);
    boolean proved =
        place < segment.count()
            && (segment.isErased(place)
                || Hash.sha256(segment.salted(place)).toString().equals(commitment));
    if (!proved) {
      throw damaged(index, "the payload of the last log entry is missing or another one");
    }
  }

  /** Whether a file is one of the vault's behind its first ones, or one that was not finished. */
  private static boolean isBeyond(String path, long first) {
    boolean unfinished = path.endsWith(DurableFiles.UNFINISHED);
    long number =
        Tile.index(
            unfinished
                ? path.substring(0, path.length() - DurableFiles.UNFINISHED.length())
                : path);
    return number >= 0 && (unfinished || number >= first);
  }

  /**
   * The payload of a log entry; empty if it was erased.
   *
   * @param commitment what the log entry commits to
   * @throws CorruptLogException if the payload is missing without having been erased, or is not
   *     what the commitment binds
   */
  public Optional<VaultPayload> find(long index, String commitment) throws IOException {
    VaultSegment segment = VaultSegment.open(file(index), WHOLE_FOR_ONE);
    try {
      return find(segment, index, commitment);
    } catch (CorruptLogException | EOFException e) {
      // An erasure may have written the file anew since its places were read.
      return find(VaultSegment.open(file(index), WHOLE_FOR_ONE), index, commitment);
    }
  }

  /** A reader for payloads in log order, which opens each file once. Not thread-safe. */
  public Walk walk() {
    return new Walk();
  }

  /** Payloads in log order. */
  public final class Walk {
    private long number = -1;
    private @Nullable VaultSegment segment;

    /** The payload of a log entry, as {@link Vault#find} gives it. */
    public Optional<VaultPayload> find(long index, String commitment) throws IOException {
      try {
        return find(opened(index), index, commitment);
      } catch (CorruptLogException | EOFException e) {
        segment = null;
        return find(opened(index), index, commitment);
      }
    }

    private VaultSegment opened(long index) throws IOException {
      VaultSegment current = segment;
      if (current == null || number != index / PER_SEGMENT || place(index) >= current.count()) {
        current = VaultSegment.open(file(index), WHOLE_FOR_ALL);
        segment = current;
        number = index / PER_SEGMENT;
      }
      return current;
    }

    private Optional<VaultPayload> find(VaultSegment opened, long index, String commitment)
        throws IOException {
      return Vault.this.find(opened, index, commitment);
    }
  }

  private Optional<VaultPayload> find(VaultSegment segment, long index, String commitment)
      throws IOException {
    int place = place(index);
    if (place >= segment.count()) {
      throw damaged(index, "the payload is missing");
    }
    if (segment.isErased(place)) {
      return Optional.empty();
    }
    byte[] salted = segment.salted(place);
    if (!Hash.sha256(salted).toString().equals(commitment)) {
      throw damaged(index, "the payload is not what the log entry commits to");
    }
    try {
      return Optional.of(VaultPayload.fromJson(JsonObject.parse(salted, SALT_SIZE)));
    } catch (IllegalArgumentException e) {
      throw damaged(index, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Removes a payload and its salt for good; the log keeps the commitment.
   *
   * <p>Its file is written anew without it, with a mark in its place, so that an erasure is told
   * from a loss. Copies on backups and in the blocks of the disk are beyond its reach.
   */
  public void erase(long index) throws IOException {
    VaultSegment segment = VaultSegment.open(file(index), 0);
    int place = place(index);
    if (place >= segment.count()) {
      throw damaged(index, "the payload is missing");
    }
    next = -1;
    files.publish(
        file(index),
        true,
        out -> {
          for (int i = 0; i < segment.count(); i++) {
            boolean gone = i == place || segment.isErased(i);
            out.write(gone ? VaultSegment.erased() : VaultSegment.framed(segment.salted(i)));
          }
        });
  }

  /** Where the payload of a log entry stands below the ledger's folder, for messages. */
  public String pathOf(long index) {
    return folder.getFileName() + "/" + folder.relativize(file(index));
  }

  private static int place(long index) {
    return (int) (index % PER_SEGMENT);
  }

  private Path file(long index) {
    return folder.resolve(Tile.name(index / PER_SEGMENT));
  }

  private CorruptLogException damaged(long index, String why) {
    return new CorruptLogException(
        pathOf(index)
            + ": place "
            + place(index)
            + ": "
            + why
            + "; restore the file from a copy of the vault");
  }
}
