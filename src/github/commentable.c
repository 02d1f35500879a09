#include "commentable.h"

#include <string.h>

#define CONTEXT 3u

/* `start` is the line before the place when it has no lines of that side. */
static bool near_place(uint32_t start, uint32_t lines, uint32_t line)
{
	uint64_t first = (uint64_t)start + (lines ? 0 : 1);

	return line + CONTEXT >= first && line < first + lines + CONTEXT;
}

bool tg_commentable(const struct tg_changeset *changes, const char **path,
		    enum tg_side side, uint32_t line)
{
	const struct tg_change *c = tg_changeset_find(changes, *path);
	const char *name;

	if (!c || !line || c->unread != TG_READ_OK)
		return false;
	name = side == TG_SIDE_NEW ? c->new_path : c->old_path;
	if (!name || strcmp(name, *path) != 0)
		return false;
	for (size_t i = 0; i < c->n_hunks; i++) {
		const struct tg_hunk *h = &c->hunks[i];
		bool near = side == TG_SIDE_NEW
				    ? near_place(h->new_start, h->new_lines, line)
				    : near_place(h->old_start, h->old_lines, line);

		if (near) {
			*path = c->path;
			return true;
		}
	}
	return false;
}
