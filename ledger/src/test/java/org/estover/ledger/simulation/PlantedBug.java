package org.estover.ledger.simulation;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A mistake that somebody could make in the ledger's sources.
 *
 * <p>The sources are changed as it says, compiled into a folder of their own, and loaded before the
 * right ones, together with everything that uses them.
 *
 * @param name what is wrong then
 * @param changes what is changed where
 */
public record PlantedBug(String name, List<Change> changes) {
  private static final String PACKAGE = "org.estover.";

  /**
   * A change of one source.
   *
   * @param file its path below {@code org/estover/ledger}
   * @param right what stands there once, whatever white space stands between its words
   * @param wrong what shall stand there instead
   */
  public record Change(String file, String right, String wrong) {}

  public PlantedBug {
    changes = List.copyOf(changes);
  }

  static PlantedBug of(String name, String file, String right, String wrong) {
    return new PlantedBug(name, List.of(new Change(file, right, wrong)));
  }

  PlantedBug and(String file, String right, String wrong) {
    List<Change> more = new ArrayList<>(changes);
    more.add(new Change(file, right, wrong));
    return new PlantedBug(name, more);
  }

  /** The changed sources by file, refused where what shall be changed does not stand there once. */
  Map<String, String> plant(Path sources) throws IOException {
    Map<String, String> planted = new LinkedHashMap<>();
    for (Change change : changes) {
      String before = planted.get(change.file());
      String source = before == null ? Files.readString(sources.resolve(change.file())) : before;
      Matcher place = place(change.right()).matcher(source);
      boolean found = place.find();
      int from = found ? place.start() : 0;
      int to = found ? place.end() : 0;
      if (!found || place.find()) {
        throw new IllegalStateException(
            "planted bug \""
                + name
                + "\": in "
                + change.file()
                + " these lines stand "
                + (found ? "more than once" : "nowhere")
                + ", so the bug must be written anew:\n"
                + change.right());
      }
      planted.put(change.file(), source.substring(0, from) + change.wrong() + source.substring(to));
    }
    return planted;
  }

  /** The lines, however they are broken. */
  private static Pattern place(String lines) {
    return Pattern.compile(
        Stream.of(lines.split("\\s+")).map(Pattern::quote).collect(Collectors.joining("\\s+")));
  }

  /**
   * The class of a name with the bug in all that it uses.
   *
   * @param sources the folder {@code org/estover/ledger} of the sources
   * @param work an empty folder
   */
  Class<?> load(String className, Path sources, Path work)
      throws IOException, ClassNotFoundException {
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, String> source : plant(sources).entrySet()) {
      Path file = work.resolve("src").resolve(source.getKey());
      Path folder = file.getParent();
      Files.createDirectories(folder == null ? work : folder);
      Files.writeString(file, source.getValue());
      files.add(file);
    }
    Path classes = Files.createDirectories(work.resolve("classes"));
    compile(files, classes);
    List<URL> places = new ArrayList<>(List.of(classes.toUri().toURL()));
    places.addAll(classPath());
    return new First(places).loadClass(className);
  }

  private void compile(List<Path> files, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> units = manager.getJavaFileObjectsFromPaths(files);
      List<String> options =
          List.of(
              "-proc:none",
              "-nowarn",
              "--release",
              "17",
              "-d",
              classes.toString(),
              "-cp",
              System.getProperty("java.class.path"));
      if (!compiler.getTask(said, manager, null, options, null, units).call()) {
        throw new IllegalStateException(
            "planted bug \"" + name + "\" does not compile and must be written anew:\n" + said);
      }
    }
  }

  private static List<URL> classPath() throws MalformedURLException {
    List<URL> places = new ArrayList<>();
    String[] entries = System.getProperty("java.class.path").split(File.pathSeparator);
    for (String entry : Arrays.asList(entries)) {
      places.add(Path.of(entry).toUri().toURL());
    }
    return places;
  }

  /** Loads this project's classes itself, and leaves all others to the loader of this one. */
  private static final class First extends URLClassLoader {
    First(List<URL> places) {
      super(places.toArray(new URL[0]), PlantedBug.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(PACKAGE)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }
}
