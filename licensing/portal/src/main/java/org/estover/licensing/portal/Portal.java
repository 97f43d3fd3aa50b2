package org.estover.licensing.portal;

import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * The portal's process: the web site and the API of one trust.
 *
 * <p>Read next {@link org.estover.licensing.portal.access.Rule}, which every route carries, and
 * {@link org.estover.licensing.portal.desk.TrustDesk}, by which every page reaches the trust.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class Portal {

  /** Starts it; settings are named in {@link PortalSettings}. */
  public static void main(String[] arguments) {
    SpringApplication.run(Portal.class, arguments);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  SecureRandom entropy() {
    return new SecureRandom();
  }
}
