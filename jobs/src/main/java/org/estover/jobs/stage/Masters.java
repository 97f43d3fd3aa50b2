package org.estover.jobs.stage;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/** What the two kinds of Spark master need to be told. */
final class Masters {
  private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\*|\\d+)\\])?");

  private Masters() {}

  /** The local master with that many attempts per task; Spark itself would give up at once. */
  static String withRetries(String master, int attempts) {
    Matcher local = LOCAL.matcher(master);
    if (!local.matches()) {
      return master;
    }
    String threads = local.group(1) == null ? "1" : local.group(1);
    return "local[" + threads + "," + attempts + "]";
  }

  /**
   * Hands the class path to a cluster's executors: folders by their path, which a cluster on this
   * machine sees, and jars by copy, save those that its Spark home holds already.
   */
  static void handOutClasses(SparkConf conf) {
    List<String> jars = new ArrayList<>();
    List<String> folders = new ArrayList<>();
    String home = System.getenv("SPARK_HOME");
    StringTokenizer entries =
        new StringTokenizer(System.getProperty("java.class.path", ""), File.pathSeparator);
    while (entries.hasMoreTokens()) {
      Path path = Path.of(entries.nextToken()).toAbsolutePath();
      if (Files.isDirectory(path)) {
        folders.add(path.toString());
      } else if (Files.isRegularFile(path)
          && (home == null
              || !Files.exists(Path.of(home, "jars", path.getFileName().toString())))) {
        jars.add(path.toUri().toString());
      }
    }
    if (!jars.isEmpty()) {
      conf.setIfMissing("spark.jars", String.join(",", jars));
    }
    if (!folders.isEmpty()) {
      conf.setIfMissing("spark.executor.extraClassPath", String.join(File.pathSeparator, folders));
    }
  }
}
