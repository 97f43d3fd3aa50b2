package org.estover.jobs.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.fetch.AddressGuard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "guard",
    description =
        "Says of addresses, hosts and URLs whether a crawl may connect to them, and why. Names are"
            + " resolved: all their addresses must be public.")
final class CrawlGuard implements Callable<Integer> {
  @Mixin private final Context context;

  @Parameters(
      paramLabel = "ADDRESS",
      arity = "1..*",
      description = "An IPv4 or IPv6 address, a host name or a URL.")
  private List<String> addresses = List.of();

  CrawlGuard(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() {
    Table table = new Table();
    List<Map<String, Object>> data = new ArrayList<>();
    boolean all = true;
    for (String address : addresses) {
      AddressGuard.Finding finding = judge(address);
      all &= finding.allowed();
      String word = finding.allowed() ? "allow" : "block";
      table.row(word, address, finding.reason());
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("address", address);
      one.put("decision", word);
      one.put("reason", finding.reason());
      data.add(one);
    }
    context.answer(table.toString(), Map.of("addresses", data));
    return all ? ExitCode.OK : ExitCode.FOUND;
  }

  private static AddressGuard.Finding judge(String text) {
    AddressGuard.Finding written = AddressGuard.judgeText(text);
    String host = host(text);
    if (!written.allowed() || !AddressGuard.isName(host)) {
      return written;
    }
    try {
      List<String> resolved = new ArrayList<>();
      for (InetAddress address : InetAddress.getAllByName(host)) {
        AddressGuard.Finding finding = AddressGuard.judge(address);
        if (!finding.allowed()) {
          return new AddressGuard.Finding(
              false, "resolves to " + address.getHostAddress() + ": " + finding.reason());
        }
        resolved.add(address.getHostAddress());
      }
      return new AddressGuard.Finding(true, "resolves to " + String.join(", ", resolved));
    } catch (UnknownHostException e) {
      return new AddressGuard.Finding(false, "a name that does not resolve");
    }
  }

  private static String host(String text) {
    return text.contains("://") ? PageUrl.parse(text).map(PageUrl::host).orElse("") : text.strip();
  }
}
