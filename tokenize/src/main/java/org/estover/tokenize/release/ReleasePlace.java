package org.estover.tokenize.release;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the files of a release are read from: a folder, or an address that serves ranges. */
public sealed interface ReleasePlace permits FolderPlace, HttpPlace {

  /**
   * The place of a name: an address where it begins with {@code http://} or {@code https://}, else
   * a folder.
   *
   * @throws NoAddressException if the address is none
   */
  static ReleasePlace of(String name) throws NoAddressException {
    if (!isAddress(name)) {
      return of(Path.of(name));
    }
    try {
      return HttpPlace.at(new URI(name));
    } catch (URISyntaxException e) {
      throw Errors.noAddress(name, String.valueOf(e.getMessage()));
    }
  }

  /** The place of a folder. */
  static ReleasePlace of(Path folder) {
    return new FolderPlace(folder);
  }

  /** Whether a name is an address rather than a folder. */
  static boolean isAddress(String name) {
    String start = name.toLowerCase(Locale.ROOT);
    return start.startsWith("http://") || start.startsWith("https://");
  }

  /** The folder or address, for messages. */
  String name();

  /** What messages call a file of this place. */
  String nameOf(String file);

  /** The cache of blocks that were fetched; null where reading again is cheap. */
  @Nullable BlockCache cache();

  /**
   * Opens a file that is known to have a size.
   *
   * @throws CorruptReleaseException if it is missing or, as far as that costs nothing, has another
   *     size
   */
  ByteSource open(String file, long size) throws IOException;

  /**
   * Opens a file of which nothing is known; empty if there is none.
   *
   * @param head how many bytes from the beginning will be read; they come with the first answer
   */
  Optional<ByteSource> find(String file, int head) throws IOException;
}
