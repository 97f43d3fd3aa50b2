package org.estover.crawl.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

final class UrlBlocklistTest {
  private static UrlBlocklist list(String... lines) throws IOException {
    return UrlBlocklist.read(new StringReader(String.join("\n", lines)));
  }

  @Test
  void aDomainStandsForAllBelowIt() throws IOException {
    UrlBlocklist list = list("# a list", "bad.test", "", "deep.ill.test");
    assertThat(list.size()).isEqualTo(2);
    assertThat(list.reason("https://bad.test/a")).contains("domain");
    assertThat(list.reason("http://www.bad.test:8080/")).contains("subdomain");
    assertThat(list.reason("http://a.deep.ill.test/x?y")).contains("subdomain");
    assertThat(list.reason("http://ill.test/")).isEmpty();
    assertThat(list.reason("http://notbad.test/")).isEmpty();
    assertThat(list.reason("http://bad.test.org/")).isEmpty();
    assertThat(list.reason("bad.test")).isEmpty();
  }

  @Test
  void aUrlStandsForItself() throws IOException {
    UrlBlocklist list = list("site.test/~ill", "https://other.test/a?b=1");
    assertThat(list.reason("https://site.test/~ill")).contains("url");
    assertThat(list.reason("http://other.test/a?b=1")).contains("url");
    assertThat(list.reason("http://other.test/a?b=2")).isEmpty();
    assertThat(list.reason("http://site.test/")).isEmpty();
  }

  @Test
  void namesAreComparedAsDnsHasThem() throws IOException {
    UrlBlocklist list = list("B\u00dcCHER.test", "xn--e1afmkfd.test", "DOT.test.");
    assertThat(list.reason("http://b\u00fccher.test/")).contains("domain");
    assertThat(list.reason("http://xn--bcher-kva.test/")).contains("domain");
    assertThat(list.reason("http://\u043f\u0440\u0438\u043c\u0435\u0440.test/")).contains("domain");
    assertThat(list.reason("http://dot.test/")).contains("domain");
  }

  @Test
  void whatIsNoEntryIsCounted() throws IOException {
    UrlBlocklist list = list("two words here", "fine.test");
    assertThat(list.size()).isEqualTo(1);
    assertThat(list.skipped()).isEqualTo(1);
  }

  @Test
  void manyEntriesAreFound() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      lines.append("host").append(i).append(".test\n");
    }
    UrlBlocklist list = UrlBlocklist.read(new StringReader(lines.toString()));
    assertThat(list.size()).isEqualTo(20_000);
    assertThat(list.reason("http://host19999.test/")).contains("domain");
    assertThat(list.reason("http://host20000.test/")).isEmpty();
  }
}
