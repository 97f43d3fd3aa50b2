package org.estover.crawl.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/**
 * The Ed25519 key with which a crawler signs its requests; nothing here shows its secret half.
 *
 * <p>Its file is PKCS #8 in PEM, as {@code openssl genpkey -algorithm ed25519} writes it, and must
 * be readable by its owner only. Immutable and thread-safe.
 */
public final class CrawlerKey {
  private static final byte[] PKCS8_PREFIX =
      HexFormat.of().parseHex("302e020100300506032b657004220420");
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final int HALF_SIZE = 32;

  private final PrivateKey secret;
  private final byte[] open;

  private CrawlerKey(PrivateKey secret, byte[] open) {
    this.secret = secret;
    this.open = open;
  }

  /** A fresh key. */
  public static CrawlerKey generate(SecureRandom entropy) {
    byte[] seed = new byte[HALF_SIZE];
    entropy.nextBytes(seed);
    return of(seed);
  }

  /** The key of a secret of 32 bytes (RFC 8032, section 5.1.5). */
  static CrawlerKey of(byte[] seed) {
    try {
      // The platform computes a public key only when it makes a pair, from the bytes it is given.
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
      KeyPair pair = generator.generateKeyPair();
      byte[] pkcs8 = Arrays.copyOf(PKCS8_PREFIX, PKCS8_PREFIX.length + HALF_SIZE);
      System.arraycopy(seed, 0, pkcs8, PKCS8_PREFIX.length, HALF_SIZE);
      PrivateKey secret =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      byte[] x509 = pair.getPublic().getEncoded();
      CrawlerKey key =
          new CrawlerKey(secret, Arrays.copyOfRange(x509, x509.length - HALF_SIZE, x509.length));
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(pair.getPublic());
      verifier.update(PKCS8_PREFIX);
      if (!verifier.verify(key.sign(PKCS8_PREFIX))) {
        throw new AssertionError("this platform's Ed25519 takes no given secret");
      }
      return key;
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java 17 platform has Ed25519", e);
    }
  }

  /** Randomness that is known. */
  private static final class Given extends SecureRandom {
    private static final long serialVersionUID = 1;

    private final byte[] bytes;

    Given(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    @Override
    public void nextBytes(byte[] into) {
      System.arraycopy(bytes, 0, into, 0, into.length);
    }
  }

  /**
   * Reads a key's file.
   *
   * @throws UnfitKeyException if it is none, or others may read it
   */
  public static CrawlerKey read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw Files.exists(file) ? Errors.notAKey(file) : Errors.noKeyFile(file);
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!PosixFilePermissions.fromString("rw-------").containsAll(permissions)) {
      throw Errors.keyForEverybody(file, PosixFilePermissions.toString(permissions));
    }
    // Any bytes are text so, and what is no key says it below.
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw Errors.notAKey(file);
    }
    try {
      byte[] pkcs8 = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
      if (pkcs8.length == PKCS8_PREFIX.length + HALF_SIZE
          && Arrays.equals(Arrays.copyOf(pkcs8, PKCS8_PREFIX.length), PKCS8_PREFIX)) {
        return of(Arrays.copyOfRange(pkcs8, PKCS8_PREFIX.length, pkcs8.length));
      }
    } catch (IllegalArgumentException e) {
      throw Errors.notAKey(file);
    }
    throw Errors.notAKey(file);
  }

  /**
   * Writes the key's file, readable by its owner only.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is something of that name
   */
  public void write(Path file) throws IOException {
    String pem =
        BEGIN + "\n" + Base64.getEncoder().encodeToString(secret.getEncoded()) + "\n" + END + "\n";
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, pem, StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
  }

  /** The key's name: the thumbprint of its public half (RFC 7638, RFC 8037 appendix A.3). */
  public String thumbprint() {
    String canonical = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + base64url(open) + "\"}";
    try {
      return base64url(
          MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /**
   * What the operator serves at {@link CrawlerIdentity#DIRECTORY} as {@value
   * CrawlerIdentity#DIRECTORY_TYPE}: a set of one public key.
   */
  public String directory() {
    return "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\""
        + base64url(open)
        + "\",\"kid\":\""
        + thumbprint()
        + "\",\"use\":\"sig\"}]}";
  }

  byte[] sign(byte[] message) {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(secret);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("a key that was read signs", e);
    }
  }

  private static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Names the key, and shows no secret. */
  @Override
  public String toString() {
    return "crawler key " + thumbprint();
  }
}
