package org.estover.licensing.portal;

import java.net.URI;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the portal finds its trust and keeps its own data, given as {@code --estover.portal.NAME}
 * or in the environment as {@code ESTOVER_PORTAL_NAME}.
 *
 * @param ledger folder of the trust's ledger
 * @param releases folder of its published releases
 * @param newest file beside the ledger that keeps the newest checkpoint
 * @param data folder of the portal's own files and, by default, its database
 * @param publicUrl address under which visitors reach the portal, without a path
 * @param databaseUrl JDBC URL of a PostgreSQL database for the portal's own data, or "" for H2 in
 *     {@code data}
 * @param databaseUser its user
 * @param databasePassword its password
 * @param name the trust's name where it has to be founded first
 */
@ConfigurationProperties("estover.portal")
public record PortalSettings(
    @DefaultValue(".estover/ledger") Path ledger,
    @DefaultValue(".estover/releases") Path releases,
    @DefaultValue(".estover/ledger.newest") Path newest,
    @DefaultValue(".estover/portal") Path data,
    @DefaultValue("http://localhost:8460") URI publicUrl,
    @DefaultValue("") String databaseUrl,
    @DefaultValue("") String databaseUser,
    @DefaultValue("") String databasePassword,
    @DefaultValue("A public data trust") String name) {

  /** Without the password. */
  @Override
  public String toString() {
    return "PortalSettings[ledger=" + ledger + ", data=" + data + ", publicUrl=" + publicUrl + "]";
  }
}
