#include "suggest_impl.h"

#include <stdlib.h>
#include <string.h>

#define MAX_WORDS 60000u /* of one repository */
#define MAX_EXAMPLE 120u

const char *const sg_topic_ids[SG_TOPICS] = {
	[SG_INPUT] = "user-input",
	[SG_TRUST] = "trust-boundary",
	[SG_DATA] = "sensitive-data",
	[SG_ABUSE] = "abuse",
};

const enum sg_topic sg_topic_of_kind[SG_KINDS] = {
	[SG_GUARD] = SG_TRUST, [SG_CHECK] = SG_INPUT, [SG_READ] = SG_INPUT,
	[SG_LIMIT] = SG_ABUSE, [SG_SINK] = SG_INPUT, [SG_SECRET] = SG_DATA,
	[SG_HELD] = SG_INPUT,
};

/* --- words ----------------------------------------------------------------- */

struct sg_word *sg_word(struct tg_suggest *s, const char *language,
			struct tg_str name, enum sg_shape shape, bool make)
{
	char key[600];
	size_t n = strlen(language);
	struct sg_word *word;

	if (n + 1 + name.n > sizeof(key))
		return NULL;
	memcpy(key, language, n);
	key[n] = shape == SG_FOLDER ? '/' : shape == SG_VARIABLE ? '=' : ' ';
	memcpy(key + n + 1, name.p, name.n);
	word = tg_map_get(&s->by_name, tg_str_n(key, n + 1 + name.n));
	if (word != NULL || !make || s->all.n >= MAX_WORDS)
		return word;
	word = tg_arena_alloc(&s->arena, sizeof(*word));
	word->language = language;
	word->name = tg_arena_dup_str(&s->arena, name);
	word->shape = shape;
	tg_map_set(&s->by_name,
		   tg_str(tg_arena_strndup(&s->arena, key, n + 1 + name.n)), word);
	*TG_VEC_PUSH(&s->arena, &s->all) = word;
	return word;
}

/* The line for the rule's test, or the bare name where the line is long. */
static const char *example_of(struct tg_suggest *s, struct tg_str text,
			      const char *name)
{
	text = tg_str_trim(text);
	if (text.n <= MAX_EXAMPLE)
		return tg_arena_dup_str(&s->arena, text);
	return tg_arena_printf(&s->arena, "%s(", name);
}

void sg_note_place(struct tg_suggest *s, struct sg_word *word, const char *path,
		   uint32_t line, struct tg_str text)
{
	uint32_t file = s->engine->workers[0].file_number;

	if (word->example == NULL)
		word->example = example_of(s, text, word->name);
	if (word->last_file == file)
		return;
	word->last_file = file;
	if (word->files < SG_PLACES) {
		word->paths[word->files] = tg_arena_dup(&s->arena, path);
		word->lines[word->files] = line;
	}
	word->files++;
}

void sg_add_place(struct tg_suggest *s, struct sg_word *word, const char *path,
		  uint32_t line, struct tg_str text)
{
	sg_note_place(s, word, path, line, text);
	word->uses++;
}

/* --- what sure rules say ----------------------------------------------------- */

/* Built-in rules that show what a function is for: a name's last dot is left out
 * for a whole group of ids. */
static const struct {
	const char *rule;
	enum sg_kind kind;
} tells[] = {
	{ "guard.refusal", SG_GUARD },     { "guard.permission.check", SG_GUARD },
	{ "validation.refusal", SG_CHECK }, { "validation.error", SG_CHECK },
	{ "limit.rate", SG_LIMIT },        { "limit.captcha", SG_LIMIT },
	{ "limit.lockout", SG_LIMIT },     { "limit.quota", SG_LIMIT },
	{ "input.django.read", SG_READ },  { "input.node.read", SG_READ },
	{ "input.go.read", SG_READ },      { "input.rails.read", SG_READ },
	{ "input.php.read", SG_READ },     { "input.body.read", SG_READ },
	{ "input.phoenix.read", SG_READ }, { "input.c.read", SG_READ },
	{ "sql", SG_SINK },                { "nosql", SG_SINK },
	{ "exec", SG_SINK },               { "html", SG_SINK },
};

static bool is_or_below(const char *id, const char *group)
{
	size_t n = strlen(group);

	return strncmp(id, group, n) == 0 && (id[n] == '\0' || id[n] == '.');
}

static struct sg_mark mark_of(const struct tg_rule *rule)
{
	struct sg_mark mark = { 0, 0 };

	for (size_t i = 0; i < sizeof(tells) / sizeof(tells[0]); i++)
		if (is_or_below(rule->id, tells[i].rule))
			mark.kinds |= (uint8_t)(1u << tells[i].kind);
	for (unsigned t = 0; t < SG_TOPICS; t++)
		if (rule->confidence == TG_CONFIDENCE_HIGH &&
		    strcmp(rule->topic, sg_topic_ids[t]) == 0)
			mark.topics = (uint8_t)(1u << t);
	return mark;
}

static bool is_line_of(const struct tg_pending *p, const struct tg_line *line)
{
	if (p->kind == TG_CHANGE_REMOVED)
		return line->kind == TG_LINE_REMOVED && line->old_line == p->line;
	return p->kind == TG_CHANGE_ADDED && line->kind == TG_LINE_ADDED &&
	       line->new_line == p->line;
}

/* Matches come nearly in the order of the lines: looks on from the last one. */
static size_t find_line(const struct tg_file_view *view, const struct tg_pending *p,
			size_t from)
{
	for (size_t k = 0; k < view->n_lines; k++) {
		size_t i = from + k < view->n_lines ? from + k :
			   from + k - view->n_lines;

		if (is_line_of(p, &view->lines[i]))
			return i;
	}
	return SIZE_MAX;
}

void sg_mark_lines(struct tg_suggest *s, const struct tg_file_view *view,
		   struct sg_mark *marks)
{
	struct tg_worker *w = &s->engine->workers[0];
	size_t at = 0;

	tg_engine_visit(view, s->engine);
	for (size_t i = 0; i < w->pending.n; i++) {
		const struct tg_pending *p = &w->pending.items[i];
		const struct tg_rule *rule = s->engine->rules[p->rule].rule;
		struct sg_mark mark = mark_of(rule);
		size_t line;

		if (p->kind == TG_CHANGE_FILE || (mark.topics | mark.kinds) == 0)
			continue;
		line = find_line(view, p, at);
		if (line == SIZE_MAX)
			continue;
		at = line;
		marks[line].topics |= mark.topics;
		marks[line].kinds |= mark.kinds;
	}
	w->pending.n = w->marks.n = w->suppressions.n = 0;
}

/* --- lifetime ------------------------------------------------------------------ */

enum tg_rc tg_suggest_new(struct tg_suggest **out,
			  const struct tg_rule_pack *packs, size_t n_packs,
			  struct tg_err *err)
{
	struct tg_engine_options options = { .packs = packs, .n_packs = n_packs };
	struct tg_suggest *s = tg_calloc(1, sizeof(*s));

	*out = NULL;
	if (tg_engine_new(&s->engine, &options, err) != TG_OK) {
		free(s);
		return err->code;
	}
	tg_map_init(&s->by_name, &s->arena);
	*out = s;
	return TG_OK;
}

void tg_suggest_free(struct tg_suggest *s)
{
	if (s == NULL)
		return;
	tg_engine_free(s->engine);
	tg_arena_release(&s->arena);
	free(s);
}
