/** What holds for the tests of every module; the parent pom compiles it into each. */
@NullMarked
package org.estover.checks;

import org.jspecify.annotations.NullMarked;
