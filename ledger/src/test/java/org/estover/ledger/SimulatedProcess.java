package org.estover.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.estover.ledger.log.DurableFiles;
import org.estover.ledger.log.Hash;
import org.estover.ledger.log.LogEntry;
import org.estover.ledger.log.LogReader;
import org.estover.ledger.log.SigningKey;
import org.estover.ledger.log.TransparencyLog;
import org.estover.ledger.log.VerifierKey;
import org.jspecify.annotations.Nullable;

/** The writing process of a simulation: the real ledger on a disk that is given to it. */
public final class SimulatedProcess implements AutoCloseable {
  private final Ledger ledger;

  private SimulatedProcess(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Opens the ledger in a folder for many clients. */
  public static AppendQueue queue(Path folder, LedgerSettings settings, DurableFiles files)
      throws IOException {
    return new AppendQueue(Ledger.open(folder, settings, files));
  }

  /** Makes a ledger as {@link Ledger#init} does, on files that are given. */
  public static VerifierKey found(
      Path folder, String origin, SecureRandom entropy, DurableFiles files) throws IOException {
    SigningKey key = SigningKey.generate(origin, entropy);
    key.write(folder.resolve("key"), files);
    byte[] vkey = (key.verifier() + "\n").getBytes(StandardCharsets.UTF_8);
    files.publish(folder.resolve("vkey"), vkey, false);
    TransparencyLog.create(folder.resolve("log"), key, files);
    return key.verifier();
  }

  /** Opens the ledger in a folder as its writer. */
  public static SimulatedProcess start(Path folder, LedgerSettings settings, DurableFiles files)
      throws IOException {
    return new SimulatedProcess(Ledger.open(folder, settings, files));
  }

  /**
   * Keeps the copy of the keys that a writer keeps once it has written enough of them, or one of
   * another log.
   */
  public static void keepKeys(Path folder, VerifierKey key, long size, boolean another)
      throws IOException {
    LogReader log = LogReader.open(folder.resolve("log"), key);
    KeyIndex keys = new KeyIndex();
    for (long i = 0; i < size; i++) {
      keys.add(another ? Append.keyDigest("" + i) : LogEntry.parse(log.entry(i)).keyDigest());
    }
    Path file = folder.resolve("index/keys");
    Files.createDirectories(folder.resolve("index"));
    Files.deleteIfExists(file);
    keys.write(file, another ? Hash.sha256(new byte[] {2}) : log.rootAt(size));
  }

  /** What one client of a group asks for. */
  public sealed interface Request {}

  /** Facts, all of them or none. */
  public record All(List<Append> requests) implements Request {}

  /** What a decision says. */
  public record Decided(String idempotencyKey, AppendQueue.Decision decision) implements Request {}

  /**
   * What became of a request.
   *
   * @param answers one for each fact; none where it was refused
   */
  public record Outcome(List<Appended> answers, @Nullable Exception refusal) {}

  /** The ledger. */
  public Ledger ledger() {
    return ledger;
  }

  /** Appends facts, all of them or none. */
  public List<Appended> appendAll(List<Append> requests) throws IOException {
    return ledger.appendAll(requests);
  }

  /** Appends requests of several clients as one group. */
  public List<Outcome> appendEach(List<Request> requests) throws IOException {
    List<Submission> submissions = new ArrayList<>();
    for (Request request : requests) {
      submissions.add(
          request instanceof Decided decided
              ? Submission.of(decided.idempotencyKey(), decided.decision())
              : Submission.of(((All) request).requests()));
    }
    return ledger.appendEach(submissions).stream()
        .map(outcome -> new Outcome(outcome.answers(), outcome.refusal()))
        .toList();
  }

  @Override
  public void close() throws IOException {
    ledger.close();
  }
}
