package org.estover.licensing.portal.rsl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.estover.licensing.portal.PortalSettings;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.release.Answers;
import org.estover.licensing.portal.release.PublicFacts;
import org.estover.licensing.portal.release.PublishedReleases;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What crawlers and programs ask a site for by well-known names. */
@Controller
final class MachinePages {
  /** What of the portal no crawler needs: what answers questions, and what is somebody's own. */
  private static final List<String> DISALLOWED =
      List.of(
          "/account",
          "/cases",
          "/claims",
          "/download",
          "/lookup",
          "/hosts/*/proof/",
          "/operator",
          "/opt-out",
          "/sign-in",
          "/welcome/");

  private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
  private static final MediaType RSL =
      new MediaType("application", "rsl+xml", StandardCharsets.UTF_8);
  private static final Duration KEPT = Duration.ofHours(1);

  /** The standard asks for less than a year. */
  private static final Duration VALID = Duration.ofDays(180);

  private final PublishedReleases releases;
  private final PortalSettings settings;
  private final PublicFacts facts;
  private final Clock clock;

  MachinePages(
      PublishedReleases releases, PortalSettings settings, PublicFacts facts, Clock clock) {
    this.releases = releases;
    this.settings = settings;
    this.facts = facts;
    this.clock = clock;
  }

  @GetMapping("/rsl.xml")
  @Rule(Who.EVERYBODY)
  ResponseEntity<byte[]> rsl() throws IOException {
    return kept(RSL, RslWriter.document(address(""), releases.known().trustName()));
  }

  @GetMapping("/robots.txt")
  @Rule(Who.EVERYBODY)
  ResponseEntity<byte[]> robots() {
    StringBuilder text = new StringBuilder("User-agent: *\nAllow: /\n");
    DISALLOWED.forEach(path -> text.append("Disallow: ").append(path).append('\n'));
    text.append("Content-Usage: ").append(Preferences.CONTENT_USAGE).append('\n');
    text.append("Content-Signal: ").append(Preferences.CONTENT_SIGNAL).append('\n');
    text.append("License: ").append(address("/rsl.xml")).append('\n');
    return kept(TEXT, text.toString());
  }

  @GetMapping("/.well-known/security.txt")
  @Rule(Who.EVERYBODY)
  ResponseEntity<byte[]> security() {
    if (facts.contact().isEmpty()) {
      throw Answers.missing();
    }
    String text =
        "Contact: "
            + facts.contact()
            + "\nExpires: "
            + clock.instant().plus(VALID).truncatedTo(ChronoUnit.DAYS)
            + "\nPreferred-Languages: en\nCanonical: "
            + address("/.well-known/security.txt")
            + "\n";
    return kept(TEXT, text);
  }

  /** Text and data mining of the files is reserved; what it takes to have them stands in RSL. */
  @GetMapping("/.well-known/tdmrep.json")
  @Rule(Who.EVERYBODY)
  ResponseEntity<List<Map<String, Object>>> tdmReservation() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.maxAge(KEPT).cachePublic())
        .body(List.of(reserved("/datasets/"), reserved("/download/")));
  }

  private static Map<String, Object> reserved(String path) {
    Map<String, Object> rule = new TreeMap<>();
    rule.put("location", path);
    rule.put("tdm-reservation", 1);
    return rule;
  }

  private String address(String path) {
    return settings.publicUrl() + path;
  }

  private static ResponseEntity<byte[]> kept(MediaType type, String text) {
    return ResponseEntity.ok()
        .contentType(type)
        .cacheControl(CacheControl.maxAge(KEPT).cachePublic())
        .body(text.getBytes(StandardCharsets.UTF_8));
  }
}
