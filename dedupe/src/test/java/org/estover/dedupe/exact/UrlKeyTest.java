package org.estover.dedupe.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UrlKeyTest {
  /** Computed by a transcription of the javadoc in another language. */
  @Test
  void keysNeverChange() {
    assertThat(UrlKey.of("HTTP://Open.test:80/a/../b?x=1#top", UrlRule.WHOLE).orElseThrow())
        .hasToString("7a9b05e5f47221b1e8887c9ca16257bd");
    UrlRule rule = new UrlRule(List.of("utm_*", "ref"));
    assertThat(UrlKey.of("http://open.test/b?utm_source=q&x=1&ref=a", rule).orElseThrow())
        .hasToString("a31196e646dc3582aa0911d39546111a");
  }

  @ParameterizedTest
  @CsvSource({
    "eXAMPLE://a/./b/../b/%63/%7bfoo%7d, example://a/b/c/%7Bfoo%7D",
    "HTTP://www.Example.COM, http://www.example.com/",
    "http://example.com:80/, http://example.com/",
    "http://example.com:/, http://example.com/",
    "https://example.com:0443/a, https://example.com/a",
    "https://example.com:80/a, https://example.com:80/a",
    "http://user@Example.com/, http://user@example.com/",
    "http://[2001:DB8::1]:80/, http://[2001:db8::1]/",
    "http://example.com/a?b=c#d, http://example.com/a?b=c",
    "http://example.com/a#b?c, http://example.com/a",
    "http://example.com/?, http://example.com/?",
    "http://example.com/%7Euser/%e4%B8%ad, http://example.com/~user/%E4%B8%AD",
    "http://example.com/中 文, http://example.com/%E4%B8%AD%20%E6%96%87",
    "http://example.com/100%, http://example.com/100%25",
    "http://example.com/a%2Fb%2fc, http://example.com/a%2Fb%2Fc",
    "http://example.com/%2e%2E/a/%2e, http://example.com/a/",
    "http://example.com//a//../b, http://example.com//a/b",
    "http://BÜCHER.example/, http://xn--bcher-kva.example/",
    "http://%45xample.com/, http://example.com/",
    "file:///usr/share/doc/../doc/x.gz, file:///usr/share/doc/x.gz",
    "' http://example.com/a ', http://example.com/a"
  })
  void urlsAreNormalised(String url, String normal) {
    assertThat(UrlKey.normal(url, UrlRule.WHOLE)).contains(normal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/a?b=c",
        "http://www.example.com/a?b=c",
        "http://example.com/a/?b=c",
        "http://example.com/A?b=c",
        "http://example.com/a?b=c&",
        "http://example.com/a?c=b",
        "http://example.com/a%3Fb=c",
        "http://example.com/a"
      })
  void anyOtherDifferenceCounts(String url) {
    assertThat(UrlKey.of(url, UrlRule.WHOLE))
        .isPresent()
        .isNotEqualTo(UrlKey.of("http://example.com/a?b=c", UrlRule.WHOLE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "id:7", "maven:g:a:1!/x", "//host/x", "/x", "x.html", "urn:isbn:1"})
  void whatHasNoSchemeAndAuthorityHasNoKey(String text) {
    assertThat(UrlKey.of(text, UrlRule.WHOLE)).isEmpty();
  }

  @Test
  void parametersAreDroppedOnlyWhereTheRuleNamesThem() {
    String url = "http://example.com/a?utm_source=x&id=1&utm=2&ref";
    assertThat(UrlKey.normal(url, UrlRule.WHOLE)).contains(url);
    UrlRule rule = new UrlRule(List.of("utm_*", "ref", "utm_*"));
    assertThat(UrlKey.normal(url, rule)).contains("http://example.com/a?id=1&utm=2");
    assertThat(UrlKey.normal("http://example.com/a?ref=b", rule)).contains("http://example.com/a");
    assertThat(UrlKey.of("http://example.com/", rule))
        .isNotEqualTo(UrlKey.of("http://example.com/", UrlRule.WHOLE));
  }

  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void pathsEqualThoseOfTheStandardsAlgorithmAndNormalUrlsStay(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> pieces = List.of("/", "/", "/.", "/..", ".", "..", "a", "b", "/%2e", "%41");
    for (int i = 0; i < 500; i++) {
      StringBuilder path = new StringBuilder("/");
      for (int p = random.nextInt(12); p > 0; p--) {
        path.append(pieces.get(random.nextInt(pieces.size())));
      }
      String plain = path.toString().replace("%2e", ".").replace("%41", "A");
      String normal = UrlKey.normal("http://h" + path, UrlRule.WHOLE).orElseThrow();
      assertThat(normal).as("%s", path).isEqualTo("http://h" + SlowPath.withoutDots(plain));
      assertThat(UrlKey.normal(normal, UrlRule.WHOLE)).contains(normal);
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void normalUrlsOfAnyTextAreNormal(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String pieces = "aZ09%%%:/?#[]@!$&'()*+,;=-._~ é中\ud800\u0130\t\"<>\\^`{|}";
    for (int i = 0; i < 2_000; i++) {
      StringBuilder url = new StringBuilder("hTtp://");
      for (int p = random.nextInt(20); p > 0; p--) {
        url.append(pieces.charAt(random.nextInt(pieces.length())));
      }
      UrlKey.normal(url.toString(), UrlRule.WHOLE)
          .ifPresent(
              normal -> {
                assertThat(normal).as("of %s", url).matches("[!-~]*").doesNotContain("#");
                assertThat(UrlKey.normal(normal, UrlRule.WHOLE)).as("of %s", url).contains(normal);
              });
    }
  }

  @Test
  void keysOrderAsUnsignedBytes() {
    assertThat(new UrlKey(-1, 1).bytes()).startsWith(-1, -1).endsWith(0, 1);
    assertThat(new UrlKey(-1, 1)).isGreaterThan(new UrlKey(1, -1));
  }
}
