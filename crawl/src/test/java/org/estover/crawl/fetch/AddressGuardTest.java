package org.estover.crawl.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.estover.crawl.document.PageUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressGuardTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.255.255.255",
        "172.16.0.0",
        "172.31.255.255",
        "169.254.1.1",
        "100.127.255.255",
        "192.0.0.8",
        "198.19.0.1",
        "203.0.113.9",
        "239.0.0.1",
        "240.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2001::1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "::7f00:1",
        "fec0::1",
        "3fff::1",
        "100::1"
      })
  void specialAddressesAreRefused(String address) throws UnknownHostException {
    assertThat(AddressGuard.allows(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "172.15.255.255",
        "172.32.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "192.0.1.1",
        "198.20.0.0",
        "223.255.255.255",
        "2606:4700::1111",
        "64:ff9b::8.8.8.8"
      })
  void publicAddressesAreAllowed(String address) throws UnknownHostException {
    assertThat(AddressGuard.allows(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://localhost/",
        "http://a.localhost./",
        "http://[::ffff:10.0.0.1]/",
        "ftp://8.8.8.8/",
        "http://1.2.3.4.5/",
        "http://256.1.1.1/",
        "gopher://a.test/"
      })
  void urlsOfTheLocalMachineAndOddNotationsAreRefused(String url) {
    assertThat(mayBeResolved(url)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://a.test/", "https://8.8.8.8/", "http://3com.test/", "http://0x.test"})
  void namesAndPublicAddressesMayBeResolved(String url) {
    assertThat(mayBeResolved(url)).isTrue();
  }

  @Test
  void otherRangesAreAnotherVersion() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    for (int i = 0; i < 1 << 16; i++) {
      byte high = (byte) (i >> 8);
      byte low = (byte) i;
      say(said, high, low, 3, 3);
      say(said, 192, 0, high, low);
      say(said, 192, 88, high, low);
      say(said, 198, 51, high, low);
      say(said, 203, 0, high, low);
      say(said, high, low, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9);
      say(said, 0x20, 1, high, low, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9);
      say(said, 0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, high, low, 3, 3);
    }
    assertThat(AddressGuard.RANGES).isEqualTo("2026-11");
    assertThat(
            HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(said.toByteArray())))
        .as("ranges that say other things need another AddressGuard.RANGES")
        .isEqualTo("c6acc3319aaadef997d7b220f92287d57aa631926b92b09bee880b1db4126fad");
  }

  private static void say(ByteArrayOutputStream said, int... address) throws UnknownHostException {
    byte[] bytes = new byte[address.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) address[i];
    }
    said.write(AddressGuard.allows(InetAddress.getByAddress(bytes)) ? 1 : 0);
  }

  /** As a crawl asks: what is no URL of a page is not asked at all. */
  private static boolean mayBeResolved(String url) {
    return PageUrl.parse(url).filter(page -> AddressGuard.allowsHost(page.host())).isPresent();
  }
}
