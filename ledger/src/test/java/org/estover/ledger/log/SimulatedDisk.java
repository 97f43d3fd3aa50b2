package org.estover.ledger.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that forgets at a power cut what nobody synced, and whose steps fail on demand.
 *
 * <p>What a process sees is a folder of an in-memory file system. Beside it stands what the platter
 * holds: of each file the bytes as of its last sync and the changes since; of each folder the names
 * as of its last sync and the changes since. A power cut keeps of a folder's changes a beginning,
 * and of a file's changes all, none, a beginning that may end in the middle of a write, or their
 * lengths without some of their sectors, which then hold zeros. A file's sync says nothing about
 * its name, and a failed sync leaves on the platter what it will while the process goes on seeing
 * what it wrote: the worst that POSIX and journaling file systems allow. When only the process
 * dies, the next one sees everything, and nothing has become durable by that.
 *
 * <p>Files that were made by other ways than these steps count as never synced. All chances are
 * drawn from one seeded source. Not thread-safe.
 */
public final class SimulatedDisk implements FileOperations {
  private static final int SECTOR = 512;

  private final Path home;
  private final SplittableRandom random;
  private final Consumer<String> trace;
  private final IdentityHashMap<FileChannel, Inode> opened = new IdentityHashMap<>();
  private Folder top = new Folder(true);
  private Path root;
  private int lives;
  private long steps;
  private boolean dead;
  private @Nullable Trouble planned;
  private int stepsUntil;
  private @Nullable Trouble struck;

  /** What can happen at a step. */
  public enum Trouble {
    /** It fails, and was not done or half done. */
    ERROR_BEFORE,
    /** It was done, and is said to have failed. */
    ERROR_AFTER,
    /** The process dies before it was done, or while it was half done. */
    KILL_BEFORE,
    /** The process dies when it is done. */
    KILL_AFTER;

    boolean isDone() {
      return this == ERROR_AFTER || this == KILL_AFTER;
    }

    /** Whether the process lives on and learns of it. */
    public boolean isError() {
      return this == ERROR_BEFORE || this == ERROR_AFTER;
    }
  }

  /** The process is gone: nothing of it runs any more. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed() {
      super("killed", null, false, false);
    }
  }

  private sealed interface Node permits Folder, Inode {}

  private static final class Folder implements Node {
    private final boolean secret;
    private final Map<String, Node> now = new TreeMap<>();
    private final Map<String, Node> durable = new TreeMap<>();
    private final List<Renaming> pending = new ArrayList<>();

    Folder(boolean secret) {
      this.secret = secret;
    }

    void change(Renaming change) {
      change.apply(now);
      pending.add(change);
    }

    /** What the platter holds after a power cut becomes all there is. */
    void settle(int kept) {
      pending.subList(0, kept).forEach(change -> change.apply(durable));
      pending.clear();
      now.clear();
      now.putAll(durable);
    }
  }

  /** A change of a folder: a name goes, a name comes, or both at once. */
  private record Renaming(String gone, String come, @Nullable Node node) {
    void apply(Map<String, Node> names) {
      names.remove(gone);
      if (node != null) {
        names.put(come, node);
      }
    }
  }

  private static final class Inode implements Node {
    private final boolean secret;
    private byte[] durable = new byte[0];
    private final List<Change> pending = new ArrayList<>();

    Inode(boolean secret) {
      this.secret = secret;
    }
  }

  /** A change of a file: bytes at a place, or its end there. */
  private static final class Change {
    private final long at;
    private final byte @Nullable [] bytes;

    Change(long at, byte @Nullable [] bytes) {
      this.at = at;
      this.bytes = bytes;
    }
  }

  /**
   * An empty disk.
   *
   * @param home a folder of an in-memory file system, below which each life of the process has its
   *     own, because a process that must not write again is known by its folder
   * @param trace is told of each step
   */
  public SimulatedDisk(Path home, SplittableRandom random, Consumer<String> trace)
      throws IOException {
    this.home = home;
    this.random = random;
    this.trace = trace;
    this.root = home.resolve("life-0");
    Files.createDirectories(root);
  }

  /** The folder that a process sees now. */
  public Path root() {
    return root;
  }

  /** Durable files on this disk, as a new process has them. */
  public DurableFiles files() {
    return new DurableFiles(this);
  }

  /** How many steps were taken. */
  public long steps() {
    return steps;
  }

  /** Plans trouble at the step after so many others. */
  public void plan(int stepsBefore, Trouble trouble) {
    planned = trouble;
    stepsUntil = stepsBefore;
    struck = null;
  }

  /** Ends planning, and says what happened of what was planned. */
  public @Nullable Trouble unplan() {
    Trouble happened = struck;
    planned = null;
    struck = null;
    return happened;
  }

  /** The process ends and another one starts; the machine goes on. */
  public void restart() throws IOException {
    Path next = home.resolve("life-" + ++lives);
    Files.move(root, next);
    begin(next);
  }

  /** The power goes and comes back: what was not synced is partly lost. */
  public void powerCut() throws IOException {
    Path next = home.resolve("life-" + ++lives);
    List<Path> untracked = new ArrayList<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        if (!(find(file) instanceof Inode)) {
          untracked.add(file);
        }
      }
    }
    settle(top);
    materialize(top, next);
    for (Path file : untracked) {
      Path to = next.resolve(root.relativize(file).toString());
      if (random.nextBoolean() && Files.isDirectory(parent(to))) {
        byte[] bytes = Files.readAllBytes(file);
        Inode never = new Inode(true);
        never.pending.add(new Change(0, bytes));
        Files.write(to, settled(never));
      }
    }
    remove(root);
    begin(next);
  }

  private void begin(Path next) {
    root = next;
    opened.clear();
    dead = false;
    unplan();
  }

  /** Removes all that the disk holds from the memory it stands in. */
  public void discard() throws IOException {
    remove(home);
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> paths = new ArrayList<>(all.toList());
      for (int i = paths.size() - 1; i >= 0; i--) {
        Files.delete(paths.get(i));
      }
    }
  }

  private void settle(Folder folder) {
    folder.settle(random.nextInt(folder.pending.size() + 1));
    for (Node node : folder.durable.values()) {
      if (node instanceof Folder inner) {
        settle(inner);
      } else if (node instanceof Inode file && !file.pending.isEmpty()) {
        file.durable = settled(file);
        file.pending.clear();
      }
    }
  }

  /** What becomes of a file's changes that were not synced. */
  private byte[] settled(Inode file) {
    List<Change> changes = file.pending;
    return switch (random.nextInt(4)) {
      case 0 -> file.durable;
      case 1 -> applied(file.durable, changes);
      case 2 -> {
        int whole = random.nextInt(changes.size());
        List<Change> kept = new ArrayList<>(changes.subList(0, whole));
        Change torn = changes.get(whole);
        if (torn.bytes != null) {
          int length = random.nextInt(torn.bytes.length + 1);
          kept.add(new Change(torn.at, Arrays.copyOf(torn.bytes, length)));
        }
        yield applied(file.durable, kept);
      }
      default -> zeroed(applied(file.durable, changes), changes);
    };
  }

  /** Some of the sectors that were written never came down, though the file has its new length. */
  private byte[] zeroed(byte[] content, List<Change> changes) {
    for (Change change : changes) {
      int end = change.bytes == null ? 0 : (int) change.at + change.bytes.length;
      for (int from = (int) change.at; from < Math.min(end, content.length); ) {
        int to = Math.min(Math.min(end, content.length), (from / SECTOR + 1) * SECTOR);
        if (random.nextBoolean()) {
          Arrays.fill(content, from, to, (byte) 0);
        }
        from = to;
      }
    }
    return content;
  }

  private static byte[] applied(byte[] before, List<Change> changes) {
    int most = before.length;
    for (Change change : changes) {
      most = Math.max(most, (int) change.at + (change.bytes == null ? 0 : change.bytes.length));
    }
    byte[] content = Arrays.copyOf(before, most);
    int size = before.length;
    for (Change change : changes) {
      int at = (int) change.at;
      if (change.bytes == null) {
        Arrays.fill(content, Math.min(at, size), size, (byte) 0);
        size = Math.min(at, size);
      } else if (change.bytes.length > 0) {
        System.arraycopy(change.bytes, 0, content, at, change.bytes.length);
        size = Math.max(size, at + change.bytes.length);
      }
    }
    return Arrays.copyOf(content, size);
  }

  private static void materialize(Folder folder, Path to) throws IOException {
    DISK.createFolder(to, folder.secret);
    for (Map.Entry<String, Node> each : folder.durable.entrySet()) {
      Path path = to.resolve(each.getKey());
      if (each.getValue() instanceof Folder inner) {
        materialize(inner, path);
      } else if (each.getValue() instanceof Inode file) {
        try (FileChannel channel = DISK.create(path, file.secret)) {
          DISK.write(channel, file.durable);
        }
      }
    }
  }

  private @Nullable Node find(Path path) {
    Node node = top;
    for (Path name : root.relativize(path.toAbsolutePath())) {
      if (!name.toString().isEmpty()) {
        node = node instanceof Folder folder ? folder.now.get(name.toString()) : null;
      }
    }
    return node;
  }

  private Folder folder(Path path) throws IOException {
    if (find(path) instanceof Folder folder) {
      return folder;
    }
    throw new NoSuchFileException(path.toString(), null, "not a folder of the simulated disk");
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException(path + " is not below a folder");
    }
    return parent;
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  /** Counts a step; says what happens at it. */
  private @Nullable Trouble step(String what) {
    if (dead) {
      throw new Killed();
    }
    steps++;
    trace.accept(what);
    if (planned == null || stepsUntil-- > 0) {
      return null;
    }
    struck = planned;
    planned = null;
    return struck;
  }

  private static boolean isDone(@Nullable Trouble trouble) {
    return trouble == null || trouble.isDone();
  }

  private void strike(@Nullable Trouble trouble, String what) throws IOException {
    if (trouble == null) {
      return;
    }
    trace.accept(trouble + " " + what);
    if (trouble.isError()) {
      throw new IOException((random.nextBoolean() ? "EIO" : "ENOSPC") + ", injected: " + what);
    }
    dead = true;
    throw new Killed();
  }

  @Override
  public FileChannel create(Path file, boolean secret) throws IOException {
    return opened(file, secret, true);
  }

  @Override
  public FileChannel open(Path file, boolean secret) throws IOException {
    return opened(file, secret, false);
  }

  private FileChannel opened(Path file, boolean secret, boolean empty) throws IOException {
    String what = (empty ? "create " : "open ") + root.relativize(file);
    Trouble trouble = step(what);
    if (!isDone(trouble)) {
      strike(trouble, what);
    }
    FileChannel channel =
        empty ? FileOperations.super.create(file, secret) : FileOperations.super.open(file, secret);
    Folder folder = folder(parent(file));
    if (folder.now.get(name(file)) instanceof Inode known) {
      if (empty) {
        known.pending.add(new Change(0, null));
      }
      opened.put(channel, known);
    } else {
      Inode added = new Inode(secret);
      folder.change(new Renaming(name(file), name(file), added));
      opened.put(channel, added);
    }
    if (trouble != null) {
      channel.close();
      strike(trouble, what);
    }
    return channel;
  }

  private Inode inode(FileChannel channel) {
    Inode file = opened.get(channel);
    if (file == null) {
      throw new IllegalStateException("a channel that this disk has not opened");
    }
    return file;
  }

  @Override
  public void truncate(FileChannel channel, long size) throws IOException {
    String what = "truncate to " + size;
    Trouble trouble = step(what);
    if (isDone(trouble)) {
      FileOperations.super.truncate(channel, size);
      inode(channel).pending.add(new Change(size, null));
    }
    strike(trouble, what);
  }

  @Override
  public void write(FileChannel channel, byte[] bytes) throws IOException {
    String what = "write " + bytes.length + " at " + channel.position();
    Trouble trouble = step(what);
    byte[] done = isDone(trouble) ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    inode(channel).pending.add(new Change(channel.position(), done));
    FileOperations.super.write(channel, done);
    strike(trouble, what);
  }

  @Override
  public void sync(FileChannel channel) throws IOException {
    Trouble trouble = step("sync");
    Inode file = inode(channel);
    if (trouble == null || trouble == Trouble.KILL_AFTER) {
      file.durable = applied(file.durable, file.pending);
      file.pending.clear();
    } else if (trouble.isError() && !file.pending.isEmpty()) {
      // No later sync makes good what this one failed to bring down.
      file.durable = settled(file);
      file.pending.clear();
    }
    strike(trouble, "sync");
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    String what = "rename to " + root.relativize(to);
    Trouble trouble = step(what);
    if (isDone(trouble)) {
      Node moved = find(from);
      if (moved == null) {
        throw new NoSuchFileException(from.toString(), null, "not on the simulated disk");
      }
      // The file system in memory wants to be told what rename(2) does anyway.
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      folder(parent(to)).change(new Renaming(name(from), name(to), moved));
    }
    strike(trouble, what);
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    String what = "sync folder " + root.relativize(folder.toAbsolutePath());
    Trouble trouble = step(what);
    boolean above = !folder.toAbsolutePath().startsWith(root);
    Folder synced = above ? new Folder(true) : folder(folder);
    if (trouble == null || trouble == Trouble.KILL_AFTER) {
      synced.settle(synced.pending.size());
    }
    strike(trouble, what);
  }

  @Override
  public void createFolder(Path folder, boolean secret) throws IOException {
    String what = "create folder " + root.relativize(folder);
    Trouble trouble = step(what);
    if (isDone(trouble)) {
      FileOperations.super.createFolder(folder, secret);
      folder(parent(folder)).change(new Renaming(name(folder), name(folder), new Folder(secret)));
    }
    strike(trouble, what);
  }

  @Override
  public void delete(Path file) throws IOException {
    String what = "delete " + root.relativize(file);
    Trouble trouble = step(what);
    if (isDone(trouble)) {
      FileOperations.super.delete(file);
      folder(parent(file)).change(new Renaming(name(file), name(file), null));
    }
    strike(trouble, what);
  }
}
