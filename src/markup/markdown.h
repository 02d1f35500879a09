/*
 * Markdown as GitHub reads it (cmark-gfm with its table, task list,
 * strikethrough and autolink extensions), as plain values in an arena. The only
 * file with cmark-gfm is markdown.c.
 */
#ifndef TG_MARKDOWN_H
#define TG_MARKDOWN_H

#include "../base/arena.h"
#include "../base/str.h"

#include <stdbool.h>
#include <threatgate/err.h>

#define TG_MARKDOWN_MAX_BYTES (1u << 20)
#define TG_MARKDOWN_MAX_DEPTH 100u /* levels of nested blocks and inlines */

enum tg_md_kind {
	TG_MD_DOCUMENT,
	TG_MD_HEADING,
	TG_MD_PARAGRAPH,
	TG_MD_LIST,
	TG_MD_ITEM,
	TG_MD_TABLE,
	TG_MD_ROW,
	TG_MD_CELL,
	TG_MD_CODE_BLOCK,
	TG_MD_HTML_BLOCK,
	TG_MD_QUOTE,
	TG_MD_BREAK,       /* thematic break */
	TG_MD_FOOTNOTE,
	/* inline */
	TG_MD_TEXT,
	TG_MD_SOFT_BREAK,
	TG_MD_LINE_BREAK,
	TG_MD_CODE,
	TG_MD_HTML,
	TG_MD_EMPH,
	TG_MD_STRONG,
	TG_MD_STRIKE,
	TG_MD_LINK,
	TG_MD_IMAGE
};

enum tg_md_task { TG_MD_NOT_A_TASK, TG_MD_OPEN, TG_MD_DONE };

struct tg_md {
	enum tg_md_kind kind;
	unsigned line, end_line;  /* 1-based lines of the source; inline nodes
	                             have their block's line where cmark has no
	                             better one */
	unsigned column;          /* 1-based, bytes; 0 unknown */
	unsigned level;           /* of a heading, 1-6 */
	bool ordered;             /* a list with numbers */
	unsigned start;           /* its first number */
	bool header;              /* a table's header row */
	enum tg_md_task task;     /* of an item */
	const char *text;         /* literal of text, code, HTML; "" otherwise */
	const char *info;         /* a code block's info string; a link's or
	                             image's target; "" otherwise */
	struct tg_md *parent, *first, *last, *next, *prev;
};

/* Parses `text` (invalid UTF-8 is replaced by U+FFFD, lone CR counts as a line
 * end). TG_E_LIMIT above the cap or when it is nested too deep to be walked. */
enum tg_rc tg_markdown_parse(struct tg_md **out, struct tg_arena *arena,
			     struct tg_str text, struct tg_err *err)
	TG_MUST_CHECK;

/* The next node in document order inside `root`; NULL after the last. */
const struct tg_md *tg_md_walk(const struct tg_md *root,
			       const struct tg_md *node);

/* The visible text of a node and all below it, inline marks dropped, breaks as
 * blanks, <br> as a blank, HTML dropped, code kept without back quotes. Text
 * that is struck out is left out when `skip_struck`. */
char *tg_md_plain(const struct tg_md *node, struct tg_arena *arena,
		  bool skip_struck);

/* The source bytes of the node's lines. `source` is what was parsed. */
struct tg_str tg_md_source(const struct tg_md *node, struct tg_str source);

/* Front matter: the YAML between a first line "---" and the next "---" or
 * "...". On success *body is what follows (its first line number in
 * *body_line), *yaml is empty where there is none. */
void tg_markdown_front_matter(struct tg_str source, struct tg_str *yaml,
			      struct tg_str *body, unsigned *body_line);

#endif
