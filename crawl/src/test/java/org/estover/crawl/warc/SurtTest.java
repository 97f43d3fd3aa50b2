package org.estover.crawl.warc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.netpreserve.jwarc.URIs;

final class SurtTest {
  @ParameterizedTest
  @CsvSource({
    "http://a.test/, 'test,a)/'",
    "https://www.Example.COM/Path/Page.HTML, 'com,example)/path/page.html'",
    "http://www12.a.test:80/x/, 'test,a)/x'",
    "https://a.test:443/, 'test,a)/'",
    "http://a.test:8080/?, 'test,a:8080)/'",
    "http://user:secret@a.test/x?b=2&a=1#part, 'test,a)/x?a=1&b=2'",
    "http://a.test/a/../b/./c//d, 'test,a)/b/c/d'",
    "http://a.test/%7Ejoe/%c3%a4?q=%C3%84, 'test,a)/~joe/%c3%a4?q=%c3%84'",
    "http://a.test/x;jsessionid=0123456789abcdef0123456789ABCDEF?y, 'test,a)/x?y'",
    "http://a.test/?PHPSESSID=0123456789abcdef0123456789abcdef&z=1, 'test,a)/?z=1'",
    "http://192.0.2.7/x, '7,2,0,192)/x'",
    "http://[2001:db8::1]:8443/, '2001:db8::1:8443)/'",
    "http://a.test./, 'test,a)/'",
    "dns:a.test, dns:a.test",
  })
  void keyOf(String url, String key) {
    assertThat(CdxjIndex.key(url)).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a.test",
        "https://www.a.test/A/b/?z=1&y=2&x",
        "http://a.test:8080/x/../y?",
        "http://u@a.test/%41%2f?%41=%26",
        "http://192.0.2.7:80/x.y/",
        "https://a.co.uk/%E4%BD%A0?q=%E5%A5%BD",
      })
  void keysAreThoseOfOtherTools(String url) {
    assertThat(CdxjIndex.key(url)).isEqualTo(URIs.toNormalizedSurt(url));
  }

  @Test
  void keysHoldNoSpaces() {
    assertThat(CdxjIndex.key("http://a.test/a b\u00e4?c d\u2028")).matches("[!-~]+");
  }
}
