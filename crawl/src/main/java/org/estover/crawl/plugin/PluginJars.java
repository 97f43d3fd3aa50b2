package org.estover.crawl.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** A class loader of jars with plug-ins; the order in which they are named says nothing. */
public final class PluginJars extends URLClassLoader {
  private static final String SERVICES = "META-INF/services/org.estover.";
  private static final int MOST_BYTES = 1 << 16;

  private final List<PluginJar> jars;

  private PluginJars(List<PluginJar> jars, ClassLoader parent) throws MalformedURLException {
    super(urls(jars), parent);
    this.jars = List.copyOf(jars);
  }

  /**
   * A jar.
   *
   * @param path where it lies
   * @param sha256 its digest in hex
   */
  public record PluginJar(Path path, String sha256) {
    /** Its name, without folders of the machine. */
    public String name() {
      return String.valueOf(path.getFileName());
    }
  }

  /**
   * Opens jars, and those in folders.
   *
   * @throws PluginException if a place has none
   */
  public static PluginJars open(List<Path> places, ClassLoader parent) throws IOException {
    // Copies of one jar are one.
    SortedMap<String, PluginJar> byDigest = new TreeMap<>();
    for (Path place : places) {
      List<Path> found = Files.isDirectory(place) ? inside(place) : List.of(place);
      if (found.isEmpty() || !Files.isRegularFile(found.get(0))) {
        throw Errors.noJar(place);
      }
      for (Path path : found) {
        String sha256 = sha256(path);
        byDigest.putIfAbsent(sha256, new PluginJar(path.toAbsolutePath(), sha256));
      }
    }
    List<PluginJar> jars = new ArrayList<>(byDigest.values());
    jars.sort(Comparator.comparing(PluginJar::name).thenComparing(PluginJar::sha256));
    requireEachClassOnce(jars);
    return new PluginJars(jars, parent);
  }

  /** Of two classes of one name a class loader shows the first, and says nothing of the other. */
  private static void requireEachClassOnce(List<PluginJar> jars) throws IOException {
    SortedMap<String, PluginJar> providers = new TreeMap<>();
    for (PluginJar jar : jars) {
      for (String provider : providers(jar.path())) {
        PluginJar other = providers.putIfAbsent(provider, jar);
        if (other != null && !other.equals(jar)) {
          throw Errors.inTwoJars(provider, other.path(), jar.path());
        }
      }
    }
  }

  /** The classes that a jar names as plug-ins of any kind. */
  private static List<String> providers(Path jar) throws IOException {
    List<String> classes = new ArrayList<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (entry.getName().startsWith(SERVICES)) {
          try (InputStream in = zip.getInputStream(entry)) {
            String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            text.lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .forEach(classes::add);
          }
        }
      }
    } catch (ZipException e) {
      throw Errors.noJar(jar);
    }
    return classes;
  }

  /** The jars that a class loader has, its own or those of the ones that it asks first. */
  public static List<PluginJar> of(@Nullable ClassLoader loader) {
    ClassLoader at = loader;
    while (at != null) {
      if (at instanceof PluginJars plugins) {
        return plugins.jars;
      }
      at = at.getParent();
    }
    return List.of();
  }

  private static List<Path> inside(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".jar"))
          .sorted()
          .toList();
    }
  }

  private static URL[] urls(List<PluginJar> jars) throws MalformedURLException {
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = jars.get(i).path().toUri().toURL();
    }
    return urls;
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
