package org.estover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TimeZone;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Time, randomness, locale and charset are parameters: no code asks the machine for them. */
final class AmbientTest {
  /** Calls and references by full name and raw parameters, as ArchUnit writes them. */
  private static final List<Pattern> BANNED =
      Stream.of(
              "java.time.[A-Za-z]+.now\\((java.time.ZoneId)?\\)",
              "java.time.Clock.systemDefaultZone\\(\\)",
              "java.time.ZoneId.systemDefault\\(\\)",
              "java.util.TimeZone.getDefault\\(\\)",
              "java.util.Date.<init>\\(\\)",
              "java.lang.System.currentTimeMillis\\(\\)",
              "java.lang.Thread.sleep\\(.*\\)",
              "java.lang.Math.random\\(\\)",
              "java.util.concurrent.ThreadLocalRandom.current\\(\\)",
              "java.util.(Splittable)?Random.<init>\\(\\)",
              "java.util.Locale.getDefault\\(.*\\)",
              "java.lang.String.to(Lower|Upper)Case\\(\\)",
              "java.lang.String.format(ted)?\\((java.lang.String, )?\\[Ljava.lang.Object;\\)",
              "java.io.PrintStream.(printf|format)\\(java.lang.String, .*\\)",
              "java.lang.String.getBytes\\(\\)",
              "java.lang.String.<init>\\(\\[B(, int, int)?\\)",
              "java.io.InputStreamReader.<init>\\(java.io.InputStream\\)",
              "java.io.OutputStreamWriter.<init>\\(java.io.OutputStream\\)",
              "java.io.File(Reader|Writer).<init>\\([a-zA-Z.]+\\)")
          .map(name -> Pattern.compile(name.replace(".", "[.]").replace("[.]*", ".*")))
          .toList();

  private static final String HTTP_PLACE = "org.estover.tokenize.release.HttpPlace";

  private static final String MASK_WATCH = "org.estover.tokenize.reconstruct.MaskWatch";

  /** What politeness towards a site is. */
  private static final List<Pattern> WAITING =
      List.of(Pattern.compile("java[.]util[.]concurrent[.]TimeUnit[.]sleep\\(long\\)"));

  /** What only the outermost layer may ask, to hand it on or to judge it. */
  private static final List<Pattern> OUTERMOST =
      Stream.of(
              "java.time.Clock.systemUTC\\(\\)",
              "java.lang.System.nanoTime\\(\\)",
              "java.nio.charset.Charset.defaultCharset\\(\\)")
          .map(name -> Pattern.compile(name.replace(".", "[.]")))
          .toList();

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.estover");

  @Test
  void nothingIsAskedOfTheMachine() {
    assertThat(CODE.stream().flatMap(type -> asked(type, BANNED))).isEmpty();
  }

  @Test
  void clocksAreMadeByTheCommandLineOnly() {
    assertThat(
            CODE.stream()
                .filter(type -> !type.getPackageName().startsWith("org.estover.jobs.cli"))
                .filter(type -> !type.getPackageName().startsWith("org.estover.jobs.demo"))
                // Time decides whether a server is given up, never what is read from it.
                .filter(type -> !type.getName().startsWith(HTTP_PLACE))
                // What was taken down must be masked within a minute by who keeps a release open.
                .filter(type -> !type.getName().equals(MASK_WATCH))
                .flatMap(type -> asked(type, OUTERMOST)))
        .isEmpty();
  }

  @Test
  void onlyPolitenessTheWatchOfALogAndTheTurnToWriteWait() {
    assertThat(
            CODE.stream()
                .filter(type -> !type.getSimpleName().equals("Politeness"))
                // Asked to look again and again, at a server that is not its own.
                .filter(type -> !type.getSimpleName().equals("LedgerWatch"))
                // A lock of another process tells nobody when it is free.
                .filter(type -> !type.getSimpleName().equals("Patience"))
                .flatMap(type -> asked(type, WAITING)))
        .isEmpty();
  }

  @Test
  void everyBanIsSeenToFail() {
    JavaClass planted = new ClassFileImporter().importClass(Planted.class);
    for (Pattern ban : BANNED) {
      assertThat(asked(planted, List.of(ban))).as(ban.pattern()).isNotEmpty();
    }
    for (Pattern ban : OUTERMOST) {
      assertThat(asked(planted, List.of(ban))).as(ban.pattern()).isNotEmpty();
    }
    assertThat(asked(planted, WAITING)).hasSize(1);
    assertThat(asked(planted, BANNED)).hasSize(29);
  }

  private static Stream<String> asked(JavaClass type, List<Pattern> bans) {
    return type.getAccessesFromSelf().stream()
        .filter(access -> bans.stream().anyMatch(ban -> ban.matcher(target(access)).matches()))
        .map(JavaAccess::getDescription);
  }

  private static String target(JavaAccess<?> access) {
    return access.getTarget().getFullName();
  }

  /** Asks for everything that is banned, and for nothing else. */
  @SuppressWarnings("all")
  private static final class Planted {
    static final LongSupplier NANOS = System::nanoTime;
    static final LongSupplier MILLIS = System::currentTimeMillis;

    static List<Object> time() throws InterruptedException {
      Thread.sleep(1);
      TimeUnit.SECONDS.sleep(1);
      return List.of(
          Instant.now(),
          LocalDate.now(),
          LocalDate.now(ZoneOffset.UTC),
          LocalDateTime.now(),
          ZonedDateTime.now(),
          YearMonth.now(),
          Clock.systemUTC(),
          Clock.systemDefaultZone(),
          ZoneId.systemDefault(),
          TimeZone.getDefault(),
          new Date(),
          System.currentTimeMillis());
    }

    static List<Object> chance() {
      return List.of(
          Math.random(), ThreadLocalRandom.current(), new Random(), new SplittableRandom());
    }

    static List<Object> words(byte[] bytes) throws java.io.IOException {
      System.out.printf("%d", 1);
      return List.of(
          Locale.getDefault(),
          "I".toLowerCase(),
          "i".toUpperCase(),
          String.format("%d", 1),
          "%d".formatted(1),
          Charset.defaultCharset(),
          "e".getBytes(),
          new String(bytes),
          new String(bytes, 0, 1),
          new InputStreamReader(new ByteArrayInputStream(bytes)),
          new OutputStreamWriter(new ByteArrayOutputStream()),
          new java.io.FileReader("name"));
    }
  }
}
