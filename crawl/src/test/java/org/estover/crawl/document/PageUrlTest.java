package org.estover.crawl.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PageUrlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HTTP://A.Test            | http://a.test/
          http://a.test:80/x       | http://a.test/x
          https://a.test:443       | https://a.test/
          http://a.test:8080?q     | http://a.test:8080/?q
          http://u:p@a.test/#frag  | http://a.test/
          http://a.test/a/./b/../c | http://a.test/a/c
          http://a.test/../..      | http://a.test/
          http://a.test/a/..       | http://a.test/
          http://a.test/a b%c3%zz  | http://a.test/a%20b%C3%25zz
          http://a.test/é?ü        | http://a.test/%C3%A9?%C3%BC
          http://a.test/?a=/../b   | http://a.test/?a=/../b
          http://[::1]:80/         | http://[::1]/
          """)
  void oneFormPerPage(String url, String expected) {
    assertThat(PageUrl.parse(url)).map(PageUrl::toString).hasValue(expected);
    assertThat(PageUrl.parse(expected)).map(PageUrl::toString).as("stable").hasValue(expected);
  }

  /** The examples of RFC 3986, section 5.4, with fragments dropped. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          g        | http://a/b/c/g
          ./g      | http://a/b/c/g
          g/       | http://a/b/c/g/
          /g       | http://a/g
          //g      | http://g/
          ?y       | http://a/b/c/d;p?y
          g?y      | http://a/b/c/g?y
          #s       | http://a/b/c/d;p?q
          ;x       | http://a/b/c/;x
          .        | http://a/b/c/
          ..       | http://a/b/
          ../g     | http://a/b/g
          ../..    | http://a/
          ../../../g | http://a/g
          /./g     | http://a/g
          g.       | http://a/b/c/g.
          ..g      | http://a/b/c/..g
          g;x=1/../y | http://a/b/c/y
          g?y/../x | http://a/b/c/g?y/../x
          """)
  void referencesResolveAsRfc3986Says(String reference, String expected) {
    PageUrl base = PageUrl.parse("http://a/b/c/d;p?q").orElseThrow();
    assertThat(base.resolve(reference)).map(PageUrl::toString).hasValue(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a.test",
        "ftp://a.test/",
        "javascript:void(0)",
        "http://",
        "http://a test/",
        "http://a.test:99999/",
        "http:///x",
        "file:///etc/passwd"
      })
  void whatCannotBeFetchedIsNoPage(String url) {
    assertThat(PageUrl.parse(url)).isEmpty();
  }
}
