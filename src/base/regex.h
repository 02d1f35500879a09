/*
 * Regular expressions (PCRE2, bytes, not UTF), safe against hostile text.
 * Compiled when first matched; the just-in-time compiler is used only for
 * patterns that have run often. A pattern may be shared by threads; each thread
 * has its own tg_regex_scratch.
 */
#ifndef TG_REGEX_H
#define TG_REGEX_H

#include "str.h"

#include <stdbool.h>
#include <stdint.h>
#include <threatgate/err.h>

struct tg_regex;
struct tg_regex_scratch;

enum {
	TG_REGEX_CASELESS = 1 << 0,
	TG_REGEX_VERBS = 1 << 1 /* (*VERB) is allowed: a pattern of our own making */
};

#define TG_REGEX_MAX_PATTERN 4096u /* bytes of a pattern */

enum tg_match {
	TG_MATCH_NO,
	TG_MATCH_YES,
	TG_MATCH_LIMIT /* a limit was hit: neither yes nor no */
};

struct tg_span {
	size_t start, end; /* byte offsets; SIZE_MAX where a group is unset */
};

/* Takes a copy of `pattern`; never fails, since nothing is compiled yet. */
struct tg_regex *tg_regex_new(struct tg_str pattern, unsigned flags);
void tg_regex_free(struct tg_regex *re); /* NULL is fine */

/* Compiles now. TG_E_RULE with the column of the fault in the pattern. Refuses
 * what would be dangerous: verbs, \C, patterns over the limit. */
enum tg_rc tg_regex_prepare(struct tg_regex *re, struct tg_err *err)
	TG_MUST_CHECK;

/* `match_limit`: PCRE2's match limit per start position. */
struct tg_regex_scratch *tg_regex_scratch_new(uint32_t match_limit);
void tg_regex_scratch_free(struct tg_regex_scratch *scratch);

/* Searches `text` from `from` on. Fills up to `n_spans` spans (0 = whole
 * match). A pattern that does not compile gives TG_MATCH_LIMIT: prepare first
 * to have the reason. */
enum tg_match tg_regex_search(struct tg_regex *re,
			      struct tg_regex_scratch *scratch,
			      struct tg_str text, size_t from,
			      struct tg_span *spans, size_t n_spans);

#endif
