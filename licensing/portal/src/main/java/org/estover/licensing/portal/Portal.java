package org.estover.licensing.portal;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import org.estover.licensing.portal.account.Invitations;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
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

  /** Starts it; settings are named in {@link PortalSettings}. Or see {@link BackupCommand}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (BackupCommand.isMeant(arguments)) {
      System.out.println(BackupCommand.run(arguments));
      return;
    }
    ConfigurableApplicationContext portal = SpringApplication.run(Portal.class, arguments);
    // On the console and nowhere else: logs are kept and read by others.
    portal
        .getBean(Invitations.class)
        .forFirstOperator()
        .ifPresent(
            link ->
                System.out.println(
                    "This portal has no operator yet. Make the first one within 24 hours at\n  "
                        + link
                        + "\nThe link works once; a restart prints another."));
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
