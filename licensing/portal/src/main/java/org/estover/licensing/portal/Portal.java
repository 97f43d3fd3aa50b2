package org.estover.licensing.portal;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.estover.licensing.portal.account.Invitations;
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

  /**
   * Starts it; settings are named in {@link PortalSettings}, options in {@link CommandWords}. Or
   * copies the data of one that runs, see {@link BackupCommand}.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    SpringApplication portal = new SpringApplication(Portal.class);
    List<String> settings = new ArrayList<>();
    try {
      if (BackupCommand.isMeant(arguments)) {
        System.out.println(BackupCommand.run(arguments));
        return;
      }
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
    // On the console and nowhere else: logs are kept and read by others.
    List<URI> links = context.getBean(Invitations.class).forFirstOperators();
    if (!links.isEmpty()) {
      System.out.println(
          (links.size() > 1 ? "It has no operator yet" : "It has one operator")
              + ", and what operators decide takes two persons. Give each link to one:");
      links.forEach(link -> System.out.println("  " + link));
      System.out.println("A link works once, within 24 hours; a restart prints others.");
    }
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
