/* Lets the scout see what a commit holds: for a first threat model. */
#ifndef CMD_SCOUTING_H
#define CMD_SCOUTING_H

#include "../src/git/repo.h"
#include "../src/model/scout.h"

/* Shows the scout the files below a folder ("services/order", or NULL for all)
 * of HEAD. */
enum tg_rc scouting_look(struct tg_scout *scout, struct tg_repo *repo,
			 const char *folder, struct tg_arena *arena,
			 struct tg_err *err) TG_MUST_CHECK;

/* A name for the system: the folder's, else the remote's, else the work tree's. */
const char *scouting_name(const struct tg_repo *repo, const char *folder,
			  struct tg_arena *arena);

#endif
