/**
 * Entry points of the readers for a fuzzer, and a test that runs them over committed inputs.
 *
 * <p>Every {@code ...Target} has the method that Jazzer calls with bytes of its own making:
 * whatever they are, no exception may leave it but {@code IOException} of the disk.
 */
@NullMarked
package org.estover.crawl.fuzz;

import org.jspecify.annotations.NullMarked;
