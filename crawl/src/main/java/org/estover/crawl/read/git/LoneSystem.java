package org.estover.crawl.read.git;

import java.io.File;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * A machine without settings for JGit, so that what is read depends on the repository alone: no
 * configuration of the user or the system, no environment, no clock.
 */
@SuppressWarnings({"deprecation", "removal"}) // JGit asks for methods that it is about to drop
final class LoneSystem extends SystemReader {
  private static final String FILE_SYSTEM = "filesystem";

  private LoneSystem() {}

  /** Makes this the machine that JGit knows, for the whole process. */
  static void install() {
    SystemReader.setInstance(new LoneSystem());
  }

  @Override
  public String getHostname() {
    return "localhost";
  }

  @Override
  public @Nullable String getenv(String variable) {
    return null;
  }

  @Override
  public @Nullable String getProperty(String key) {
    return System.getProperty(key);
  }

  @Override
  public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
    return new NoConfig(parent, fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
    return new NoConfig(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
    return new NoConfig(parent, fs);
  }

  @Override
  public long getCurrentTime() {
    return 0;
  }

  @Override
  public int getTimezone(long when) {
    return 0;
  }

  /** A configuration in which nothing stands. */
  private static final class NoConfig extends FileBasedConfig {
    NoConfig(@Nullable Config parent, FS fs) {
      super(parent, new File("none"), fs);
    }

    @Override
    public void load() {
      // There is no file.
    }

    @Override
    public void save() {
      // Nor will there be one.
    }

    @Override
    public boolean isOutdated() {
      return false;
    }

    /** How fine times of files are: JGit would find out by writing files into the repository. */
    @Override
    public long getTimeUnit(
        String section, String subsection, String name, long fallback, TimeUnit unit) {
      return section.equals(FILE_SYSTEM)
          ? unit.convert(1, TimeUnit.SECONDS)
          : super.getTimeUnit(section, subsection, name, fallback, unit);
    }
  }
}
