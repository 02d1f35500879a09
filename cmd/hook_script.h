/* The pre-push hook as a file: what is in it, putting it there, taking it away. */
#ifndef CMD_HOOK_SCRIPT_H
#define CMD_HOOK_SCRIPT_H

#include "../src/base/arena.h"

#include <stdbool.h>

struct hook_place {
	const char *folder;
	const char *hook;     /* the file that git (or husky) runs */
	const char *kept;     /* where a hook that was there before is kept */
	bool sourced;         /* run by `sh -e FILE`, whatever its mode (husky) */
	bool present, ours, has_kept;
	bool named;           /* what is there acts on its own file name */
	const char *program;  /* this program, as the hook will call it */
};

/* Looks at what is there. `folder` is where git looks for hooks. */
enum tg_rc hook_look(struct hook_place *out, const char *folder,
		     struct tg_arena *arena, struct tg_err *err) TG_MUST_CHECK;

/* Writes the hook; one that was there is kept, and run first from then on. */
enum tg_rc hook_put(const struct hook_place *place, struct tg_arena *arena,
		    struct tg_err *err) TG_MUST_CHECK;

/* Takes it away and puts back, untouched, what was there before. */
enum tg_rc hook_take(const struct hook_place *place, struct tg_err *err)
	TG_MUST_CHECK;

#endif
