/*
 * Our comments on lines of a pull request: which are there, which are wanted.
 * One comment may carry several findings of the same line; each is recognised
 * over runs by its fingerprint in a hidden marker.
 */
#ifndef TG_LINE_COMMENTS_H
#define TG_LINE_COMMENTS_H

#include "publishing.h"

#include "../base/map.h"
#include "../base/vec.h"

#define TG_LINE_COMMENTS_MAX 30u /* that are there at a time */

/* One comment that is to be written. */
struct tg_line_comment {
	const char *path;   /* as GitHub shows the file */
	uint32_t line;
	enum tg_side side;
	TG_VEC(const struct tg_finding *) findings;
};

/* One of ours that is there. */
struct tg_old_comment {
	long long id;
	const char *node_id;
	bool wanted;    /* a finding of it is still found */
	bool replied;   /* somebody answered: it is theirs now */
	bool minimized, resolved; /* as tg_old_comments_state found it */
};

struct tg_line_comments {
	struct tg_publishing *pub;
	struct tg_map wanted;   /* fingerprints of all that may have a comment */
	struct tg_map present;  /* fingerprints that a comment of ours has */
	TG_VEC(struct tg_old_comment) old;
	TG_VEC(struct tg_line_comment) fresh;
	size_t n_elsewhere;     /* findings that no line of the diff can carry */
	size_t n_left_out;      /* comments over the maximum */
};

/* The findings that may stand on a line. Pure. */
void tg_line_comments_want(struct tg_line_comments *c, struct tg_publishing *pub);

/* Takes the list of review comments (REST): which of them are ours. */
void tg_line_comments_take(struct tg_line_comments *c, const json_t *list);

/* Fills `fresh` with what is wanted, not yet there and within the diff. */
void tg_line_comments_choose(struct tg_line_comments *c);

/* The text of a comment, with its markers. */
void tg_line_comment_text(struct tg_buf *out, const struct tg_line_comments *c,
			  const struct tg_line_comment *comment);

#endif
