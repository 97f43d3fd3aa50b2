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
import org.estover.crawl.plugin.PluginJars;

/** What the two kinds of Spark master need to be told. */
final class Masters {
  private static final String THREADS = "\\*|[1-9]\\d{0,4}";
  private static final Pattern LOCAL = Pattern.compile("local(?:\\[(" + THREADS + ")\\])?");
  private static final Pattern KNOWN =
      Pattern.compile(
          "local(\\[("
              + THREADS
              + ")(,[1-9]\\d{0,4})?\\])?"
              + "|spark://[^,:/\\s]+:\\d{1,5}(,[^,:/\\s]+:\\d{1,5})*|yarn|k8s://\\S+");

  private Masters() {}

  /** Whether Spark knows masters of this form. */
  static boolean isKnown(String master) {
    return KNOWN.matcher(master).matches();
  }

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
   * Hands this process's classes to a cluster's executors. With a Spark home, which they have too,
   * by copy of the jars that are not in it; without one the cluster was started from the same jars
   * as this process, so the class path is good there as well. Jars of plug-ins are copied always.
   */
  static void handOutClasses(SparkConf conf) {
    handOutOurs(conf);
    List<String> jars = new ArrayList<>();
    for (PluginJars.PluginJar jar : PluginJars.of(Thread.currentThread().getContextClassLoader())) {
      jars.add(jar.path().toUri().toString());
    }
    if (!jars.isEmpty()) {
      String others = conf.get("spark.jars", "");
      conf.set("spark.jars", String.join(",", jars) + (others.isEmpty() ? "" : "," + others));
    }
  }

  private static void handOutOurs(SparkConf conf) {
    String classPath = System.getProperty("java.class.path", "");
    String home = System.getenv("SPARK_HOME");
    if (home == null) {
      conf.setIfMissing("spark.executor.extraClassPath", classPath);
      return;
    }
    List<String> jars = new ArrayList<>();
    StringTokenizer entries = new StringTokenizer(classPath, File.pathSeparator);
    while (entries.hasMoreTokens()) {
      Path path = Path.of(entries.nextToken()).toAbsolutePath();
      Path known = Path.of(home, "jars", String.valueOf(path.getFileName()));
      if (Files.isRegularFile(path) && !Files.exists(known)) {
        jars.add(path.toUri().toString());
      }
    }
    conf.setIfMissing("spark.jars", String.join(",", jars));
  }
}
