/* Which lines a review comment can stand on. */
#ifndef TG_COMMENTABLE_H
#define TG_COMMENTABLE_H

#include "../git/changeset.h"

/* True when GitHub's diff shows that line of that side: within a changed place
 * or the three lines of context around it. One line outside would lose a whole
 * review. The change set has been visited. *path becomes the name under which
 * GitHub shows the file. */
bool tg_commentable(const struct tg_changeset *changes, const char **path,
		    enum tg_side side, uint32_t line);

#endif
