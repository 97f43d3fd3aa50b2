package org.estover.licensing.portal;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A browser without a screen: keeps cookies, sends forms with their CSRF token, follows nothing.
 */
public final class Client {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

  private final URI address;
  private final String network;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient http =
      HttpClient.newBuilder()
          .cookieHandler(cookies)
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /** Somebody at a portal, from a network or from none in particular (""). */
  public Client(URI address, String network) {
    this.address = address;
    this.network = network;
  }

  /** What it was given to keep. */
  public List<HttpCookie> cookies() {
    return cookies.getCookieStore().getCookies();
  }

  /** Asks for a page. */
  public HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path).GET();
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request.build());
  }

  /** The page, which must be there. */
  public String page(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(path);
    if (answer.statusCode() != 200) {
      throw new AssertionError("GET " + path + " gave " + answer.statusCode() + answer.body());
    }
    return answer.body();
  }

  /** Sends a form that stands on a page, with the token of that page. */
  public HttpResponse<String> submit(String page, String action, Map<String, String> fields)
      throws IOException, InterruptedException {
    Matcher token = TOKEN.matcher(page(page));
    if (!token.find()) {
      throw new AssertionError("no form with a CSRF token on " + page);
    }
    Map<String, String> all = new TreeMap<>(fields);
    all.put("_csrf", token.group(1));
    return post(action, all);
  }

  /** The value of a cookie, or "". */
  public String cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse("");
  }

  /** Sends a form as it is. */
  public HttpResponse<String> post(String action, Map<String, String> fields)
      throws IOException, InterruptedException {
    List<String> pairs = new ArrayList<>();
    fields.forEach((name, value) -> pairs.add(encoded(name) + "=" + encoded(value)));
    return send(
        request(action)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(String.join("&", pairs)))
            .build());
  }

  /** Where an answer leads to, below the portal's address; "" where it leads nowhere. */
  public String location(HttpResponse<String> answer) {
    String location = answer.headers().firstValue("Location").orElse("");
    String base = address.toString();
    return location.startsWith(base) ? location.substring(base.length()) : location;
  }

  /** Sends any request to a path. */
  public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Sends any request to a path; the answer as its bytes are. */
  public HttpResponse<byte[]> sendForBytes(HttpRequest request)
      throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  /** The beginning of a request to a path. */
  public HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(30));
    if (!network.isEmpty()) {
      request.header("X-Forwarded-For", network);
    }
    return request;
  }

  /** Signs in, with a code of an authenticator or "". */
  public void signIn(String email, String password, String code)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        submit(
            "/sign-in", "/sign-in", Map.of("username", email, "password", password, "code", code));
    if (!answer.headers().firstValue("Location").orElse("").endsWith("/")) {
      throw new AssertionError("could not sign in as " + email + ": " + answer.statusCode());
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
