package org.estover.licensing.portal.api;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.estover.licensing.portal.account.SealedSecrets;
import org.springframework.stereotype.Component;

/**
 * Makes and reads cursors: positions in a list, bound to the list, its parameters and who asks, so
 * that nobody makes one up.
 */
@Component
final class Cursors {
  private static final int MARK_BYTES = 16;

  private final SealedSecrets secrets;

  Cursors(SealedSecrets secrets) {
    this.secrets = secrets;
  }

  /** The cursor of a position. */
  String of(String list, long position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            ByteBuffer.allocate(Long.BYTES + MARK_BYTES)
                .putLong(position)
                .put(mark(list, position))
                .array());
  }

  /** The position of a cursor, refused unless {@link #of} made it for the same list. */
  long position(String list, String cursor) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException e) {
      throw Errors.cursor();
    }
    if (bytes.length != Long.BYTES + MARK_BYTES) {
      throw Errors.cursor();
    }
    long position = ByteBuffer.wrap(bytes).getLong();
    byte[] mark = Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
    if (!MessageDigest.isEqual(mark, mark(list, position)) || position < 0) {
      throw Errors.cursor();
    }
    return position;
  }

  private byte[] mark(String list, long position) {
    return HexFormat.of().parseHex(secrets.mark("cursor", position + "\n" + list));
  }
}
