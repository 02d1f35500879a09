#include "markdown.h"

#include "markdown_guard.h"
#include "markdown_source.h"

#include <pthread.h>
#include <string.h>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

static pthread_once_t registered = PTHREAD_ONCE_INIT;

struct builder {
	struct tg_arena *arena;
	const struct tg_md_source *source;
};

/* cmark-gfm adds these to node types at run time, so they are told by name. */
static const struct {
	const char *name;
	enum tg_md_kind kind;
} extension_kinds[] = {
	{ "table", TG_MD_TABLE },
	{ "table_header", TG_MD_ROW },
	{ "table_row", TG_MD_ROW },
	{ "table_cell", TG_MD_CELL },
	{ "strikethrough", TG_MD_STRIKE },
};

static enum tg_md_kind extension_kind(cmark_node *node)
{
	const char *name = cmark_node_get_type_string(node);

	for (size_t i = 0; i < sizeof(extension_kinds) / sizeof(extension_kinds[0]); i++) {
		if (strcmp(extension_kinds[i].name, name) == 0)
			return extension_kinds[i].kind;
	}
	return TG_MD_TEXT;
}

static enum tg_md_kind kind_of(cmark_node *node)
{
	static const struct {
		cmark_node_type type;
		enum tg_md_kind kind;
	} kinds[] = {
		{ CMARK_NODE_DOCUMENT, TG_MD_DOCUMENT },
		{ CMARK_NODE_HEADING, TG_MD_HEADING },
		{ CMARK_NODE_PARAGRAPH, TG_MD_PARAGRAPH },
		{ CMARK_NODE_LIST, TG_MD_LIST },
		{ CMARK_NODE_ITEM, TG_MD_ITEM },
		{ CMARK_NODE_CODE_BLOCK, TG_MD_CODE_BLOCK },
		{ CMARK_NODE_HTML_BLOCK, TG_MD_HTML_BLOCK },
		{ CMARK_NODE_BLOCK_QUOTE, TG_MD_QUOTE },
		{ CMARK_NODE_THEMATIC_BREAK, TG_MD_BREAK },
		{ CMARK_NODE_FOOTNOTE_DEFINITION, TG_MD_FOOTNOTE },
		{ CMARK_NODE_TEXT, TG_MD_TEXT },
		{ CMARK_NODE_SOFTBREAK, TG_MD_SOFT_BREAK },
		{ CMARK_NODE_LINEBREAK, TG_MD_LINE_BREAK },
		{ CMARK_NODE_CODE, TG_MD_CODE },
		{ CMARK_NODE_HTML_INLINE, TG_MD_HTML },
		{ CMARK_NODE_EMPH, TG_MD_EMPH },
		{ CMARK_NODE_STRONG, TG_MD_STRONG },
		{ CMARK_NODE_LINK, TG_MD_LINK },
		{ CMARK_NODE_IMAGE, TG_MD_IMAGE },
		{ CMARK_NODE_FOOTNOTE_REFERENCE, TG_MD_HTML },
	};
	cmark_node_type type = cmark_node_get_type(node);

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (kinds[i].type == type)
			return kinds[i].kind;
	}
	return extension_kind(node);
}

/* --- nodes ------------------------------------------------------------------ */

static const char *dup_text(struct tg_arena *arena, const char *s)
{
	return s && *s ? tg_arena_dup(arena, s) : "";
}

static void set_details(struct builder *b, struct tg_md *md, cmark_node *node)
{
	const char *literal = cmark_node_get_literal(node);

	md->text = dup_text(b->arena, literal);
	md->info = "";
	switch (md->kind) {
	case TG_MD_HEADING:
		md->level = (unsigned)cmark_node_get_heading_level(node);
		break;
	case TG_MD_LIST:
		md->ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
		md->start = (unsigned)cmark_node_get_list_start(node);
		break;
	case TG_MD_ITEM:
		if (strcmp(cmark_node_get_type_string(node), "tasklist") == 0)
			md->task = tg_md_task_state(b->source, md);
		break;
	case TG_MD_ROW:
		md->header = cmark_gfm_extensions_get_table_row_is_header(node) != 0;
		break;
	case TG_MD_CODE_BLOCK:
		md->info = dup_text(b->arena, cmark_node_get_fence_info(node));
		break;
	case TG_MD_LINK:
	case TG_MD_IMAGE:
		md->info = dup_text(b->arena, cmark_node_get_url(node));
		break;
	default:
		break;
	}
}

static unsigned positive(int value)
{
	return value > 0 ? (unsigned)value : 0;
}

static struct tg_md *add_node(struct builder *b, struct tg_md *parent, cmark_node *node)
{
	struct tg_md *md = tg_arena_alloc(b->arena, sizeof(*md));

	md->kind = kind_of(node);
	md->line = positive(cmark_node_get_start_line(node));
	md->end_line = positive(cmark_node_get_end_line(node));
	md->column = positive(cmark_node_get_start_column(node));
	set_details(b, md, node);
	md->parent = parent;
	if (!parent)
		return md;
	if (md->line == 0)
		md->line = parent->last ? parent->last->end_line : parent->line;
	if (md->end_line < md->line)
		md->end_line = md->line;
	md->prev = parent->last;
	if (parent->last)
		parent->last->next = md;
	else
		parent->first = md;
	parent->last = md;
	return md;
}

/* Copies cmark's tree, without recursion. NULL when it is nested too deep. */
static struct tg_md *build(struct builder *b, cmark_node *document)
{
	struct tg_md *root = add_node(b, NULL, document), *parent = root;
	cmark_node *node = cmark_node_first_child(document);
	unsigned depth = 1;

	while (node) {
		struct tg_md *md = add_node(b, parent, node);
		cmark_node *next = cmark_node_first_child(node);

		if (next) {
			parent = md;
			if (++depth > TG_MARKDOWN_MAX_DEPTH)
				return NULL;
		}
		while (!next && parent) {
			next = cmark_node_next(node);
			if (next)
				break;
			node = cmark_node_parent(node);
			parent = parent->parent;
			depth--;
		}
		node = next;
	}
	return root;
}

/* --- reading ------------------------------------------------------------------ */

static void register_extensions(void)
{
	cmark_gfm_core_extensions_ensure_registered();
}

static cmark_node *parse(struct tg_str text)
{
	static const char *const extensions[] = { "table", "strikethrough", "autolink",
						  "tasklist" };

	(void)pthread_once(&registered, register_extensions);
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);

	for (size_t i = 0; i < sizeof(extensions) / sizeof(extensions[0]); i++)
		cmark_parser_attach_syntax_extension(
			parser, cmark_find_syntax_extension(extensions[i]));
	cmark_parser_feed(parser, text.p ? text.p : "", text.n);
	cmark_node *document = cmark_parser_finish(parser);

	cmark_parser_free(parser);
	return document;
}

static enum tg_rc read_clean(struct tg_md **out, struct tg_arena *arena,
			     struct tg_md_source *source, struct tg_err *err)
{
	enum tg_rc rc = tg_markdown_guard(source->text, err);

	if (rc != TG_OK)
		return rc;
	tg_md_source_index(source);
	cmark_node *document = parse(source->text);

	if (!document)
		return tg_err_set(err, TG_E_INTERNAL, "the Markdown could not be parsed");
	struct builder b = { arena, source };
	struct tg_md *root = build(&b, document);

	cmark_node_free(document);
	if (!root)
		return tg_err_set(err, TG_E_LIMIT, "the Markdown is nested too deeply");
	tg_md_put_right(source, root);
	*out = root;
	return TG_OK;
}

enum tg_rc tg_markdown_parse(struct tg_md **out, struct tg_arena *arena,
			     struct tg_str text, struct tg_err *err)
{
	struct tg_md_source source = { 0 };

	if (text.n > TG_MARKDOWN_MAX_BYTES)
		return tg_err_set(err, TG_E_LIMIT, "larger than %u bytes",
				  TG_MARKDOWN_MAX_BYTES);
	tg_md_source_clean(&source, text);
	enum tg_rc rc = read_clean(out, arena, &source, err);

	tg_md_source_release(&source);
	return rc;
}
