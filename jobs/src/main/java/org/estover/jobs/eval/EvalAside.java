package org.estover.jobs.eval;

/**
 * A line of an evaluation set that is no item.
 *
 * @param file the name of the file, without folders of the machine
 * @param line the line on which the record begins, counted from 1
 * @param reason a stable class in kebab case, such as {@code json-syntax}
 */
public record EvalAside(String file, long line, String reason) {}
