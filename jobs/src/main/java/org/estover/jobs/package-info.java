/** The corridor: every stage from the crawl to the release, on Spark. */
@NullMarked
package org.estover.jobs;

import org.jspecify.annotations.NullMarked;
