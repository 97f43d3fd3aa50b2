package org.estover.licensing.portal.api;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.PortalServer;

/** Speaks JSON with the portal, by a session or as nobody. */
public final class ApiClient {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

  private final Client client;
  private final String csrf;

  private ApiClient(Client client, String csrf) {
    this.client = client;
    this.csrf = csrf;
  }

  /** As who signed in under that name, or as nobody where it is empty. */
  public static ApiClient as(PortalServer portal, String name)
      throws IOException, InterruptedException {
    if (name.isEmpty()) {
      return new ApiClient(portal.anybody(), "");
    }
    Client client = portal.as(name);
    Matcher token = TOKEN.matcher(client.page("/"));
    if (!token.find()) {
      throw new AssertionError("no CSRF token on the first page");
    }
    return new ApiClient(client, token.group(1));
  }

  /** Asks for something. */
  public HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return client.get(path, headers);
  }

  /** Sends a body. */
  public HttpResponse<String> post(String path, String json, String... headers)
      throws IOException, InterruptedException {
    return send("POST", path, json, headers);
  }

  /** Sends any request. */
  public HttpResponse<String> send(String method, String path, String json, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        client
            .request(path)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json));
    if (!csrf.isEmpty()) {
      request.header("X-CSRF-TOKEN", csrf);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(request.build());
  }
}
