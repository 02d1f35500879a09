#include "dfd.h"

#include <string.h>

#define MAX_DEPTH 64u /* of boundaries in each other; more is a circle */

const struct tg_element *tg_dfd_element(const struct tg_dfd *dfd, const char *id)
{
	for (size_t i = 0; i < dfd->n_elements; i++) {
		if (strcmp(dfd->elements[i].id, id) == 0)
			return &dfd->elements[i];
	}
	return NULL;
}

const struct tg_boundary *tg_dfd_boundary(const struct tg_dfd *dfd, const char *id)
{
	for (size_t i = 0; id && i < dfd->n_boundaries; i++) {
		if (strcmp(dfd->boundaries[i].id, id) == 0)
			return &dfd->boundaries[i];
	}
	return NULL;
}

/* The boundaries around an end, innermost first. An end may be a boundary
 * itself: an arrow to a whole zone. False when it is neither. */
static bool chain_of(const struct tg_dfd *dfd, const char *id,
		     const struct tg_boundary **chain, size_t *n)
{
	const struct tg_element *element = tg_dfd_element(dfd, id);
	const struct tg_boundary *at =
		tg_dfd_boundary(dfd, element ? element->boundary : id);

	*n = 0;
	if (!element && !at)
		return false;
	while (at && *n < MAX_DEPTH) {
		chain[(*n)++] = at;
		at = tg_dfd_boundary(dfd, at->parent);
	}
	return true;
}

bool tg_flow_crosses(const struct tg_dfd *dfd, const struct tg_flow *flow,
		     const struct tg_boundary **from, const struct tg_boundary **to)
{
	const struct tg_boundary *left[MAX_DEPTH], *entered[MAX_DEPTH];
	size_t n_left, n_entered;

	if (from)
		*from = NULL;
	if (to)
		*to = NULL;
	if (!chain_of(dfd, flow->from, left, &n_left) ||
	    !chain_of(dfd, flow->to, entered, &n_entered))
		return false;
	while (n_left && n_entered && left[n_left - 1] == entered[n_entered - 1]) {
		n_left--;
		n_entered--;
	}
	if (from && n_left)
		*from = left[n_left - 1];
	if (to && n_entered)
		*to = entered[n_entered - 1];
	return n_left || n_entered;
}
