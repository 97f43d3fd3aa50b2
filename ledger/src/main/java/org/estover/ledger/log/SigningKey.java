package org.estover.ledger.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * The secret half of a log's or a witness's Ed25519 key; nothing here shows it.
 *
 * <p>Its file has two lines: {@code PRIVATE+KEY+name+id+key} as Go's note package writes it, and
 * the public key. The file must be readable by its owner only.
 */
public final class SigningKey {

  private static final byte[] PKCS8_PREFIX =
      HexFormat.of().parseHex("302e020100300506032b657004220420");
  private static final String PRIVATE = "PRIVATE+KEY+";
  private static final int SEED_SIZE = 32;

  private final VerifierKey verifier;
  private final byte[] seed;

  private SigningKey(VerifierKey verifier, byte[] seed) {
    this.verifier = verifier;
    this.seed = seed;
  }

  /** A fresh key of a log. */
  public static SigningKey generate(String name, SecureRandom entropy) {
    return generate(name, VerifierKey.ED25519, entropy);
  }

  /** A fresh key of a witness, which cosigns checkpoints of others and signs nothing else. */
  public static SigningKey generateWitness(String name, SecureRandom entropy) {
    return generate(name, VerifierKey.COSIGNATURE, entropy);
  }

  private static SigningKey generate(String name, byte type, SecureRandom entropy) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(255, entropy);
      KeyPair pair = generator.generateKeyPair();
      byte[] x509 = pair.getPublic().getEncoded();
      byte[] pkcs8 = pair.getPrivate().getEncoded();
      VerifierKey verifier =
          VerifierKey.of(name, type, Arrays.copyOfRange(x509, x509.length - 32, x509.length));
      return new SigningKey(
          verifier, Arrays.copyOfRange(pkcs8, pkcs8.length - SEED_SIZE, pkcs8.length));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java 17 platform has Ed25519", e);
    }
  }

  /** Writes the key's file with mode 0600. */
  public void write(Path file, DurableFiles files) throws IOException {
    String text = secretLine() + "\n" + verifier + "\n";
    files.publish(file, text.getBytes(StandardCharsets.UTF_8), true);
  }

  private String secretLine() {
    byte[] raw = new byte[1 + SEED_SIZE];
    raw[0] = verifier.type();
    System.arraycopy(seed, 0, raw, 1, SEED_SIZE);
    String id = HexFormat.of().formatHex(verifier.id());
    return PRIVATE + verifier.name() + "+" + id + "+" + Base64.getEncoder().encodeToString(raw);
  }

  /** Reads a key's file; refuses one that others may read, and one whose halves do not match. */
  public static SigningKey read(Path file) throws IOException {
    for (PosixFilePermission permission : Files.getPosixFilePermissions(file)) {
      if (!permission.name().startsWith("OWNER_")) {
        throw Errors.keyIsOpen(file);
      }
    }
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      if (lines.size() == 2 && lines.get(0).startsWith(PRIVATE)) {
        VerifierKey verifier = VerifierKey.parse(lines.get(1));
        String[] parts = lines.get(0).split("\\+", 5);
        byte[] raw = Base64.getDecoder().decode(parts[parts.length - 1]);
        if (raw.length == 1 + SEED_SIZE && raw[0] == verifier.type()) {
          SigningKey key = new SigningKey(verifier, Arrays.copyOfRange(raw, 1, raw.length));
          byte[] probe = {1};
          boolean belong = verifier.verifies(probe, key.signature(probe));
          if (belong && key.secretLine().equals(lines.get(0))) {
            return key;
          }
        }
      }
    } catch (IllegalArgumentException e) {
      // The cause is left out: its message could hold a part of the key.
      throw Errors.badKeyFile(file);
    }
    throw Errors.badKeyFile(file);
  }

  /** The public half. */
  public VerifierKey verifier() {
    return verifier;
  }

  /**
   * The bytes of a signed note (C2SP signed-note) of a text that is no checkpoint. The same text
   * gives the same bytes.
   *
   * @param text lines, each ended, the second of them no number
   */
  public byte[] note(String text) {
    String[] lines = text.split("\n", -1);
    if (lines.length < 3 || lines[1].chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw Errors.badField("note", text, "two lines or more, the second of them no number");
    }
    return sign(text).bytes();
  }

  /**
   * A log's checkpoint with the cosignature of this witness added (C2SP tlog-cosignature).
   *
   * @param note the checkpoint, which the log signed
   * @param posixSeconds when the witness saw it
   * @throws InvalidNoteException if the log did not sign it
   */
  public byte[] cosign(byte[] note, VerifierKey log, long posixSeconds)
      throws InvalidNoteException {
    if (!verifier.isWitness()) {
      throw Errors.notAWitness(verifier.name());
    }
    OpenedNote opened = OpenedNote.open(note, log, List.of());
    opened.checkpoint(log);
    byte[] signed =
        signature(VerifierKey.cosigned(opened.text(), Long.toUnsignedString(posixSeconds)));
    byte[] timed =
        ByteBuffer.allocate(Long.BYTES + signed.length).putLong(posixSeconds).put(signed).array();
    // The log's own line alone: lines of strangers could make the note one that nobody opens.
    SignedNote own = SignedNote.open(note, List.of(log));
    return new SignedNote(own.text(), own.lines().subList(0, 1))
        .with(SignedNote.Line.of(verifier.name(), verifier.id(), timed))
        .bytes();
  }

  /** The note of a text, signed by this key alone. */
  SignedNote sign(String text) {
    if (verifier.isWitness()) {
      throw Errors.onlyCosigns(verifier.name());
    }
    byte[] signature = signature(text.getBytes(StandardCharsets.UTF_8));
    return new SignedNote(
        text, List.of(SignedNote.Line.of(verifier.name(), verifier.id(), signature)));
  }

  private byte[] signature(byte[] message) {
    try {
      byte[] encoded = Arrays.copyOf(PKCS8_PREFIX, PKCS8_PREFIX.length + SEED_SIZE);
      System.arraycopy(seed, 0, encoded, PKCS8_PREFIX.length, SEED_SIZE);
      PrivateKey key =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java 17 platform has Ed25519", e);
    }
  }

  /** The public half; the secret is never shown. */
  @Override
  public String toString() {
    return "SigningKey[" + verifier + "]";
  }
}
