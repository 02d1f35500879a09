/*
 * Runs of three bytes, one after the other, as the search for literals and the questions
 * about them read a line. Letters are folded, and some marks with them: what is found is
 * compared, or only says "yes" more often.
 */
#ifndef TG_RULES_RUNS_H
#define TG_RULES_RUNS_H

#include <stdint.h>

#define TG_RUN 3u /* bytes */

static inline unsigned tg_run_fold(char c)
{
	return (unsigned char)c | 0x20u;
}

/* The run one byte further; its first byte is the lowest. */
static inline uint32_t tg_run_append(uint32_t run, char c)
{
	return run >> 8 | (uint32_t)tg_run_fold(c) << 16;
}

/* Its place among 2 to the power of `bits`: Fibonacci hashing. */
static inline unsigned tg_run_place(uint32_t run, unsigned bits)
{
	return run * 0x9e3779b1u >> (32 - bits);
}

#endif
