package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.estover.tokenize.release.Derived;
import org.estover.tokenize.release.Release;

/**
 * How the files that were made from a whole release begin: magic (8 bytes), version (u32), a number
 * of theirs (u32), the release's id (16 bytes) and its positions (u64).
 */
final class DerivedHeader {
  private static final String PREFIX = "rel_";
  private static final int VERSION_AT = 8;
  private static final int NUMBER_AT = 12;
  private static final int ID_AT = 16;
  private static final int POSITIONS_AT = 32;

  private DerivedHeader() {}

  /** The 16 bytes of a release id. */
  private static byte[] idBytes(String releaseId) {
    return HexFormat.of().parseHex(releaseId.substring(PREFIX.length()));
  }

  /** Writes the header; {@code number} is what the kind of file means by it. */
  static void put(ByteBuffer into, byte[] magic, int version, int number, Release release) {
    into.put(magic).putInt(version).putInt(number);
    into.put(idBytes(release.id())).putLong(release.content().order().positions());
  }

  /**
   * Checks a file's header.
   *
   * @return the number that {@link #put} was given
   * @throws org.estover.tokenize.release.CorruptReleaseException if it is another file's, or was
   *     made from another release
   * @throws org.estover.tokenize.release.FormatTooNewException if a newer program wrote it
   */
  static int check(String name, ByteBuffer header, byte[] magic, int version, Release release)
      throws IOException {
    byte[] found = new byte[magic.length];
    header.get(0, found);
    if (!Arrays.equals(found, magic)) {
      throw Derived.damaged(name, "it begins with other bytes than such a file does");
    }
    if (header.getInt(VERSION_AT) != version) {
      throw Derived.tooNew(name, version, Integer.toUnsignedLong(header.getInt(VERSION_AT)));
    }
    byte[] id = new byte[16];
    header.get(ID_AT, id);
    String of = PREFIX + HexFormat.of().formatHex(id);
    if (!of.equals(release.id())) {
      throw Derived.damaged(name, "it was made from " + of + ", expected " + release.id());
    }
    long positions = header.getLong(POSITIONS_AT);
    if (positions != release.content().order().positions()) {
      throw Derived.damaged(
          name,
          "it has " + positions + " positions, expected " + release.content().order().positions());
    }
    return header.getInt(NUMBER_AT);
  }
}
