package org.estover.tokenize.release;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class UriHostTest {
  @Test
  void theHostIsWhatStandsBetweenUserAndPort() {
    assertThat(UriHost.of("https://Example.ORG./a?b")).isEqualTo("example.org");
    assertThat(UriHost.of("http://me:pw@a.b.test:8080/x@y")).isEqualTo("a.b.test");
    assertThat(UriHost.of("http://[2001:DB8::1]:80/")).isEqualTo("[2001:db8::1]");
    assertThat(UriHost.of("http://example.org")).isEqualTo("example.org");
    assertThat(UriHost.of("http://example.org#x")).isEqualTo("example.org");
  }

  @Test
  void whatHasNoAuthorityHasNoHost() {
    for (String uri :
        new String[] {
          "", "id:7", "maven:org.a:b:1!/C.java", "mailto:a@b.test", "//b.test/", "a b"
        }) {
      assertThat(UriHost.of(uri)).as(uri).isEmpty();
    }
  }

  @Test
  void aHostStandsUnderEachDomainWithADot() {
    assertThat(UriHost.domains("a.b.example.org"))
        .containsExactly("a.b.example.org", "b.example.org", "example.org");
    assertThat(UriHost.domains("localhost")).containsExactly("localhost");
    assertThat(UriHost.domains("[2001:db8::1.2.3.4]")).containsExactly("[2001:db8::1.2.3.4]");
    assertThat(UriHost.domains("")).isEmpty();
  }

  @Test
  void onlyWholeLabelsAreADomain() {
    assertThat(UriHost.isWithin("www.example.org", "example.org")).isTrue();
    assertThat(UriHost.isWithin("example.org", "example.org")).isTrue();
    assertThat(UriHost.isWithin("badexample.org", "example.org")).isFalse();
    assertThat(UriHost.isWithin("org", "example.org")).isFalse();
  }

  @Test
  void nothingStandsBelowAnAddress() {
    assertThat(UriHost.isWithin("192.0.2.7", "0.2.7")).isFalse();
    assertThat(UriHost.isWithin("192.0.2.7", "192.0.2.7")).isTrue();
    assertThat(UriHost.isWithin("4.3.2.1.example", "3.2.1.example")).isTrue();
    assertThat(UriHost.domains("192.0.2.7")).containsExactly("192.0.2.7");
  }

  @Test
  void anInternationalNameHasTwoSpellings() {
    String unicode = "b\u00fccher.example";
    String ascii = "xn--bcher-kva.example";
    assertThat(UriHost.spellings("B\u00dcCHER.example.")).containsExactly(unicode, ascii);
    assertThat(UriHost.spellings("XN--bcher-kva.example")).containsExactly(ascii, unicode);
    assertThat(UriHost.spellings("Example.org")).containsExactly("example.org");
    assertThat(UriHost.spellings("xn--\u0000")).containsExactly("xn--\u0000");
    assertThat(UriHost.spellings("[2001:DB8::1]")).containsExactly("[2001:db8::1]");
    assertThat(UriHost.spellings("a".repeat(200))).containsExactly("a".repeat(200));
    assertThat(UriHost.spellings("")).containsExactly("");
  }
}
