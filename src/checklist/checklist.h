/*
 * The security checklist in a pull request's body: which items are there and
 * what the author answered. Knows nothing of rules or of the change.
 */
#ifndef TG_CHECKLIST_H
#define TG_CHECKLIST_H

#include "../base/arena.h"
#include "../base/str.h"

#include <stdbool.h>
#include <stdint.h>
#include <threatgate/err.h>
#include <threatgate/report.h>

#define TG_BODY_MAX_BYTES (1u << 20) /* GitHub's own limit is 64 KiB */

/* An item that the policy wants answered. */
struct tg_item {
	const char *id;
	const char *question;
	const char *topic;    /* what it asks about; NULL: the same as `id` */
};

/* What a body is read for. */
struct tg_checklist_wanted {
	const char *heading; /* of its section */
	const struct tg_item *items;
	size_t n_items;
};

struct tg_item_answer {
	enum tg_answer answer; /* missing, unanswered, no, yes */
	bool explained;
	bool contradictory;    /* both Yes and No, or two copies that differ;
	                          the answer is then unanswered */
	const char *text;      /* explanation or reason as written, or "" */
	uint32_t line;         /* in the body; 0 where it is missing */
	uint32_t other_line;   /* of the copy that says something else, or 0 */
};

enum { TG_QUESTION_WHAT, TG_QUESTION_WRONG, TG_QUESTION_DO, TG_QUESTION_GOOD,
       TG_QUESTIONS };

struct tg_checklist {
	bool section_found;
	uint32_t section_line;
	struct tg_item_answer *answers; /* one per item of the policy, in order */
	size_t n;
	bool questions[TG_QUESTIONS];   /* the four questions, answered or not */
	bool reviewed;                  /* "Threat model reviewed: no change, ..." */
	const char *review_reason;      /* what follows "because", or "" */
	const char *const *reviewed_models; /* paths named there; empty: all */
	size_t n_reviewed_models;
	/* "Threat T3 retired: ...", reasons for a model's deletions; only those
	 * whose reason says something */
	struct tg_statement { const char *subject, *reason; uint32_t line; }
		*statements;
	size_t n_statements;
};

/* Reads the body. TG_E_LIMIT above the cap; TG_E_SYNTAX with line and column
 * where it is not UTF-8. An empty body is a body without a section. */
enum tg_rc tg_checklist_read(struct tg_checklist **out, struct tg_arena *arena,
			     struct tg_str body,
			     const struct tg_checklist_wanted *wanted,
			     struct tg_err *err) TG_MUST_CHECK;

/* True when the text is an explanation: three words or more that are not
 * a placeholder, invisible, or the question itself. */
bool tg_checklist_explains(struct tg_str text, const char *question);

#endif
