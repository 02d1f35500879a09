/* The engine's insides, for the files that make it up. */
#ifndef TG_RULES_ENGINE_H
#define TG_RULES_ENGINE_H

#include "../base/vec.h"
#include "flow.h"
#include "prefilter.h"
#include "rules.h"

struct tg_compiled {
	const struct tg_rule *rule;
	struct tg_regex *line, *unless, *inside, *near, *without;
	uint16_t paths; /* the first rule with the same list of paths: maybe itself */
	bool off; /* disabled, or replaced by a later pack */
};

struct tg_engine_pack {
	const struct tg_prefilter *filter;
	const struct tg_index_choice *all; /* literals, whatever the file */
	uint16_t offset; /* of its first rule among all */
};

/* A changed line on which some rule's literal stands: what it takes to tell
 * whether it only moved. */
struct tg_mark {
	uint64_t text;        /* hash without white space */
	uint64_t before, after; /* hashes of what stands next to it; 0: nothing
	                           that tells one place from another */
	uint32_t file, line;  /* in the change set, so that pairing is the same
	                         however the files were shared out */
	bool added, distinctive, moved;
};

/* A match that waits for the end of the visit. */
struct tg_pending {
	const struct tg_change *change;
	const char *excerpt;
	uint32_t line;
	uint32_t mark;        /* UINT32_MAX: none (a path rule) */
	uint16_t rule;
	enum tg_change_kind kind;
	bool kept;            /* a control that is still there, or that went with
	                         what it guarded */
	bool edited;          /* the line matched before and matches after */
};

struct tg_candidate {
	uint32_t line;        /* index into the view's lines */
	uint16_t rule;
};

/* A match in the file that is being visited. */
struct tg_found {
	uint32_t line, mark;
	uint16_t rule;
	bool dropped, edited;
	struct tg_span span; /* what the rule matched of the line */
};

/* What a list of paths says of the file that is being visited. */
struct tg_place {
	struct tg_globs *globs; /* made when first needed */
	uint32_t file;          /* that it was asked about last; 0: none yet */
	bool yes;
};

/* What a rule last said of the heads around a line. */
struct tg_inside {
	uint32_t heads; /* their id; 0: nothing yet */
	bool yes;
};

struct tg_rule_list {
	uint16_t *rules; /* by their index in the engine */
	size_t n;
};

/* What language and class alone say of the rules: the same for all files of a
 * kind. Most literals that stand in a file belong to rules for other languages. */
struct tg_file_kind {
	struct tg_file_kind *next;
	const struct tg_language *language;
	uint8_t *gates;          /* by rule, as far as no path is asked */
	const struct tg_index_choice **wanted; /* by pack: literals of which a rule
	                                          is open; NULL where there is none */
	struct tg_rule_list *always; /* by pack: open ones that no literal calls for */
};

#define TG_FILE_KINDS 72u /* class, class before, renamed */

/* What one worker needs and what it found. */
struct tg_worker {
	struct tg_arena arena; /* as long as the engine */
	struct tg_arena file;  /* as long as the visit of one file */
	struct tg_regex_scratch *scratch;
	struct tg_place *places;  /* by rule, see `paths` of tg_compiled */
	uint32_t *line_stamp;     /* by rule: the last line it was noted for */
	uint32_t *file_stamp;     /* by rule: the file that gate and count are of */
	uint8_t *gate;            /* by rule: GATE_NEW, GATE_OLD */
	uint16_t *count;          /* by rule: matches in this file */
	struct tg_inside *inside; /* by rule */
	struct tg_file_kind *kinds[TG_FILE_KINDS]; /* made when first met */
	unsigned char *lex[2];    /* by side; kept from file to file */
	size_t lex_cap[2];
	uint32_t line_number, file_number, heads_number;
	TG_VEC(struct tg_candidate) candidates; /* in `file` */
	TG_VEC(struct tg_found) found;          /* in `file` */
	TG_VEC(uint32_t) known; /* in `file`: lines that a rule matched which is
	                           none of last resort */
	TG_VEC(struct tg_mark) marks;
	TG_VEC(struct tg_pending) pending;
	TG_VEC(struct tg_suppression) suppressions;
	TG_VEC(const char *) incomplete;
	size_t more, more_incomplete;
	uint64_t spent_us;
	size_t skipped_files;  /* after the budget ended */
};

enum { TG_GATE_NEW = 1 << 0, TG_GATE_OLD = 1 << 1 };

struct tg_engine {
	struct tg_arena arena;
	struct tg_engine_options options;
	struct tg_limits limits;
	struct tg_compiled *rules; /* of all packs, then the derived ones */
	size_t n_rules;
	uint16_t derived;          /* index of the first derived one */
	struct tg_engine_pack *packs;
	size_t n_packs;
	struct tg_flow_forms *flow;
	struct tg_worker *workers;
	unsigned n_workers;
	bool any_file; /* tests of one rule: language and path do not matter */
};

/* gates.c */

/* On which sides of the file the rule looks: language, class, path. */
unsigned tg_engine_gate(const struct tg_engine *engine, struct tg_worker *worker,
			uint16_t rule, const struct tg_change *change);

/* What is known of files like this one. */
const struct tg_file_kind *tg_engine_kind(const struct tg_engine *engine,
					  struct tg_worker *worker,
					  const struct tg_change *change);

/* engine.c */

#define TG_INCOMPLETE_LINES 20u

/* Notes what could not be looked at; so many are kept in words, in their order. */
void tg_worker_incomplete(struct tg_worker *worker, const char *fmt, ...)
	TG_PRINTF(2, 3);

/* A new pending signal about the file as a whole. */
struct tg_pending *tg_worker_file_signal(struct tg_worker *worker,
					 const struct tg_change *change, uint16_t rule);

/* moved.c: sets `moved` on the marks that pair up, over all workers. */
void tg_marks_pair(struct tg_engine *engine);

#endif
