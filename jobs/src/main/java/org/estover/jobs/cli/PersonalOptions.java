package org.estover.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import org.estover.crawl.personal.PersonalData;
import org.estover.crawl.personal.PersonalKind;
import org.estover.crawl.personal.PersonalRule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what becomes of personal data. */
final class PersonalOptions {
  @Option(
      names = "--personal-data",
      split = ",",
      paramLabel = "KIND",
      description =
          "Look for personal data of these kinds, too: email, ip, phone, iban, card, national-id."
              + " --texts then has nobody's data in its place.")
  private List<String> kinds = List.of();

  @Option(
      names = "--phone-region",
      split = ",",
      paramLabel = "CODE",
      description =
          "Countries (ISO 3166: US) whose telephone numbers are known as they are dialled there;"
              + " without it only numbers with a +.")
  private List<String> regions = List.of();

  @Option(
      names = "--most-personal-data",
      paramLabel = "N",
      description = "Drop documents with more than N places of personal data.")
  private @Nullable Integer most;

  /** What they ask for; nothing if they are not given. */
  PersonalRule rule() throws UsageException {
    if (kinds.isEmpty() && (most != null || !regions.isEmpty())) {
      throw Errors.onlyWith(
          most != null ? "--most-personal-data" : "--phone-region", "--personal-data");
    }
    List<PersonalKind> asked = new ArrayList<>();
    for (String kind : kinds) {
      asked.add(
          PersonalKind.of(kind)
              .orElseThrow(() -> Errors.noPersonalKind(kind, PersonalKind.labels())));
    }
    for (String region : regions) {
      if (!PersonalData.knowsRegion(region)) {
        throw Errors.noPhoneRegion(region);
      }
    }
    if (most != null && most < 0) {
      throw Errors.tooSmall("--most-personal-data", most, 0);
    }
    if (asked.isEmpty()) {
      return PersonalRule.KEEP;
    }
    return most == null
        ? new PersonalRule(PersonalRule.Action.REPLACE, asked, regions, 0)
        : new PersonalRule(PersonalRule.Action.DROP, asked, regions, most);
  }
}
