package org.estover.licensing.portal.security;

import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Has the server share its connections among networks. Those of proxies, whose visitors' addresses
 * stand in their requests, are theirs to share.
 */
@Component
final class ConnectionSharing implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
  private final LimitSettings settings;
  private final Pattern proxies;

  ConnectionSharing(
      LimitSettings settings, @Value("${server.tomcat.remoteip.internal-proxies}") String proxies) {
    this.settings = settings;
    this.proxies = Pattern.compile(proxies);
  }

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.setProtocol(SharedProtocol.class.getName());
    factory.addConnectorCustomizers(
        connector -> {
          if (connector.getProtocolHandler() instanceof SharedProtocol protocol) {
            protocol.share(
                new ConnectionShares(
                    settings.connections(),
                    address -> proxies.matcher(address.getHostAddress()).matches()));
          }
        });
  }
}
