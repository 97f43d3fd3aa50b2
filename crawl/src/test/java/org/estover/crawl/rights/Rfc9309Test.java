package org.estover.crawl.rights;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors 1: the cases of RFC 9309 and its errata 7124 and 7995, made up from the description. */
final class Rfc9309Test {
  private static final String SITE = "https://a.test";

  /** The file that section 5.1 describes, with names of our own. */
  private static final String SECTION_5_1 =
      """
      User-Agent: *
      Disallow: *.gif$
      Disallow: /example/
      Allow: /publications/

      User-Agent: foobot
      Disallow:/
      Allow:/example/page.html
      Allow:/example/allowed.gif

      User-Agent: barbot
      User-Agent: bazbot
      Disallow: /example/page.html

      User-Agent: quxbot
      """;

  private static boolean allows(String robots, String agent, String path) {
    return RobotsFile.parse(robots.getBytes(UTF_8), agent).allows(SITE + path);
  }

  private static boolean rule(String rules, String path) {
    return allows("User-agent: *\n" + rules.replace("|", "\n") + "\n", "estover", path);
  }

  @ParameterizedTest
  @CsvSource({
    "otherbot, /x.gif, false",
    "otherbot, /x.gif?a, true",
    "otherbot, /example/page.html, false",
    "otherbot, /publications/page.html, true",
    "otherbot, /publications/x.gif, true",
    "otherbot, /else, true",
    "foobot, /, false",
    "foobot, /publications/, false",
    "foobot, /example/page.html, true",
    "foobot, /example/allowed.gif, true",
    "foobot, /example/other.gif, false",
    "FooBot, /example/page.html, true",
    "barbot, /example/page.html, false",
    "bazbot, /example/page.html, false",
    "barbot, /example/x.gif, true",
    "quxbot, /example/page.html, true",
    "quxbot, /x.gif, true",
  })
  void section51GroupsBindTheirAgents(String agent, String path, boolean allowed) {
    assertThat(allows(SECTION_5_1, agent, path)).isEqualTo(allowed);
  }

  @Test
  void section52TheLongestMatchHoldsAsErratum7124SpellsIt() {
    String robots =
        "User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n";
    assertThat(allows(robots, "foobot", "/example/page/disallowed.gif")).isFalse();
    assertThat(allows(robots, "foobot", "/example/page/disallow.gif")).isTrue();
  }

  @Test
  void erratum7995PatternsMayBeginWithAStar() {
    assertThat(rule("Disallow: *.gif$", "/a/b.gif")).isFalse();
    assertThat(rule("Disallow: *.gif$", "/a/b.gif/c")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Disallow: /; /; false",
        "Disallow: /; /x?y; false",
        "Disallow:; /x; true",
        "Disallow: /fish; /fish.html; false",
        "Disallow: /fish; /fishheads/yummy.html; false",
        "Disallow: /fish; /Fish.asp; true",
        "Disallow: /fish; /?id=fish; true",
        "Disallow: /fish*; /fish; false",
        "Disallow: /fish/; /fish; true",
        "Disallow: /fish/; /fish/?id=x; false",
        "Disallow: /*.php; /folder/any.php.file.html; false",
        "Disallow: /*.php; /; true",
        "Disallow: /*.php; /windows.PHP; true",
        "Disallow: /*.php$; /filename.php; false",
        "Disallow: /*.php$; /filename.php?p; true",
        "Disallow: /*.php$; /filename.php/; true",
        "Disallow: /fish*.php; /fishheads/catfish.php?p; false",
        "Disallow: /fish*.php; /Fish.PHP; true",
        "Allow: /p|Disallow: /; /page; true",
        "Allow: /folder|Disallow: /folder; /folder/page; true",
        "Allow: /page|Disallow: /*.htm; /page.htm; false",
        "Allow: /page|Disallow: /*.ph; /page.php5; true",
        "Allow: /$|Disallow: /; /; true",
        "Allow: /$|Disallow: /; /page.htm; false",
        "Disallow: /a$; /a; false",
        "Disallow: /a$; /ab; true",
        "Disallow: /a*$; /ab; false",
        "Disallow: /a**b; /axb; false",
        "Disallow: /a*b*$; /a-b; false",
        "Disallow: /*/*/c; /a/b/c; false",
        "Disallow: /*/*/c; /a/c; true",
        "Disallow: /x?y=; /x?y=1; false",
        "Disallow: *?; /x?; false",
        "Disallow: x; /x; true",
        "Disallow: https://a.test/x; /x; true",
      })
  void patternsMatchAsSection222Says(String rules, String path, boolean allowed) {
    assertThat(rule(rules, path)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "/foo/bar?baz=quz, /foo/bar?baz=quz, false",
    "/foo/bar?baz=https://foo.bar, /foo/bar?baz=https://foo.bar, false",
    "/foo/bar?baz=https%3A%2F%2Ffoo.bar, /foo/bar?baz=https%3A%2F%2Ffoo.bar, false",
    "/foo/bar?baz=https%3a%2f%2ffoo.bar, /foo/bar?baz=https%3A%2F%2Ffoo.bar, false",
    "/foo/bar/%E3%83%84, /foo/bar/%E3%83%84, false",
    "/foo/bar/\u30c4, /foo/bar/%E3%83%84, false",
    "/foo/bar/%E3%83%84, /foo/bar/\u30c4, false",
    "/foo/bar/%e3%83%84, /foo/bar/%E3%83%84, false",
    "/foo/bar/%62%61%7A, /foo/bar/baz, false",
    "/foo/bar/baz, /foo/bar/%62%61%7A, false",
    "/a%2Fb, /a/b, true",
    "/a/b, /a%2Fb, true",
    "/path/file-with-a-%2A.html, /path/file-with-a-*.html, false",
    "/path/file-with-a-%2A.html, /path/file-with-a-x.html, true",
    "/path/foo-%24, /path/foo-$, false",
    "/path/foo-%24, /path/foo-, true",
    "/path/foo-%24, /path/foo-%24x, false",
    "/a%zz, /a%zz, false",
    "/a b, /a%20b, false",
  })
  void percentEncodingIsMadeUniform(String pattern, String path, boolean allowed) {
    assertThat(rule("Disallow: " + pattern, path)).isEqualTo(allowed);
  }

  @Test
  void aPathInAnotherCharsetIsComparedByItsBytes() {
    byte[] latin = "User-agent: *\nDisallow: /caf\u00e9\n".getBytes(ISO_8859_1);
    assertThat(RobotsFile.parse(latin, "estover").allows(SITE + "/caf%E9")).isFalse();
    assertThat(RobotsFile.parse(latin, "estover").allows(SITE + "/caf%C3%A9")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16BE", "UTF-16LE"})
  void aFileInUtf16SaysWhatItSays(String charset) {
    byte[] file =
        "\ufeffUser-agent: *\r\nDisallow: /caf\u00e9\r\n".getBytes(Charset.forName(charset));
    assertThat(RobotsFile.parse(file, "estover").allows(SITE + "/caf%C3%A9")).isFalse();
    assertThat(RobotsFile.parse(file, "estover").allows(SITE + "/yes")).isTrue();
    byte[] odd = Arrays.copyOf(file, file.length + 1);
    assertThat(RobotsFile.parse(odd, "estover").allows(SITE + "/caf%C3%A9")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ufeffUser-agent: *\nDisallow: /no\n",
        "User-agent: *\rDisallow: /no\r",
        "User-agent: *\r\nDisallow: /no\r\n",
        "\r\r\nUser-agent: *\n\r\nDisallow: /no",
        "user-AGENT : *\n\tDISALLOW\t:\t/no \t# why\n",
        "User-agent: *\nSitemap: https://a.test/s.xml\n\n\nUnknown: x\n\u0000\u0000: \u0000\nDisallow: /no\n",
        "Disallow: /yes\nUser-agent: *\nDisallow: /no\n",
        "User-agent: *\nDisallow /no\n",
        "User-agent: *\nDissallow: /no\n",
        "User agent: *\nDisallow: /no\n",
        "User-agent: * all\nDisallow: /no\n",
        "User-agent: estover/1.0 (+https://a.test)\nDisallow: /no\n\nUser-agent: *\nDisallow: /yes\n",
        "User-agent: ESTOVER\nDisallow: /no\n",
        "User-agent: a\nUser-agent: estover\nUser-agent: b\nDisallow: /no\n",
        "User-agent: estover\nAllow: /x\n\nUser-agent: b\nDisallow: /yes\n\nUser-agent: estover\nDisallow: /no",
        "User-agent: *\nDisallow: /no\n\nUser-agent: b\nAllow: /\n\nUser-agent: *\nAllow: /yes\n",
      })
  void theGroupIsFoundHoweverTheFileIsWritten(String robots) {
    assertThat(allows(robots, "estover", "/no")).as("/no").isFalse();
    assertThat(allows(robots, "estover", "/yes")).as("/yes").isTrue();
  }

  @Test
  void theStarGroupCountsOnlyIfNoGroupNamesTheAgent() {
    String robots = "User-agent: *\nDisallow: /\n\nUser-agent: estover\nDisallow: /a\n";
    assertThat(allows(robots, "estover", "/b")).isTrue();
    assertThat(allows(robots, "estov", "/b")).isFalse();
    assertThat(allows(robots, "estover-images", "/b")).isFalse();
  }

  @Test
  void noFileAllowsAndAnUnreachableOneDoesNot() {
    assertThat(allows("", "estover", "/x")).isTrue();
    assertThat(allows("<!DOCTYPE html><html>not found</html>", "estover", "/x")).isTrue();
    for (int status : new int[] {400, 401, 403, 404, 410, 451, 301, 302, 304, 308}) {
      assertThat(RobotsFile.of(status, new byte[0], "estover").allows(SITE + "/x"))
          .as("status %d", status)
          .isTrue();
    }
    for (int status : new int[] {429, 500, 502, 503, 504, 599}) {
      assertThat(RobotsFile.of(status, new byte[0], "estover").allows(SITE + "/x"))
          .as("status %d", status)
          .isFalse();
      assertThat(RobotsFile.of(status, new byte[0], "estover").allows(SITE + "/robots.txt"))
          .isTrue();
    }
  }

  @Test
  void whatStandsBehind500KibIsNotReadAndALineThatIsCutNeither() {
    String head = "User-agent: *\nDisallow: /no\n";
    String filler = "#" + "x".repeat(1022) + "\n";
    StringBuilder robots = new StringBuilder(head);
    while (robots.length() + filler.length() <= RobotsFile.MAX_BYTES - 20) {
      robots.append(filler);
    }
    robots.append("#".repeat(RobotsFile.MAX_BYTES - 21 - robots.length())).append('\n');
    robots.append("Disallow: /cut/here-and-further\nDisallow: /behind\n");
    robots.append(filler.repeat(3));
    assertThat(allows(robots.toString(), "estover", "/no")).isFalse();
    assertThat(allows(robots.toString(), "estover", "/cut/here-and-further")).isTrue();
    assertThat(allows(robots.toString(), "estover", "/cut")).isTrue();
    assertThat(allows(robots.toString(), "estover", "/behind")).isTrue();
  }

  @Test
  void evidenceNamesLineAndGroup() {
    RobotsFile file =
        RobotsFile.parse("\nUser-agent: *\nDisallow: /no\n".getBytes(UTF_8), "estover");
    assertThat(file.declarations(SITE + "/no").signals())
        .containsExactly(new RobotsRules("robots.txt:3[*]", "estover", false, "Disallow: /no"));
  }

  /** The look-up against the plain reading: each rule in turn, the longest of those that match. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void lookUpAgreesWithTryingEveryRule(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<PathRule> rules = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String pattern = (random.nextInt(9) == 0 ? "" : "/") + word(random, "ab/*", 6);
      pattern += random.nextInt(5) == 0 ? "$" : "";
      rules.add(new PathRule(PathPattern.of(pattern), random.nextBoolean(), i, "*", pattern));
    }
    PathRules compiled = new PathRules(rules);
    for (int i = 0; i < 400; i++) {
      String path = "/" + word(random, "ab/", 9);
      PathRule expected = null;
      for (PathRule rule : rules) {
        boolean stronger = expected == null || PathRule.PRECEDENCE.compare(rule, expected) < 0;
        if (stronger && matches(rule.text(), path)) {
          expected = rule;
        }
      }
      int found = compiled.match(SITE + path + "#f", PathWork.on(SITE + path, compiled.count()));
      PathRule actual = found < 0 ? null : compiled.rule(found);
      assertThat(actual == null ? "" : actual.text() + actual.allowed())
          .as("seed %d, path %s", seed, path)
          .isEqualTo(expected == null ? "" : expected.text() + expected.allowed());
    }
  }

  private static String word(SplittableRandom random, String letters, int max) {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(max); i > 0; i--) {
      word.append(letters.charAt(random.nextInt(letters.length())));
    }
    return word.toString();
  }

  /** By the definition: a star stands for anything, a dollar at the end for the end. */
  private static boolean matches(String pattern, String path) {
    StringBuilder regex = new StringBuilder();
    String body = pattern.endsWith("$") ? pattern.substring(0, pattern.length() - 1) : pattern;
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      regex.append(c == '*' ? ".*" : java.util.regex.Pattern.quote(String.valueOf(c)));
    }
    regex.append(pattern.endsWith("$") ? "" : ".*");
    return path.matches(regex.toString());
  }
}
