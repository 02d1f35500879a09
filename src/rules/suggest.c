#include "suggest.h"

#include "../base/map.h"
#include "../base/words.h"
#include "../git/language.h"
#include "derived.h"

#include <stdlib.h>
#include <string.h>

#define PLACES 3u
#define MAX_NAMES 20000u /* of one repository */
#define MAX_IN_RULE 24u  /* names that one rule lists */
#define MAX_NAME 60u

enum category { GUARD, INPUT, LIMIT, SINK, CATEGORIES };
enum shape { ANNOTATION, BASE, CALL };

struct sighting {
	enum category category;
	enum shape shape;
	const char *language, *name, *last_path, *example;
	const char *paths[PLACES];
	uint32_t lines[PLACES];
	unsigned count, files, added, removed;
};

struct tg_suggest {
	struct tg_arena arena;
	struct tg_engine *engine;
	struct tg_map by_name;
	TG_VEC(struct sighting *) all;
	unsigned file_number;
};

/* --- which names matter -------------------------------------------------- */

/* A name belongs to a category when it has a word of each list. */
static const struct {
	enum category category;
	const char *const *first, *const *second;
} meanings[] = {
	{ LIMIT, (const char *const[]){ "rate", "throttle", "throttled", "quota",
					"ratelimit", NULL }, NULL },
	{ LIMIT, (const char *const[]){ "limit", "limited", "limiter", NULL },
	  (const char *const[]){ "request", "requests", "upload", "attempts", "calls",
				 "login", "api", NULL } },
	{ INPUT, (const char *const[]){ "parse", "read", "decode", "bind", "get",
					"load", "from", NULL },
	  (const char *const[]){ "request", "body", "payload", "query", "params",
				 "form", "upload", "webhook", NULL } },
	{ SINK, (const char *const[]){ "exec", "execute", "run", "raw", "unsafe",
				       NULL },
	  (const char *const[]){ "sql", "query", "shell", "command", "html", "eval",
				 "script", NULL } },
};

static bool has_one_of(struct tg_str name, const char *const *list)
{
	for (; *list != NULL; list++)
		if (tg_words_has(name, *list))
			return true;
	return false;
}

static bool category_of(struct tg_str name, enum category *out)
{
	if (tg_name_is_guard(name)) {
		*out = GUARD;
		return true;
	}
	for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++) {
		if (!has_one_of(name, meanings[i].first) ||
		    (meanings[i].second && !has_one_of(name, meanings[i].second)))
			continue;
		*out = meanings[i].category;
		return true;
	}
	return false;
}

/* --- what is known already ----------------------------------------------- */

struct known {
	struct tg_suggest *suggest;
	const struct tg_engine_pack *pack;
	const struct tg_change *change;
	struct tg_str text;
	bool yes;
};

static void on_literal(unsigned literal, void *ctx)
{
	struct known *k = ctx;
	struct tg_engine *engine = k->suggest->engine;
	struct tg_worker *w = &engine->workers[0];
	const struct tg_prefilter *f = k->pack->filter;
	struct tg_span span;

	for (uint16_t i = f->first[literal]; !k->yes && i < f->first[literal + 1]; i++) {
		uint16_t rule = (uint16_t)(k->pack->offset + f->rules[i]);

		k->yes = tg_engine_gate(engine, w, rule, k->change) != 0 &&
			 tg_regex_search(engine->rules[rule].line, w->scratch, k->text,
					 0, &span, 1) == TG_MATCH_YES;
	}
}

static bool is_known(struct tg_suggest *s, const struct tg_change *change,
		     struct tg_str text)
{
	struct known k = { .suggest = s, .change = change, .text = text };

	for (size_t p = 0; p < s->engine->n_packs; p++) {
		k.pack = &s->engine->packs[p];
		tg_ac_search(&k.pack->filter->ac, text, on_literal, &k);
	}
	return k.yes;
}

/* --- reading ------------------------------------------------------------- */

struct file {
	const struct tg_change *change;
	const char *language;
	uint32_t line;
	struct tg_str text;
	enum tg_line_kind kind; /* context: a line of the tree */
};

static struct sighting *find_sighting(struct tg_suggest *s, const struct file *f,
				      struct tg_str name, enum shape shape,
				      enum category category)
{
	const char *key = tg_arena_printf(&s->arena, "%s %d %.*s", f->language,
					  (int)shape, (int)name.n, name.p);
	struct sighting *found = tg_map_get(&s->by_name, tg_str(key));

	if (found != NULL || s->all.n >= MAX_NAMES || f->kind != TG_LINE_CONTEXT)
		return found;
	found = tg_arena_alloc(&s->arena, sizeof(*found));
	found->category = category;
	found->shape = shape;
	found->language = f->language;
	found->name = tg_arena_dup_str(&s->arena, name);
	tg_map_set(&s->by_name, tg_str(key), found);
	*TG_VEC_PUSH(&s->arena, &s->all) = found;
	return found;
}

/* The line for the rule's test, or the bare name where the line is long. */
static const char *example_of(struct tg_suggest *s, struct tg_str text,
			      struct tg_str name)
{
	text = tg_str_trim(text);
	if (text.n <= 120)
		return tg_arena_dup_str(&s->arena, text);
	return tg_arena_printf(&s->arena, "%.*s(", (int)name.n, name.p);
}

static void see(struct tg_suggest *s, const struct file *f, struct tg_str name,
		enum shape shape)
{
	enum category category;
	struct sighting *at;

	if (name.n < 5 || name.n > MAX_NAME || !category_of(name, &category) ||
	    is_known(s, f->change, f->text))
		return;
	at = find_sighting(s, f, name, shape, category);
	if (at == NULL)
		return;
	at->added += f->kind == TG_LINE_ADDED;
	at->removed += f->kind == TG_LINE_REMOVED;
	if (f->kind != TG_LINE_CONTEXT)
		return;
	if (at->last_path == NULL || strcmp(at->last_path, f->change->path) != 0) {
		at->last_path = tg_arena_dup(&s->arena, f->change->path);
		if (at->files < PLACES) {
			at->paths[at->files] = at->last_path;
			at->lines[at->files] = f->line;
		}
		at->files++;
	}
	if (at->count++ == 0)
		at->example = example_of(s, f->text, name);
}

static bool is_name_byte(char c)
{
	return tg_is_alnum(c) || c == '_';
}

/* Names followed by a bracket: calls. A definition of one is none. */
static void see_calls(struct tg_suggest *s, const struct file *f)
{
	static const char *const heads[] = { "def", "function", "func", "fn", "fun",
		"class", "interface", "import", NULL };
	struct tg_str text = f->text;

	if (has_one_of(tg_str_sub(text, 0, 60), heads))
		return;
	for (size_t i = 1; i < text.n; i++) {
		size_t start = i;

		if (text.p[i] != '(')
			continue;
		while (start > 0 && is_name_byte(text.p[start - 1]))
			start--;
		if (start < i)
			see(s, f, tg_str_sub(text, start, i - start), CALL);
	}
}

/* class X(Base), class X extends Base, class X < Base, class X : Base */
static void see_bases(struct tg_suggest *s, const struct file *f)
{
	struct tg_str rest = tg_str_trim(f->text), word;
	size_t at = tg_str_find(rest, TG_STR("class "));

	if (at == SIZE_MAX || at > 30)
		return;
	rest = tg_str_from(rest, at + 6);
	while (rest.n > 0 && is_name_byte(rest.p[0]))
		rest = tg_str_from(rest, 1);
	while (rest.n > 0) {
		size_t n = 0;

		while (n < rest.n && is_name_byte(rest.p[n]))
			n++;
		word = tg_str_sub(rest, 0, n);
		if (n > 0)
			see(s, f, word, BASE);
		rest = tg_str_from(rest, n > 0 ? n : 1);
	}
}

static void see_line(struct tg_suggest *s, const struct file *f)
{
	if (tg_line_is_annotation(f->text))
		see(s, f, tg_annotation_name(f->text), ANNOTATION);
	else if (tg_words_has(tg_str_sub(f->text, 0, 40), "class"))
		see_bases(s, f);
	else
		see_calls(s, f);
}

void tg_suggest_file(struct tg_suggest *s, const char *path,
		     const struct tg_language *language, struct tg_str text)
{
	struct tg_change change = { .path = path, .new_path = path, .old_path = path,
		.language = language };
	struct file f = { .change = &change, .language = language->id };
	struct tg_str rest = text, line;
	unsigned char *lex = tg_malloc(text.n + 1);

	tg_language_lex(language, text, lex);
	s->engine->workers[0].file_number++;
	while (tg_str_split(&rest, '\n', &line)) {
		size_t first = 0;

		f.line++;
		while (first < line.n && tg_is_space(line.p[first]))
			first++;
		if (first == line.n ||
		    lex[(size_t)(line.p - text.p) + first] == TG_LEX_COMMENT)
			continue;
		f.text = tg_str_sub(line, 0, 400);
		see_line(s, &f);
	}
	free(lex);
}

void tg_suggest_change(struct tg_suggest *s, const struct tg_file_view *view)
{
	struct file f = { .change = view->change,
			  .language = view->change->language->id };

	s->engine->workers[0].file_number++;
	for (size_t i = 0; i < view->n_lines; i++) {
		if (view->lines[i].kind == TG_LINE_CONTEXT)
			continue;
		f.kind = view->lines[i].kind;
		f.text = tg_str_sub(view->lines[i].text, 0, 400);
		see_line(s, &f);
	}
}

/* --- writing ------------------------------------------------------------- */

static const struct {
	const char *id, *title, *topic, *stride, *triggers, *message, *ask;
} texts[CATEGORIES] = {
	[GUARD] = { "guard", "A guard of ours", "trust-boundary",
		    "spoofing, elevation-of-privilege", "auth-change",
		    "One of our own guards is", "Who may call this now, and where is "
		    "that enforced?" },
	[INPUT] = { "input", "Input read by our own helper", "user-input",
		    "tampering", "", "A helper of ours that reads what clients send is",
		    "How is what comes in checked before it is used?" },
	[LIMIT] = { "limit", "A limit of ours", "abuse", "denial-of-service", "",
		    "One of our own limits is", "What bounds this operation now?" },
	[SINK] = { "sink", "A dangerous helper of ours", "user-input",
		   "tampering, elevation-of-privilege", "",
		   "A helper of ours that runs a query, a command or markup is",
		   "Can any part of what it runs come from a client?" },
};

static int compare_sightings(const void *a, const void *b)
{
	const struct sighting *const *x = a, *const *y = b;
	int order = strcmp((*x)->language, (*y)->language);

	if (order != 0)
		return order;
	if ((*x)->category != (*y)->category)
		return (*x)->category < (*y)->category ? -1 : 1;
	if ((*x)->count != (*y)->count)
		return (*x)->count > (*y)->count ? -1 : 1;
	order = strcmp((*x)->name, (*y)->name);
	return order != 0 ? order : (int)(*x)->shape - (int)(*y)->shape;
}

static void put_pattern(struct tg_buf *out, struct sighting *const *group, size_t n)
{
	tg_buf_puts(out, "    line: '\\b(?:");
	for (size_t i = 0; i < n; i++) {
		tg_buf_puts(out, i > 0 ? "|" : "");
		for (const char *c = group[i]->name; *c; c++)
			tg_buf_puts(out, *c == '.' ? "\\." : (char[]){ *c, '\0' });
	}
	tg_buf_puts(out, ")\\b'\n    unless: '^\\s*(?:import|from|use|using|export)\\b'\n");
}

static void put_test(struct tg_buf *out, const char *name, char sign,
		     const struct sighting *s)
{
	tg_buf_printf(out, "      %s: ['%c", name, sign);
	for (const char *c = s->example; *c; c++)
		if ((unsigned char)*c >= ' ' && (unsigned char)*c < 0x7f)
			tg_buf_puts(out, *c == '\'' ? "''" : (char[]){ *c, '\0' });
	tg_buf_puts(out, "']\n");
}

static void put_rule(struct tg_buf *out, struct sighting *const *group, size_t n,
		     bool removal)
{
	const struct sighting *s = group[0];
	enum category c = s->category;

	tg_buf_printf(out, "  - id: own.%s-%s.%s\n    title: %s was %s\n    topic: %s\n",
		      texts[c].id, removal ? "removed" : "added", s->language,
		      texts[c].title, removal ? "removed" : "added", texts[c].topic);
	if (*texts[c].triggers)
		tg_buf_printf(out, "    triggers: [%s]\n", texts[c].triggers);
	tg_buf_printf(out, "    stride: [%s]\n    severity: %s\n    confidence: medium\n"
		      "    languages: [%s]\n    change: %s\n", texts[c].stride,
		      removal ? "high" : "medium", s->language,
		      removal ? "removed" : "added");
	if (removal)
		tg_buf_puts(out, "    control: true\n");
	if (c == GUARD || c == LIMIT)
		tg_buf_printf(out, "    role: %s\n", texts[c].id);
	put_pattern(out, group, n);
	tg_buf_printf(out, "    message: %s %s.\n    ask: %s\n    tests:\n",
		      texts[c].message, removal ? "removed" : "added", texts[c].ask);
	put_test(out, "match", removal ? '-' : '+', s);
	put_test(out, "no_match", removal ? '+' : '-', s);
}

static void put_sighting(struct tg_buf *out, const struct sighting *s)
{
	static const char *const shapes[] = { "annotation", "base class", "call" };

	tg_buf_printf(out, "  # %-32s %s, %u place%s in %u file%s", s->name,
		      shapes[s->shape], s->count, s->count == 1 ? "" : "s", s->files,
		      s->files == 1 ? "" : "s");
	if (s->added + s->removed > 0)
		tg_buf_printf(out, "; lately added %u and removed %u times", s->added,
			      s->removed);
	tg_buf_puts(out, ":");
	for (unsigned i = 0; i < PLACES && i < s->files; i++) {
		struct tg_str path = tg_str(s->paths[i]);

		tg_buf_putc(out, ' ');
		for (size_t k = 0; k < path.n; k++)
			tg_buf_putc(out, (unsigned char)path.p[k] < ' ' ? '?' :
					 path.p[k]);
		tg_buf_printf(out, ":%u", s->lines[i]);
	}
	tg_buf_putc(out, '\n');
}

static void put_group(struct tg_buf *out, struct sighting *const *group, size_t n)
{
	enum category c = group[0]->category;

	tg_buf_putc(out, '\n');
	for (size_t i = 0; i < n; i++)
		put_sighting(out, group[i]);
	if (c == GUARD || c == LIMIT)
		put_rule(out, group, n, true);
	put_rule(out, group, n, false);
}

size_t tg_suggest_write(struct tg_suggest *s, struct tg_buf *out, unsigned min)
{
	struct sighting **items = s->all.items;
	size_t kept = 0, total = 0;

	for (size_t i = 0; i < s->all.n; i++)
		if (items[i]->count >= min)
			items[kept++] = items[i];
	s->all.n = kept;
	if (kept > 0)
		qsort(items, kept, sizeof(struct sighting *), compare_sightings);
	tg_buf_puts(out, "# Names of this repository that look like guards, inputs, limits "
		    "or sinks\n# and that no rule knows. Take out what is none, then "
		    "commit the file as\n# .threatgate/rules/own.yml; `threatgate rules "
		    "test` runs the tests.\npack: own\nrules:");
	if (kept == 0)
		tg_buf_puts(out, " []\n");
	for (size_t i = 0; i < kept;) {
		size_t n = 1;

		while (i + n < kept && items[i + n]->category == items[i]->category &&
		       strcmp(items[i + n]->language, items[i]->language) == 0)
			n++;
		put_group(out, items + i, n > MAX_IN_RULE ? MAX_IN_RULE : n);
		total += n > MAX_IN_RULE ? MAX_IN_RULE : n;
		i += n;
	}
	return total;
}

/* --- lifetime ------------------------------------------------------------ */

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
