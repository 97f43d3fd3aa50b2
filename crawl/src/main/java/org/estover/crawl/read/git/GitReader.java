package org.estover.crawl.read.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.estover.crawl.extract.Charsets;
import org.estover.crawl.read.DocumentReader;
import org.estover.crawl.read.ReadDocument;
import org.estover.crawl.read.ReadSink;
import org.estover.crawl.read.ReaderOption;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.ReadLimits;

/**
 * Reads git repositories, bare or with their working files, of which the latter are not looked at.
 *
 * <p>A document is a text file of one commit, its title the path, its address that of the file at
 * the commit where the repository says where it came from. What is binary, data, generated,
 * minified, somebody else's or a lock file is counted as skipped. The license is the file's own
 * where it says so, else that of the nearest license file. The language of a document is a human
 * one, so it stays empty: the path's ending tells the other. Time and memory go with the files of
 * the commit, never with its history.
 */
public final class GitReader implements DocumentReader {
  /** As much as people write into one file of code. */
  private static final int MAX_FILE = 1 << 20;

  private static final ReaderOption REF =
      new ReaderOption("ref", "HEAD", "the branch, tag or commit that is read");

  private final String revision;

  /** A reader of what {@code HEAD} names. */
  public GitReader() {
    this(REF.fallback());
  }

  private GitReader(String revision) {
    this.revision = revision;
  }

  @Override
  public String kind() {
    return "git";
  }

  @Override
  public String version() {
    return "git v1";
  }

  @Override
  public String reads() {
    return "git repositories, bare or not: the text files of one commit";
  }

  @Override
  public List<ReaderOption> options() {
    return List.of(REF);
  }

  @Override
  public DocumentReader with(SortedMap<String, String> options) {
    ReaderOption.check(this, options);
    return new GitReader(options.getOrDefault(REF.name(), REF.fallback()));
  }

  @Override
  public boolean takes(Path found) {
    return Files.isDirectory(found) && GitFiles.isRepository(found);
  }

  @Override
  public void read(Path file, String name, ReadLimits limits, ReadSink sink) throws IOException {
    try (GitFiles files = GitFiles.open(file, revision)) {
      FileLicenses licenses = licenses(files, limits);
      Commit commit = new Commit(files, licenses, name, limits, sink);
      files.walk(commit::take);
    } catch (GitDamageException e) {
      sink.aside(new Aside(name, 0, e.reason(), ""));
    }
  }

  private static FileLicenses licenses(GitFiles files, ReadLimits limits) throws IOException {
    FileLicenses licenses = new FileLicenses();
    files.walk(
        (path, mode, id) -> {
          if (FileLicenses.isAbout(path) && isFile(mode)) {
            readLicense(files, limits, licenses, path, id);
          }
        });
    return licenses;
  }

  private static void readLicense(
      GitFiles files, ReadLimits limits, FileLicenses licenses, String path, ObjectId id) {
    try {
      byte[] bytes = files.read(id, Math.min(MAX_FILE, limits.maxDocument()));
      licenses.read(path, Charsets.decodeText(bytes, ""));
    } catch (GitDamageException e) {
      // It is told when its turn comes as a file.
      licenses.unreadable(path);
    }
  }

  private static boolean isFile(FileMode mode) {
    return mode.equals(FileMode.REGULAR_FILE) || mode.equals(FileMode.EXECUTABLE_FILE);
  }

  /** Makes documents of the files of a commit. */
  private static final class Commit {
    private final GitFiles files;
    private final FileLicenses licenses;
    private final String name;
    private final ReadLimits limits;
    private final ReadSink sink;
    private final RemoteUrl remote;

    Commit(GitFiles files, FileLicenses licenses, String name, ReadLimits limits, ReadSink sink) {
      this.files = files;
      this.licenses = licenses;
      this.name = name;
      this.limits = limits;
      this.sink = sink;
      this.remote = RemoteUrl.of(files.remote());
    }

    void take(String path, FileMode mode, ObjectId id) throws IOException {
      Optional<String> reason = reason(path, mode);
      if (reason.isPresent()) {
        sink.skipped(reason.get());
        return;
      }
      byte[] bytes;
      try {
        bytes = files.read(id, Math.min(MAX_FILE, limits.maxDocument()));
      } catch (GitDamageException e) {
        if (e.reason().equals("too-large")) {
          sink.skipped(e.reason());
        } else {
          sink.aside(new Aside(name + "!/" + path, 0, e.reason(), ""));
        }
        return;
      }
      if (CodeFiles.isBinary(bytes)) {
        sink.skipped("binary");
        return;
      }
      String text = Charsets.decodeText(bytes, "").replace("\r\n", "\n").replace('\r', '\n');
      Optional<String> unread = CodeFiles.textReason(path, text);
      if (unread.isPresent()) {
        sink.skipped(unread.get());
      } else {
        sink.document(document(path, text.stripTrailing()));
      }
    }

    private static Optional<String> reason(String path, FileMode mode) {
      if (mode.equals(FileMode.GITLINK)) {
        return Optional.of("submodule");
      } else if (!isFile(mode)) {
        return Optional.of("symlink");
      } else if (FileLicenses.isLicense(path)) {
        return Optional.of("license-text");
      }
      return CodeFiles.pathReason(path);
    }

    private ReadDocument document(String path, String text) {
      return new ReadDocument(
          name + "@" + files.commit() + "!/" + path,
          remote.file(files.commit(), path),
          path,
          text,
          "",
          licenses.of(path, text),
          "",
          files.time().toString(),
          name,
          0);
    }
  }
}
