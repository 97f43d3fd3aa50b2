package org.estover.crawl.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors 3: what RFC 9651 calls a dictionary, and what it does not. */
final class StructuredDictionaryTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "a=1",
        "  a=1  ",
        "a=1 ,  b=2",
        "a=1\t,\tb=2",
        "a=1 \t ",
        "a",
        "a;b",
        "a;b=c;d",
        "a; b=?1",
        "a=b;c",
        "*=1",
        "*a-b_c.d*=1",
        "a=()",
        "a=( 1  2 )",
        "a=(\"b\";c 1.5);d=e",
        "a=-0",
        "a=999999999999999",
        "a=-999999999999999",
        "a=123456789012.123",
        "a=1.0",
        "a=00",
        "a=\"\"",
        "a=\"x\\\"y\\\\z ,;\"",
        "a=?0, b=?1",
        "a=::",
        "a=:aGVsbG8=:",
        "a=:aGVsbG8:",
        "a=@1659578233",
        "a=@-1",
        "a=%\"\"",
        "a=%\"f%c3%bc\"",
        "a=tok:en/with*all!#$%&'+-.^_`|~9",
        "a=*b",
        "a=A"
      })
  void isADictionary(String text) {
    assertThat(StructuredDictionary.parse(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",",
        "a=1,",
        "a=1, ",
        ",a=1",
        "a=1,,b=2",
        "a=1 b=2",
        "a=",
        "a= 1",
        "a =1",
        "=1",
        "A=1",
        "-a=1",
        "1a=1",
        "a=1;",
        "a=1;B",
        "a=1;b=",
        "\ta=1",
        "a=(1",
        "a=(1\t2)",
        "a=(1,2)",
        "a=((1))",
        "a=1)",
        "a=--1",
        "a=1234567890123456",
        "a=1234567890123.1",
        "a=1.",
        "a=.1",
        "a=1.1234",
        "a=+1",
        "a=\"",
        "a=\"x",
        "a=\"x\\y\"",
        "a=\"\u00fc\"",
        "a=\"\t\"",
        "a='x'",
        "a=?2",
        "a=?",
        "a=?true",
        "a=:a",
        "a=:a b:",
        "a=:=aGVsbG8=:",
        "a=:a=GVsbG8=:",
        "a=:a-b_:",
        "a=@1.5",
        "a=@",
        "a=%x",
        "a=%\"%C3%BC\"",
        "a=%\"%c3\"",
        "a=%\"%ff\"",
        "a=%\"%c3%",
        "a=\u00fc",
        "a=x\u0000",
        "a=1\nb=2"
      })
  void isNone(String text) {
    assertThat(StructuredDictionary.parse(text)).isEmpty();
  }

  @Test
  void ofRepeatedKeysTheLastStandsWhateverItsType() {
    assertThat(member("a=y, a").token()).isEmpty();
    assertThat(member("a, a=y").token()).isEqualTo("y");
  }

  @Test
  void parametersBelongToTheirMember() {
    assertThat(member("a=n;x=cc-cr;x=cc-cr-op, b"))
        .satisfies(member -> assertThat(member.token()).isEqualTo("n"))
        .satisfies(member -> assertThat(member.parameters()).containsEntry("x", "cc-cr-op"));
  }

  private static StructuredDictionary.Member member(String text) {
    return Objects.requireNonNull(StructuredDictionary.parse(text).orElseThrow().get("a"));
  }
}
