package org.estover.ledger.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A public Ed25519 key under a name, written {@code name+id+key} (C2SP signed-note).
 *
 * <p>Two types are known: 0x01 signs a note's text, 0x04 is a witness's cosignature/v1, which also
 * states a time.
 */
public final class VerifierKey {

  static final byte ED25519 = 0x01;
  static final byte COSIGNATURE = 0x04;

  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final int KEY_SIZE = 32;
  private static final int SIGNATURE_SIZE = 64;

  private final String name;
  private final byte type;
  private final byte[] key;
  private final byte[] id;

  private VerifierKey(String name, byte type, byte[] key) {
    this.name = requireName(name);
    this.type = type;
    this.key = key;
    this.id = id(name, type, key);
  }

  /** The Ed25519 key of a log, or of a witness. */
  static VerifierKey of(String name, byte type, byte[] key) {
    return new VerifierKey(name, type, key.clone());
  }

  /**
   * Reads {@code name+id+key}.
   *
   * @throws IllegalArgumentException if it is malformed, of an unknown type, or its id is not the
   *     key's
   */
  public static VerifierKey parse(String text) {
    String[] parts = text.split("\\+", 3);
    if (parts.length != 3) {
      throw Errors.badKeyText("expected name+id+key");
    }
    byte[] raw = Base64.getDecoder().decode(parts[2]);
    if (raw.length != 1 + KEY_SIZE || !Base64.getEncoder().encodeToString(raw).equals(parts[2])) {
      throw Errors.badKeyText("the key part is not Base64 of a type byte and 32 key bytes");
    }
    if (raw[0] != ED25519 && raw[0] != COSIGNATURE) {
      throw Errors.badKeyText("type " + raw[0] + " is unknown; known are 1 and 4, both Ed25519");
    }
    VerifierKey key = new VerifierKey(parts[0], raw[0], Arrays.copyOfRange(raw, 1, raw.length));
    if (!HexFormat.of().formatHex(key.id).equals(parts[1])) {
      throw Errors.badKeyText("the id is not that of the key");
    }
    return key;
  }

  /** The name of the key, which is the origin of the log it signs. */
  public String name() {
    return name;
  }

  /**
   * The text of a note that this key signed.
   *
   * @throws InvalidNoteException if it is malformed, or this key did not sign it
   */
  public String open(byte[] note) throws InvalidNoteException {
    return SignedNote.open(note, List.of(this)).text();
  }

  /** The first four bytes of SHA-256(name, line feed, type, key). */
  byte[] id() {
    return id.clone();
  }

  /** Whether it is a witness's, whose signatures state a time. */
  public boolean isWitness() {
    return type == COSIGNATURE;
  }

  byte type() {
    return type;
  }

  /** Whether bytes after the id in a signature line sign a note's text with this key. */
  boolean verifies(String text, byte[] signature) {
    if (type == ED25519) {
      return verifies(text.getBytes(StandardCharsets.UTF_8), signature);
    }
    if (signature.length != Long.BYTES + SIGNATURE_SIZE) {
      return false;
    }
    return verifies(
        cosigned(text, timeOf(signature)),
        Arrays.copyOfRange(signature, Long.BYTES, signature.length));
  }

  /** The POSIX seconds that a witness's signature states; empty for another key's. */
  String timeOf(byte[] signature) {
    return isWitness() ? Long.toUnsignedString(ByteBuffer.wrap(signature).getLong()) : "";
  }

  /** What a witness signs (C2SP tlog-cosignature, cosignature/v1). */
  static byte[] cosigned(String text, String posixSeconds) {
    return ("cosignature/v1\ntime " + posixSeconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
  }

  boolean verifies(byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_SIZE) {
      return false;
    }
    try {
      byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + KEY_SIZE);
      System.arraycopy(key, 0, encoded, X509_PREFIX.length, KEY_SIZE);
      PublicKey decoded =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(decoded);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  static String requireName(String name) {
    boolean plain =
        name.chars()
            .noneMatch(
                c ->
                    Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.isISOControl(c)
                        || c == '+');
    if (name.isEmpty() || !plain) {
      throw Errors.badField("key name", name, "no spaces, no control characters, no +");
    }
    return name;
  }

  private static byte[] id(String name, byte type, byte[] key) {
    byte[] start = (name + "\n").getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(Hash.sha256(start, new byte[] {type}, key).bytes(), 4);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** The text form, {@code name+id+key}. */
  @Override
  public String toString() {
    byte[] raw = new byte[1 + KEY_SIZE];
    raw[0] = type;
    System.arraycopy(key, 0, raw, 1, KEY_SIZE);
    String encoded = Base64.getEncoder().encodeToString(raw);
    return name + "+" + HexFormat.of().formatHex(id) + "+" + encoded;
  }
}
