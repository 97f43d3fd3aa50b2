package org.estover.licensing.portal.account;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.estover.ledger.log.DurableFiles;
import org.estover.licensing.portal.PortalSettings;
import org.estover.licensing.portal.store.PrivateFile;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Encrypts the secrets that the database must give back, by a key that stands in a file beside it:
 * who has the database alone has none of them. AES-256-GCM with a random nonce each; what a secret
 * is for is authenticated with it, so that none can be put in another's place. Thread-safe.
 */
@Component
public final class SealedSecrets {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int MARK_BYTES = 16;

  private final SecretKey encryption;
  private final SecretKey marking;
  private final SecureRandom entropy;

  @Autowired
  SealedSecrets(PortalSettings settings, SecureRandom entropy) throws IOException {
    this(settings.data().resolve("secrets.key"), entropy);
  }

  SealedSecrets(Path file, SecureRandom entropy) throws IOException {
    this.entropy = entropy;
    if (!Files.exists(file)) {
      byte[] fresh = new byte[2 * KEY_BYTES];
      entropy.nextBytes(fresh);
      DurableFiles.onDisk().publish(file, fresh, true);
    }
    PrivateFile.require(file);
    byte[] keys = Files.readAllBytes(file);
    if (keys.length != 2 * KEY_BYTES) {
      throw new IOException(
          file + ": " + keys.length + " bytes instead of " + 2 * KEY_BYTES + "; restore it");
    }
    this.encryption = new SecretKeySpec(keys, 0, KEY_BYTES, "AES");
    this.marking = new SecretKeySpec(keys, KEY_BYTES, KEY_BYTES, "HmacSHA256");
  }

  /**
   * Encrypts a secret.
   *
   * @param purpose what it is for; needed to open it
   */
  public String seal(String purpose, byte[] secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    entropy.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, purpose).doFinal(secret);
      byte[] all = new byte[NONCE_BYTES + sealed.length];
      System.arraycopy(nonce, 0, all, 0, NONCE_BYTES);
      System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has AES-GCM", e);
    }
  }

  /**
   * The secret that was sealed for a purpose.
   *
   * @throws IllegalStateException if it was changed, or sealed for another purpose or by another
   *     key
   */
  public byte[] open(String purpose, String sealed) {
    byte[] all = Base64.getUrlDecoder().decode(sealed);
    byte[] nonce = new byte[NONCE_BYTES];
    System.arraycopy(all, 0, nonce, 0, NONCE_BYTES);
    try {
      return cipher(Cipher.DECRYPT_MODE, nonce, purpose)
          .doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "a secret for "
              + purpose
              + " does not open; restore secrets.key of the same backup as the database",
          e);
    }
  }

  /**
   * A keyed hash by which equal texts are known again and nobody without the key finds the text: 32
   * hex digits.
   */
  public String mark(String purpose, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(marking);
      mac.update(purpose.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, MARK_BYTES);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has HMAC-SHA-256", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String purpose) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, encryption, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
