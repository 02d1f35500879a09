/*
 * The words of threat models: what a table's header, a label or a heading
 * means, and how people write a category, a status, "nothing" or a threat's
 * id. The lists come from reading real documents; each is one table in the
 * .c file of its name.
 */
#ifndef TG_MODEL_VOCAB_H
#define TG_MODEL_VOCAB_H

#include "../base/arena.h"
#include "fold.h"
#include "model.h"

/* What a column, a label or a key holds. */
enum tg_field {
	TG_F_NONE,
	TG_F_ID,
	TG_F_THREAT,      /* the threat's name or sentence */
	TG_F_CATEGORY,
	TG_F_ELEMENT,
	TG_F_DESCRIPTION,
	TG_F_LIKELIHOOD,
	TG_F_IMPACT,
	TG_F_DAMAGE,
	TG_F_REPRODUCIBILITY,
	TG_F_EXPLOITABILITY,
	TG_F_AFFECTED,
	TG_F_DISCOVERABILITY,
	TG_F_TOTAL,       /* a number: sum, mean, score */
	TG_F_PRIORITY,    /* a word: severity, priority, band */
	TG_F_RISK,        /* either a sentence or a level: its cells tell */
	TG_F_CVSS,
	TG_F_MITIGATION,
	TG_F_MITIGATION_ID,
	TG_F_IMPLEMENTATION, /* how or where a mitigation is done */
	TG_F_STRATEGY,    /* reduce, accept, transfer, avoid */
	TG_F_RESIDUAL,
	TG_F_STATUS,
	TG_F_OWNER,
	TG_F_DUE,
	TG_F_EVIDENCE,
	TG_F_REASON,
	TG_F_COVERS,
	TG_F_LEGEND,      /* a question or definition: the table explains terms */
	TG_F_OTHER_THING, /* a table of assets, actors, flows ...: no threats */
	TG_F_COUNT
};

/* TG_F_NONE for a word that is none of these. The header of a column may be freer
 * than a label, which often is the name of a thing. */
enum tg_field tg_field_of(struct tg_str label);
enum tg_field tg_field_of_header(struct tg_str header);

/* "Attack vectors": a label of the ways of a threat that was named above. */
bool tg_lists_ways(struct tg_str label);

/* What a heading announces. */
enum tg_part {
	TG_PART_NONE,
	TG_PART_MODEL,       /* "Threat model", as a part of a longer document */
	TG_PART_SCOPE,
	TG_PART_OUT_OF_SCOPE,
	TG_PART_DFD,
	TG_PART_BOUNDARIES,
	TG_PART_THREATS,
	TG_PART_RISK,
	TG_PART_MITIGATIONS,
	TG_PART_RESIDUAL,    /* residual or accepted risk */
	TG_PART_COVERS,
	TG_PART_OTHER        /* assets, actors, legend, references ... */
};

enum tg_part tg_part_of(struct tg_str heading);
/* The same, of a heading whose words only tell it together ("Adversaries and attacks");
 * TG_PART_NONE for others. */
enum tg_part tg_part_of_phrase(const struct tg_fold *f);
/* It announces a part and names nothing: "Trust boundaries" does, "Trust boundary
 * bypassed by a replay" names a threat. */
bool tg_announces_part(struct tg_str heading);
/* "What we protect against", "Attacks it defends against": what it announces is
 * defended against. "Protection against brute force" names one thing. */
bool tg_defends_against(const struct tg_fold *words);

/* STRIDE categories named in `text` (bits); 0 where it names none. */
unsigned tg_stride_parse(struct tg_str text);
/* The one category that a heading or a label is made of ("3.1 Denial of
 * Service (DoS)", "Spoofing threats"); 0 where it says anything more. */
unsigned tg_stride_label(struct tg_str text);
/* The categories named by an id's letter at the end: "Threat-01-S". */
unsigned tg_stride_of_id(struct tg_str id);

/* How many words of a text speak of attacks, how many of what is done so that they
 * fail. */
struct tg_tone {
	unsigned attack, control;
};

struct tg_tone tg_tone_of(struct tg_str text);

enum tg_mitigation_status tg_status_parse(struct tg_str text);
/* The status that opens a sentence: "Implemented in v2"; UNSTATED for none. */
enum tg_mitigation_status tg_status_opening(struct tg_str text);
/* True when a threat's own status says that it needs nothing more. */
bool tg_status_closes(enum tg_mitigation_status status);

/* "None", "N/A", "not currently addressed by ...": a mitigation that says that
 * there is none. */
bool tg_text_denies(struct tg_str text);
/* "TODO", "<describe here>", the default texts of the tools. */
bool tg_text_is_placeholder(struct tg_str text);
/* "Improve security": nothing that one could build or check. */
bool tg_text_is_vague(struct tg_str text);

/* Takes a threat's id off the front of `text`: "T1: stolen session",
 * "EGTM-002 Private keys", "Threat-01-S - Spoofing", "Threat 3". *id borrows
 * from `text`, *rest is what follows the separator. *loose is true when only
 * its neighbours can tell whether it is an id ("T1 stolen session"). */
bool tg_threat_id(struct tg_str text, struct tg_str *id, struct tg_str *rest,
		  bool *loose);
/* The same id, however it is spelled: "T-01", "t1". In `arena`. */
const char *tg_id_key(struct tg_arena *arena, struct tg_str id);

/* A UUID or hash: an id for programs, not one to call a threat by. */
bool tg_id_is_machine_made(const char *id);
/* The letters that an id's key begins with, as a slice of it. */
struct tg_str tg_id_family(const char *key);
/* True for letters that stand for threats wherever they are met ("t", "thr"). */
bool tg_is_threat_family(struct tg_str family);

/* A level that opens a text: "High only if both gates fail". */
bool tg_risk_level_opening(struct tg_str text, enum tg_risk_level *out);

/* An ISO date (or 2026/03/01, 1 March 2026, March 2026) in `text`, as
 * "2026-03-01"; NULL where there is none. In `arena`. */
const char *tg_date_in(struct tg_arena *arena, struct tg_str text);
/* Days since 1970-01-01 of an ISO date; false where it is none. */
bool tg_date_days(const char *iso, long *days);

#endif
