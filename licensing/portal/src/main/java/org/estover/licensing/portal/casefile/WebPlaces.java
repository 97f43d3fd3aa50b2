package org.estover.licensing.portal.casefile;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.estover.crawl.fetch.ConnectTo;
import org.estover.crawl.place.PublicWeb;
import org.estover.licensing.terms.claim.PublicPlaces;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The crawler's web as the terms ask it for what proves control over a place. */
final class WebPlaces implements PublicPlaces {
  private final PublicWeb web;

  WebPlaces(PublicWeb web) {
    this.web = web;
  }

  @Override
  public List<String> texts(String name) throws IOException {
    return web.texts(name);
  }

  @Override
  public Optional<String> page(String host, String path) throws IOException {
    return web.page(host, path);
  }

  @Override
  public Optional<String> plainText(String host, String path) throws IOException {
    return web.plainText(host, path);
  }

  /** Makes it, unless there is another. */
  @Configuration
  static class Wiring {
    @Bean
    @ConditionalOnMissingBean
    PublicPlaces publicPlaces(PlaceSettings settings, SecureRandom entropy) {
      return new WebPlaces(
          new PublicWeb(
              ConnectTo.parse(settings.connectTo()), settings.dns(), System::nanoTime, entropy));
    }
  }
}
