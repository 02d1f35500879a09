/* Which two versions a pull request lies between. */
#ifndef TG_REVISION_H
#define TG_REVISION_H

#include "repo.h"

struct tg_range {
	char base[TG_HEX];       /* the base as named; "" for none */
	char head[TG_HEX];
	char merge_base[TG_HEX]; /* what head is compared with */
	bool merge_lines;        /* head is GitHub's merge of the pull request */
};

/* The remote's default branch as this clone knows it: origin/HEAD, origin/main,
 * origin/master, main, master. TG_E_REVISION that names --base when there is
 * none of them. */
enum tg_rc tg_range_default_base(char out[TG_HEX], const struct tg_repo *repo,
				 struct tg_err *err) TG_MUST_CHECK;

/* The range that GitHub shows for `head` against `base`: from their merge base
 * to head. NULL stands for the default base and for HEAD. A base that is a tree
 * (TG_EMPTY_TREE) is compared as it is.
 *
 * Where head is left to HEAD and HEAD is GitHub's merge commit of a pull
 * request (two parents; checked out as such, or named by refs/.../pull/N/merge)
 * the range is first parent..HEAD whenever the base is not given or cannot be
 * reached, so that a checkout of depth 2 is enough.
 *
 * TG_E_REVISION: a name is not known. TG_E_HISTORY: the two have no common
 * history, or it was cut off; the hint says how to get it. */
enum tg_rc tg_range_find(struct tg_range *out, const struct tg_repo *repo,
			 const char *base, const char *head,
			 struct tg_err *err) TG_MUST_CHECK;

#endif
