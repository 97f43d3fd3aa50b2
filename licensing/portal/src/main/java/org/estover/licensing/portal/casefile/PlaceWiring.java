package org.estover.licensing.portal.casefile;

import java.security.SecureRandom;
import org.estover.crawl.fetch.ConnectTo;
import org.estover.crawl.place.PublicWeb;
import org.estover.licensing.terms.claim.PublicPlaces;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The crawler's web, which is where proofs of control are looked for unless there is another. */
@Configuration(proxyBeanMethods = false)
final class PlaceWiring {
  @Bean
  @ConditionalOnMissingBean
  PublicPlaces publicPlaces(PlaceSettings settings, SecureRandom entropy) {
    PublicWeb web =
        new PublicWeb(
            ConnectTo.parse(settings.connectTo()), settings.dns(), System::nanoTime, entropy);
    return PublicPlaces.of(web::texts, web::page, web::plainText);
  }
}
