package org.estover.licensing.portal.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.estover.ledger.Ledger;
import org.estover.ledger.log.Hash;
import org.estover.ledger.log.LogReader;
import org.estover.ledger.log.Receipt;
import org.estover.licensing.portal.PortalSettings;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.desk.TrustDesk;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The log's entries, newest first, and of each one its proof. */
@Controller
final class LedgerPage {
  private static final int ROWS = 50;

  private final TrustDesk desk;
  private final LogIndex index;
  private final PortalSettings settings;

  LedgerPage(TrustDesk desk, LogIndex index, PortalSettings settings) throws IOException {
    this.desk = desk;
    this.index = index;
    this.settings = settings;
    // Reads the whole log, for which no visitor should wait.
    index.types(log());
  }

  @GetMapping("/ledger")
  @Rule(Who.EVERYBODY)
  String entries(
      @RequestParam(defaultValue = "") String type,
      @RequestParam(defaultValue = "") String id,
      @RequestParam(defaultValue = "9223372036854775807") long before,
      Model model)
      throws IOException {
    LogReader log = log();
    String wantedId = id.strip();
    List<EntryView> rows = new ArrayList<>();
    List<Long> found = index.find(log, type, wantedId, before, ROWS + 1);
    List<byte[]> entries = log.entriesAt(found);
    for (int i = 0; i < entries.size(); i++) {
      EntryView row = EntryView.of(found.get(i), entries.get(i));
      if (wantedId.isEmpty() || row.names(wantedId)) {
        rows.add(row);
      }
    }
    boolean more = rows.size() > ROWS;
    List<EntryView> shown = more ? rows.subList(0, ROWS) : rows;
    model.addAttribute("rows", shown);
    model.addAttribute("older", more ? shown.get(ROWS - 1).index() : -1);
    model.addAttribute("newest", before >= log.size());
    model.addAttribute("types", index.types(log));
    model.addAttribute("type", type);
    model.addAttribute("id", wantedId);
    addLog(model, log);
    return "ledger/entries";
  }

  @GetMapping("/ledger/entries/{index}")
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "index", kind = ThingKind.PUBLIC))
  String entry(@PathVariable("index") String path, Model model) throws IOException {
    LogReader log = log();
    long at = known(log, path);
    byte[] bytes = log.entry(at);
    Receipt receipt = log.receipt(at);
    model.addAttribute("entry", EntryView.of(at, bytes));
    model.addAttribute("leaf", Hash.ofLeaf(bytes).base64());
    model.addAttribute("path", receipt.proof().path().stream().map(h -> h.base64()).toList());
    addLog(model, log);
    return "ledger/entry";
  }

  @GetMapping("/ledger/entries/{index}/receipt")
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "index", kind = ThingKind.PUBLIC))
  ResponseEntity<byte[]> receipt(@PathVariable("index") String path) throws IOException {
    LogReader log = log();
    long at = known(log, path);
    return file(log.receipt(at).text().getBytes(StandardCharsets.UTF_8), at + ".tlog-proof");
  }

  @GetMapping("/ledger/entries/{index}/entry")
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "index", kind = ThingKind.PUBLIC))
  ResponseEntity<byte[]> bytes(@PathVariable("index") String path) throws IOException {
    LogReader log = log();
    long at = known(log, path);
    return file(log.entry(at), at + ".entry");
  }

  @GetMapping("/ledger/checkpoint")
  @Rule(Who.EVERYBODY)
  ResponseEntity<byte[]> checkpoint() throws IOException {
    return LogFilesPage.text(log().note());
  }

  @GetMapping("/ledger/vkey")
  @Rule(Who.EVERYBODY)
  ResponseEntity<byte[]> verifierKey() throws IOException {
    return LogFilesPage.text((vkey() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void addLog(Model model, LogReader log) throws IOException {
    model.addAttribute("size", log.size());
    model.addAttribute("root", log.checkpoint().root().base64());
    model.addAttribute("origin", log.checkpoint().origin());
    model.addAttribute("note", new String(log.note(), StandardCharsets.UTF_8));
    model.addAttribute("vkey", vkey());
  }

  private LogReader log() throws IOException {
    return desk.read(opened -> opened.ledger().log());
  }

  private String vkey() throws IOException {
    return Ledger.verifierKey(settings.ledger()).toString();
  }

  /** The index that a path names, of an entry that there is. */
  private static long known(LogReader log, String path) {
    long at = path.matches("0|[1-9][0-9]{0,17}") ? Long.parseLong(path) : -1;
    if (at < 0 || at >= log.size()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return at;
  }

  private static ResponseEntity<byte[]> file(byte[] bytes, String name) {
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "plain", StandardCharsets.UTF_8))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name).build().toString())
        .body(bytes);
  }
}
