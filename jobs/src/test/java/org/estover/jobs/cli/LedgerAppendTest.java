package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.estover.ledger.log.Fact;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts that people record by hand. */
final class LedgerAppendTest {
  private static final String DIGEST = "ab".repeat(32);

  @TempDir private Path folder;
  private Shell shell;
  private String agreement = "";
  private String developer = "";
  private String auditor = "";

  @BeforeEach
  void found() {
    shell = new Shell(folder);
    ok("ledger", "init", "--name", "Commons", "--origin", "trust.test/log");
    ok("license", "offer", "--name", "share");
    JsonNode signed = json("license", "sign", "--developer", "Example Models Ltd");
    agreement = signed.path("agreement").asText();
    developer = signed.path("developer").asText();
    auditor = json("party", "register", "--role", "auditor", "--name", "A").path("party").asText();
  }

  @Test
  void everyTypeIsEitherTakenOrHasACommand() {
    Set<String> taken = new TreeSet<>(FactForms.FORMS.stream().map(FactForm::type).toList());
    assertThat(taken).hasSameSizeAs(FactForms.FORMS).doesNotContainAnyElementsOf(commands());
    taken.addAll(commands());
    assertThat(taken).isEqualTo(new TreeSet<>(Fact.types()));
    List<String> named = new ArrayList<>(FactForms.COMMANDS.values());
    named.addAll(FactForms.RESOLUTIONS.values());
    for (String command : named) {
      ok((command + " --help").split(" "));
      assertThat(shell.out()).contains("Usage: estover " + command + " ");
    }
  }

  private static Set<String> commands() {
    return FactForms.COMMANDS.keySet();
  }

  @Test
  void everyTypeThatIsTakenIsRecordedAndProved() throws IOException {
    List<Map<String, String>> facts = oneOfEach();
    assertThat(facts.stream().map(fact -> fact.get("type")))
        .containsExactlyElementsOf(FactForms.FORMS.stream().map(FactForm::type).toList());
    String last = "";
    for (Map<String, String> fact : facts) {
      JsonNode recorded = json(append(write("fact.json", text(fact))));
      assertThat(recorded.path("type").asText()).isEqualTo(fact.get("type"));
      last = recorded.path("subject").asText();
      ok("ledger", "prove", recorded.path("index").asText(), "--out", "receipts");
      assertThat(Files.readString(folder.resolve("receipts/" + index(recorded) + ".entry")))
          .contains("\"type\":\"" + fact.get("type") + "\"");
    }
    ok("ledger", "prove", last, "--out", "receipts");
    ok("ledger", "verify");
    ok("ledger", "append", "--types");
    FactForms.FORMS.forEach(form -> assertThat(shell.out()).contains(form.type()));
    assertThat(json("ledger", "append", "--types").at("/types/0/fields").size()).isPositive();
  }

  private static String index(JsonNode recorded) {
    return recorded.path("index").asText();
  }

  @Test
  void aRetryRecordsNothingAndAnotherBodyIsRefused() throws IOException {
    String file = write("fact.json", audit("revenue"));
    String details =
        write("payload.json", "{ \"why\": \"three years\", \"n\": [1, {\"a\": true}] }");
    String[] request = append(file, "--payload", details);
    ok(request);
    assertThat(shell.out()).contains("recorded as entry", "audit-opened.v1 aud_0001", "receipt");
    JsonNode again = json(request);
    assertThat(again.path("repeated").asBoolean()).isTrue();
    ok(append(write("other.json", " " + audit("revenue") + "\n"), "--payload", details));
    assertThat(shell.out()).contains("was recorded before as entry " + index(again));

    refused(append(file), "differs from it in");
    refused(append(write("other.json", audit("access")), "--payload", details), "differs from it");
    refused(append(file, "--payload", details, "--key", "two"), "aud_0001: log entry", "new id");
    ok(append(write("other.json", audit("access").replace("0001", "0002")), "--key", "two"));
    refused(
        append(write("other.json", audit("access").replace("0001", "0003")), "--key", "two"),
        "differs");
    refused(append(file, "--key", "not printable"), "no spaces");
    assertThat(entriesText()).doesNotContain("three years");
    ok("ledger", "verify");
  }

  @Test
  void aPayloadMovesNoMoney() throws IOException {
    String posting = "{\"account\": \"assets:bank\", \"amount\": \"5\", \"currency\": \"EUR\"}";
    String journal = "{\"content\": {}, \"journal\": [{\"postings\": [" + posting + "]}]}";
    ok(append(write("fact.json", audit("revenue")), "--payload", write("p.json", journal)));
    ok("ledger", "verify");
    ok("ledger", "export", "books.journal");
    assertThat(folder.resolve("books.journal")).content().doesNotContain("assets:bank");
  }

  @Test
  void aSegmentOfReadsHasOneSuccessor() throws IOException {
    ok(append(write("s.json", fact("access-segment-sealed.v1", segment("seg_0001", "")))));
    ok(append(write("s.json", fact("access-segment-sealed.v1", segment("seg_0002", "seg_0001")))));
    for (String before : List.of("", "seg_0001")) {
      refused(
          append(write("s.json", fact("access-segment-sealed.v1", segment("seg_0003", before)))),
          "differs");
    }
    refused(
        append(write("s.json", fact("access-segment-sealed.v1", segment("seg_0004", "seg_0003")))),
        "no log entry names {previousId=seg_0003}");
  }

  @Test
  void whatHappensOnceDoesNotHappenAgainUnderAnotherKey() throws IOException {
    ok(append(write("p.json", fact("proposal-made.v1", proposal()))));
    ok(append(write("b.json", fact("ballot-cast.v1", ballot("blt_0001"))), "--key", "one"));
    String vote = write("b.json", fact("ballot-cast.v1", ballot("blt_0002")));
    refused(append(vote), "the same proposalId and partyId", "another key");
    refused(append(vote, "--key", "two"), "the same proposalId and partyId");

    ok(append(write("s.json", fact("access-segment-sealed.v1", segment("seg_0001", "")))));
    String fork = write("s.json", fact("access-segment-sealed.v1", segment("seg_0002", "")));
    refused(append(fork, "--key", "two"), "the same previousId");

    ok(append(write("a.json", audit("revenue"))));
    Map<String, String> found = Map.of("auditId", "aud_0001", "outcome", "findings");
    ok(append(write("c.json", fact("audit-concluded.v1", found))));
    Map<String, String> none = Map.of("auditId", "aud_0001", "outcome", "no-findings");
    refused(
        append(write("c.json", fact("audit-concluded.v1", none)), "--key", "two"),
        "the same auditId");
  }

  private static Map<String, String> segment(String id, String previous) {
    return Map.of(
        "segmentId",
        id,
        "previousId",
        previous,
        "records",
        "1",
        "bytes",
        "2",
        "rootSha256",
        DIGEST);
  }

  @Test
  void aPartyVotesOnceOnAProposal() throws IOException {
    ok(append(write("p.json", fact("proposal-made.v1", proposal()))));
    ok(append(write("b.json", fact("ballot-cast.v1", ballot("blt_0001")))));
    refused(append(write("b.json", fact("ballot-cast.v1", ballot("blt_0002")))), "differs");
  }

  @Test
  void whatHasACommandOfItsOwnIsRefusedByItsName() throws IOException {
    for (Map.Entry<String, String> each : FactForms.COMMANDS.entrySet()) {
      refused(
          append(write("fact.json", fact(each.getKey(), Map.of()))),
          each.getKey(),
          "\"estover " + each.getValue() + "\"");
    }
    for (Map.Entry<String, String> each : FactForms.RESOLUTIONS.entrySet()) {
      refused(
          append(write("fact.json", fact("resolution-recorded.v1", resolution(each.getKey())))),
          "\"estover " + each.getValue() + "\"");
    }
    refused(append(write("fact.json", fact("moon-sold.v1", Map.of()))), "\"moon-sold.v1\"");
  }

  @Test
  void whatIsMissingUnknownOrMalformedIsNamed() throws IOException {
    String good = audit("revenue");
    refusedFact(good.replace("\"kind\"", "\"sort\""), "missing are the fields [kind]", "[sort]");
    refusedFact(good.replace("revenue", "gossip"), "kind: found \"gossip\"");
    refusedFact(good.replace("\"revenue\"", "7"), "\"kind\": expected a string");
    refusedFact(good.replace("}}", "}, \"time\": \"now\"}"), "[fact, time, type]");
    refusedFact("{\"type\": 1, \"fact\": {}}", "\"type\": expected a string");
    refusedFact("{\"type\": \"audit-opened.v1\", \"fact\": []}", "\"fact\": expected an object");
    refusedFact(good.replace(auditor, "pty_0000"), "no log entry names {auditorId=pty_0000}");
    refusedFact(good.replace("{\"type\"", "{\"type\": \"x\", \"type\""), "fact.json:1:", "type");
    refusedFact(good + "}", "fact.json:1:");
    refusedFact("", "found nothing, expected one JSON object");
    refusedFact("[1]", "found array");
    Files.write(
        folder.resolve("fact.json"),
        good.replace("0001", "\u00e4").getBytes(StandardCharsets.ISO_8859_1));
    refused(append("fact.json"), "fact.json:1:", "UTF-8");
    Files.write(folder.resolve("fact.json"), new byte[] {0, 0, 0x7f, 1, 2, 3, 4, 5});
    refused(append("fact.json"), "fact.json:1: no JSON");
    refused(append(), "no fact is named");
    Files.createDirectory(folder.resolve("facts"));
    refused(append("facts"), "facts: found a folder, expected one JSON object");
    assertThat(shell.run(append("nowhere.json"))).isEqualTo(ExitCode.IO);
    assertThat(shell.err()).contains("nowhere.json: no such file");
  }

  @Test
  void aPayloadHoldsWhatTheLogsJsonCan() throws IOException {
    String file = write("fact.json", audit("revenue"));
    for (String[] wrong :
        new String[][] {
          {"{\"a\": {\"b\": [0, 1.5]}}", "/a/b/1: found 1.5"},
          {"{\"a\": null}", "/a: found null"},
          {"{\"a\": 9007199254740992}", "/a: found 9007199254740992", "as a string"},
          {"{\"a\": -9223372036854775808}", "/a: found -9223372036854775808"},
          {"{\"a\": 99999999999999999999}", "/a: found"},
          {"{\"a\": 1e2}", "/a: found"},
          {"{\"a\": \"\\ud83d\"}", "surrogate"},
          {"{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}", "deeper than 32"},
          {"{\"a\":" + "[".repeat(900) + "]".repeat(900) + "}", "payload.json:1:"},
          {"{\"a\":" + "[".repeat(2000) + "]".repeat(2000) + "}", "payload.json:1:"}
        }) {
      refused(append(file, "--payload", write("payload.json", wrong[0])), wrong[1]);
    }
    try (RandomAccessFile large = new RandomAccessFile(folder.resolve("large").toFile(), "rw")) {
      large.setLength(64 << 20);
    }
    refused(append(file, "--payload", "large"), "large: found 67108864 bytes", "at most");
    ok(append(file, "--payload", write("payload.json", "{\"b\": \"\u00e4\", \"a\": 1}")));
  }

  private void refusedFact(String text, String... words) throws IOException {
    refused(append(write("fact.json", text)), words);
  }

  private void refused(String[] arguments, String... words) throws IOException {
    String before = entriesText();
    assertThat(shell.run(arguments)).as(shell.out()).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains(words);
    assertThat(entriesText()).isEqualTo(before);
  }

  private String entriesText() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder.resolve(".estover/ledger/log"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return text.toString();
  }

  private String audit(String kind) {
    return fact(
        "audit-opened.v1",
        Map.of("auditId", "aud_0001", "partyId", developer, "auditorId", auditor, "kind", kind));
  }

  private Map<String, String> proposal() {
    return Map.of(
        "proposalId", "prp_0001", "partyId", developer, "kind", "fees", "lastDay", "2026-12-31");
  }

  private Map<String, String> ballot(String id) {
    return Map.of("ballotId", id, "proposalId", "prp_0001", "partyId", developer);
  }

  private static Map<String, String> resolution(String kind) {
    return Map.of("resolutionId", "res_0001", "kind", kind);
  }

  private List<Map<String, String>> oneOfEach() {
    return List.of(
        typed(
            "access-segment-sealed.v1",
            Map.of(
                "segmentId",
                "seg_0001",
                "previousId",
                "",
                "records",
                "12",
                "bytes",
                "4096",
                "rootSha256",
                DIGEST)),
        typed(
            "audit-opened.v1",
            Map.of(
                "auditId",
                "aud_0001",
                "partyId",
                developer,
                "auditorId",
                auditor,
                "kind",
                "training")),
        typed("audit-concluded.v1", Map.of("auditId", "aud_0001", "outcome", "findings")),
        typed(
            "incident-filed.v1",
            Map.of(
                "incidentId",
                "inc_0001",
                "aboutId",
                agreement,
                "kind",
                "leak",
                "severity",
                "high")),
        typed(
            "incident-advanced.v1",
            Map.of("incidentId", "inc_0001", "state", "acknowledged", "outcome", "")),
        typed(
            "enforcement-taken.v1",
            Map.of(
                "enforcementId",
                "enf_0001",
                "agreementId",
                agreement,
                "causeId",
                "inc_0001",
                "step",
                "notice")),
        typed("proposal-made.v1", proposal()),
        typed("ballot-cast.v1", ballot("blt_0001")),
        typed("resolution-recorded.v1", resolution("fees")));
  }

  private static Map<String, String> typed(String type, Map<String, String> fields) {
    Map<String, String> typed = new LinkedHashMap<>(fields);
    typed.put("type", type);
    return typed;
  }

  /** The fact's file, of its type and fields. */
  private static String text(Map<String, String> typed) {
    Map<String, String> fields = new LinkedHashMap<>(typed);
    return fact(String.valueOf(fields.remove("type")), fields);
  }

  private static String fact(String type, Map<String, String> fields) {
    String members =
        String.join(
            ", ",
            fields.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\": \"" + field.getValue() + "\"")
                .toList());
    return "{\"type\": \"" + type + "\", \"fact\": {" + members + "}}";
  }

  private String write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
    return name;
  }

  private static String[] append(String... arguments) {
    return Stream.concat(Stream.of("ledger", "append"), Stream.of(arguments))
        .toArray(String[]::new);
  }

  private void ok(String... arguments) {
    assertThat(shell.run(arguments)).as(shell.err()).isZero();
  }

  private JsonNode json(String... arguments) {
    ok(Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray(String[]::new));
    return Json.tree(shell.out());
  }
}
