package org.estover.jobs.cli;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.estover.ledger.Ledger;
import org.estover.licensing.terms.Trust;
import org.estover.tokenize.release.Cards;
import org.estover.tokenize.release.Release;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the cards of a data set say that only its publisher knows. */
final class CardOptions {
  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The page of the data set (default: a URN of the release).")
  private @Nullable String url;

  @Option(
      names = "--creator",
      paramLabel = "NAME",
      description = "Who publishes it (default: the trust of the ledger).")
  private @Nullable String creator;

  @Option(
      names = "--date",
      paramLabel = "DAY",
      description = "Day of publication, as YYYY-MM-DD (default: today).")
  private @Nullable LocalDate date;

  @Option(
      names = "--edition",
      paramLabel = "VERSION",
      defaultValue = "1.0.0",
      description = "MAJOR.MINOR.PATCH of the data set (default: ${DEFAULT-VALUE}).")
  private String edition = "";

  @Option(
      names = "--language",
      paramLabel = "CODE",
      description = "A language of the texts, as in \"en\"; repeat for more.")
  private List<String> languages = new ArrayList<>();

  Cards.Publication publication(Context context, Release release) throws IOException {
    LocalDate day = context.day(date);
    String page = url == null ? "urn:estover:" + release.id() : url;
    String name = creator == null ? trust(context) : creator;
    return Arguments.checked(
        () -> new Cards.Publication(page, name, day.toString(), edition, languages));
  }

  private static String trust(Context context) throws IOException {
    if (!OpenTrust.exists(context)) {
      return OpenTrust.DEFAULT_NAME;
    }
    try (Ledger ledger = Ledger.openReadOnly(context.ledger(), OpenTrust.settings(context))) {
      return Trust.open(ledger, context.releases()).self().name();
    }
  }
}
