package org.estover.ledger.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.estover.ledger.log.CorruptLogException;
import org.estover.ledger.log.DurableFiles;
import org.estover.ledger.log.Hash;
import org.estover.ledger.log.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The payloads that log entries commit to, one file each, readable by the owner only.
 *
 * <p>A file holds 32 bytes of salt and the payload's canonical bytes. Its name is the SHA-256 of
 * its content, and that is the commitment in the log: it binds the payload and, through the salt,
 * tells nothing about it. Erasing a file therefore leaves the log whole and the payload beyond
 * guessing.
 */
public final class Vault {

  /** Bytes of salt before each payload. */
  public static final int SALT_SIZE = 32;

  /** The largest payload, in canonical bytes. */
  public static final int MAX_PAYLOAD_BYTES = 64 << 20;

  private static final String ERASED = ".erased";

  private final Path folder;
  private final DurableFiles files;
  private final @Nullable SecureRandom entropy;

  private Vault(Path folder, DurableFiles files, @Nullable SecureRandom entropy) {
    this.folder = folder;
    this.files = files;
    this.entropy = entropy;
  }

  /** The vault in a folder, which the first payload makes. */
  public static Vault forWriting(Path folder, DurableFiles files, SecureRandom entropy) {
    return new Vault(folder, files, entropy);
  }

  /** The vault in a folder, to be read only: it has nothing to make salts of. */
  public static Vault forReading(Path folder) {
    return new Vault(folder, DurableFiles.onDisk(), null);
  }

  /**
   * Stores a payload under a fresh salt; returns the commitment when the file is durable.
   *
   * @throws IllegalStateException if the vault was opened {@link #forReading}
   */
  public String put(VaultPayload payload) throws IOException {
    if (entropy == null) {
      throw new IllegalStateException(folder + ": opened for reading, and a payload needs a salt");
    }
    byte[] canonical = payload.toJson().bytes();
    if (canonical.length > MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException(
          "a payload of " + canonical.length + " bytes; at most " + MAX_PAYLOAD_BYTES + " fit");
    }
    byte[] salted = new byte[SALT_SIZE + canonical.length];
    byte[] salt = new byte[SALT_SIZE];
    entropy.nextBytes(salt);
    System.arraycopy(salt, 0, salted, 0, SALT_SIZE);
    System.arraycopy(canonical, 0, salted, SALT_SIZE, canonical.length);
    String commitment = Hash.sha256(salted).toString();
    files.publish(file(commitment), salted, true);
    return commitment;
  }

  /**
   * The payload of a commitment; empty if it was erased.
   *
   * @throws CorruptLogException if the file is missing without having been erased, or is not what
   *     the commitment binds
   */
  public Optional<VaultPayload> find(String commitment) throws IOException {
    byte[] salted;
    try {
      salted = Files.readAllBytes(file(commitment));
    } catch (NoSuchFileException e) {
      if (isErased(commitment)) {
        return Optional.empty();
      }
      throw damaged(commitment, "the file is missing and no erasure is recorded");
    }
    if (!Hash.sha256(salted).toString().equals(commitment)) {
      throw damaged(commitment, "its content is not what the log entry commits to");
    }
    try {
      byte[] canonical = Arrays.copyOfRange(salted, SALT_SIZE, salted.length);
      return Optional.of(VaultPayload.fromJson(JsonObject.parse(canonical)));
    } catch (IllegalArgumentException e) {
      throw damaged(commitment, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Removes a payload and its salt for good; the log keeps the commitment.
   *
   * <p>A mark is left, so that an erasure is told from a loss. Copies on backups and in the blocks
   * of the disk are beyond its reach.
   */
  public void erase(String commitment) throws IOException {
    Path file = file(commitment);
    Path mark = mark(commitment);
    files.publish(mark, "erased\n".getBytes(StandardCharsets.US_ASCII), true);
    Path parent = mark.getParent();
    files.delete(parent == null ? folder : parent, List.of(file));
  }

  /** Whether the payload of a commitment was here and is recorded as erased. */
  public boolean isErased(String commitment) {
    return Files.exists(mark(commitment)) && !Files.exists(file(commitment));
  }

  /** Where a payload stands below the ledger's folder, for messages. */
  public String pathOf(String commitment) {
    return folder.getFileName() + "/" + folder.relativize(file(commitment));
  }

  private Path file(String commitment) {
    Hash name = Hash.parse(commitment);
    return folder.resolve(name.toString().substring(0, 2)).resolve(name.toString());
  }

  private Path mark(String commitment) {
    return file(commitment).resolveSibling(commitment + ERASED);
  }

  private CorruptLogException damaged(String commitment, String why) {
    return new CorruptLogException(
        pathOf(commitment) + ": " + why + "; restore the file from a copy of the vault");
  }
}
