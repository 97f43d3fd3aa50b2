/** What the stages leave on disk: one row type per folder, and the Parquet files that hold them. */
@NullMarked
package org.estover.jobs.rows;

import org.jspecify.annotations.NullMarked;
