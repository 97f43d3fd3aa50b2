package org.estover.crawl.read.git;

import java.io.File;
import java.util.Set;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS_POSIX;

/**
 * Files as JGit sees them, where a repository's configuration leads to no others: what it includes
 * is not there.
 */
final class LoneFiles extends FS_POSIX {
  /** What JGit looks for below a repository's folder by names of its own. */
  private static final Set<String> OWN =
      Set.of("config", "objects", "packed-refs", "refs/", "logs", "logs/refs/");

  /** Below a file nothing can be, whatever a repository has in its folder. */
  private static final String NOWHERE = "config/none";

  LoneFiles() {}

  private LoneFiles(FS same) {
    super(same);
  }

  @Override
  public FS newInstance() {
    return new LoneFiles(this);
  }

  @Override
  public File resolve(File folder, String name) {
    return super.resolve(folder, OWN.contains(name) ? name : NOWHERE);
  }
}
