/*
 * Makes the tree of a YAML stream from its events, in the order in which they
 * come. It is made so, and not from libfyaml's documents: depth and size are then
 * bounded while reading, and an alias costs one node in memory however much it
 * stands for. Knows nothing of libfyaml.
 */
#ifndef TG_YAML_BUILD_H
#define TG_YAML_BUILD_H

#include "../base/map.h"
#include "../base/vec.h"
#include "yaml.h"

/* A list or map that is open. */
struct tg_yaml_frame {
	struct tg_tree *node;
	TG_VEC(struct tg_tree *) items;
	struct tg_map keys;      /* used where there are many entries */
	struct tg_tree *pending; /* a map's key that has no value yet */
	size_t nodes;            /* in the collection, aliases expanded */
	size_t height;           /* levels below the node */
	const char *anchor;
};

/* All zero but the first three to begin with. */
struct tg_yaml_builder {
	struct tg_arena *arena;
	const char *file; /* for messages */
	struct tg_err *err;
	struct tg_yaml_frame stack[TG_YAML_MAX_DEPTH];
	size_t depth;
	size_t nodes; /* of the whole stream */
	struct tg_map anchors;
	struct tg_tree *root;
	TG_VEC(struct tg_tree *) documents;
};

/* Sets the error at a place, and returns its code. */
enum tg_rc tg_yaml_fail(struct tg_yaml_builder *b, enum tg_rc code, unsigned line,
			unsigned column, const char *message);

/* Anchors hold within a document; an empty one is none of the documents. */
void tg_yaml_begin_document(struct tg_yaml_builder *b);
void tg_yaml_end_document(struct tg_yaml_builder *b);

/* The next node, in the arena and with its place. `anchor` is "" for none. */
enum tg_rc tg_yaml_add_scalar(struct tg_yaml_builder *b, struct tg_tree *node,
			      const char *anchor) TG_MUST_CHECK;

/* `node` becomes a copy of what the anchor `name` stands for. */
enum tg_rc tg_yaml_add_alias(struct tg_yaml_builder *b, struct tg_tree *node,
			     const char *name) TG_MUST_CHECK;

/* A list or map begins, by the kind of the node; what comes until it is closed
 * is its own. */
enum tg_rc tg_yaml_open(struct tg_yaml_builder *b, struct tg_tree *node,
			const char *anchor) TG_MUST_CHECK;
enum tg_rc tg_yaml_close(struct tg_yaml_builder *b) TG_MUST_CHECK;

/* yaml_scalar.c: sets the kind and value of a node by its text, unquoted. */
void tg_yaml_resolve_plain(struct tg_tree *node);

#endif
