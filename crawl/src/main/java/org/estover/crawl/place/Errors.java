package org.estover.crawl.place;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;

/** The wording of this package's errors. */
final class Errors {
  private Errors() {}

  static IOException address(String host, InetAddress address) {
    return new IOException(
        host
            + " is at "
            + address.getHostAddress()
            + ", which is no public address; a host of your own is named by --connect-to");
  }

  static IOException host(String host) {
    return new IOException(host + " is no public host name");
  }

  static IOException slow(String host, long seconds) {
    return new IOException(host + " took more than " + seconds + " s");
  }

  static IOException status(int status) {
    return new IOException("the host answered with status " + status);
  }

  static IOException redirects(int most) {
    return new IOException("more than " + most + " redirects");
  }

  static IOException elsewhere(String host, String location) {
    return new IOException(
        "it redirects to " + location + ", and only " + host + " itself can say it");
  }

  static IOException page(String type) {
    return new IOException(
        "the host sends it as " + type + ", and a claim's file is text: send it as text/plain");
  }

  static IOException notHttp(String why) {
    return new IOException("the answer is no HTTP: " + why);
  }

  static IOException noResolver(Path file) {
    return new IOException(file + " names no DNS server: name one with --dns");
  }

  static IOException dns(String name, String why) {
    return new IOException("DNS was not able to tell of " + name + ": " + why);
  }
}
