package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From an offer with all its conditions to a statement by two offers' terms, on the command line.
 */
final class LicenseCommandsTest {
  private @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void open() {
    shell = new Shell(folder);
  }

  @Test
  void anOfferOnRequestIsSignedOnceTheTrustAccepted() throws IOException {
    ok("license", "offer", "--name", "lab", "--for-class", "research", "--on-request");
    String[] sign = {"license", "sign", "--developer", "Lab", "--class", "research"};
    refused("license request", sign);
    Files.writeString(folder.resolve("why.txt"), "We study moss.\n");
    String[] ask = {
      "license", "request", "--developer", "Lab", "--class", "research", "--text", "why.txt"
    };
    String request = json(ask).path("request").asText();
    assertThat(request).startsWith("req_");
    assertThat(json(ask).path("request").asText()).isEqualTo(request);
    refused("either --accept or --decline", "license", "decide", request);
    String[] accept = {"license", "decide", request, "--accept", "--reason", "moss"};
    assertThat(json(accept).path("decision").asText()).isEqualTo("accepted");
    assertThat(json(accept).path("decision").asText()).isEqualTo("accepted");
    refused("accepted already", "license", "decide", request, "--decline");
    assertThat(json(sign).path("agreement").asText()).startsWith("agr_");
    JsonNode list = json("license", "list").path("licenses");
    assertThat(list.findValuesAsText("decision")).containsExactly("accepted");
    assertThat(list.findValuesAsText("class")).containsExactly("research", "research");
    refused(
        "not for licensees of class small",
        "license",
        "sign",
        "--developer",
        "Lab",
        "--class",
        "small");
    refused("no class of licensees", "license", "sign", "--developer", "Lab", "--class", "big");
  }

  @Test
  void anOfferNamesRightsThatThereAre() {
    refused(
        "\"foo\" is no class of rights: expected one of allowed, license-required, unknown",
        "license",
        "offer",
        "--name",
        "lab",
        "--rights",
        "foo");
    ok("license", "offer", "--name", "lab", "--rights", "allowed", "--rights", "unknown");
    assertThat(shell.out()).contains("documents of rights allowed, unknown");
  }

  @Test
  void aRefusedSignatureLeavesNoPartyBehind() {
    ok("license", "offer", "--name", "lab", "--on-request");
    refused("license request", "license", "sign", "--developer", "Lab");
    ok("license", "request", "--developer", "Lab", "--contact", "ada@lab.test");
    assertThat(shell.out()).contains("next: estover license decide req_");
  }

  @Test
  void offersAreListedWithTheirSharesAndAgreementsWithNames() throws IOException {
    ok("license", "offer", "--name", "put by", "--split", "10% 5% 15% 70%", "--not-license", "MIT");
    assertThat(shell.out())
        .contains("percent 1/50 of net revenue; 10% administration, 5% reserve, 15% commons,")
        .contains("70% rights holders; for training; no documents under MIT");
    ok("license", "offer", "--name", "seats", "--rate", "per-unit EUR 2.00 per 1 seats");
    assertThat(shell.out()).contains("per-unit EUR 2.00 per 1 seats; 10% administration");
    ok("license", "sign", "--offer", "put by", "--developer", "Dev", "--from", "2026-10-01");
    ok("license", "list");
    assertThat(shell.out())
        .containsPattern(
            "off_[0-9a-f]+ +put by +percent 1/50 +10% 5% 15% 70% +no documents under MIT")
        .containsPattern("agr_[0-9a-f]+ +Dev +put by +commercial +2026-10-01");
    JsonNode agreement = json("license", "list").at("/licenses/2");
    assertThat(agreement.path("developerName").asText()).isEqualTo("Dev");
    assertThat(agreement.path("offerName").asText()).isEqualTo("put by");
  }

  @Test
  void aTrustOnlyOfferIsSignedWithoutForeignData() {
    ok("license", "offer", "--name", "pure", "--trust-only");
    refused(
        "trust's releases only",
        "license",
        "sign",
        "--developer",
        "Dev",
        "--foreign-data",
        "our own logs");
    ok("license", "sign", "--developer", "Dev");
  }

  @Test
  void anAmendmentInMidPeriodPricesByTheDaysOfBothOffers() throws IOException {
    ok("license", "offer", "--name", "one", "--rate", "percent 1/10");
    ok("license", "offer", "--name", "two", "--rate", "discount small:50% on percent 1/10");
    ok("license", "sign", "--offer", "one", "--developer", "Dev", "--from", "2026-10-01");
    String[] amend = {
      "license", "amend", "--offer", "two", "--from", "2026-10-11", "--class", "small"
    };
    JsonNode first = json(amend);
    assertThat(first.path("amendment").asText()).startsWith("amd_");
    assertThat(json(amend)).isEqualTo(first);
    ok("revenue", "report", "--period", "2026-10", "--gross", "EUR 3100.00");
    JsonNode statement = json("statement", "--period", "2026-10").at("/statements/0");
    // 10/31 of 310.00 and 21/31 of 155.00
    assertThat(statement.path("due").asText()).isEqualTo("20500");
    ok("statement", "--period", "2026-10", "--out", "out");
    assertThat(shell.out())
        .contains("  due: ")
        .contains(
            "\n    10/31 of (10% of EUR 3100.00) + 21/31 of (10% of EUR 3100.00, less 50% for");
    String page =
        Files.readString(folder.resolve("out").resolve(statement.path("id").asText() + ".html"));
    assertThat(page).contains("<td class=\"n\">EUR 310.00</td>", "<td class=\"n\">EUR 155.00</td>");
    refused("a day after 2026-10-31", "license", "amend", "--offer", "one", "--from", "2026-10-31");
  }

  @Test
  void deductionsCountUpToTheirCapsAndOthersAreRefused() {
    ok("license", "offer", "--name", "capped", "--deduction", "taxes", "--deduction", "fees=10%");
    assertThat(shell.out()).contains("deductions taxes, fees=10%");
    ok("license", "sign", "--developer", "Dev", "--from", "2026-10-01");
    String[] report = {
      "revenue", "report", "--period", "2026-10", "--gross", "EUR 1000.00", "--deduct"
    };
    refused("it allows taxes, fees=10%", with(report, "gifts=1.00"));
    ok(with(report, "fees=200.00", "--deduct", "taxes=50.00"));
    assertThat(shell.out()).contains("EUR 850.00 net in 2026-10, with deductions up to their caps");
  }

  @Test
  void allDeductionsOfANameCount() {
    ok("license", "offer", "--name", "one");
    ok("license", "sign", "--developer", "Dev", "--from", "2026-10-01");
    String[] report = {
      "revenue", "report", "--period", "2026-10", "--gross", "EUR 1000.00", "--deduct"
    };
    refused("is not NAME=AMOUNT", with(report, "taxes"));
    ok(with(report, "taxes=100.00", "--deduct", "taxes=50.00"));
    assertThat(shell.out()).contains("EUR 850.00 net in 2026-10");
  }

  @Test
  void unitsThatTheCardPricesAreReported() {
    ok(
        "license",
        "offer",
        "--name",
        "seats",
        "--rate",
        "greater of percent 1/50 and per-unit EUR 2.00 per 1 seats");
    ok("license", "sign", "--developer", "Dev", "--from", "2026-10-01");
    String[] report = {"revenue", "report", "--period", "2026-10", "--gross", "EUR 1000.00"};
    refused("--units seats=COUNT", report);
    refused("no whole number", with(report, "--units", "seats=many"));
    refused("zero or more", with(report, "--units", "seats=-1"));
    refused("is not NAME=COUNT", with(report, "--units", "seats"));
    refused("\"seats\" twice", with(report, "--units", "seats=5", "--units", "seats=10"));
    ok(with(report, "--units", "seats=15"));
    JsonNode statement = json("statement", "--period", "2026-10").at("/statements/0");
    assertThat(statement.path("due").asText()).isEqualTo("3000");
  }

  @Test
  void namesAndDaysThatCannotBeAreRefused() {
    String longName = "a".repeat(1001);
    ok("license", "offer", "--name", "one");
    refused("1 to 1000 characters", "license", "sign", "--developer", longName);
    for (String name : List.of(" ", longName)) {
      String why = name.isBlank() ? "--holder: expected a name" : "1 to 1000 characters";
      refused(why, "payee", "--holder", name, "--account", "DE89370400440532013000");
      refused(why, "claim", "file", "ada.test", "--holder", name);
      refused(
          why, "deed", "owners", "--holder", name, "--from", "2026-01-01", "--owner", "Eve=100%");
    }
    for (String day : List.of("+10000-01-01", "-0001-01-01", "1899-12-31")) {
      refused("is no day", "claim", "file", "ada.test", "--holder", "Ada", "--on=" + day);
    }
  }

  @Test
  void anAgreementEndsOnce() {
    ok("license", "offer", "--name", "one");
    ok("license", "sign", "--developer", "Dev", "--from", "2026-10-01");
    String[] end = {"license", "end", "--last-day", "2026-10-15", "--reason", "sold"};
    JsonNode first = json(end);
    assertThat(first.path("lastDay").asText()).isEqualTo("2026-10-15");
    assertThat(json(end)).isEqualTo(first);
    refused("ended already, with 2026-10-15", "license", "end", "--last-day", "2026-10-16");
    refused(
        "to 2026-10-15 and not in 2026-11",
        "revenue",
        "report",
        "--period",
        "2026-11",
        "--gross",
        "EUR 1.00");
    assertThat(json("license", "list").path("licenses").findValuesAsText("to"))
        .containsExactly("2026-10-15");
  }

  private void ok(String... command) {
    assertThat(shell.run(command)).as(() -> List.of(command) + shell.err()).isZero();
  }

  private JsonNode json(String... command) {
    ok(with(command, "--json"));
    return Json.tree(shell.out());
  }

  private void refused(String why, String... command) {
    assertThat(shell.run(command))
        .as(() -> List.of(command) + shell.err())
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains(why).doesNotContain("Exception");
  }

  private static String[] with(String[] command, String... more) {
    return Stream.concat(Arrays.stream(command), Arrays.stream(more)).toArray(String[]::new);
  }
}
