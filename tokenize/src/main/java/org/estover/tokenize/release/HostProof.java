package org.estover.tokenize.release;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Proof that a host is in a release, with its counts, or that it is not: what a release's sorted
 * list of hosts has at the place where it would stand.
 *
 * <pre>
 * Proof --> { name: "estover.host-proof.v1", release, host, root, hosts, leaves: [ Leaf ]* }
 * Leaf  --> { index, host, documents, tokens, path: [ hash in hex ]* }
 * </pre>
 *
 * <p>One leaf of the host itself proves that it is there. A host is absent where the leaves are two
 * neighbours by index and it belongs between them, or one at an end of the list and it belongs
 * beyond, or there are none in a list of none. Whoever checks it takes root and number of hosts
 * from the trust's log, and needs no release. That the list is sorted is what every verifier of the
 * release checks.
 *
 * @param host the host that was asked for
 * @param root as the proof states it
 * @param hosts the number of leaves, as the proof states it
 * @param leaves in the order of the list
 */
public record HostProof(String release, String host, String root, long hosts, List<Leaf> leaves) {
  private static final String NAME = "estover.host-proof.v1";
  private static final int PATH_LIMIT = 63;

  /**
   * A leaf with its way to the root.
   *
   * @param path the hashes beside the way, lowest first, in hex
   */
  public record Leaf(long index, ListedHost listed, List<String> path) {
    /** Copies the path and checks the form of its hashes. */
    public Leaf {
      path = List.copyOf(path);
      path.forEach(hash -> Digests.requireHex("path", hash));
      if (index < 0 || path.size() > PATH_LIMIT) {
        throw new IllegalArgumentException("leaf " + index + " under " + path.size() + " hashes");
      }
    }

    private static Leaf fromJson(JsonFields json) {
      Leaf leaf =
          new Leaf(
              json.integer("index"),
              new ListedHost(json.text("host"), json.integer("documents"), json.integer("tokens")),
              json.strings("path"));
      json.end();
      return leaf;
    }

    private Map<String, Object> toJson() {
      return Map.of(
          "index", index,
          "host", listed.host(),
          "documents", listed.documents(),
          "tokens", listed.tokens(),
          "path", path);
    }

    /** Whether the path leads to a root of a tree of so many leaves (RFC 9162 section 2.1.3.2). */
    private boolean leadsTo(String root, long size) {
      byte[] hash = listed.leafHash();
      long at = index;
      long last = size - 1;
      for (String beside : path) {
        if (last == 0) {
          return false;
        }
        if ((at & 1) == 1 || at == last) {
          hash = TreeHash.node(TreeHash.bytes(beside), hash);
          while ((at & 1) == 0 && at != 0) {
            at >>>= 1;
            last >>>= 1;
          }
        } else {
          hash = TreeHash.node(hash, TreeHash.bytes(beside));
        }
        at >>>= 1;
        last >>>= 1;
      }
      return last == 0 && TreeHash.hex(hash).equals(root);
    }
  }

  /** Copies the leaves; checks the root's form. */
  public HostProof {
    leaves = List.copyOf(leaves);
    Digests.requireHex("root", root);
    if (hosts < 0 || host.isEmpty()) {
      throw new IllegalArgumentException("\"" + host + "\" among " + hosts + " hosts");
    }
  }

  /** Whether the proof is one of presence; whether it holds {@link #problem} says. */
  public boolean isPresent() {
    return leaves.size() == 1 && leaves.get(0).listed().host().equals(host);
  }

  /**
   * What is wrong with the proof under a root over so many hosts that the trust has signed; empty
   * where it holds.
   */
  public String problem(String signedRoot, long signedHosts) {
    if (!root.equals(signedRoot) || hosts != signedHosts) {
      return "it is about the root "
          + root
          + " over "
          + hosts
          + " hosts, not about "
          + signedRoot
          + " over "
          + signedHosts;
    }
    for (Leaf leaf : leaves) {
      if (leaf.index() >= hosts || !leaf.leadsTo(root, hosts)) {
        return "leaf " + leaf.index() + ", " + leaf.listed().host() + ", does not lead to the root";
      }
    }
    return isPresent() ? "" : problemOfAbsence();
  }

  private String problemOfAbsence() {
    String wrongPlace = "its leaves are not the neighbours of the place of " + host;
    if (leaves.isEmpty()) {
      return hosts == 0 && root.equals(TreeHash.hex(TreeHash.empty())) ? "" : wrongPlace;
    }
    Leaf first = leaves.get(0);
    Leaf last = leaves.get(leaves.size() - 1);
    boolean before = HostOrder.compare(first.listed().host(), host) < 0;
    boolean behind = HostOrder.compare(host, last.listed().host()) < 0;
    boolean holds =
        switch (leaves.size()) {
          case 1 -> behind ? first.index() == 0 : before && first.index() == hosts - 1;
          case 2 -> before && behind && first.index() + 1 == last.index();
          default -> false;
        };
    return holds ? "" : wrongPlace;
  }

  /**
   * Whether a proof of absence that holds says of all hosts below this one that they are absent.
   */
  public boolean coversBelow() {
    return !isPresent()
        && leaves.stream().noneMatch(leaf -> UriHost.isWithin(leaf.listed().host(), host));
  }

  /** The proof as canonical JSON can write it. */
  public SortedMap<String, Object> toJson() {
    return CanonicalJson.copyObject(
        Map.of(
            "name", NAME,
            "release", release,
            "host", host,
            "root", root,
            "hosts", hosts,
            "leaves", leaves.stream().map(Leaf::toJson).toList()));
  }

  /**
   * Reads what {@link #toJson} wrote; nothing of it is believed.
   *
   * @throws IllegalArgumentException naming what is not as it has to be
   */
  public static HostProof parse(byte[] bytes) {
    SortedMap<String, Object> object;
    try {
      object = CanonicalJson.parseObject(bytes);
    } catch (IOException e) {
      throw new IllegalArgumentException("no canonical JSON: " + e.getMessage(), e);
    }
    JsonFields json = new JsonFields("proof", object);
    if (!json.text("name").equals(NAME)) {
      throw new IllegalArgumentException(
          "proof.name: expected " + NAME + ", found \"" + json.text("name") + "\"");
    }
    HostProof proof =
        new HostProof(
            json.text("release"),
            json.text("host"),
            json.text("root"),
            json.integer("hosts"),
            new ArrayList<>(json.objects("leaves", Leaf::fromJson)));
    json.end();
    return proof;
  }
}
