/* Looking for renames: files that are gone and files that are new, made pairs. */
#ifndef TG_RENAME_H
#define TG_RENAME_H

#include "source.h"

struct tg_likeness;

struct tg_candidate {
	struct tg_entry *entry;
	const char *name; /* last part of its path */
	size_t size;      /* SIZE_MAX: not known */
	uint32_t type;    /* file or link */
	struct tg_likeness *signature;
	bool wanted, taken;    /* something may be like it; it has its pair */
};

struct tg_renames {
	struct tg_changeset_source *source;
	struct tg_candidate *gone, *fresh;
	size_t n_gone, n_fresh;
	struct tg_err *err;
};

/* The new path takes the old side over; the deletion goes away later. */
void tg_rename_pair(struct tg_candidate *gone, struct tg_candidate *fresh);

/* How many have no pair yet. */
size_t tg_rename_left(const struct tg_candidate *list, size_t n);

/* Pairs what is alike (rename_alike.c). Sizes are known where they can be. */
enum tg_rc tg_rename_alike(struct tg_renames *s) TG_MUST_CHECK;

#endif
