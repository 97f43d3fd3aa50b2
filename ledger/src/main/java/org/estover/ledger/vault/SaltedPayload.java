package org.estover.ledger.vault;

import org.estover.ledger.log.Hash;

/** A payload's canonical bytes behind their salt, as the vault keeps them. */
public final class SaltedPayload {
  private final byte[] bytes;
  private final String commitment;

  SaltedPayload(byte[] bytes) {
    this.bytes = bytes;
    this.commitment = Hash.sha256(bytes).toString();
  }

  /** SHA-256 of salt and payload: binds the payload, and tells nothing about it. */
  public String commitment() {
    return commitment;
  }

  byte[] bytes() {
    return bytes;
  }
}
