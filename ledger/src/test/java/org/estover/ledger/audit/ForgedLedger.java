package org.estover.ledger.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.estover.ledger.Ledger;
import org.estover.ledger.Samples;
import org.estover.ledger.log.DurableFiles;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.Hash;
import org.estover.ledger.log.LogEntry;
import org.estover.ledger.log.SigningKey;
import org.estover.ledger.log.TransparencyLog;

/** What the holder of the signing key can make of a ledger without the software's consent. */
public final class ForgedLedger {
  private static final int SALT = 32;

  private ForgedLedger() {}

  /** A ledger of one fact, whose payload is any text, committed to and signed as it should be. */
  public static Path of(Path folder, Fact fact, byte[] payload) throws IOException {
    Ledger.init(folder, Samples.ORIGIN, Samples.settings());
    byte[] salted = ByteBuffer.allocate(SALT + payload.length).position(SALT).put(payload).array();
    Files.createDirectory(folder.resolve("vault"));
    ByteBuffer framed = ByteBuffer.allocate(Integer.BYTES + salted.length);
    Files.write(folder.resolve("vault/000"), framed.putInt(salted.length).put(salted).array());
    String commitment = Hash.sha256(salted).toString();
    LogEntry entry = new LogEntry(Samples.NOW, "ab".repeat(Hash.SIZE), commitment, fact);
    TransparencyLog.open(
            folder.resolve("log"),
            SigningKey.read(folder.resolve("key")),
            DurableFiles.onDisk(),
            0,
            (index, bytes) -> {})
        .append(List.of(entry.bytes()));
    return folder;
  }
}
