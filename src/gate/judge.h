/* What the files of the gate share: one side being judged, and how findings are
 * made. Private to src/gate. */
#ifndef TG_JUDGE_H
#define TG_JUDGE_H

#include "../base/buf.h"
#include "../base/vec.h"
#include "gate.h"

/* A finding before it has its fingerprint. `text` is the line it stands on,
 * which survives shifts of lines as the line number does not. */
struct tg_draft {
	struct tg_finding finding;
	const char *text;   /* or NULL */
	const char *anchor; /* where it is told by another path than the one that
	                       it is shown at: that one; or NULL */
};

/* The lines of a document, cut once. */
struct tg_lines {
	struct tg_str *items;
	size_t n;
};

/* What is worked out once for a model of a side. */
struct tg_judged_model {
	bool *covers;  /* by signal: it is on a path that the model covers */
	struct tg_lines base, head;
};

/* One side (the base's policy, or the change's own) while it is judged. */
struct tg_judge {
	struct tg_arena *arena;
	const struct tg_gate_input *in;
	const struct tg_gate_side *side;
	bool exempt;      /* opened by a bot that both policies list */
	bool required;    /* every question needs an answer */
	unsigned triggers; /* those that were detected */
	bool *decides;    /* by signal: high confidence, medium in a new file, or
	                     medium of a detected topic */
	struct tg_judged_model *models; /* as side->models */
	struct tg_topic_result *topics;
	size_t n_topics;
	TG_VEC(struct tg_draft) drafts;
};

/* --- findings (findings.c) ------------------------------------------------ */

/* Adds a finding at the level that the policy gives it, unless it is off. */
void tg_judge_add(struct tg_judge *judge, struct tg_finding finding,
		  const char *text);

/* The same for a finding that stays what it is wherever it is shown: it is told
 * by `anchor` and not by its path and rule. */
void tg_judge_add_anchored(struct tg_judge *judge, struct tg_finding finding,
			   const char *anchor, const char *text);

/* Sorts by place and gives every draft its fingerprint: of its id, rule, topic,
 * path, model, threat, its line's text without white space, and how many such
 * came before it. */
void tg_drafts_fingerprint(struct tg_draft *drafts, size_t n, struct tg_arena *arena);

/* Errors first, then by path (the change as a whole before any), line, id. */
int tg_finding_order(const struct tg_finding *a, const struct tg_finding *b);

/* The text of a line, or "". */
const char *tg_line_text(const struct tg_lines *lines, uint32_t line,
			 struct tg_arena *arena);

/* --- what was seen (detect.c) ---------------------------------------------- */

/* Fills what is worked out once: decides, models, triggers. */
void tg_judge_prepare(struct tg_judge *judge);

typedef bool tg_signal_filter(const struct tg_judge *judge,
			      const struct tg_signal *signal, const void *ctx);

/* One signal of high confidence, or two of medium, or one of medium confidence
 * in a new file, among those that the filter takes. */
bool tg_signals_detect(const struct tg_judge *judge, tg_signal_filter *filter,
		       const void *ctx);

/* The strongest of the signals that a filter takes, hints of low confidence
 * aside. Nothing is allocated: there may be many threats and many signals. */
enum { TG_PICKED = 4 };
struct tg_picked {
	const struct tg_signal *top[TG_PICKED]; /* NULL where there are fewer */
	size_t n;                               /* all of them */
	enum tg_severity worst;
};
struct tg_picked tg_signals_pick(const struct tg_judge *judge, tg_signal_filter *filter,
				 const void *ctx);

/* True when the topic is detected on this side. */
bool tg_topic_detected(const struct tg_judge *judge, const char *topic);

/* Triggers that are detected among the signals on paths of the model with that
 * index, or among all of them when it is SIZE_MAX. */
unsigned tg_triggers_detected(const struct tg_judge *judge, size_t model);

bool tg_signal_decides(const struct tg_judge *judge, const struct tg_signal *s);
bool tg_model_covers(const struct tg_judge *judge, size_t model,
		     const struct tg_signal *s);

/* "a.py:3 (A route was added), b.py:9 (...) and 4 more": at most two places. */
const char *tg_signals_text(const struct tg_picked *picked, struct tg_arena *arena);

/* Puts a finding onto the line of the strongest signal. */
void tg_finding_at(struct tg_finding *finding, const struct tg_picked *picked);

/* Trigger names parted by commas. */
const char *tg_triggers_text(unsigned triggers, struct tg_arena *arena);

/* --- the parts of the judgement --------------------------------------------- */

void tg_judge_checklist(struct tg_judge *j);      /* checklist.c */
void tg_judge_discussion(struct tg_judge *j);
void tg_judge_controls(struct tg_judge *judge);   /* controls.c */
void tg_judge_models(struct tg_judge *judge);     /* models.c */
void tg_judge_mitigations(struct tg_judge *judge); /* mitigations.c */
void tg_judge_itself(struct tg_judge *j);         /* itself.c */

/* True when the body says that this model was reviewed without need of change. */
bool tg_model_declared(const struct tg_judge *judge, const struct tg_gate_model *model);

/* The answer to the item that asks about the topic, or NULL. */
const struct tg_item_answer *tg_topic_answer(const struct tg_judge *judge,
					     const char *topic);

#endif
