package org.estover.licensing.portal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.Receipt;
import org.estover.ledger.log.VerifierKey;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.PortalServer;
import org.junit.jupiter.api.Test;
import org.springframework.context.MessageSource;

final class LedgerPageTest {
  private static final PortalServer PORTAL = PortalServer.shared();

  @Test
  void entriesAreListedNewestFirstAndFilteredByTypeAndId() throws Exception {
    Client anybody = PORTAL.anybody();
    String release = PORTAL.made().releases().get(0);
    List<Long> all = indexes(anybody.page("/ledger"));
    assertThat(all).hasSizeGreaterThan(20).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    String published = anybody.page("/ledger?type=release-published.v1");
    assertThat(indexes(published)).hasSize(PORTAL.made().releases().size());
    assertThat(published).contains("/releases/" + release);
    String about = anybody.page("/ledger?id=" + release);
    assertThat(indexes(about)).hasSizeGreaterThanOrEqualTo(3);
    assertThat(about).contains("grant-issued.v1").contains("rights-decided.v1");
    assertThat(anybody.page("/ledger?id=rel_" + "0".repeat(32))).contains("No entry is like that");
  }

  @Test
  void olderEntriesFollowByCursor() throws Exception {
    Client anybody = PORTAL.anybody();
    List<Long> before = indexes(anybody.page("/ledger?before=10"));
    assertThat(before).containsExactly(9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L, 0L);
  }

  @Test
  void aCursorBeforeTheFirstEntryShowsNone() throws Exception {
    for (String before : List.of("-1", "-2147483649", "0", "-9223372036854775808")) {
      assertThat(indexes(PORTAL.anybody().page("/ledger?before=" + before))).isEmpty();
    }
  }

  @Test
  void anEntryShowsItsPublicPartOnlyAndItsReceiptHolds() throws Exception {
    Client anybody = PORTAL.anybody();
    List<Long> reports = indexes(anybody.page("/ledger?type=revenue-reported.v1"));
    long index = reports.get(0);
    String page = anybody.page("/ledger/entries/" + index);
    assertThat(page)
        .contains("Revenue was reported")
        .contains("/agreements/agr_")
        .contains("estover ledger check-proof " + index + ".tlog-proof --log-key ")
        .contains("/receipt.js")
        .doesNotContain("refunds");
    Matcher key = Pattern.compile("data-vkey=\"([^\"]+)\"").matcher(page);
    assertThat(key.find()).isTrue();
    String entry = anybody.page("/ledger/entries/" + index + "/entry");
    HttpResponse<String> receipt = anybody.get("/ledger/entries/" + index + "/receipt");
    assertThat(receipt.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"" + index + ".tlog-proof\"");
    long size =
        Receipt.verify(
                receipt.body(),
                entry.getBytes(StandardCharsets.UTF_8),
                VerifierKey.parse(key.group(1)))
            .size();
    assertThat(size).isGreaterThan(index);
  }

  @Test
  void whatIsNoEntryIsNotThere() throws Exception {
    for (String path : List.of("999999999", "-1", "01", "abc", "9".repeat(30))) {
      assertThat(PORTAL.anybody().get("/ledger/entries/" + path).statusCode())
          .as(path)
          .isEqualTo(404);
    }
  }

  @Test
  void theLogsFilesCanBeMirrored() throws Exception {
    Client anybody = PORTAL.anybody();
    VerifierKey key = VerifierKey.parse(anybody.page("/ledger/vkey").strip());
    String note = anybody.page("/ledger/log/checkpoint");
    assertThat(key.open(note.getBytes(StandardCharsets.UTF_8))).startsWith(key.name() + "\n");
    long size = Long.parseLong(note.split("\n", -1)[1]);
    String width = size < 256 ? ".p/" + size : "";
    HttpResponse<String> tile = anybody.get("/ledger/log/tile/entries/000" + width);
    assertThat(tile.statusCode()).isEqualTo(200);
    assertThat(tile.headers().firstValue("Cache-Control"))
        .hasValueSatisfying(header -> assertThat(header).contains("immutable"));
    assertThat(tile.body()).contains("party-registered.v1");
    assertThat(anybody.get("/ledger/log/tile/0/000" + width).statusCode()).isEqualTo(200);
    for (String path :
        List.of(
            "0/0", "0/000.p/0", "0/000.p/999", "9/000", "entries/x000/000", "0/..%2f..%2fkey")) {
      assertThat(anybody.get("/ledger/log/tile/" + path).statusCode()).as(path).isIn(400, 404);
    }
  }

  @Test
  void everyTypeOfEntryHasWords() {
    MessageSource words = PORTAL.bean(MessageSource.class);
    for (String type : Fact.types()) {
      String word = type.substring(0, type.lastIndexOf('.'));
      assertThat(words.getMessage("ledger.type." + word, null, Locale.ENGLISH)).isNotBlank();
    }
  }

  private static List<Long> indexes(String page) {
    List<Long> indexes = new ArrayList<>();
    Pattern.compile("href=\"/ledger/entries/([0-9]+)\"")
        .matcher(page)
        .results()
        .forEach(found -> indexes.add(Long.parseLong(found.group(1))));
    return indexes;
  }
}
