/*
 * How the threats of a Markdown document are found.
 *
 * 1. Collect. Each reader (tables, headings with ids, headings, paragraphs, lists)
 *    offers what might be threats as candidates: things of one shape that stand
 *    together, each read into a record. A reader need not know of the others, and
 *    offers what it can read: no candidate is a threat yet.
 * 2. Score (score.c). What speaks for a candidate adds up: the part of the document
 *    it stands in, what its columns or labels are called, ids, categories, a
 *    mitigation beside each, words of attack. What speaks against it counts, too:
 *    an asset's table stands under "Assets" and is full of neither.
 * 3. Choose (choose.c). The best comes first, and what looks back (a summary, a mapping,
 *    a matrix of risks) after what it looks back at. What was read as part of a better
 *    one is not read again; what only repeats threats that are known (repeats.c), in a
 *    summary, a table of scores or the ten of a standard, adds to them and brings none
 *    of its own. Weak candidates count where a document has no strong ones.
 * 4. Join (read_joined.c, read_mitigations.c). Tables, lists and check lists that speak
 *    of known threats are joined by id, by title, by category, else by where they
 *    stand.
 * 5. Infer (infer.c). Where no label says what is done, bullets and sentences that
 *    speak of controls do, if those of most threats do.
 *
 * Shape counts for more than words. Headings that are called like a part ("Asset
 * ambiguity") are threats where their siblings are, answered alike; bullets with a
 * label each are the parts of one thing; "Label:" below a bullet ends its list
 * (list_labels.c).
 */
#ifndef TG_MODEL_CANDIDATE_H
#define TG_MODEL_CANDIDATE_H

#include "reading.h"

enum tg_shape {
	TG_SHAPE_TABLE,
	TG_SHAPE_PAIRS,       /* key-value tables, a threat each */
	TG_SHAPE_MATRIX,
	TG_SHAPE_ID_HEADINGS,
	TG_SHAPE_HEADINGS,
	TG_SHAPE_PARAGRAPHS,
	TG_SHAPE_LIST,
	TG_SHAPE_PLAIN_LIST   /* its items have no mark of a threat */
};

/* One thing that may be a threat. */
struct tg_offer {
	struct tg_record r;
	size_t section;  /* where it stands */
	struct tg_placed_table *table; /* that it is read from, or NULL */
	bool whole;      /* it is that section, with all below it */
	bool labelled;   /* its author calls it a threat */
	size_t index;    /* in the draft, once it is known there; else SIZE_MAX */
};

struct tg_candidate {
	enum tg_shape shape;
	size_t section;  /* whose part and title tell what it is for */
	uint32_t line;
	uint64_t source; /* see tg_draft_threat */
	unsigned stride; /* a category that stands right above it */
	uint64_t kin;    /* candidates of one shape that look alike have the same */
	struct tg_placed_table *table; /* whose rows they are, or NULL */
	bool unnamed;    /* nothing but its items says that it lists attacks */
	bool defended;   /* "It protects messages against:" stands right above */
	size_t rated;    /* offers with a level of any kind */
	size_t answers;  /* offers with an answer, told or inferred, when it was scored */
	size_t told;     /* offers with an answer that a label or column told */
	struct tg_bullets {
		size_t with;     /* offers with bullets that no label tells of */
		size_t answered; /* of these, with one that speaks of controls */
		size_t all, attacks; /* bullets, and those that speak of attacks */
	} bullets;
	int score;
	unsigned turn;   /* when it is tried: choose.c */
	unsigned char answered; /* once it was asked for: enumeration.c */
	bool chosen;
	TG_VEC(struct tg_offer) offers;
	TG_VEC(struct tg_group_mitigation) groups;
	TG_VEC(size_t) also; /* sections that were read into one of them */
};

/* A new one, to be filled; empty ones are no matter. */
struct tg_candidate *tg_candidate_new(struct tg_reading *rd, enum tg_shape shape,
				      size_t section, uint32_t line, uint64_t source);

/* Moves rd->record into the candidate. The offer is valid until the next. */
struct tg_offer *tg_candidate_offer(struct tg_reading *rd, struct tg_candidate *c,
				    size_t section);

/* A mitigation for all of the candidate's threats below `section`. */
void tg_candidate_group(struct tg_reading *rd, struct tg_candidate *c,
			const struct tg_mitigation *m, size_t section, unsigned stride);

/* How many of its offers say what is done. */
size_t tg_candidate_answers(const struct tg_candidate *c);

/* Looks at what is said of its offers, for tg_candidate_infer. */
void tg_candidate_look(struct tg_candidate *c);
/* It has a likelihood, an impact, a severity or a score. */
bool tg_record_has_level(const struct tg_record *r);

/* Takes bullets that speak of controls for mitigations, where neither the candidate nor
 * those of its kin label any. */
void tg_candidate_infer(struct tg_reading *rd, struct tg_candidate *c);

/* What stands above it says that each is dealt with. */
bool tg_candidate_answered(const struct tg_reading *rd, const struct tg_candidate *c);

/* Its heading says that it sums up others. */
bool tg_candidate_sums_up(const struct tg_reading *rd, const struct tg_candidate *c);
/* Its heading says that it maps them to something else. */
bool tg_candidate_maps(const struct tg_reading *rd, const struct tg_candidate *c);

/* "Threat: ..." and "Mitigation: ..." throughout: nobody labels so what is left out. */
bool tg_candidate_is_labelled(const struct tg_candidate *c);
/* "4.3 Review", "4.4 Abuse of credit" with "Threat:" and "Mitigation:": where others are
 * labelled so throughout, only those are threats that are, too. True where some are
 * left out. */
bool tg_candidate_keep_labelled(const struct tg_reading *rd, struct tg_candidate *c);

/* Looks for ids of headings that are no threats: invariants, adversaries, assets. */
void tg_find_other_ids(struct tg_reading *rd);
/* Most of its ids are such. */
bool tg_candidate_has_other_ids(const struct tg_reading *rd, const struct tg_candidate *c);

/* "Mitigations", with "Stolen token" and "Injection" below, and what is done. */
bool tg_candidate_heads_answers(const struct tg_reading *rd, const struct tg_candidate *c);

#define TG_STRONG 40 /* the score of what counts whatever else there is */

/* Sets the score of each candidate. */
void tg_score(struct tg_reading *rd);

/* How many of its offers are threats that the draft knows; sets their index. `all`:
 * it repeats another candidate as a whole, though by other names. */
size_t tg_candidate_known(struct tg_reading *rd, struct tg_candidate *c, bool *all);

/* A summary does, and so does a register of a few risks beside many threats. */
bool tg_candidate_recaps(const struct tg_reading *rd, const struct tg_candidate *c);

/* A table of scores or answers with ids and no names: "T3 | A rate limit". */
bool tg_candidate_refers(const struct tg_candidate *c);

/* It is of another form than the register, and small beside it. */
bool tg_candidate_stands_aside(const struct tg_reading *rd, const struct tg_candidate *c);

/* It speaks of threats that are in the draft, and brings none of its own. `known`: how
 * many of its offers are known. */
bool tg_candidate_repeats(struct tg_reading *rd, const struct tg_candidate *c,
			  size_t known);

/* Adds what its offers say to the threats that they repeat. */
void tg_candidate_fill(struct tg_reading *rd, struct tg_candidate *c);

/* Headings without answers of their own, among others that hold threats: they group
 * some, too. */
bool tg_candidate_groups(const struct tg_reading *rd, const struct tg_candidate *c);

/* Nothing says what is done about any of its threats. */
bool tg_candidate_enumerates(const struct tg_reading *rd, struct tg_candidate *c);
/* It does, and the document answers those that were chosen before; `enumerated`: how many
 * threats all of its kind have. */
bool tg_candidate_is_beside_answers(const struct tg_reading *rd, struct tg_candidate *c,
				    size_t enumerated);

/* Takes sentences that speak of controls for mitigations, for chosen candidates whose
 * threats have none at all. */
void tg_infer_from_sentences(struct tg_reading *rd);

/* Puts the best into the draft. */
void tg_choose(struct tg_reading *rd);

#endif
