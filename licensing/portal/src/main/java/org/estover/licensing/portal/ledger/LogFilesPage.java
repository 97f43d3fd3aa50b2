package org.estover.licensing.portal.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.ledger.log.LogFiles;
import org.estover.ledger.log.Tile;
import org.estover.licensing.portal.PortalSettings;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Who;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/**
 * The log's own files, by the paths of C2SP tlog-tiles, so that witnesses and monitors mirror the
 * log from here. Only names that are a tile's in their one form reach the disk.
 */
@Controller
final class LogFilesPage {
  private static final Pattern NAME =
      Pattern.compile("/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  private static final Duration FOR_EVER = Duration.ofDays(365);

  private final LogFiles files;

  LogFilesPage(PortalSettings settings) {
    this.files = LogFiles.in(settings.ledger().resolve("log"));
  }

  @GetMapping("/ledger/log/checkpoint")
  @Rule(Who.EVERYBODY)
  ResponseEntity<byte[]> checkpoint() throws IOException {
    return text(files.read("checkpoint"));
  }

  @GetMapping("/ledger/log/tile/{level:[0-7]|entries}/{*name}")
  @Rule(
      value = Who.EVERYBODY,
      things = {
        @Rule.Thing(name = "level", kind = ThingKind.PUBLIC),
        @Rule.Thing(name = "name", kind = ThingKind.PUBLIC)
      })
  ResponseEntity<byte[]> tile(
      @PathVariable("level") String level, @PathVariable("name") String name) throws IOException {
    Tile tile = tile(level.equals("entries") ? Tile.ENTRIES : Integer.parseInt(level), name);
    try {
      byte[] bytes = files.read(tile.path());
      return ResponseEntity.ok()
          .contentType(MediaType.APPLICATION_OCTET_STREAM)
          .cacheControl(CacheControl.maxAge(FOR_EVER).cachePublic().immutable())
          .body(bytes);
    } catch (NoSuchFileException e) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
  }

  private static Tile tile(int level, String name) {
    Matcher matcher = NAME.matcher(name);
    if (matcher.matches()) {
      long index = Tile.index(matcher.group(1));
      int width = matcher.group(2) == null ? Tile.FULL : Integer.parseInt(matcher.group(2));
      if (index >= 0 && width <= Tile.FULL && (matcher.group(2) == null || width < Tile.FULL)) {
        return new Tile(level, index, width);
      }
    }
    throw new ResponseStatusException(HttpStatus.NOT_FOUND);
  }

  /** A text that changes: asked for anew each time. */
  static ResponseEntity<byte[]> text(byte[] bytes) {
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "plain", StandardCharsets.UTF_8))
        .cacheControl(CacheControl.noCache())
        .body(bytes);
  }
}
