package org.estover.jobs.demo;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a demo site declares about its rights.
 *
 * @param files contents of files beside the pages, by path, {@code /robots.txt} among them
 * @param headers HTTP headers of every page
 */
record SiteSignals(SortedMap<String, String> files, SortedMap<String, String> headers) {
  private static final String ALLOW = "User-agent: *\nAllow: /\n";
  private static final String NO_CLASS_USE = "User-agent: *\nDisallow: */class-use/\n";

  /** What each host declares; a host that is not listed declares nothing. */
  private static final Map<String, SiteSignals> BY_HOST =
      Map.of(
          "lang.test", open(NO_CLASS_USE),
          "guava.test", open(NO_CLASS_USE),
          "jackson.test", open(NO_CLASS_USE),
          "protobuf.test", open(NO_CLASS_USE),
          "junit.test", open(ALLOW).header("Content-Usage", "train-ai=n"),
          "joda.test", reservation(),
          "jsoup.test", offer("http://jsoup.test/license.xml"));

  private static final SiteSignals SILENT = new SiteSignals(new TreeMap<>(), new TreeMap<>());

  static SiteSignals of(String host) {
    return BY_HOST.getOrDefault(host, SILENT);
  }

  private static SiteSignals open(String robots) {
    SortedMap<String, String> files = new TreeMap<>();
    files.put("/robots.txt", robots);
    return new SiteSignals(files, new TreeMap<>());
  }

  /** W3C TDM Reservation Protocol: the site reserves text and data mining. */
  private static SiteSignals reservation() {
    return open(ALLOW)
        .header("tdm-reservation", "1")
        .file("/.well-known/tdmrep.json", "[{\"location\": \"/\", \"tdm-reservation\": 1}]\n");
  }

  /** RSL 1.0: the site offers training for a price. */
  private static SiteSignals offer(String document) {
    return open(ALLOW + "License: " + document + "\n")
        .file(
            "/license.xml",
            """
            <rsl xmlns="https://rslstandard.org/rsl">
              <content url="/">
                <license>
                  <permits type="usage">ai-train</permits>
                  <payment type="training"><amount currency="EUR">0.01</amount></payment>
                </license>
              </content>
            </rsl>
            """);
  }

  private SiteSignals header(String name, String value) {
    SortedMap<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new SiteSignals(files, more);
  }

  private SiteSignals file(String path, String content) {
    SortedMap<String, String> more = new TreeMap<>(files);
    more.put(path, content);
    return new SiteSignals(more, headers);
  }
}
