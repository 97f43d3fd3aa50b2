package org.estover.crawl.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;

/**
 * Serves sites of pages that are made from their addresses, in a process of its own, until it is
 * killed: {@code PAGES BYTES}, the pages of a site and the size of one. The first line that it
 * prints is its port.
 */
final class BenchSites {
  private static final int THREADS = 4;
  private static final int CHILDREN = 6;
  private static final int ASIDE = 14;
  private static final String ROBOTS =
      "User-agent: *\nDisallow: /private/\nDisallow: /*?session=\nContent-Usage: train-ai=y\n";

  private final int pages;
  private final int bytes;

  private BenchSites(int pages, int bytes) {
    this.pages = pages;
    this.bytes = bytes;
  }

  public static void main(String[] arguments) throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    BenchSites sites =
        new BenchSites(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(THREADS));
    server.createContext("/", sites::answer);
    server.start();
    System.out.println(server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
    byte[] body =
        switch (path) {
          case "/robots.txt" -> ROBOTS.getBytes(UTF_8);
          case "/" -> page(host, 0).getBytes(UTF_8);
          default -> numbered(host, path);
        };
    exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private byte[] numbered(String host, String path) {
    int number = path.matches("/p\\d{1,8}") ? Integer.parseInt(path.substring(2)) : pages;
    return number < pages ? page(host, number).getBytes(UTF_8) : new byte[0];
  }

  /** A page that links to those below it in a tree, and to some others. */
  private String page(String host, int number) {
    SplittableRandom random = new SplittableRandom(host.hashCode() * 1_000_003L + number);
    StringBuilder html = new StringBuilder(bytes + 2000);
    html.append("<!doctype html><html lang=en><head><title>Page ").append(number);
    html.append("</title><meta name=description content='a page'></head><body><nav><ul>");
    for (int child = 1; child <= CHILDREN; child++) {
      link(html, Math.min(pages - 1, number * CHILDREN + child));
    }
    for (int aside = 0; aside < ASIDE; aside++) {
      link(html, random.nextInt(pages));
    }
    html.append("</ul></nav><main>");
    while (html.length() < bytes) {
      html.append("<p>");
      for (int word = 0; word < 60; word++) {
        html.append(Integer.toString(random.nextInt(1 << 20), Character.MAX_RADIX)).append(' ');
      }
      html.append("</p>\n");
    }
    return html.append("</main></body></html>").toString();
  }

  private static void link(StringBuilder html, int number) {
    html.append(
        String.format(Locale.ROOT, "<li><a href=\"/p%d\">page %d</a></li>", number, number));
  }
}
