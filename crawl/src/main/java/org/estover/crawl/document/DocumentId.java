package org.estover.crawl.document;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The name of a document: 16 bytes that follow from its source, its URI and its text.
 *
 * <p>The bytes are the first 16 of SHA-256 over {@code "estover.doc.v1"}, the length of the source
 * in UTF-8 as 4 big-endian bytes and the source, the same for the URI, and the 32 bytes of the
 * text's SHA-256. Two documents with equal ids are one document. Ids compare as unsigned bytes.
 * Immutable and thread-safe.
 */
public final class DocumentId implements Comparable<DocumentId> {
  /** The number of bytes of an id. */
  public static final int SIZE = 16;

  private static final String PREFIX = "doc_";
  private static final byte[] VERSION = "estover.doc.v1".getBytes(US_ASCII);
  private static final int TEXT_DIGEST_SIZE = 32;

  private final byte[] bytes;

  private DocumentId(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Returns the id of the document that {@code source} holds under {@code uri}.
   *
   * @param textSha256 the SHA-256 of the text in UTF-8, 32 bytes
   */
  public static DocumentId of(String source, String uri, byte[] textSha256) {
    if (textSha256.length != TEXT_DIGEST_SIZE) {
      throw new IllegalArgumentException(
          "A text digest has 32 bytes, this one has " + textSha256.length);
    }
    MessageDigest sha256 = sha256();
    sha256.update(VERSION);
    updateWithLength(sha256, source.getBytes(UTF_8));
    updateWithLength(sha256, uri.getBytes(UTF_8));
    sha256.update(textSha256);
    return new DocumentId(Arrays.copyOf(sha256.digest(), SIZE));
  }

  /** Returns the id with these 16 bytes. */
  public static DocumentId of(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("A document id has 16 bytes, not " + bytes.length);
    }
    return new DocumentId(bytes.clone());
  }

  /** Returns a copy of the 16 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public int compareTo(DocumentId other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DocumentId that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return ByteBuffer.wrap(bytes).getInt();
  }

  @Override
  public String toString() {
    return PREFIX + HexFormat.of().formatHex(bytes);
  }

  private static void updateWithLength(MessageDigest digest, byte[] value) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, value.length));
    digest.update(value);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every JDK has SHA-256", e);
    }
  }
}
