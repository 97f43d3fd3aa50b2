package org.estover.ledger.simulation;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.SignatureSpi;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for Ed25519 while a simulation runs: a signature is a hash of public key and message.
 *
 * <p>The JDK's takes a millisecond or two each, which would be nearly all that a simulation does.
 * Whoever knows the public key can forge these, and no simulation tries. Keys are real ones, so
 * that files look as they do otherwise.
 */
final class HashSignatures extends Provider {
  private static final long serialVersionUID = 1;
  private static final String ALGORITHM = "Ed25519";
  private static final int KEY_SIZE = 32;

  private final transient Map<String, byte[]> publicKeys = new ConcurrentHashMap<>();

  private HashSignatures() {
    super("EstoverSimulation", "1", "hashes instead of signatures");
    putService(
        new Service(
            this, "Signature", ALGORITHM, HashSignature.class.getName(), List.of(), Map.of()) {
          @Override
          public Object newInstance(@Nullable Object parameter) {
            return new HashSignature(publicKeys);
          }
        });
  }

  /** Signs and verifies everything in this process by hashes, until it is closed. */
  static HashSignatures install() {
    HashSignatures installed = new HashSignatures();
    Security.insertProviderAt(installed, 1);
    return installed;
  }

  void close() {
    Security.removeProvider(getName());
  }

  private static final class HashSignature extends SignatureSpi {
    private final Map<String, byte[]> publicKeys;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private byte[] publicKey = {};

    HashSignature(Map<String, byte[]> publicKeys) {
      this.publicKeys = publicKeys;
    }

    @Override
    protected void engineInitVerify(PublicKey key) {
      publicKey = last(key.getEncoded());
      message.reset();
    }

    @Override
    protected void engineInitSign(PrivateKey key) {
      byte[] seed = last(key.getEncoded());
      publicKey = publicKeys.computeIfAbsent(HexFormat.of().formatHex(seed), hex -> derive(seed));
      message.reset();
    }

    private static byte[] last(byte[] encoded) {
      return Arrays.copyOfRange(encoded, encoded.length - KEY_SIZE, encoded.length);
    }

    private static byte[] derive(byte[] seed) {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
        generator.initialize(255, new Fixed(seed));
        return last(generator.generateKeyPair().getPublic().getEncoded());
      } catch (GeneralSecurityException e) {
        throw new AssertionError("every Java 17 platform has Ed25519", e);
      }
    }

    @Override
    protected void engineUpdate(byte b) {
      message.write(b);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int from, int length) {
      message.write(bytes, from, length);
    }

    @Override
    protected byte[] engineSign() {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-512");
        digest.update(publicKey);
        return digest.digest(message.toByteArray());
      } catch (GeneralSecurityException e) {
        throw new AssertionError("every Java platform has SHA-512", e);
      }
    }

    @Override
    protected boolean engineVerify(byte[] signature) {
      return Arrays.equals(engineSign(), signature);
    }

    @Deprecated
    @Override
    protected void engineSetParameter(String name, Object value) {
      throw new InvalidParameterException(name);
    }

    @Deprecated
    @Override
    protected Object engineGetParameter(String name) {
      throw new InvalidParameterException(name);
    }
  }

  /** Gives the bytes of a key when it is asked for random ones. */
  private static final class Fixed extends SecureRandom {
    private static final long serialVersionUID = 1;

    private final byte[] seed;

    Fixed(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
