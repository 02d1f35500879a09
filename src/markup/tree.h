/*
 * One tree for structured data, whatever it was written in: YAML (libfyaml)
 * and JSON (jansson) are read into it, so that a reader of a format that has
 * both spellings is written once. Plain values in an arena.
 */
#ifndef TG_TREE_H
#define TG_TREE_H

#include "../base/arena.h"
#include "../base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum tg_tree_kind {
	TG_TREE_NULL,
	TG_TREE_BOOL,
	TG_TREE_NUMBER,
	TG_TREE_STRING,
	TG_TREE_LIST,
	TG_TREE_MAP
};

struct tg_tree {
	enum tg_tree_kind kind;
	unsigned line, column; /* 1-based; 0 where the reader has none (JSON) */
	const char *key;       /* of this entry in its map, or NULL */
	unsigned key_line, key_column;
	bool boolean;
	double number;
	const char *string;    /* the text of a scalar as written, never NULL for
	                          scalars; may hold no NUL bytes */
	bool quoted;           /* a string that was written in quotes */
	struct tg_tree **items; /* of a list or map, in the order written */
	size_t n;
};

/* All of these take NULL for "not there" and pass it on. */
const struct tg_tree *tg_tree_get(const struct tg_tree *map, const char *key);
const struct tg_tree *tg_tree_at(const struct tg_tree *list, size_t index);
size_t tg_tree_count(const struct tg_tree *node);
/* The text of a scalar, or `fallback` where it is none. */
const char *tg_tree_text(const struct tg_tree *node, const char *fallback);
const char *tg_tree_get_text(const struct tg_tree *map, const char *key,
			     const char *fallback);
bool tg_tree_is(const struct tg_tree *node, enum tg_tree_kind kind);

#endif
