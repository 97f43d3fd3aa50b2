package org.estover.licensing.portal.monitoring;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the rules hold for too much, given as {@code estover.portal.monitoring.NAME}. Another value
 * gives other alerts when the past is read again; those that were found stay.
 *
 * @param quota how much of releases a party may read on a day
 * @param reportDays days after a month's end by which its revenue is to be reported
 * @param runDays days after the first read under a grant by which a training run is to be
 *     registered
 * @param noticeDays days after which who was told of a withdrawal should not read without answering
 * @param concurrent how soon after each other two networks use one token together
 * @param revenueDrop by how many percent revenue may fall while no less is read
 */
@ConfigurationProperties("estover.portal.monitoring")
record MonitoringSettings(
    @DefaultValue("10TB") DataSize quota,
    @DefaultValue("20") int reportDays,
    @DefaultValue("60") int runDays,
    @DefaultValue("14") int noticeDays,
    @DefaultValue("1m") Duration concurrent,
    @DefaultValue("50") int revenueDrop) {}
