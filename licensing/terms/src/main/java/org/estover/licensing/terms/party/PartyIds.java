package org.estover.licensing.terms.party;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Gives parties their pseudonymous ids.
 *
 * <p>An id is {@code pty_} and the first 16 bytes of HMAC-SHA-256(salt, {@code estover.party.v1} LF
 * role LF name). It is keyed with a salt that the trust keeps in its vault, because a bare digest
 * of a name would let anyone test whether a known name stands in the public log. The same name in
 * the same role has the same id in every release of one trust, and ids of two trusts cannot be
 * linked. Erase the salt, and no id leads back to a name. Thread-safe.
 */
public final class PartyIds {

  /** Bytes that a salt has at least. */
  public static final int SALT_SIZE_MIN = 16;

  private static final String ALGORITHM = "HmacSHA256";
  private static final int ID_SIZE = 16;

  private final SecretKeySpec key;

  /** Of rights holders, each of whom stands on many statements; grows with them. */
  private final Map<String, String> ofHolders = new ConcurrentHashMap<>();

  private PartyIds(byte[] salt) {
    this.key = new SecretKeySpec(salt, ALGORITHM);
  }

  /** The ids under a salt of at least {@link #SALT_SIZE_MIN} bytes. */
  public static PartyIds saltedBy(byte[] salt) {
    if (salt.length < SALT_SIZE_MIN) {
      throw Errors.shortSalt(salt.length, SALT_SIZE_MIN);
    }
    return new PartyIds(salt);
  }

  /** The id of the party of that name in that role. */
  public String idOf(String role, String name) {
    String message = "estover.party.v1\n" + role + "\n" + name;
    byte[] code = mac().doFinal(message.getBytes(StandardCharsets.UTF_8));
    return "pty_" + HexFormat.of().formatHex(Arrays.copyOf(code, ID_SIZE));
  }

  /** The id of the rights holder of that name. */
  public String idOfRightsHolder(String name) {
    return ofHolders.computeIfAbsent(name, holder -> idOf(RightsHolder.ROLE, holder));
  }

  private Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
