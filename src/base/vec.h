/*
 * Growing arrays inside an arena.
 *
 *	TG_VEC(struct tg_finding) findings = { 0 };
 *	struct tg_finding *f = TG_VEC_PUSH(arena, &findings);
 *
 * The elements stay valid until the next push (they may move); `items` and `n`
 * are read directly. Nothing is freed: it is the arena's.
 */
#ifndef TG_VEC_H
#define TG_VEC_H

#include "arena.h"

#define TG_VEC(type)             \
	struct {                 \
		type *items;     \
		size_t n, cap;   \
	}

/* A pointer to a new zeroed element at the end. */
#define TG_VEC_PUSH(arena, vec)                                          \
	((vec)->items = tg_vec_grow((arena), (vec)->items, (vec)->n,     \
				    &(vec)->cap, sizeof(*(vec)->items)), \
	 &(vec)->items[(vec)->n++])

/* Makes room for one more element of `size` bytes. */
void *tg_vec_grow(struct tg_arena *arena, void *items, size_t n, size_t *cap,
		  size_t size);

#endif
