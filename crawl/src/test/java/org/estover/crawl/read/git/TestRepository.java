package org.estover.crawl.read.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;

/** A bare repository that is made for a test, the same bytes each time. */
final class TestRepository {
  private static final PersonIdent NOBODY =
      new PersonIdent(
          "Nobody", "nobody@example.org", Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private final SortedMap<String, FileMode> modes = new TreeMap<>();

  TestRepository file(String path, String text) {
    return file(path, text.getBytes(UTF_8), FileMode.REGULAR_FILE);
  }

  TestRepository file(String path, byte[] bytes, FileMode mode) {
    files.put(path, bytes);
    modes.put(path, mode);
    return this;
  }

  /** Writes the files as the commit of a branch, and returns the commit's name. */
  String commit(Path folder, String branch) throws IOException {
    LoneSystem.install();
    try (Repository repository = open(folder);
        ObjectInserter inserter = repository.newObjectInserter()) {
      DirCache index = DirCache.newInCore();
      DirCacheBuilder builder = index.builder();
      for (String path : files.keySet()) {
        DirCacheEntry entry = new DirCacheEntry(path);
        FileMode mode = modes.getOrDefault(path, FileMode.REGULAR_FILE);
        entry.setFileMode(mode);
        entry.setObjectId(
            mode.equals(FileMode.GITLINK)
                ? ObjectId.fromString("1".repeat(40))
                : inserter.insert(Constants.OBJ_BLOB, files.getOrDefault(path, new byte[0])));
        builder.add(entry);
      }
      builder.finish();
      return commit(repository, inserter, index.writeTree(inserter), branch);
    }
  }

  static Repository open(Path folder) throws IOException {
    Repository repository = new FileRepository(folder.toFile());
    if (!repository.getObjectDatabase().exists()) {
      repository.create(true);
    }
    return repository;
  }

  static String commit(Repository repository, ObjectInserter inserter, ObjectId tree, String branch)
      throws IOException {
    CommitBuilder commit = new CommitBuilder();
    commit.setTreeId(tree);
    commit.setAuthor(NOBODY);
    commit.setCommitter(NOBODY);
    commit.setMessage("A commit");
    ObjectId id = inserter.insert(commit);
    inserter.flush();
    RefUpdate update = repository.updateRef(Constants.R_HEADS + branch);
    update.setNewObjectId(id);
    update.setForceUpdate(true);
    update.forceUpdate();
    repository.updateRef(Constants.HEAD).link(Constants.R_HEADS + branch);
    return id.name();
  }

  static void remote(Path folder, String url) throws IOException {
    try (Repository repository = open(folder)) {
      StoredConfig config = repository.getConfig();
      config.setString("remote", "origin", "url", url);
      config.save();
    }
  }

  /** Puts all objects into one pack. */
  static void pack(Path folder) throws IOException, GitAPIException {
    try (Repository repository = open(folder);
        Git git = Git.wrap(repository)) {
      git.gc().call();
    }
  }
}
