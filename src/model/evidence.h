/*
 * Evidence ties a mitigation to code: `path`, `path:symbol`, `path#L10-L20`.
 * Whether it is there, and what a change did to it.
 */
#ifndef TG_EVIDENCE_H
#define TG_EVIDENCE_H

#include "../base/arena.h"
#include "../base/str.h"
#include "../git/changeset.h"

struct tg_evidence {
	const char *path;     /* relative, '/'-separated */
	const char *symbol;   /* "verify", "Session.verify"; or NULL */
	uint32_t first, last; /* lines, 1-based; 0: not given */
	bool folder;          /* written with a '/' at its end */
};

/* Reads a reference: also `path:12`, `path:12-20`, `path::Class::method`,
 * `path#symbol`, with () after a symbol and back quotes around it all. False
 * for what is no reference to a file of the repository: URLs, absolute paths,
 * "..", a word without '/' or '.'. Strings live in `arena`. */
bool tg_evidence_parse(struct tg_evidence *out, struct tg_arena *arena,
		       struct tg_str reference);

/* The lines of a symbol's definition (`def verify`, `func (s *S) verify(`,
 * `class Verify`, `verify = function`, `int verify(...) {`), without what is
 * merely a call or a comment: first to last line of its block, by braces or
 * indentation. `path` tells the language. "A.b" is the b inside A. False when
 * it is not defined there. */
bool tg_evidence_find(uint32_t *first, uint32_t *last, const char *path,
		      struct tg_str text, const char *symbol);

enum tg_evidence_state {
	TG_EVIDENCE_THERE,
	TG_EVIDENCE_NO_FILE,
	TG_EVIDENCE_NO_SYMBOL,
	TG_EVIDENCE_NO_LINES, /* the file is shorter than that */
	TG_EVIDENCE_UNKNOWN   /* the file could not be read */
};

enum tg_path_state { TG_PATH_NONE, TG_PATH_FILE, TG_PATH_FOLDER, TG_PATH_UNREAD };

/* What is at `path`; for a file *text is its contents, which must stay until
 * the caller has its answer. `want_text` is false when existence will do. */
typedef enum tg_path_state tg_path_lookup_fn(void *ctx, const char *path,
					     bool want_text,
					     struct tg_str *text);

/* Checks that it is there; *line (or NULL) is then where. */
enum tg_evidence_state tg_evidence_check(const struct tg_evidence *evidence,
					 tg_path_lookup_fn *lookup, void *ctx,
					 uint32_t *line);

enum tg_evidence_touch {
	TG_EVIDENCE_UNTOUCHED,
	TG_EVIDENCE_MOVED,    /* the file has another name, the code is the same */
	TG_EVIDENCE_CHANGED,
	TG_EVIDENCE_REMOVED   /* file or symbol gone, its lines gone, or nothing
	                         but a shell of it left */
};

struct tg_evidence_hit {
	enum tg_evidence_touch touch;
	uint32_t line;        /* on `side`; 0: the file as a whole */
	enum tg_side side;
};

/* What `change` did to evidence that the base's model cites. `old_text` and
 * `new_text` are the file's contents on both sides (p NULL where there is none
 * or it is not known; the hunks alone then decide). Changes of white space do
 * not count. A change of another file leaves it untouched. */
struct tg_evidence_hit tg_evidence_judge(const struct tg_evidence *evidence,
					 const struct tg_change *change,
					 struct tg_str old_text,
					 struct tg_str new_text);

#endif
