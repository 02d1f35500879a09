/* One file while it is being looked through. */
#ifndef TG_RULES_SCAN_H
#define TG_RULES_SCAN_H

#include "engine.h"
#include "flow.h"
#include "needs.h"

#define TG_RENAMES_ASKED 64u /* of one file; for further ones the answer is no */

/* What was found out about a name that may be called otherwise now. */
struct tg_renamed {
	struct tg_str was, is;
	bool throughout; /* the file calls by the new name all it called by the old */
	bool once;       /* and that is one place */
};

#define TG_IDLE_NAMES 8u

/* What an edit that does nothing renames. */
struct tg_idle {
	bool same;
	size_t n;
	struct tg_str names[TG_IDLE_NAMES][2]; /* by enum tg_side */
};

/* A run of changed lines without an unchanged one between them. */
struct tg_block {
	uint32_t first, last;
	uint32_t added, removed;
	bool reformatted; /* white space, line ends and trailing commas aside, the
	                     same text before and after */
	struct tg_idle *idle; /* once asked for */
};

/* Which bytes of one side are code, comment or string; made when first asked. */
struct tg_side_lex {
	struct tg_str text;
	unsigned char *lex;
	uint32_t *offsets; /* by line of a hunk: only where `text` was put together */
	uint32_t hunk;     /* that it was put together from */
	uint32_t first;    /* that hunk's first line */
	uint32_t line;     /* the cursor: a line number and its offset in `text` */
	size_t at;
};

#define TG_HEADS 8u

/* The heads around a line, innermost first. */
struct tg_heads {
	struct tg_str text[TG_HEADS];
	size_t depth[TG_HEADS]; /* indentation, in columns */
	size_t n;
	uint32_t id;   /* the same for lines that stand in the same */
	bool whole;    /* all there are: no limit cut the search off */
	size_t at;     /* where the line begins whose they are */
	uint32_t line; /* that line, plus one; 0: nobody's yet */
	enum tg_side side;
};

struct tg_scan {
	struct tg_engine *engine;
	struct tg_worker *worker;
	const struct tg_file_view *view;
	const struct tg_file_kind *kind;
	struct tg_side_lex sides[2]; /* by enum tg_side */
	uint32_t *block_of;          /* by line; context has UINT32_MAX */
	struct tg_block *blocks;
	size_t n_blocks;
	/* of the line that candidates are noted for, once a rule asks */
	bool decision_known, is_decision, grams_known;
	struct tg_grams grams;
	uint32_t marked_line, mark;  /* the last line that was marked */
	size_t first_pending;        /* of this file, in the worker's */
	struct tg_heads heads;       /* the last that were asked for */
	struct tg_grams heads_grams; /* of all of them, once a rule asks ... */
	uint32_t heads_asked;        /* ... by their id */
	uint64_t access;             /* what the last heads said that were asked ... */
	uint32_t access_heads;       /* ... by their id */
	struct tg_flow flow;         /* of the last function that was asked about */
	uint32_t flow_lines;         /* that were read for it and for those before */
	struct tg_idle idle;         /* of the last line that was compared alone */
	uint32_t idle_line;          /* that line, plus one; 0: nobody's yet */
	struct tg_renamed *renamed;  /* TG_RENAMES_ASKED of them, once one is asked */
	size_t n_renamed;
};

#define TG_NO_LINE UINT32_MAX
#define TG_HUNK_REACH 40u /* lines that `near` and `without` look each way */

/* lines.c */

/* The side that a line belongs to; context counts as new. */
enum tg_side tg_line_side(const struct tg_line *line);

/* Where line `i` begins in the text of `side` (scan->sides[side].text: the file's,
 * or what the hunk shows of it). False when that is not known. */
bool tg_scan_place(struct tg_scan *scan, enum tg_side side, uint32_t i, size_t *at);

/* What the bytes of line `i` are on `side`, or NULL when that is not known. */
const unsigned char *tg_scan_lex(struct tg_scan *scan, enum tg_side side,
				 uint32_t i);

/* True when the text from `start` to `end` of the line is a comment. */
bool tg_scan_is_comment(struct tg_scan *scan, enum tg_side side, uint32_t i,
			size_t start, size_t end);

/* A decorator, annotation or attribute: it speaks of the line after it. */
bool tg_line_is_annotation(struct tg_str text);

/* decisions.c: a condition, a return, a refusal. */
bool tg_line_is_decision(struct tg_str text);

/* The next line (step 1) or the one before (-1) on the side of line `i`, in its
 * hunk, that says something and is no annotation; TG_NO_LINE. */
uint32_t tg_scan_neighbour(const struct tg_scan *scan, uint32_t i, int step);

/* The mark of line `i`: its index in the worker's marks. */
uint32_t tg_scan_mark(struct tg_scan *scan, uint32_t i);

/* True when the thing that line `i` (removed) stands for was removed with it:
 * the function it is in or that it annotates. */
bool tg_scan_owner_gone(struct tg_scan *scan, uint32_t i);

/* controls.c: true when the control that match `index` of the chunk takes out was
 * edited, stands again in the same block, or went with what it guarded. */
bool tg_scan_control_kept(struct tg_scan *scan, size_t index);

/* blocks.c */

/* Finds the blocks, once. */
void tg_scan_blocks(struct tg_scan *scan);

/* True when the block of line `i` says the same before and after. */
bool tg_scan_is_reformatted(struct tg_scan *scan, uint32_t i);

/* True when a removed and an added line of one block are one edited line. */
bool tg_scan_is_edit(const struct tg_scan *scan, uint32_t removed, uint32_t added);

/* idle.c: true when line `i` is edited and still says the same as what stood in its
 * place: comments, grouping, quotes aside, and names that the file renames throughout
 * unless they stand in `span`, which is what a rule matched. */
bool tg_scan_is_idle(struct tg_scan *scan, uint32_t i, struct tg_span span);

/* edits.c: drops of what was found what an edit of a line left as it was. */
void tg_scan_edits(struct tg_scan *scan);

/* routes.c: true when a removed and an added line that are one edited line list the
 * same endpoint, and what differs is only handed to what serves it. */
bool tg_scan_same_route(struct tg_scan *scan, uint32_t removed, uint32_t added);

/* The line as a signal shows it: trimmed, short. */
const char *tg_excerpt(struct tg_worker *worker, struct tg_str text);

/* candidates.c: notes the candidates of a changed line. */
void tg_scan_candidates(struct tg_scan *scan, uint32_t line);

/* scan_paths.c: what the rules about files say of this one. */
void tg_scan_paths(struct tg_scan *scan);

/* enclosing.c: how deep a line is indented, in columns. */
size_t tg_line_depth(struct tg_str line);

/* The heads of what line `i` stands in on `side`, innermost first:
 * its function, its class, the condition around it. They last until the next
 * call. */
const struct tg_heads *tg_scan_heads(struct tg_scan *scan, enum tg_side side,
				     uint32_t i);

/* inside.c: true when line `i` of `side` is in a function, a class, a block whose head
 * the `inside` of `rule` matches. */
bool tg_scan_is_inside(struct tg_scan *scan, uint16_t rule, enum tg_side side, uint32_t i);

/* enclosing.c: true for tests that a language keeps in the file that they test (Rust). */
bool tg_scan_in_tests(struct tg_scan *scan, enum tg_side side, uint32_t i);

/* What the heads around line `i` say about who gets to what is listed there, as a
 * set of words; 0 for nothing. A route that goes from a group of guarded ones to
 * one of open ones is the same line and not the same route. */
uint64_t tg_scan_access(struct tg_scan *scan, uint32_t i);

/* imports.c: true when line `i` of `side` is one of a list of names that are imported;
 * *head is the line that the list begins with. */
bool tg_scan_import(struct tg_scan *scan, enum tg_side side, uint32_t i,
		    struct tg_str *head);

/* True where it holds names and nothing else: what is done with them stands elsewhere.
 * Of Go's lists of packages it is not. */
bool tg_scan_in_imports(struct tg_scan *scan, enum tg_side side, uint32_t i);

/* flow.c: true when line `i` of `side` reads what somebody outside sent, or uses a
 * name that holds it in the function that the line stands in. */
bool tg_scan_from_outside(struct tg_scan *scan, enum tg_side side, uint32_t i);

/* wrapped.c: shows lines that are code on one side alone, though they did not
 * change, as removed or added: delimiters around them did it. */
void tg_scan_unwrap(struct tg_scan *scan);

/* suppress.c: true when a suppression in the base silences `rule` on line `i`;
 * notes each that it sees, also those that do not count yet. */
bool tg_scan_suppressed(struct tg_scan *scan, const struct tg_rule *rule,
			uint32_t i);

#endif
