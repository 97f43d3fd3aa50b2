package org.estover.licensing.portal.browser;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A trust on which stories are played: where its portal is, and what happens around the browser, by
 * programs, by commands and on the sites of rights holders.
 */
interface StoryTrust {

  /** The tests' own, or the one that {@code -Dportal.trust=FILE} describes. */
  static StoryTrust chosen() throws IOException {
    String file = System.getProperty("portal.trust", "");
    return file.isEmpty() ? new TestsTrust() : RunningTrust.read(Path.of(file));
  }

  /** Where its portal answers. */
  URI address();

  /** Whom and what it holds. */
  Cast cast();

  /** Makes an operator of somebody, who is signed in then: by a link of the console if need be. */
  void admits(Person person, String fullName);

  /** A rights holder puts a file on its site. */
  void writes(String host, String path, String text) throws IOException;

  /** A program without a grant asks for a shard and is told where licenses are. */
  void isRefused(String release, String token) throws IOException, InterruptedException;

  /** A program reads the first 64 bytes of a shard, and no others of that shard. */
  void loads(String release, String shard, String token) throws IOException, InterruptedException;

  /** The trust registers a training run under a grant. */
  void trains(String grant, String name) throws IOException, InterruptedException;

  /** The trust issues the statements of a month. */
  void settles(String month) throws IOException, InterruptedException;

  /** The trust takes a page down. */
  void withdraws(String url) throws IOException, InterruptedException;

  /** The trust makes its next release without what was taken down, where it has a corpus. */
  Optional<String> publishesAnew() throws IOException, InterruptedException;
}
