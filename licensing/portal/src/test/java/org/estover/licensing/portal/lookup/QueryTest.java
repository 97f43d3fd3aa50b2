package org.estover.licensing.portal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueryTest {

  @ParameterizedTest
  @CsvSource({
    "'',EMPTY,''",
    "'  ',EMPTY,''",
    "doc_0123456789ABCDEF0123456789abcdef,DOCUMENT,doc_0123456789abcdef0123456789abcdef",
    "rel_0123456789abcdef0123456789abcdef,RELEASE,rel_0123456789abcdef0123456789abcdef",
    "Open.Test,HOST,open.test",
    "open.test.,HOST,open.test",
    "bücher.example,HOST,xn--bcher-kva.example",
    "https://open.test/a,ADDRESS,https://open.test/a",
    "open.test/a?b=c,ADDRESS,open.test/a?b=c",
    "maven:org.a:b:1!/C.java,ADDRESS,maven:org.a:b:1!/C.java",
    "leaves the oak,WORDS,leaves the oak",
    "oak,WORDS,oak",
  })
  void isTakenForWhatItLooksLike(String typed, Query.Kind kind, String text) {
    assertThat(Query.of(typed)).isEqualTo(new Query(kind, text));
  }

  @Test
  void aDigestMayBeNamedAsOne() {
    String digest = "ab".repeat(32);
    assertThat(Query.of("sha256:" + digest)).isEqualTo(new Query(Query.Kind.DIGEST, digest));
    assertThat(Query.of(digest.toUpperCase(Locale.ROOT)))
        .isEqualTo(new Query(Query.Kind.DIGEST, digest));
  }

  @Test
  void anAddressIsAskedForAsItWasTypedFirst() {
    assertThat(Query.of("http://open.test/a#b").spellings())
        .startsWith("http://open.test/a#b")
        .contains("https://open.test/a", "http://open.test/a", "http://open.test/a/");
    assertThat(Query.of("open.test/a/").spellings())
        .contains("https://open.test/a/", "http://open.test/a");
    assertThat(Query.of("maven:org.a:b:1!/C.java").spellings())
        .containsExactly("maven:org.a:b:1!/C.java");
  }

  @Test
  void nobodyTypesABook() {
    assertThat(Query.of("a b ".repeat(5_000)).text()).hasSize(Query.LONGEST);
  }
}
