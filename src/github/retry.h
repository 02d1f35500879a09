/*
 * Whether a request is made again, and after how long. Pure: no clock, no
 * network. A request that creates something is made again only where GitHub
 * says that it did nothing (rate limits) or where it never left.
 */
#ifndef TG_RETRY_H
#define TG_RETRY_H

#include "http.h"

#define TG_RETRY_NEVER (-1L)

struct tg_retry {
	unsigned attempt;    /* how often it was tried already, 1 or more */
	bool repeatable;     /* carrying it out twice is the same as once */
	bool broken_body;    /* a good status, but its JSON cannot be read */
	unsigned budget_ms;  /* what is left of the run's waiting time */
	unsigned jitter;     /* any number: spreads runs that failed together */
};

/* GitHub refused because of a limit on requests, not of a permission. */
bool tg_retry_is_rate_limit(const struct tg_http_response *r);

/* Milliseconds to wait before the next try, or TG_RETRY_NEVER. */
long tg_retry_wait(const struct tg_retry *retry,
		   const struct tg_http_response *r);

#endif
