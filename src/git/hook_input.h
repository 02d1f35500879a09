/*
 * What git tells a pre-push hook on its standard input (githooks(5)): one line
 * for each ref that is pushed.
 */
#ifndef TG_HOOK_INPUT_H
#define TG_HOOK_INPUT_H

#include "revision.h"

struct tg_push {
	const char *local_ref;  /* "refs/heads/x", "HEAD~", an id; "(delete)" */
	const char *remote_ref;
	char local_id[TG_HEX];  /* "" where zero: the ref is deleted */
	char remote_id[TG_HEX]; /* "" where zero: the ref is new there */
	bool tag;               /* refs/tags/...: pushed, but nobody's change */
};

struct tg_pushes {
	struct tg_push *items;
	size_t n;
};

/* Parses the whole input; none is a push of nothing. Ids are 40 digits long, or
 * 64 in a SHA-256 repository, which is refused. TG_E_SYNTAX with the line. */
enum tg_rc tg_hook_input_read(struct tg_pushes *out, struct tg_arena *arena,
			      struct tg_str text, struct tg_err *err)
	TG_MUST_CHECK;

/* What one push brings that the remote does not have yet: from what the remote
 * ref was, where that is known here, else from the default base, else from
 * nothing. A forced push is compared from the merge base of both; a branch that
 * took in newer commits of the default branch, from that one. *nothing is set
 * for deletions and where there is nothing new. */
enum tg_rc tg_push_range(struct tg_range *out, bool *nothing,
			 const struct tg_repo *repo, const struct tg_push *push,
			 struct tg_err *err) TG_MUST_CHECK;

#endif
