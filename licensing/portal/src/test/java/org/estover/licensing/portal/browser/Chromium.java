package org.estover.licensing.portal.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The machine's Chromium, driven by Playwright: installed from Debian where it is missing and this
 * process may, with the driver's script from npm. Where it cannot be had that is printed, once, and
 * the tests that need it have nothing to do.
 */
final class Chromium {
  private static final String DRIVER_VERSION = "1.62.0";
  private static final Path DRIVER = Path.of("target/playwright");
  private static final int INSTALL_MINUTES = 5;

  private Chromium() {}

  /** Held until the process ends. */
  private static final class Shared {
    static final Optional<Browser> ONE = start();

    private static Optional<Browser> start() {
      try {
        return open();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while the browser was fetched", e);
      }
    }
  }

  /** The one browser of all tests, or nothing where there is none to be had. */
  static Optional<Browser> shared() {
    return Shared.ONE;
  }

  private static Optional<Browser> open() throws IOException, InterruptedException {
    Optional<Path> program = program("chromium");
    if (program.isEmpty() || program("node").isEmpty() || program("npm").isEmpty()) {
      install();
      program = program("chromium");
    }
    if (program.isEmpty() || !driver()) {
      System.out.println(
          "no browser: the portal's pages are not looked at. Install chromium, nodejs and npm.");
      return Optional.empty();
    }
    System.setProperty("playwright.cli.dir", DRIVER.toAbsolutePath().toString());
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program.get())
                    .setArgs(List.of("--no-sandbox", "--disable-gpu")));
    Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
    return Optional.of(browser);
  }

  /** Only root may, and only Debian has this way. */
  private static void install() throws IOException, InterruptedException {
    if (program("apt-get").isEmpty() || !"root".equals(System.getProperty("user.name"))) {
      return;
    }
    run(Path.of("."), "apt-get", "update", "-qq");
    run(
        Path.of("."),
        "apt-get",
        "install",
        "-y",
        "-qq",
        "--no-install-recommends",
        "chromium",
        "nodejs",
        "npm");
  }

  /** Playwright's own script, unpacked, with the machine's Node beside it as it expects. */
  private static boolean driver() throws IOException, InterruptedException {
    Path node = DRIVER.resolve("node");
    if (Files.exists(node)) {
      return true;
    }
    Path fresh = Files.createDirectories(Path.of("target/playwright.new"));
    boolean fetched =
        run(fresh, "npm", "pack", "--silent", "playwright-core@" + DRIVER_VERSION)
            && run(fresh, "tar", "xzf", "playwright-core-" + DRIVER_VERSION + ".tgz");
    if (!fetched) {
      return false;
    }
    Files.createSymbolicLink(fresh.resolve("node"), program("node").orElseThrow());
    Files.move(fresh, DRIVER, StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  private static boolean run(Path folder, String... command)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(command));
    Process process =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return false;
    }
    return process.exitValue() == 0;
  }

  private static Optional<Path> program(String name) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
