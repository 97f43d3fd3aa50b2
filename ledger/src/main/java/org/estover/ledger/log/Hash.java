package org.estover.ledger.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A SHA-256 value: 32 bytes, immutable, shown as 64 hex digits. */
public final class Hash {

  /** Its size in bytes. */
  public static final int SIZE = 32;

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The value of these 32 bytes. */
  public static Hash of(byte[] bytes) {
    return at(bytes, 0, bytes.length);
  }

  /** The value that stands in 32 bytes of an array. */
  static Hash at(byte[] bytes, int from, int size) {
    if (size != SIZE) {
      throw Errors.badField("hash", size + " bytes", SIZE + " bytes");
    }
    return new Hash(Arrays.copyOfRange(bytes, from, from + size));
  }

  /** The value written as 64 hex digits. */
  public static Hash parse(String hex) {
    Ids.requireSha256("hash", hex);
    return new Hash(HexFormat.of().parseHex(hex));
  }

  /** SHA-256 over these parts, one after the other. */
  public static Hash sha256(byte[]... parts) {
    MessageDigest digest = digest();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return new Hash(digest.digest());
  }

  /** The leaf hash of RFC 6962 section 2.1: SHA-256(0x00 || entry). */
  public static Hash ofLeaf(byte[] entry) {
    MessageDigest digest = digest();
    digest.update((byte) 0);
    digest.update(entry);
    return new Hash(digest.digest());
  }

  /** The node hash of RFC 6962 section 2.1: SHA-256(0x01 || left || right). */
  public static Hash ofNode(Hash left, Hash right) {
    MessageDigest digest = digest();
    digest.update((byte) 1);
    digest.update(left.bytes);
    digest.update(right.bytes);
    return new Hash(digest.digest());
  }

  /** The 32 bytes, a copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Puts the 32 bytes into an array. */
  void put(byte[] out, int at) {
    System.arraycopy(bytes, 0, out, at, SIZE);
  }

  /** The standard Base64 form, as checkpoints write it. */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }

  /** A digest of SHA-256. */
  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
