/* Files that init means to write: what is there, what is new, and writing it. */
#ifndef CMD_INIT_PLAN_H
#define CMD_INIT_PLAN_H

#include "../src/base/buf.h"
#include "../src/base/vec.h"

struct init_file {
	const char *const *paths; /* the first is written; any of them counts as there */
	const char *text;
	const char *section;  /* added to a file that is there and lacks its first
	                         line; or NULL */
	const char *what;     /* for people */
	const char *folder;   /* NULL, or: a file in it counts as there */
	/* What was found. */
	const char *path;
	enum init_state { INIT_NEW, INIT_THERE, INIT_ADD, INIT_OVERWRITE, INIT_SAME } state;
};

struct init_plan {
	struct tg_arena *arena;
	const char *root; /* with a slash at its end */
	bool force;
	TG_VEC(struct init_file) files;
};

void init_plan_begin(struct init_plan *plan, struct tg_arena *arena, const char *root,
		     bool force);
void init_plan_add(struct init_plan *plan, const struct init_file *file);
void init_plan_show(const struct init_plan *plan, struct tg_buf *out);
bool init_plan_writes(const struct init_plan *plan, const char *path);

/* Writes what is to be written, folders included. No symbolic link is followed:
 * it might lead out of the repository. */
enum tg_rc init_plan_write(const struct init_plan *plan, struct tg_err *err)
	TG_MUST_CHECK;

#endif
