/** The reader of mail: mbox files, single messages and Maildir folders. */
@NullMarked
package org.estover.crawl.read.mail;

import org.jspecify.annotations.NullMarked;
