package org.estover.licensing.portal;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.estover.ledger.LedgerSettings;
import org.estover.licensing.portal.desk.OpenReleases;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.portal.release.PublishedReleases;
import org.estover.licensing.portal.release.ReleaseReaders;
import org.estover.licensing.terms.Trust;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * A trust with many releases, and as much of a portal as answers about them: {@value #SMALL} small
 * ones, all with document 0 and each with two of its own, and last one of {@value #LARGE}
 * documents, more than lists of a host once ended at. The first one has no list of sites. The site
 * {@code open.test} was taken down.
 */
public final class ManyReleases implements AutoCloseable {
  /** How many small releases there are. */
  public static final int SMALL = 40;

  /** How many documents the last release has. */
  public static final int LARGE = 10_050;

  private final AnnotationConfigApplicationContext context;

  private ManyReleases(AnnotationConfigApplicationContext context) {
    this.context = context;
  }

  /** Made once and kept until the process ends. */
  private static final class Shared {
    static final Path FOLDER = made();

    private static Path made() {
      try {
        Path folder = Files.createTempDirectory("many-releases");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        found(folder);
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The numbers of the documents of a small release. */
  public static List<Integer> documents(int release) {
    return List.of(0, 3 * release + 1, 3 * release + 2);
  }

  /** A portal of a test's own, with these parts and nothing open yet. */
  public static ManyReleases with(Class<?>... parts) {
    Path folder = Shared.FOLDER;
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context.registerBean(
        PortalSettings.class,
        () ->
            new PortalSettings(
                folder.resolve("ledger"),
                folder.resolve("releases"),
                folder.resolve("newest"),
                folder.resolve("portal"),
                URI.create("http://portal.test"),
                "",
                "",
                "",
                "The Commons"));
    context.registerBean(Clock.class, Clock::systemUTC);
    context.registerBean(SecureRandom.class, () -> new SecureRandom());
    context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
    context.register(
        TrustDesk.class, OpenReleases.class, PublishedReleases.class, ReleaseReaders.class);
    context.register(parts);
    context.refresh();
    return new ManyReleases(context);
  }

  /** A part of it. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** How often a release was opened so far. */
  public long opened() {
    return (long) bean(MeterRegistry.class).counter(ReleaseReaders.OPENED).count();
  }

  private static void found(Path folder) throws IOException {
    LedgerSettings settings =
        LedgerSettings.of(Clock.systemUTC(), new SecureRandom())
            .withNewest(folder.resolve("newest"));
    SampleTrust.found(
        folder,
        settings,
        "The Commons",
        (trust, ledger) -> {
          publish(trust, folder);
          return trust.withdraw("open.test");
        });
  }

  private static void publish(Trust trust, Path folder) throws IOException {
    List<List<Integer>> releases = new ArrayList<>();
    for (int release = 0; release < SMALL; release++) {
      releases.add(documents(release));
    }
    releases.add(IntStream.range(0, LARGE).boxed().toList());
    for (int release = 0; release < releases.size(); release++) {
      Path run = folder.resolve("run-" + release);
      SampleRelease.write(run, releases.get(release), release > 0);
      trust.publish(run);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      Path[] all = files.toArray(Path[]::new);
      for (int i = all.length - 1; i >= 0; i--) {
        Files.deleteIfExists(all[i]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
