package org.estover.licensing.portal.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.SampleRelease;
import org.estover.licensing.portal.SampleTrust;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.account.Account;
import org.estover.licensing.portal.account.Accounts;
import org.estover.licensing.portal.account.Tokens;
import org.estover.licensing.portal.audit.Activity;
import org.estover.licensing.portal.audit.ActivityEvent;
import org.estover.licensing.portal.audit.ActivityLog;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.GrantEnd;
import org.estover.licensing.terms.agreement.LicenseClass;
import org.estover.licensing.terms.agreement.Slice;
import org.estover.tokenize.release.BlockSums;
import org.estover.tokenize.release.DocumentRow;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.SummedFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DownloadTest {
  private static final PortalServer PORTAL = PortalServer.shared();
  private static final int END_OF_TEXT = 50256;

  /** The document that the sample's trust has taken down. */
  private static final String WITHDRAWN = SampleRelease.url(7);

  private static ShelvedRelease release() throws IOException {
    return PORTAL.bean(Shelf.class).find(PORTAL.made().releases().get(0)).orElseThrow();
  }

  private static ReleasedShard shard(String source) throws IOException {
    return release().release().content().shardsOf(source).get(0);
  }

  private static String address(String file) throws IOException {
    return "/download/" + release().id() + "/" + file;
  }

  private static byte[] stored(String file) throws IOException {
    return Files.readAllBytes(release().release().folder().resolve(file));
  }

  /** Where a visitor's request for a file leads. */
  private static String link(Client visitor, String file) throws Exception {
    HttpResponse<String> answer = visitor.get(address(file));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private static HttpResponse<byte[]> bytes(String link, String... headers) throws Exception {
    Client anybody = PORTAL.anybody();
    var request = anybody.request(link).GET();
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return anybody.sendForBytes(request.build());
  }

  @Test
  void aLinkOpensTheFileWholeAndByRangesWithoutASession() throws Exception {
    String name = shard("books").bin().name();
    byte[] stored = stored(name);
    String link = link(PORTAL.as("developer0"), name);
    HttpResponse<byte[]> whole = bytes(link);
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo(stored);
    String tag = "\"" + shard("books").bin().sha256() + "\"";
    assertThat(whole.headers().firstValue("ETag")).hasValue(tag);
    HttpResponse<byte[]> part = bytes(link, "Range", "bytes=10-19", "If-Range", tag);
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(stored, 10, 20));
    assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 10-19/" + stored.length);
    assertThat(bytes(link, "Range", "bytes=" + stored.length + "-").statusCode()).isEqualTo(416);
    assertThat(bytes(link, "If-None-Match", tag).statusCode()).isEqualTo(304);
    Client anybody = PORTAL.anybody();
    HttpResponse<byte[]> head =
        anybody.sendForBytes(
            anybody
                .request(link)
                .method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody())
                .build());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Length")).hasValue("" + stored.length);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void whatWasTakenDownReadsAsEndsOfText() throws Exception {
    ReleasedShard shard = shard("web");
    byte[] expected = stored(shard.bin().name());
    int hidden = 0;
    try (DocumentTable table = release().release().documents(shard)) {
      for (long row = 0; row < table.rowCount(); row++) {
        DocumentRow read = table.row(row);
        // Other tests take down more.
        if (WITHDRAWN.equals(read.document().uri()) || isWithdrawn(read.document())) {
          hidden += read.tokens();
          cover(expected, read);
        }
      }
    }
    assertThat(hidden).isPositive();
    String link = link(PORTAL.as("developer0"), shard.bin().name());
    HttpResponse<byte[]> whole = bytes(link);
    assertThat(whole.body()).isEqualTo(expected);
    // The digest is that of other bytes.
    assertThat(whole.headers().firstValue("ETag").orElseThrow())
        .isNotEqualTo("\"" + shard.bin().sha256() + "\"");
    for (int from = 0; from < expected.length; from += 97) {
      int to = Math.min(expected.length, from + 61);
      assertThat(bytes(link, "Range", "bytes=" + from + "-" + (to - 1)).body())
          .isEqualTo(Arrays.copyOfRange(expected, from, to));
    }
  }

  @Test
  void sumsAgreeWithWhatIsHandedOut(@TempDir Path folder) throws Exception {
    ReleasedShard shard = shard("web");
    String sums = BlockSums.sidecarName(shard.bin().name());
    Client reader = PORTAL.as("developer0");
    byte[] tokens = bytes(link(reader, shard.bin().name())).body();
    String link = link(reader, sums);
    byte[] whole = bytes(link).body();
    assertThat(whole).hasSameSizeAs(stored(sums)).isNotEqualTo(stored(sums));
    Files.write(folder.resolve(shard.bin().name()), tokens);
    Files.write(folder.resolve(sums), whole);
    // A reader who holds the manifest takes both for the files that it names, block by block.
    try (SummedFile file = SummedFile.open(folder, shard.bin())) {
      byte[] read = new byte[tokens.length];
      file.read(0, tokens.length).get(read);
      assertThat(read).isEqualTo(tokens);
    }
    for (int from = 0; from < whole.length; from += 13) {
      int to = Math.min(whole.length, from + 17);
      HttpResponse<byte[]> part = bytes(link, "Range", "bytes=" + from + "-" + (to - 1));
      assertThat(part.statusCode()).isEqualTo(206);
      assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, from, to));
    }
    String clear = BlockSums.sidecarName(shard("books").bin().name());
    assertThat(bytes(link(reader, clear)).body()).isEqualTo(stored(clear));
  }

  private static void cover(byte[] bytes, DocumentRow row) {
    for (long token = row.tokenStart(); token < row.tokenEnd(); token++) {
      bytes[(int) (2 * token)] = (byte) END_OF_TEXT;
      bytes[(int) (2 * token + 1)] = (byte) (END_OF_TEXT >>> 8);
    }
  }

  @Test
  void whoHasNoGrantIsShownWhereLicensesAre() throws Exception {
    String name = shard("books").bin().name();
    HttpResponse<String> stranger = PORTAL.anybody().get(address(name));
    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(stranger.body()).contains("/licenses?release=" + release().id());
    HttpResponse<String> browser = PORTAL.anybody().get(address(name), "Accept", "text/html");
    assertThat(browser.statusCode()).isEqualTo(302);
    assertThat(browser.headers().firstValue("Location").orElseThrow()).endsWith("/sign-in");
    HttpResponse<String> other = PORTAL.as("developer2").get(address(name));
    assertThat(other.statusCode()).isEqualTo(403);
    assertThat(other.body()).contains("/licenses?release=" + release().id());
    HttpResponse<String> page = PORTAL.as("developer2").get(address(name), "Accept", "text/html");
    assertThat(page.statusCode()).isEqualTo(403);
    assertThat(page.body()).contains("role=\"alert\"").contains("/licenses?release=");
    // Another developer's grant opens nothing, though it covers the release.
    String theirs = PORTAL.made().developers().get(1).grantId();
    assertThat(PORTAL.as("developer0").get(address(name) + "?grant=" + theirs).statusCode())
        .isEqualTo(403);
  }

  @Test
  void aChangedLinkAndANameThatTheManifestLacksOpenNothing() throws Exception {
    String name = shard("books").bin().name();
    String link = link(PORTAL.as("developer0"), name);
    String changed = link.endsWith("A") ? link + "B" : link.substring(0, link.length() - 1) + "A";
    assertThat(bytes(changed).statusCode()).isEqualTo(403);
    assertThat(bytes(link.replace(name, shard("books").idx().name())).statusCode()).isEqualTo(403);
    assertThat(bytes(link.replace("from=0", "from=1")).statusCode()).isEqualTo(403);
    Client operator = PORTAL.as("operator0");
    for (String wrong :
        List.of(
            "..%2f..%2fledger%2fkey",
            "%2e%2e", "order.usage", "masks.json", "x", "manifest.json%00")) {
      assertThat(operator.get("/download/" + release().id() + "/" + wrong).statusCode())
          .as(wrong)
          .isIn(400, 404);
    }
    assertThat(operator.get("/download/rel_" + "0".repeat(32) + "/manifest.json").statusCode())
        .isEqualTo(404);
  }

  @Test
  void cardsAndManifestAreOpenToEverybody() throws Exception {
    assertThat(bytes(address("manifest.json")).body()).isEqualTo(stored("manifest.json"));
    HttpResponse<byte[]> card = bytes(address("README.md"), "Range", "bytes=0-3");
    assertThat(card.statusCode()).isEqualTo(206);
    assertThat(card.body()).asString().isEqualTo("---\n");
    assertThat(PORTAL.anybody().page("/download/" + release().id()))
        .contains(shard("books").bin().sha256())
        .contains("HF_ENDPOINT");
  }

  @Test
  void readsAreEnteredAndShownToWhoReadAndToOperators() throws Exception {
    String name = shard("books").idx().name();
    long before = PORTAL.bean(ActivityLog.class).segments().size();
    String link = link(PORTAL.as("developer1"), name);
    assertThat(bytes(link, "Range", "bytes=3-8").statusCode()).isEqualTo(206);
    SampleTrust.Licensee reader = PORTAL.made().developers().get(1);
    assertThat(PORTAL.bean(ActivityLog.class).segments().read(before, 100))
        .extracting(ActivityEvent::activity)
        .filteredOn(activity -> activity.onBehalfOf().equals(reader.partyId()))
        .filteredOn(activity -> activity.action().startsWith("release."))
        .extracting(Activity::action, Activity::object, Activity::bytes)
        .containsExactly(
            tuple("release.link", release().id(), 0L), tuple("release.read", release().id(), 6L));
    assertThat(PORTAL.as("developer1").page("/reads"))
        .contains(name, "3 – 8", reader.grantId())
        .doesNotContain(PORTAL.made().developers().get(0).grantId());
    assertThat(PORTAL.as("operator0").page("/operator/reads")).contains(reader.partyId(), "3 – 8");
    assertThat(PORTAL.as("developer2").page("/reads")).doesNotContain(name);
    assertThat(PORTAL.as("developer1").get("/operator/reads").statusCode()).isEqualTo(403);
  }

  @Test
  void aLinkEndsWithItsGrant() throws Exception {
    Visitor visitor = developer("Ending Ltd");
    String grantId = grant(visitor, Slice.WHOLE);
    String name = shard("books").bin().name();
    String link = made(visitor, name, grantId);
    assertThat(bytes(link).statusCode()).isEqualTo(200);
    LocalDate yesterday =
        LocalDate.ofInstant(PORTAL.bean(Clock.class).instant(), ZoneOffset.UTC).minusDays(1);
    PORTAL
        .bean(TrustDesk.class)
        .write(
            opened ->
                opened.trust().licenses().end(new GrantEnd(grantId, yesterday, "for a test")));
    assertThat(bytes(link).statusCode()).isEqualTo(403);
  }

  @Test
  void aLinkEndsWithItsAccountItsRoleAndItsToken() throws Exception {
    String name = shard("books").bin().name();
    Tokens tokens = PORTAL.bean(Tokens.class);
    Accounts accounts = PORTAL.bean(Accounts.class);
    Visitor visitor = developer("Leaving Ltd");
    String grantId = grant(visitor, Slice.WHOLE);
    Tokens.Made token =
        tokens.create(visitor.accountId(), "t", Set.of("download"), "", Tokens.LONGEST);
    Visitor program = tokens.visitor(token.secret()).orElseThrow();
    String byToken = made(program, name, grantId);
    assertThat(bytes(byToken).statusCode()).isEqualTo(200);
    tokens.revoke(token.token().id());
    assertThat(bytes(byToken).statusCode()).as("a revoked token's").isEqualTo(403);
    String byPerson = made(visitor, name, grantId);
    assertThat(bytes(byPerson).statusCode()).isEqualTo(200);
    accounts.activate(visitor.accountId(), false);
    assertThat(bytes(byPerson).statusCode()).as("an ended account's").isEqualTo(403);
    Account operator = PORTAL.create("leaving-operator", Set.of(Who.OPERATOR), "");
    String whole = made(operator.visitor(), name, "");
    assertThat(bytes(whole).statusCode()).isEqualTo(200);
    accounts.activate(operator.id(), false);
    assertThat(bytes(whole).statusCode()).as("an ended operator's").isEqualTo(403);
  }

  @Test
  void aSliceOpensItsSourcesAndOfMixedShardsItsOwnDocuments() throws Exception {
    Visitor visitor = developer("Part Takers");
    String books = grant(visitor, new Slice(List.of("books"), List.of()));
    assertThat(bytes(made(visitor, shard("books").bin().name(), books)).statusCode())
        .isEqualTo(200);
    assertThat(refusal(visitor, shard("web").bin().name(), books)).contains("covers a part");
    assertThat(refusal(visitor, shard("web").docs().name(), books)).contains("covers a part");
    String attribution =
        grant(visitor, new Slice(List.of(), List.of(LicenseClass.of("attribution"))));
    byte[] expected = stored(shard("web").bin().name());
    int shown = 0;
    try (DocumentTable table = release().release().documents(shard("web"))) {
      for (long row = 0; row < table.rowCount(); row++) {
        DocumentRow read = table.row(row);
        if (read.document().license().equals("CC0-1.0")
            || read.document().uri().equals(WITHDRAWN)) {
          cover(expected, read);
        } else {
          shown++;
        }
      }
    }
    assertThat(shown).isPositive();
    byte[] part = bytes(made(visitor, shard("web").bin().name(), attribution)).body();
    assertThat(part).isEqualTo(expected);
  }

  private static Visitor developer(String name) throws IOException {
    String id =
        PORTAL
            .bean(TrustDesk.class)
            .write(opened -> opened.trust().registerDeveloper(name, "legal@parts.test").id());
    return PORTAL.create(name.replace(' ', '-'), Set.of(Who.DEVELOPER), id).visitor();
  }

  private static String grant(Visitor visitor, Slice slice) throws IOException {
    return PORTAL
        .bean(TrustDesk.class)
        .write(
            opened -> {
              String offer =
                  opened.trust().offers().stream()
                      .filter(each -> each.name().equals("standard"))
                      .findFirst()
                      .orElseThrow()
                      .id();
              Agreement agreement =
                  opened
                      .trust()
                      .sign(offer, visitor.partyId(), "We agree.", LocalDate.of(2026, 1, 1), null);
              return opened
                  .trust()
                  .granting()
                  .grant(new Grant(agreement.id(), release().id(), "train", slice, false))
                  .id();
            });
  }

  private static String made(Visitor visitor, String file, String grantId) throws Exception {
    return PORTAL
        .bean(Downloads.class)
        .link(visitor, release(), release().file(file).orElseThrow(), grantId)
        .address();
  }

  private static String refusal(Visitor visitor, String file, String grantId) throws Exception {
    List<String> said = new ArrayList<>();
    try {
      made(visitor, file, grantId);
    } catch (DownloadRefusedException e) {
      said.add(String.valueOf(e.getMessage()));
    }
    return String.join("", said);
  }

  private static boolean isWithdrawn(ReleasedDocument document) throws IOException {
    return PORTAL
        .bean(TrustDesk.class)
        .read(opened -> opened.trust().withdrawn().covers(document.id(), document.uri()));
  }
}
