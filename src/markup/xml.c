#include "xml.h"

#include "../base/buf.h"
#include "../base/vec.h"

#include <stdlib.h>
#include <string.h>

#include <expat.h>

#define MAX_ELEMENTS 500000u
#define MAX_TEXT ((size_t)TG_XML_MAX_BYTES)

/* An element that is open. */
struct frame {
	struct tg_xml *element;
	TG_VEC(struct tg_xml *) children;
	struct tg_buf text;
};

struct reader {
	XML_Parser parser;
	struct tg_arena *arena;
	struct frame stack[TG_XML_MAX_DEPTH];
	size_t depth, elements;
	struct tg_xml *root;
	const char *refused; /* why we stopped, or NULL */
	enum tg_rc code;
};

static void stop(struct reader *reader, enum tg_rc code, const char *why)
{
	if (reader->refused)
		return;
	reader->code = code;
	reader->refused = why;
	(void)XML_StopParser(reader->parser, XML_FALSE);
}

static const char *unprefixed(struct tg_arena *arena, const char *name)
{
	const char *colon = strrchr(name, ':');

	return tg_arena_dup(arena, colon ? colon + 1 : name);
}

static const char *const *copy_attrs(struct tg_arena *arena, const XML_Char **attrs)
{
	size_t n = 0;

	while (attrs[n])
		n++;
	const char **copy = tg_arena_calloc(arena, n + 1, sizeof(*copy));

	for (size_t i = 0; i < n; i += 2) {
		copy[i] = unprefixed(arena, attrs[i]);
		copy[i + 1] = tg_arena_dup(arena, attrs[i + 1]);
	}
	return copy;
}

static void on_start(void *data, const XML_Char *name, const XML_Char **attrs)
{
	struct reader *reader = data;
	struct tg_arena *arena = reader->arena;

	if (reader->depth == TG_XML_MAX_DEPTH) {
		stop(reader, TG_E_LIMIT, "elements are nested too deeply");
		return;
	}
	if (++reader->elements > MAX_ELEMENTS) {
		stop(reader, TG_E_LIMIT, "too many elements");
		return;
	}
	struct tg_xml *element = tg_arena_alloc(arena, sizeof(*element));

	element->name = unprefixed(arena, name);
	element->attrs = copy_attrs(arena, attrs);
	element->line = (unsigned)XML_GetCurrentLineNumber(reader->parser);
	if (reader->depth > 0) {
		struct frame *parent = &reader->stack[reader->depth - 1];

		*TG_VEC_PUSH(arena, &parent->children) = element;
	} else {
		reader->root = element;
	}
	struct frame *frame = &reader->stack[reader->depth++];

	memset(frame, 0, sizeof(*frame));
	frame->element = element;
	tg_buf_init(&frame->text, MAX_TEXT);
}

static void on_end(void *data, const XML_Char *name)
{
	struct reader *reader = data;

	(void)name;
	if (reader->refused)
		return;
	struct frame *frame = &reader->stack[--reader->depth];
	struct tg_str text = tg_str_trim(tg_buf_str(&frame->text));

	frame->element->text = tg_arena_dup_str(reader->arena, text);
	frame->element->children = frame->children.items;
	frame->element->n = frame->children.n;
	tg_buf_release(&frame->text);
}

static void on_text(void *data, const XML_Char *text, int n)
{
	struct reader *reader = data;

	if (!reader->refused && reader->depth > 0)
		tg_buf_add(&reader->stack[reader->depth - 1].text, text, (size_t)n);
}

/* A manifest has no need of entities of its own; a bomb is made of them. */
/* The signature is expat's. NOLINTNEXTLINE(readability-function-size) */
static void on_entity(void *data, const XML_Char *name, int is_parameter,
		      const XML_Char *value, int value_length, const XML_Char *base,
		      const XML_Char *system_id, const XML_Char *public_id,
		      const XML_Char *notation)
{
	(void)name, (void)is_parameter, (void)value, (void)value_length, (void)base;
	(void)system_id, (void)public_id, (void)notation;
	stop(data, TG_E_SYNTAX, "the document declares entities, which are not read");
}

static enum tg_rc fail(struct reader *reader, const char *file, struct tg_err *err)
{
	if (reader->refused)
		tg_err_set(err, reader->code, "%s", reader->refused);
	else
		tg_err_set(err, TG_E_SYNTAX, "not well-formed XML: %s",
			   XML_ErrorString(XML_GetErrorCode(reader->parser)));
	return tg_err_at(err, file, (unsigned)XML_GetCurrentLineNumber(reader->parser),
			 (unsigned)XML_GetCurrentColumnNumber(reader->parser) + 1);
}

enum tg_rc tg_xml_read(struct tg_xml **out, struct tg_arena *arena, struct tg_str text,
		       const char *file, struct tg_err *err)
{
	enum tg_rc rc = TG_OK;

	if (text.n > TG_XML_MAX_BYTES) {
		tg_err_set(err, TG_E_LIMIT, "larger than %u bytes", TG_XML_MAX_BYTES);
		return tg_err_at(err, file, 0, 0);
	}
	struct reader *reader = tg_calloc(1, sizeof(*reader));

	reader->arena = arena;
	reader->parser = XML_ParserCreate(NULL);
	if (!reader->parser)
		tg_out_of_memory();
	XML_SetUserData(reader->parser, reader);
	XML_SetElementHandler(reader->parser, on_start, on_end);
	XML_SetCharacterDataHandler(reader->parser, on_text);
	XML_SetEntityDeclHandler(reader->parser, on_entity);
	if (XML_Parse(reader->parser, text.p, (int)text.n, XML_TRUE) != XML_STATUS_OK)
		rc = fail(reader, file, err);
	else
		*out = reader->root;
	while (reader->depth > 0)
		tg_buf_release(&reader->stack[--reader->depth].text);
	XML_ParserFree(reader->parser);
	free(reader);
	return rc;
}

const struct tg_xml *tg_xml_child(const struct tg_xml *e, const char *name)
{
	for (size_t i = 0; e && i < e->n; i++) {
		if (strcmp(e->children[i]->name, name) == 0)
			return e->children[i];
	}
	return NULL;
}

const char *tg_xml_child_text(const struct tg_xml *e, const char *name)
{
	const struct tg_xml *child = tg_xml_child(e, name);

	return child ? child->text : NULL;
}

const char *tg_xml_attr(const struct tg_xml *e, const char *name)
{
	for (size_t i = 0; e && e->attrs[i]; i += 2) {
		if (strcmp(e->attrs[i], name) == 0)
			return e->attrs[i + 1];
	}
	return NULL;
}
