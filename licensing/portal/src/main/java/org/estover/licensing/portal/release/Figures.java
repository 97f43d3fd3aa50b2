package org.estover.licensing.portal.release;

import org.estover.licensing.portal.chart.DomainShares;
import org.estover.licensing.portal.chart.OrderMap;
import org.estover.licensing.terms.summary.EuSummary;

/** What takes a walk over a whole release to know; never changes. */
record Figures(DomainShares domains, OrderMap order, EuSummary euSummary) {}
