/* One Markdown document while it is read: markdown.c calls these in turn. */
#ifndef TG_MODEL_READING_H
#define TG_MODEL_READING_H

#include "../base/map.h"
#include "draft.h"
#include "outline.h"
#include "table.h"

struct tg_placed_table {
	struct tg_table t;
	size_t section;
	bool taken;
};

/* A mitigation for all threats of a section, or of one category there. */
struct tg_group_mitigation {
	struct tg_mitigation m;
	size_t section;
	unsigned stride; /* 0: any */
};

struct tg_candidate; /* candidate.h */

struct tg_reading {
	struct tg_arena *arena;
	struct tg_model *model;
	struct tg_outline outline;
	struct tg_draft draft;
	struct tg_record record; /* scratch */
	TG_VEC(struct tg_placed_table) tables;
	TG_VEC(struct tg_candidate *) candidates, chosen;
	TG_VEC(struct tg_group_mitigation) groups; /* of chosen candidates */
	TG_VEC(struct tg_group_mitigation) loose;  /* of tables whose rows name no threat */
	struct tg_map labels;    /* above lists: list_series.c */
	struct tg_map other_ids; /* of headings that are no threats: other_ids.c */
	TG_VEC(size_t) owners; /* groups with mitigations of their own */
	TG_VEC(const char *) sources; /* "the table at line 12" */
	unsigned drawings; /* that were looked into */
};

/* Says where threats were found, for `read_as`. */
void tg_reading_note(struct tg_reading *rd, const char *shape, uint32_t line);

/* Readers that offer candidates (candidate.h). */
void tg_read_tables_find(struct tg_reading *rd);
void tg_read_tables(struct tg_reading *rd);
/* Headings that begin with a threat's id. */
void tg_read_id_headings(struct tg_reading *rd);
/* Headings, <details> and categories that are threats without an id. */
void tg_read_headings(struct tg_reading *rd);
/* Paragraphs that begin with an emphasised name. */
void tg_read_paragraphs(struct tg_reading *rd);
/* Blocks of YAML with a threat each. */
void tg_read_yaml(struct tg_reading *rd);
/* Lists by category, by id, with labelled parts, or plain. */
void tg_read_lists(struct tg_reading *rd);

/* The report of threatspec, which nothing else reads then; false for another document.
 * Its connections are the flows of the diagram. */
bool tg_read_threatspec(struct tg_reading *rd);
void tg_read_threatspec_flows(struct tg_reading *rd);

/* Tables that were not chosen add to the threats that their rows are about. */
void tg_read_joined_tables(struct tg_reading *rd);

/* The threats a record is about: those whose ids it names, else by its title. */
void tg_reading_targets(struct tg_reading *rd, const struct tg_record *r, uint64_t source,
			tg_index_vec *to);
/* A record that names a threat by an id, known or not. */
bool tg_reading_names_id(const struct tg_record *r);

/* "1. The import API" with "Threats: ..." and "Mitigations: ..." nested in it. */
bool tg_item_holds_pair(struct tg_reading *rd, const struct tg_md *item);

/* Lists and sections of mitigations, and who they are for. */
void tg_read_mitigations(struct tg_reading *rd);
/* "C-1, C-2" becomes what a table, a list or a heading of that id says. */
void tg_read_cited_controls(struct tg_reading *rd);
/* Check lists that name threats in brackets, wherever they stand. */
void tg_read_tasks(struct tg_reading *rd);

/* Front matter, covers, suppressions, the line of each part, the diagram. */
enum tg_rc tg_read_front_matter(struct tg_model *model, struct tg_arena *arena,
				const char *path, struct tg_str yaml,
				struct tg_err *err);
void tg_read_facts(struct tg_reading *rd, const struct tg_md *document);

/* diagram.c: reads what is drawn; after the threats. */
void tg_read_diagram(struct tg_reading *rd);

/* The text without a code block that is never closed and without gaps between the
 * rows of a table. */
struct tg_str tg_markdown_repair(struct tg_arena *arena, struct tg_str text);
/* Labels that stand right below the last bullet of a list end it. `source` is what
 * the document was made of. */
void tg_markdown_labels(struct tg_arena *arena, struct tg_md *document,
			struct tg_str source);

/* Blocks of a quote that is a card with labels stand for themselves. */
void tg_markdown_quotes(struct tg_arena *arena, struct tg_md *document);

/* "In scope" and "Integrity" announce threats where their lists speak of attacks. */
void tg_parts_by_content(struct tg_reading *rd);

enum tg_rc tg_markdown_model(struct tg_model *model, struct tg_arena *arena,
			     const char *path, struct tg_str text,
			     struct tg_err *err);

#endif
