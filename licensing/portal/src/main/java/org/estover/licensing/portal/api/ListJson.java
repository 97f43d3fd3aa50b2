package org.estover.licensing.portal.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some items of a list.
 *
 * @param items in the list's order
 * @param next the cursor of those that follow; absent behind the last one
 * @param unknown ids of what cannot say which items it has; absent where all can
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ListJson(List<?> items, @Nullable String next, @Nullable List<String> unknown) {}
