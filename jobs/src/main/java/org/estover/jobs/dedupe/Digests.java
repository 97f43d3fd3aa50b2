package org.estover.jobs.dedupe;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, as document ids need it. */
public final class Digests {
  private Digests() {}

  public static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
