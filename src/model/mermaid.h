/* Reading mermaid flowcharts: characters, nodes and links. */
#ifndef TG_MERMAID_H
#define TG_MERMAID_H

#include "drawing.h"

#define TG_MERMAID_DEPTH 32u /* subgraphs in each other */
#define TG_MERMAID_GROUP 50u /* nodes joined by & */

/* A flowchart while it is read. */
struct tg_mermaid {
	struct tg_drawing drawing;
	struct tg_str text;
	size_t at;
	uint32_t line;
	const char *open[TG_MERMAID_DEPTH]; /* ids of the open subgraphs */
	size_t depth, too_deep;
	bool circles;                /* some nodes are round: boxes are external */
	TG_VEC(const char *) boxes;  /* ids of nodes of which only the box is known */
};

/* Nodes joined by &. */
struct tg_mermaid_group {
	const char *ids[TG_MERMAID_GROUP];
	size_t n;
};

struct tg_mermaid_link {
	const char *label;
	bool back, forth, invisible;
};

/* The character so many bytes ahead; NUL past the end. */
char tg_mermaid_peek(const struct tg_mermaid *m, size_t ahead);
/* Goes on, counting lines. */
void tg_mermaid_step(struct tg_mermaid *m, size_t n);
void tg_mermaid_skip_blanks(struct tg_mermaid *m);
void tg_mermaid_skip_line(struct tg_mermaid *m);
/* At the end of a statement. */
bool tg_mermaid_at_end(const struct tg_mermaid *m);
struct tg_str tg_mermaid_rest(const struct tg_mermaid *m);
struct tg_str tg_mermaid_rest_of_line(const struct tg_mermaid *m);
/* The text up to `close`, which is eaten; quotes hide it. */
struct tg_str tg_mermaid_until(struct tg_mermaid *m, const char *close);

/* One node or several; false where none begins. */
bool tg_mermaid_group(struct tg_mermaid *m, struct tg_mermaid_group *group);
/* An arrow of whatever kind with its label; false where none begins. */
bool tg_mermaid_link(struct tg_mermaid *m, struct tg_mermaid_link *link);

#endif
