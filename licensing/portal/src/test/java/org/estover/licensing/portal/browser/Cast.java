package org.estover.licensing.portal.browser;

/**
 * What stories are about, which differs from trust to trust.
 *
 * @param offer name of an offer that anybody may sign: 2 % of net revenue
 * @param holder the rights holder that the trust names for {@code ownPage}
 * @param ownPage a page in the newest release, which its owner looks up and wants taken out
 * @param otherPage another, which two operators take down
 * @param commandPage another, which a command takes down
 * @param steps how many steps a training takes
 * @param sequences how many sequences a step reads, so many that step 1 reads a page of the web
 */
record Cast(
    String offer,
    String holder,
    String ownPage,
    String otherPage,
    String commandPage,
    int steps,
    int sequences) {}
