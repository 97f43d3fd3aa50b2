package org.estover.licensing.portal;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ApplicationContext;
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
  private static final int USAGE = 2;

  /** Starts it; settings are named in {@link PortalSettings}, options in {@link CommandWords}. */
  public static void main(String[] arguments) {
    SpringApplication portal = new SpringApplication(Portal.class);
    List<String> settings = new ArrayList<>();
    try {
      CommandWords.settings(arguments)
          .forEach((name, value) -> settings.add("--" + name + "=" + value));
    } catch (CommandWords.UnknownWordException e) {
      System.err.println("estover: " + e.getMessage());
      System.exit(USAGE);
    }
    portal.addListeners((ApplicationReadyEvent ready) -> tell(ready.getApplicationContext()));
    portal.run(settings.toArray(String[]::new));
  }

  private static void tell(ApplicationContext context) {
    System.out.println(
        "The portal answers at "
            + context.getBean(PortalSettings.class).publicUrl()
            + " (port "
            + context.getEnvironment().getProperty("local.server.port")
            + "), until Ctrl-C.");
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
