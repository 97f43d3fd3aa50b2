package org.estover.licensing.terms.party;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.estover.licensing.terms.identity.ContentId;

/**
 * An Ed25519 public key with which a party signs. Immutable.
 *
 * @param partyId whose it is
 * @param publicKey the 32 raw bytes in base64
 * @param replacesId the key that it takes the place of, or empty
 */
public record SignatureKey(String partyId, String publicKey, String replacesId) {

  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final int KEY_SIZE = 32;
  private static final int SIGNATURE_SIZE = 64;

  public SignatureKey {
    if (raw(publicKey).length != KEY_SIZE) {
      throw Errors.badPublicKey();
    }
  }

  /** The id of a party's key. */
  public static String idOf(String partyId, String publicKey) {
    return ContentId.of("key", Map.of("party", partyId, "publicKey", publicKey));
  }

  /** The id, which follows from party and key. */
  public String id() {
    return idOf(partyId, publicKey);
  }

  /**
   * The key in base64, as a file says it: in base64 alone, or as {@code openssl pkey -pubout}
   * writes it.
   *
   * @throws IllegalArgumentException if it is no Ed25519 public key
   */
  public static String read(String text) {
    String body = text.lines().filter(line -> !line.startsWith("-----")).reduce("", String::concat);
    byte[] bytes = raw(body.strip());
    boolean encoded =
        bytes.length == X509_PREFIX.length + KEY_SIZE
            && Arrays.equals(Arrays.copyOf(bytes, X509_PREFIX.length), X509_PREFIX);
    if (encoded) {
      bytes = Arrays.copyOfRange(bytes, X509_PREFIX.length, bytes.length);
    }
    if (bytes.length != KEY_SIZE) {
      throw Errors.badPublicKey();
    }
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** The 64 bytes of a signature, as a file holds them: raw, or in base64. */
  public static byte[] signature(byte[] file) {
    return file.length == SIGNATURE_SIZE
        ? file.clone()
        : raw(new String(file, StandardCharsets.ISO_8859_1).strip());
  }

  /** Whether a signature is this key's over some bytes. */
  public boolean verifies(byte[] signed, byte[] signature) {
    if (signature.length != SIGNATURE_SIZE) {
      return false;
    }
    try {
      byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + KEY_SIZE);
      System.arraycopy(raw(publicKey), 0, encoded, X509_PREFIX.length, KEY_SIZE);
      PublicKey key =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      // A point that is on no curve, or a signature that no key can have made.
      return false;
    }
  }

  /** The bytes of base64; none where it is not base64. */
  private static byte[] raw(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
