#include "yaml.h"

#include "../base/utf8.h"
#include "yaml_build.h"

#include <stdlib.h>
#include <string.h>

#include <libfyaml.h>

struct reader {
	struct tg_yaml_builder build;
	struct fy_parser *parser;
	struct fy_diag *diag;
	struct tg_str text;
};

/* What stands at a place of the text, for a message. */
static struct tg_str text_at(struct tg_str text, unsigned line, unsigned column)
{
	struct tg_str found = { NULL, 0 };

	while (line-- > 0 && tg_str_line(&text, &found))
		;
	return tg_utf8_cut(tg_str_rtrim(tg_str_from(found, column)), 40);
}

/* libfyaml collects several errors; the first is the cause. */
static enum tg_rc fail_syntax(struct reader *r)
{
	void *previous = NULL;
	const struct fy_diag_error *why = fy_diag_errors_iterate(r->diag, &previous);

	if (!why || why->line < 1 || why->column < 1)
		return tg_yaml_fail(&r->build, TG_E_SYNTAX, 0, 0,
				    why ? why->msg : "not valid YAML");
	unsigned line = (unsigned)why->line, column = (unsigned)why->column;
	struct tg_str found = text_at(r->text, line, column - 1);

	if (found.n > 0)
		tg_err_set(r->build.err, TG_E_SYNTAX, "not valid YAML: %s, at '%.*s'",
			   why->msg, (int)found.n, found.p);
	else
		tg_err_set(r->build.err, TG_E_SYNTAX, "not valid YAML: %s", why->msg);
	return tg_err_at(r->build.err, r->build.file, line, column);
}

static enum tg_rc fail_encoding(struct reader *r, size_t at)
{
	struct tg_str before = tg_str_sub(r->text, 0, at), line = { NULL, 0 };
	unsigned lines = 0;

	while (tg_str_line(&before, &line))
		lines++;
	tg_err_set(r->build.err, TG_E_SYNTAX,
		   "not valid YAML: the byte 0x%02x is not UTF-8",
		   (unsigned)(unsigned char)r->text.p[at]);
	return tg_err_at(r->build.err, r->build.file, lines ? lines : 1,
			 (unsigned)line.n + 1);
}

/* NUL-terminated copy of a token's text; "" for no token. */
static char *token_text(struct tg_arena *arena, struct fy_token *token)
{
	size_t n = 0;
	const char *text = token ? fy_token_get_text(token, &n) : NULL;

	return tg_arena_strndup(arena, text, text ? n : 0);
}

static void set_place(struct tg_tree *node, struct fy_event *event)
{
	const struct fy_mark *mark = fy_event_start_mark(event);

	if (mark) {
		node->line = (unsigned)mark->line + 1;
		node->column = (unsigned)mark->column + 1;
	}
}

static struct tg_tree *new_node(struct reader *r, struct fy_event *event)
{
	struct tg_tree *node = tg_arena_alloc(r->build.arena, sizeof(*node));

	set_place(node, event);
	return node;
}

static struct tg_tree *read_scalar(struct reader *r, struct fy_event *event)
{
	struct tg_tree *node = new_node(r, event);
	struct fy_token *token = event->scalar.value;
	const char *tag = token_text(r->build.arena, event->scalar.tag);

	node->kind = TG_TREE_STRING;
	node->string = token_text(r->build.arena, token);
	node->quoted = token && fy_scalar_token_get_style(token) != FYSS_PLAIN;
	if (!node->quoted && strcmp(tag, "tag:yaml.org,2002:str") != 0)
		tg_yaml_resolve_plain(node);
	return node;
}

static enum tg_rc on_scalar(struct reader *r, struct fy_event *event)
{
	struct tg_tree *node = read_scalar(r, event);

	return tg_yaml_add_scalar(&r->build, node,
				  token_text(r->build.arena, event->scalar.anchor));
}

static enum tg_rc on_alias(struct reader *r, struct fy_event *event)
{
	return tg_yaml_add_alias(&r->build, new_node(r, event),
				 token_text(r->build.arena, event->alias.anchor));
}

static enum tg_rc on_open(struct reader *r, struct fy_event *event)
{
	bool list = event->type == FYET_SEQUENCE_START;
	struct tg_tree *node = new_node(r, event);

	node->kind = list ? TG_TREE_LIST : TG_TREE_MAP;
	return tg_yaml_open(
		&r->build, node,
		token_text(r->build.arena, list ? event->sequence_start.anchor
						: event->mapping_start.anchor));
}

static enum tg_rc on_event(struct reader *r, struct fy_event *event)
{
	switch (event->type) {
	case FYET_DOCUMENT_START:
		tg_yaml_begin_document(&r->build);
		return TG_OK;
	case FYET_DOCUMENT_END:
		tg_yaml_end_document(&r->build);
		return TG_OK;
	case FYET_SCALAR:
		return on_scalar(r, event);
	case FYET_ALIAS:
		return on_alias(r, event);
	case FYET_SEQUENCE_START:
	case FYET_MAPPING_START:
		return on_open(r, event);
	case FYET_SEQUENCE_END:
	case FYET_MAPPING_END:
		return tg_yaml_close(&r->build);
	default:
		return TG_OK;
	}
}

/* libfyaml's own limit on depth is lower than its guarantee would have it. */
static void open_parser(struct reader *r)
{
	struct fy_diag_cfg diag_cfg;

	fy_diag_cfg_default(&diag_cfg);
	diag_cfg.fp = NULL;
	diag_cfg.colorize = false;
	r->diag = fy_diag_create(&diag_cfg);
	if (!r->diag)
		tg_out_of_memory();
	fy_diag_set_collect_errors(r->diag, true);
	struct fy_parse_cfg cfg = {
		/* quoted scalars that go on at their key's indentation are read:
		 * other readers do, and published examples have them */
		.flags = FYPCF_QUIET | FYPCF_SLOPPY_FLOW_INDENTATION |
			 FYPCF_DISABLE_DEPTH_LIMIT | FYPCF_JSON_NONE,
		.diag = r->diag,
	};

	r->parser = fy_parser_create(&cfg);
	if (!r->parser || fy_parser_set_string(r->parser, r->text.p, r->text.n) != 0)
		tg_out_of_memory();
}

static void close_parser(struct reader *r)
{
	fy_parser_destroy(r->parser);
	fy_diag_destroy(r->diag);
}

static enum tg_rc read_events(struct reader *r, size_t max_documents)
{
	enum tg_rc rc = TG_OK;

	while (rc == TG_OK && r->build.documents.n < max_documents) {
		struct fy_event *event = fy_parser_parse(r->parser);

		if (!event)
			return fy_parser_get_stream_error(r->parser) ? fail_syntax(r)
								     : TG_OK;
		rc = on_event(r, event);
		bool end = event->type == FYET_STREAM_END;

		fy_parser_event_free(r->parser, event);
		if (end)
			break;
	}
	return rc;
}

static enum tg_rc read_stream(struct reader *r, struct tg_str text, size_t max_documents)
{
	if (text.n > TG_YAML_MAX_BYTES) {
		tg_err_set(r->build.err, TG_E_LIMIT, "larger than %u bytes",
			   TG_YAML_MAX_BYTES);
		return tg_err_at(r->build.err, r->build.file, 0, 0);
	}
	if (tg_str_starts(text, "\xef\xbb\xbf"))
		text = tg_str_from(text, 3);
	if (text.n == 0)
		return TG_OK;
	r->text = text;
	size_t invalid = tg_utf8_invalid_at(text);

	if (invalid != SIZE_MAX)
		return fail_encoding(r, invalid);
	open_parser(r);
	enum tg_rc rc = read_events(r, max_documents);

	close_parser(r);
	return rc;
}

static struct tg_tree *empty_document(struct tg_arena *arena)
{
	struct tg_tree *node = tg_arena_alloc(arena, sizeof(*node));

	node->string = "";
	return node;
}

enum tg_rc tg_yaml_read(struct tg_tree **out, struct tg_arena *arena, struct tg_str text,
			const char *file, struct tg_err *err)
{
	struct reader *r = tg_calloc(1, sizeof(*r));

	r->build.arena = arena;
	r->build.file = file;
	r->build.err = err;
	enum tg_rc rc = read_stream(r, text, 1);

	if (rc == TG_OK)
		*out = r->build.documents.n > 0 ? r->build.documents.items[0]
						: empty_document(arena);
	free(r);
	return rc;
}

enum tg_rc tg_yaml_read_all(struct tg_tree ***out, size_t *n, struct tg_arena *arena,
			    struct tg_str text, const char *file, struct tg_err *err)
{
	struct reader *r = tg_calloc(1, sizeof(*r));

	r->build.arena = arena;
	r->build.file = file;
	r->build.err = err;
	enum tg_rc rc = read_stream(r, text, SIZE_MAX);

	if (rc == TG_OK) {
		*out = r->build.documents.items;
		*n = r->build.documents.n;
	}
	free(r);
	return rc;
}
