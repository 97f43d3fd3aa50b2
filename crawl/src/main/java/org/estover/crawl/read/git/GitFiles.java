package org.estover.crawl.read.git;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * The files of one commit of a repository on the disk. Only the repository's own folder is read: no
 * network, no hooks, no settings of a user or machine.
 */
final class GitFiles implements Closeable {
  /** The kernel of Linux has 90,000 files; trees that hold each other a few times have billions. */
  private static final int MAX_ENTRIES = 1_000_000;

  /** A folder, which is read from the disk, takes the time of so many files. */
  private static final int FOLDER = 4;

  private static final int MAX_DEPTH = 200;

  private static final long MAX_SETTINGS = 1 << 20;

  /** Mirrors of large projects have a line for each of some 100,000 requests. */
  private static final long MAX_REFS = 64 << 20;

  static {
    LoneSystem.install();
  }

  private final Repository repository;
  private final ObjectReader reader;
  private final RevCommit commit;

  private GitFiles(Repository repository, ObjectReader reader, RevCommit commit) {
    this.repository = repository;
    this.reader = reader;
    this.commit = commit;
  }

  /** Takes the files of a commit. */
  interface Taker {
    void take(String path, FileMode mode, ObjectId id) throws IOException;
  }

  /**
   * The folder that git keeps a repository in, for a folder that is one or has one; else itself.
   */
  static Path gitFolder(Path folder) {
    Path inside = folder.resolve(".git");
    return Files.isDirectory(inside) ? inside : folder;
  }

  static boolean isRepository(Path folder) {
    Path git = gitFolder(folder);
    return Files.isRegularFile(git.resolve("HEAD"))
        && Files.isDirectory(git.resolve("objects"))
        && (Files.isDirectory(git.resolve("refs")) || Files.exists(git.resolve("packed-refs")));
  }

  /**
   * Opens a repository at a commit.
   *
   * @param revision what names the commit, as git takes it
   * @throws GitDamageException if there is no such repository or commit
   */
  static GitFiles open(Path folder, String revision) throws IOException {
    if (!isRepository(folder)) {
      throw new GitDamageException("not-a-git-repository");
    }
    Path git = gitFolder(folder);
    if (Files.exists(git.resolve("objects/info/alternates"))) {
      // Its objects lie in another folder, which nobody named.
      throw new GitDamageException("git-alternates");
    }
    if (!isPlain(git.resolve("config"), MAX_SETTINGS)
        || !isPlain(git.resolve("HEAD"), MAX_SETTINGS)
        || !isPlain(git.resolve("shallow"), MAX_SETTINGS)
        || !isPlain(git.resolve("packed-refs"), MAX_REFS)) {
      throw new GitDamageException("git-config-corrupt");
    }
    if (!PackIndexes.areWhole(git)) {
      throw new GitDamageException("git-object-corrupt");
    }
    Repository repository;
    try {
      repository =
          new RepositoryBuilder()
              .setFS(new LoneFiles())
              .setGitDir(git.toFile())
              .setMustExist(true)
              .build();
    } catch (IOException | IllegalArgumentException e) {
      throw new GitDamageException("git-config-corrupt");
    }
    ObjectReader reader = repository.newObjectReader();
    try {
      return new GitFiles(repository, reader, commit(repository, reader, revision));
    } catch (GitDamageException e) {
      reader.close();
      repository.close();
      throw e;
    }
  }

  /** Whether a file, if there is one, is no link or device, and no larger than JGit may hold. */
  private static boolean isPlain(Path file, long most) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= most;
  }

  private static RevCommit commit(Repository repository, ObjectReader reader, String revision)
      throws GitDamageException {
    try (RevWalk walk = new RevWalk(reader)) {
      return readable(
          () -> {
            ObjectId id = repository.resolve(revision + "^{commit}");
            if (id == null) {
              throw new GitDamageException("git-no-commit");
            }
            return walk.parseCommit(id);
          });
    }
  }

  /** What JGit reads of a repository. */
  private interface Reading<T> {
    T read() throws IOException;
  }

  /** Reads objects, which may be damaged: JGit finds that out by whatever then goes wrong. */
  private static <T> T readable(Reading<T> reading) throws GitDamageException {
    try {
      return reading.read();
    } catch (GitDamageException e) {
      throw e;
    } catch (RevisionSyntaxException e) {
      throw new GitDamageException("git-no-commit");
    } catch (IOException | LargeObjectException | IllegalArgumentException e) {
      throw new GitDamageException("git-object-corrupt");
    } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw new GitDamageException("git-object-corrupt");
    }
  }

  /** The commit's name. */
  String commit() {
    return commit.name();
  }

  /** When the commit was made. */
  Instant time() {
    return Instant.ofEpochSecond(commit.getCommitTime() & 0xffffffffL);
  }

  /** Where the repository came from, as its configuration has it, or "". */
  String remote() {
    String url = repository.getConfig().getString("remote", Constants.DEFAULT_REMOTE_NAME, "url");
    return url == null ? "" : url;
  }

  /**
   * Gives all files in the order of git's trees, which is that of their paths' bytes.
   *
   * @throws GitDamageException if a tree cannot be read, or there are more files than people have
   */
  void walk(Taker taker) throws IOException {
    try (TreeWalk walk = new TreeWalk(reader)) {
      open(walk);
      int entries = 0;
      while (next(walk)) {
        entries += walk.isSubtree() ? FOLDER : 1;
        if (entries > MAX_ENTRIES || walk.getDepth() > MAX_DEPTH) {
          throw new GitDamageException("git-tree-bomb");
        }
        if (walk.isSubtree()) {
          enter(walk);
        } else {
          Entry file =
              readable(
                  () -> new Entry(walk.getPathString(), walk.getFileMode(0), walk.getObjectId(0)));
          taker.take(file.path, file.mode, file.id);
        }
      }
    }
  }

  private record Entry(String path, FileMode mode, ObjectId id) {}

  private void open(TreeWalk walk) throws GitDamageException {
    readable(
        () -> {
          walk.reset(commit.getTree());
          return walk;
        });
  }

  /** Goes to the next file or folder. */
  private static boolean next(TreeWalk walk) throws GitDamageException {
    return readable(walk::next);
  }

  /** Makes the first entry of a folder the next one. */
  private static void enter(TreeWalk walk) throws GitDamageException {
    readable(
        () -> {
          walk.enterSubtree();
          return walk;
        });
  }

  /**
   * The content of a file.
   *
   * @throws GitDamageException if it is larger than {@code most} or cannot be had
   */
  byte[] read(ObjectId id, int most) throws GitDamageException {
    return readable(
        () -> {
          ObjectLoader loader = reader.open(id, Constants.OBJ_BLOB);
          if (loader.getSize() > most) {
            throw new GitDamageException("too-large");
          }
          return loader.getBytes(most);
        });
  }

  @Override
  public void close() {
    reader.close();
    repository.close();
  }
}
