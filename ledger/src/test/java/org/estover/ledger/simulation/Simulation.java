package org.estover.ledger.simulation;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.estover.ledger.Append;
import org.estover.ledger.Appended;
import org.estover.ledger.Ledger;
import org.estover.ledger.LedgerRefusedException;
import org.estover.ledger.LedgerSettings;
import org.estover.ledger.SimulatedProcess;
import org.estover.ledger.audit.Auditor;
import org.estover.ledger.audit.Finding;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Balance;
import org.estover.ledger.log.Checkpoint;
import org.estover.ledger.log.CorruptLogException;
import org.estover.ledger.log.LogReader;
import org.estover.ledger.log.Receipt;
import org.estover.ledger.log.SimulatedDisk;
import org.estover.ledger.log.SimulatedDisk.Killed;
import org.estover.ledger.log.SimulatedDisk.Trouble;
import org.estover.ledger.log.VerifierKey;
import org.estover.ledger.vault.LoggedFact;
import org.jspecify.annotations.Nullable;

/**
 * One seeded life of a ledger: commands against the real one on a simulated disk, and the same
 * against a plain model.
 *
 * <p>The model says beforehand what each command must be answered. Where a step of the disk failed,
 * or the process died, the group at hand may be recorded or not, wholly; all else must be as it
 * was. After each start everything is read and compared. What is drawn follows from the seed alone,
 * so that a seed that fails does so again, step by step.
 */
public final class Simulation {
  private static final int COMMANDS = 40;
  private static final int LIKELY_STEPS = 40;

  private final SplittableRandom random;
  private final SimulatedClock clock = new SimulatedClock();
  private final Model model = new Model();
  private final Draw draw;
  private final SimulatedDisk disk;
  private final Path scratch;
  private final boolean keepsNewest;
  private final SeededEntropy entropy;
  private final VerifierKey key;
  private final Consumer<String> witness;
  private final MessageDigest digest = sha256();
  private final StringBuilder commands = new StringBuilder();
  private final List<byte[]> seen = new ArrayList<>();
  private @Nullable SimulatedProcess process;
  private byte @Nullable [] olderKeys;
  private int olderSize;

  /** What does not hold. */
  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Broken(String what) {
      super(what);
    }
  }

  /**
   * How a run ended.
   *
   * @param failure what did not hold, or empty
   * @param commands a line for each command
   * @param digest SHA-256 over all commands, answers and steps of the disk
   * @param entries how many log entries there were in the end
   */
  public record Result(String failure, String commands, String digest, int entries) {}

  private Simulation(long seed, Path home, Consumer<String> witness) throws IOException {
    this.witness = witness;
    random = new SplittableRandom(seed);
    draw = new Draw(random.split(), model);
    scratch = home.resolve("scratch");
    disk = new SimulatedDisk(home, random.split(), this::trace);
    keepsNewest = random.nextBoolean();
    entropy = new SeededEntropy(random.split());
    key = SimulatedProcess.found(folder(), "trust.test/log", entropy, disk.files());
  }

  /**
   * Lives one life.
   *
   * @param home a folder of an in-memory file system, which is removed again
   */
  public static Result run(long seed, Path home) throws IOException {
    return run(seed, home, line -> {});
  }

  /** As {@link #run(long, Path)}; the other one is told of each command and step of the disk. */
  static Result run(long seed, Path home, Consumer<String> witness) throws IOException {
    Simulation simulation = new Simulation(seed, home, witness);
    String failure = "";
    try {
      simulation.live();
    } catch (IOException | RuntimeException e) {
      failure = e instanceof Broken ? String.valueOf(e.getMessage()) : "unexpected: " + e;
    } finally {
      simulation.disk.discard();
    }
    return new Result(
        failure,
        simulation.commands.toString(),
        HexFormat.of().formatHex(simulation.digest.digest()),
        simulation.model.log().size());
  }

  /** As {@link #run}, of which only what did not hold is told: for classes loaded elsewhere. */
  public static String failure(long seed, Path home) throws IOException {
    return run(seed, home).failure();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private void trace(String line) {
    digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
    witness.accept(line);
  }

  private void say(String command) {
    commands.append(command).append('\n');
    trace(command);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new Broken(what);
    }
  }

  private Path folder() {
    return disk.root().resolve("ledger");
  }

  private LedgerSettings settings() {
    LedgerSettings settings = LedgerSettings.of(clock, entropy);
    return keepsNewest ? settings.withNewest(disk.root().resolve("kept/newest")) : settings;
  }

  private void live() throws IOException {
    if (random.nextInt(4) == 0) {
      appendMany(random.nextInt(240, 262));
    }
    for (int i = 0; i < COMMANDS; i++) {
      command();
    }
    if (process != null) {
      goDown(random.nextInt(3));
    }
    while (process == null) {
      start(false);
    }
    require(checkRetries(), "");
    process.close();
  }

  private void command() throws IOException {
    clock.goOn(random);
    SimulatedProcess running = process;
    if (running == null) {
      betweenLives();
      start(random.nextInt(4) == 0);
      return;
    }
    int kind = random.nextInt(100);
    if (kind < 42) {
      appendAll(running, draw.group(4));
    } else if (kind < 64) {
      appendEach(running);
    } else if (kind < 72) {
      erase(running);
    } else if (kind < 79) {
      say("read");
      checkAll();
    } else if (kind < 87) {
      clock.jump(random);
      say("clock " + clock.instant());
    } else {
      goDown(random.nextInt(4));
    }
  }

  /** One group of many entries, to come near the end of a tile. */
  private void appendMany(int count) throws IOException {
    List<Append> many = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      many.add(draw.harmless());
    }
    while (process == null) {
      start(false);
    }
    appendAll(process, many);
  }

  private Instant timeNow() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return now.isBefore(model.lastTime()) ? model.lastTime() : now;
  }

  /** Plans trouble for one command in six, and for half of those that may make folders. */
  private void maybePlan() {
    if (random.nextInt(model.log().size() < 8 ? 2 : 6) == 0) {
      plan();
    }
  }

  private void plan() {
    Trouble[] all = Trouble.values();
    disk.plan(random.nextInt(LIKELY_STEPS), all[random.nextInt(all.length)]);
  }

  private void appendAll(SimulatedProcess running, List<Append> requests) throws IOException {
    int before = model.log().size();
    Model.Answer expected = model.admit(requests, timeNow());
    String keys = requests.size() > 20 ? requests.size() + " requests" : named(requests);
    say("append " + keys + (expected.refusal().isEmpty() ? "" : ", refused"));
    maybePlan();
    try {
      List<Appended> answers = running.appendAll(requests);
      require(disk.unplan() == null, "acknowledged after a step of the disk failed");
      requireAnswered(expected, answers, before);
      sawCheckpoint(running);
    } catch (LedgerRefusedException e) {
      require(disk.unplan() == null, "a failed step of the disk was told as a refusal: " + e);
      requireRefused(expected, e);
      draw.refused(requests);
    } catch (IOException e) {
      broken(running, before, e);
    } catch (Killed e) {
      killed(before);
    }
  }

  private static String named(List<Append> requests) {
    return String.join(" ", requests.stream().map(Append::idempotencyKey).toList());
  }

  private void requireRefused(Model.Answer expected, Exception refusal) {
    String message = String.valueOf(refusal.getMessage());
    require(!expected.refusal().isEmpty(), "refused what must be taken: " + message);
    require(
        message.contains(expected.refusal()),
        "refused with \"" + message + "\" instead of \"" + expected.refusal() + "\"");
  }

  private void requireAnswered(Model.Answer expected, List<Appended> answers, int before) {
    require(expected.refusal().isEmpty(), "taken, and must be refused: " + expected.refusal());
    require(answers.size() == expected.indexes().size(), "another number of answers");
    for (int i = 0; i < answers.size(); i++) {
      Appended answer = answers.get(i);
      int index = expected.indexes().get(i);
      require(answer.index() == index, "answered index " + answer.index() + " for " + index);
      require(
          answer.repeated() == expected.repeated().get(i),
          "log entry " + index + ": repeated is " + answer.repeated());
      Model.Entry entry = model.log().get(index);
      if (entry.logged == null) {
        require(index >= before, "an entry of long ago was never read");
        require(answer.entry().time().equals(entry.time), "time " + answer.entry().time());
        require(answer.entry().fact().equals(entry.request.fact()), "another fact");
        entry.logged = answer.entry();
      }
      require(answer.entry().equals(entry.logged), "log entry " + index + ": another answer");
    }
  }

  private void sawCheckpoint(SimulatedProcess running) {
    LogReader log = running.ledger().log();
    require(log.size() == model.log().size(), "the log has " + log.size() + " entries");
    seen.add(log.note());
  }

  /** What one of several clients asked for, and what it must be answered. */
  private record Client(
      SimulatedProcess.Request request, List<Append> appends, Model.Answer expected) {}

  /** Balances that a decision must have read and did not. */
  private final List<String> misread = new ArrayList<>();

  private void appendEach(SimulatedProcess running) throws IOException {
    int before = model.log().size();
    List<Client> clients = new ArrayList<>();
    int count = random.nextInt(1, 5);
    for (int i = 0; i < count; i++) {
      clients.add(random.nextBoolean() ? listing() : deciding());
    }
    say(
        "append each "
            + String.join(
                " | ",
                clients.stream()
                    .map(
                        client ->
                            named(client.appends())
                                + (client.expected().refusal().isEmpty() ? "" : ", refused"))
                    .toList()));
    maybePlan();
    misread.clear();
    try {
      List<SimulatedProcess.Outcome> outcomes =
          running.appendEach(clients.stream().map(Client::request).toList());
      require(disk.unplan() == null, "acknowledged after a step of the disk failed");
      for (int i = 0; i < count; i++) {
        Client client = clients.get(i);
        Exception refusal = outcomes.get(i).refusal();
        if (refusal == null) {
          requireAnswered(client.expected(), outcomes.get(i).answers(), before);
        } else {
          requireRefused(client.expected(), refusal);
        }
      }
      require(misread.isEmpty(), "a decision read other balances: " + misread);
      sawCheckpoint(running);
    } catch (IOException e) {
      require(!(e instanceof LedgerRefusedException), "all were refused for one: " + e);
      broken(running, before, e);
    } catch (Killed e) {
      killed(before);
    }
  }

  private Client listing() {
    List<Append> requests = draw.group(3);
    Model.Answer expected = model.admit(requests, timeNow());
    if (!expected.refusal().isEmpty()) {
      // Their keys are free for the next ones of this very group.
      draw.refused(requests);
    }
    return new Client(new SimulatedProcess.All(requests), requests, expected);
  }

  /** A client that pays out as much as an account holds, and none below that. */
  private Client deciding() {
    Account from = Draw.account(random.nextInt(6));
    long amount = random.nextLong(1, 1L << random.nextInt(1, 40));
    Append payout = draw.payout(draw.number(), from, amount);
    if (random.nextInt(8) == 0 && !model.log().isEmpty()) {
      Append known = model.log().get(random.nextInt(model.log().size())).request;
      payout = new Append(known.idempotencyKey(), payout.fact(), payout.payload());
    }
    Append decided = payout;
    int first = model.indexOf(decided.idempotencyKey());
    Map<String, BigInteger> balances = model.books().balances(false);
    Map<String, BigInteger> pending = model.books().balances(true);
    BigInteger held = balances.getOrDefault(from.name() + " USD", BigInteger.ZERO);
    boolean covered = held.compareTo(BigInteger.valueOf(amount)) >= 0;
    Model.Answer expected =
        first >= 0
            ? new Model.Answer(List.of(first), List.of(true), "")
            : covered
                ? model.admit(List.of(decided), timeNow())
                : new Model.Answer(List.of(), List.of(), "not covered");
    return new Client(
        new SimulatedProcess.Decided(
            decided.idempotencyKey(),
            books -> {
              Map<String, BigInteger> read = read(books.balances(), "");
              Map<String, BigInteger> readPending = read(books.pendingBalances(), "pending ");
              if (!read.equals(balances) || !readPending.equals(pending)) {
                misread.add(read + " " + readPending + " instead of " + balances + " " + pending);
              }
              if (books.balance(from, "USD").minorUnits() < amount) {
                throw new LedgerRefusedException("not covered");
              }
              return decided;
            }),
        List.of(decided),
        expected);
  }

  private static Map<String, BigInteger> read(List<Balance> balances, String prefix) {
    TreeMap<String, BigInteger> read = new TreeMap<>();
    for (Balance balance : balances) {
      read.put(
          prefix + balance.account().name() + " " + balance.netDebit().currency(),
          BigInteger.valueOf(balance.netDebit().minorUnits()));
    }
    return read;
  }

  private void erase(SimulatedProcess running) throws IOException {
    if (model.log().isEmpty()) {
      return;
    }
    int index = random.nextInt(model.log().size());
    Model.Entry entry = model.log().get(index);
    say("erase " + index + (entry.movesMoney() ? ", refused" : ""));
    maybePlan();
    try {
      running.ledger().erase(index);
      require(disk.unplan() == null, "erasure acknowledged after a step of the disk failed");
      require(!entry.movesMoney(), "erased a payload that moves money");
      entry.erased = true;
      requireForgotten();
    } catch (LedgerRefusedException e) {
      require(disk.unplan() == null, "a failed step of the disk was told as a refusal: " + e);
      require(entry.movesMoney(), "refused an erasure: " + e.getMessage());
    } catch (IOException e) {
      model.doubtErasure(index);
      broken(running, model.log().size(), e);
    } catch (Killed e) {
      model.doubtErasure(index);
      killed(model.log().size());
    }
  }

  /** A step failed: the process must write nothing more, and neither must a second one in it. */
  private void broken(SimulatedProcess running, int from, IOException error) throws IOException {
    Trouble trouble = disk.unplan();
    require(trouble != null && trouble.isError(), "failed without a fault of the disk: " + error);
    model.doubt(from);
    long steps = disk.steps();
    Append more = draw.harmless();
    String said = "";
    try {
      running.appendAll(List.of(more));
      require(false, "wrote on after a failed write");
    } catch (IOException e) {
      said = String.valueOf(e.getMessage());
    }
    require(
        said.contains("nothing more is written") || said.contains("new process"),
        "after a failed write: " + said);
    running.close();
    requireStopped();
    require(disk.steps() == steps, "touched the disk after a failed write");
    process = null;
    say("failed");
    endLife(random.nextInt(2));
  }

  private void requireStopped() throws IOException {
    try (SimulatedProcess second = SimulatedProcess.start(folder(), settings(), disk.files())) {
      throw new Broken(
          "opened again in a process in which a write failed, at " + second.ledger().log().size());
    } catch (LedgerRefusedException e) {
      require(
          String.valueOf(e.getMessage()).contains("a write failed in this process"),
          "refused a second opening with " + e.getMessage());
    }
  }

  private void killed(int from) throws IOException {
    require(disk.unplan() != null, "killed by nothing");
    model.doubt(from);
    abandon();
    endLife(random.nextInt(2));
  }

  /** Gives back what a dead process held in this one; nothing of it reaches the disk. */
  private void abandon() throws IOException {
    SimulatedProcess gone = process;
    process = null;
    if (gone != null) {
      gone.close();
    }
  }

  private void goDown(int how) throws IOException {
    boolean clean = how < 2;
    say(clean ? "close" : "abandon");
    abandon();
    endLife(how % 2);
  }

  private void endLife(int how) throws IOException {
    if (how == 0) {
      say("power cut");
      disk.powerCut();
    } else {
      say("restart");
      disk.restart();
    }
  }

  /** What may happen to derived files and to copies while no process writes. */
  private void betweenLives() throws IOException {
    Path keys = folder().resolve("index/keys");
    int kind = random.nextInt(12);
    if (kind < 4) {
      say("keep keys");
      SimulatedProcess.keepKeys(
          folder(), key, random.nextLong(sizeOnDisk() + 1), random.nextInt(6) == 0);
      olderKeys = random.nextBoolean() ? Files.readAllBytes(keys) : olderKeys;
    } else if (kind == 4 && Files.exists(keys)) {
      say("damage keys");
      byte[] bytes = Files.readAllBytes(keys);
      if (bytes.length > 0) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(keys, bytes);
      }
    } else if (kind == 5 && olderKeys != null) {
      say("older keys");
      Files.createDirectories(folder().resolve("index"));
      Files.write(keys, olderKeys);
    } else if (kind == 6 && keepsNewest) {
      oldBackup();
    }
  }

  private long sizeOnDisk() throws IOException {
    return LogReader.open(folder().resolve("log"), key).size();
  }

  /** A copy of what stands there now, once more has been written, must not be signed on from. */
  private void oldBackup() throws IOException {
    Path newest = disk.root().resolve("kept/newest");
    if (olderSize > 0 && Files.exists(scratch) && Files.exists(newest)) {
      Checkpoint kept = LogReader.checkpointIn(Files.readAllBytes(newest), key);
      if (kept.size() > olderSize) {
        say("old backup of " + olderSize);
        LedgerSettings settings = LedgerSettings.of(clock, entropy).withNewest(newest);
        SimulatedDisk untouched = new SimulatedDisk(scratch, new SplittableRandom(0), line -> {});
        try (SimulatedProcess old =
            SimulatedProcess.start(scratch.resolve("copy"), settings, untouched.files())) {
          throw new Broken("an old backup was opened for writing at " + old.ledger().log().size());
        } catch (CorruptLogException e) {
          require(String.valueOf(e.getMessage()).contains("fork"), "refused with " + e);
        }
        require(untouched.steps() == 0, "an old backup was written to");
        return;
      }
    }
    say("back up");
    copy(folder(), scratch.resolve("copy"));
    olderSize = (int) sizeOnDisk();
  }

  private static void copy(Path from, Path to) throws IOException {
    if (Files.exists(to)) {
      try (Stream<Path> all = Files.walk(to)) {
        List<Path> paths = new ArrayList<>(all.toList());
        for (int i = paths.size() - 1; i >= 0; i--) {
          Files.delete(paths.get(i));
        }
      }
    }
    Files.createDirectories(to);
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  private void start(boolean troubled) throws IOException {
    say(troubled ? "start, troubled" : "start");
    requireNewestKept();
    if (troubled) {
      plan();
    }
    try {
      SimulatedProcess started = SimulatedProcess.start(folder(), settings(), disk.files());
      require(disk.unplan() == null, "started though a step of the disk failed");
      process = started;
      long size = started.ledger().log().size();
      int sure = model.log().size();
      require(
          model.settle(size),
          "a log of " + size + " entries; there must be " + sure + " or the whole group at hand");
      int doubted = model.doubtedErasure();
      model.settleErasure(doubted >= 0 && started.ledger().fact(doubted).erased());
      sawCheckpoint(started);
      requireTidy();
      checkAll();
    } catch (Killed e) {
      require(disk.unplan() != null, "killed by nothing");
      endLife(random.nextInt(2));
    } catch (IOException e) {
      Trouble trouble = disk.unplan();
      require(trouble != null && trouble.isError(), "does not start: " + e);
      long steps = disk.steps();
      requireStopped();
      require(disk.steps() == steps, "touched the disk after a failed write");
      say("failed");
      endLife(random.nextInt(2));
    }
  }

  /** What keeps an old backup from being signed on lags behind nothing that was acknowledged. */
  private void requireNewestKept() throws IOException {
    if (keepsNewest && !seen.isEmpty()) {
      long last = LogReader.checkpointIn(seen.get(seen.size() - 1), key).size();
      Path newest = disk.root().resolve("kept/newest");
      require(Files.exists(newest), "the newest checkpoint is lost");
      long kept = LogReader.checkpointIn(Files.readAllBytes(newest), key).size();
      require(kept >= last, "the newest checkpoint is of " + kept + ", and was of " + last);
    }
  }

  /** Reads all that stands there as others do, and compares. */
  private void checkAll() throws IOException {
    checkAudit();
    checkFacts();
    for (int i = 0; i < Math.min(3, seen.size()); i++) {
      byte[] note = i == 0 ? seen.get(seen.size() - 1) : seen.get(random.nextInt(seen.size()));
      Checkpoint earlier = LogReader.checkpointIn(note, key);
      List<Finding> findings = Auditor.auditAgainst(folder(), key, earlier);
      require(findings.isEmpty(), "a checkpoint that was seen: " + findings);
    }
    requireForgotten();
  }

  /** Nothing unfinished is left among tiles and payloads once a writer has opened the ledger. */
  private void requireTidy() throws IOException {
    for (String place : List.of("log/tile", "vault")) {
      Path root = folder().resolve(place);
      if (Files.exists(root)) {
        try (Stream<Path> files = Files.walk(root)) {
          for (Path file : files.toList()) {
            require(!file.toString().endsWith(".tmp"), "left over: " + root.relativize(file));
          }
        }
      }
    }
  }

  private void checkAudit() throws IOException {
    TreeSet<Long> erased = new TreeSet<>();
    for (int i = 0; i < model.log().size(); i++) {
      if (model.log().get(i).erased) {
        erased.add((long) i);
      }
    }
    for (Finding finding : Auditor.audit(folder(), key)) {
      require(finding instanceof Finding.PayloadErased, "audit: " + finding.message());
      long index = ((Finding.PayloadErased) finding).entry();
      require(erased.remove(index), "log entry " + index + " was erased by nobody");
    }
    require(erased.isEmpty(), "no longer erased: " + erased);
  }

  private void checkFacts() throws IOException {
    try (Ledger reader = Ledger.openReadOnly(folder(), settings());
        Stream<LoggedFact> facts = reader.facts()) {
      int[] next = {0};
      Instant[] last = {Instant.EPOCH};
      require(reader.log().size() == model.log().size(), "a reader sees another size");
      facts.forEach(
          fact -> {
            Model.Entry entry = model.log().get(next[0]);
            String where = "log entry " + next[0]++ + ": ";
            require(fact.fact().equals(entry.request.fact()), where + "another fact");
            require(fact.erased() == entry.erased, where + "erased is " + fact.erased());
            require(fact.payload().equals(entry.payload()), where + "another payload");
            require(fact.entry().time().equals(entry.time), where + "another time");
            require(!fact.entry().time().isBefore(last[0]), where + "time goes back");
            require(
                entry.logged == null || entry.logged.equals(fact.entry()),
                where + "another log entry");
            entry.logged = fact.entry();
            last[0] = fact.entry().time();
          });
      require(next[0] == model.log().size(), "a reader sees " + next[0] + " facts");
      if (next[0] > 0) {
        checkReceipt(reader, random.nextInt(next[0]));
      }
    }
  }

  private void checkReceipt(Ledger reader, int index) throws IOException {
    String receipt = reader.receipt(index).text();
    byte[] entry = Objects.requireNonNull(model.log().get(index).logged).bytes();
    Checkpoint checkpoint = Receipt.verify(receipt, entry, key);
    require(checkpoint.size() == model.log().size(), "a receipt of another size");
  }

  /** What was erased stands in no file of the vault any more. */
  private void requireForgotten() throws IOException {
    List<String> markers = new ArrayList<>();
    for (Model.Entry entry : model.log()) {
      Optional<String> name =
          Optional.ofNullable((String) entry.request.payload().content().members().get("name"));
      if (entry.erased) {
        name.ifPresent(markers::add);
      }
    }
    Path vault = folder().resolve("vault");
    if (markers.isEmpty() || !Files.exists(vault)) {
      return;
    }
    try (Stream<Path> files = Files.walk(vault)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        for (String marker : markers) {
          require(!text.contains(marker), marker + " was erased, and stands in " + file);
        }
      }
    }
  }

  /** Every request that was recorded is answered as it was the first time. */
  private boolean checkRetries() throws IOException {
    SimulatedProcess running = Objects.requireNonNull(process);
    List<Append> all = model.log().stream().map(entry -> entry.request).toList();
    if (!all.isEmpty()) {
      Model.Answer expected = model.admit(all, timeNow());
      requireAnswered(expected, running.appendAll(all), model.log().size());
    }
    return true;
  }
}
