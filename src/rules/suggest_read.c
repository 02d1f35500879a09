/* Reading the tree, file by file. */
#include "suggest_impl.h"

#include "../git/language.h"
#include "derived.h"

#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 64u /* functions within functions */
#define MAX_BODY 40u     /* lines: what does more is not for one thing */
#define BRIEF 12u        /* lines: what a function does is what it is for */
#define REFUSAL_REACH 3u /* lines from a condition to what it leads to */

/* --- one file of the tree ------------------------------------------------------ */

struct open_function {
	size_t depth, start;
	struct sg_word *word; /* NULL: one without a name of its own */
	unsigned kinds;       /* of things in it */
};

struct reading {
	struct tg_suggest *s;
	const char *path, *language;
	struct tg_line *lines;
	struct sg_mark *marks;
	bool *is_comment;
	size_t n, at;
	struct open_function open[MAX_DEPTH];
	size_t n_open;
	struct tg_str defined; /* in this line */
	struct tg_str type;    /* the last one that began */
};

/* "}", ") -> bool {", "{": they belong to what is open at their depth. */
static bool goes_on(struct tg_str trimmed)
{
	char first = trimmed.p[0], last = trimmed.p[trimmed.n - 1];

	if (first == '{')
		return true;
	return (first == ')' || first == ']') && (last == '{' || last == ':');
}

static void close_function(struct reading *r)
{
	const struct open_function *f = &r->open[--r->n_open];

	if (f->word == NULL)
		return;
	f->word->defined++;
	for (unsigned k = 0; k < SG_KINDS && r->at - f->start <= MAX_BODY; k++) {
		f->word->does[k] += (f->kinds >> k) & 1;
		if (r->at - f->start <= BRIEF)
			f->word->brief[k] += (f->kinds >> k) & 1;
	}
}

static void close_functions(struct reading *r, struct tg_str text)
{
	size_t depth = tg_line_depth(text);

	if (goes_on(tg_str_trim(text)))
		return;
	while (r->n_open > 0 && r->open[r->n_open - 1].depth >= depth)
		close_function(r);
}

/* As it is called: by the type that it stands in. */
static struct sg_word *word_of_method(struct reading *r)
{
	bool colons = strcmp(r->language, "rust") == 0 || strcmp(r->language, "php") == 0 ||
		      strcmp(r->language, "cpp") == 0;
	const char *name = tg_arena_printf(&r->s->arena, "%.*s%s%.*s", (int)r->type.n,
					   r->type.p, colons ? "::" : ".",
					   (int)r->defined.n, r->defined.p);

	return sg_word(r->s, r->language, tg_str(name), SG_CALL, true);
}

static void open_function(struct reading *r, struct tg_str text)
{
	struct open_function *f;

	r->defined = sg_definition(text);
	if (r->defined.n == 0 || r->n_open >= MAX_DEPTH)
		return;
	f = &r->open[r->n_open++];
	*f = (struct open_function){ .depth = tg_line_depth(text), .start = r->at };
	if (sg_is_compound(r->defined))
		f->word = sg_word(r->s, r->language, r->defined, SG_CALL, true);
	else if (sg_is_compound(r->type))
		f->word = word_of_method(r);
}

static void note_what_is_in(struct reading *r)
{
	if (r->n_open > 0 && r->defined.n == 0)
		r->open[r->n_open - 1].kinds |= r->marks[r->at].kinds;
}

static void see(struct reading *r, struct tg_str name, enum sg_shape shape)
{
	const struct tg_line *line = &r->lines[r->at];
	struct sg_word *word;
	enum sg_kind ignored;

	if (tg_str_eq(name, r->defined) ||
	    (!sg_is_compound(name) && !sg_kind_of_name(name, &ignored)))
		return;
	word = sg_word(r->s, r->language, name, shape, true);
	if (word == NULL)
		return;
	if (word->uses == 0)
		word->shape = shape;
	sg_add_place(r->s, word, r->path, line->new_line, line->text);
	for (unsigned t = 0; t < SG_TOPICS; t++)
		word->covered[t] += (r->marks[r->at].topics >> t) & 1;
}

static void see_call(struct tg_str name, void *ctx)
{
	see(ctx, name, SG_CALL);
}

static void see_base(struct tg_str name, void *ctx)
{
	see(ctx, name, SG_BASE);
}

static void decides(struct tg_str name, void *ctx)
{
	struct reading *r = ctx;
	struct sg_word *word = sg_word(r->s, r->language, name, SG_CALL, false);
	unsigned kinds = 0;

	for (size_t k = r->at; k < r->n && k <= r->at + REFUSAL_REACH; k++)
		kinds |= r->marks[k].kinds;
	for (unsigned k = SG_GUARD; word != NULL && k <= SG_CHECK; k++)
		word->refuses[k] += (kinds >> k) & 1;
}

static void take(struct tg_str name, void *ctx)
{
	struct reading *r = ctx;
	struct sg_word *word = sg_word(r->s, r->language, name, SG_VARIABLE, false);

	if (word == NULL || r->marks[r->at].kinds & (1u << SG_READ))
		return;
	sg_add_place(r->s, word, r->path, r->lines[r->at].new_line,
		     r->lines[r->at].text);
	word->covered[SG_INPUT] += r->marks[r->at].topics & (1u << SG_INPUT);
}

/* "req = request.get_json()": a variable by the name that the team gives it. */
static void see_variable(struct reading *r, struct tg_str text)
{
	struct tg_str name = sg_assigned(text);
	bool reads = r->marks[r->at].kinds & (1u << SG_READ);
	struct sg_word *word = name.n > 0 ? sg_word(r->s, r->language, name,
						    SG_VARIABLE, reads) : NULL;

	if (word != NULL) {
		word->defined++;
		word->does[SG_HELD] += reads;
	}
	sg_each_taken(text, take, r);
}

static void see_line(struct reading *r, struct tg_str text)
{
	if (tg_line_is_annotation(text)) {
		see(r, tg_annotation_name(text), SG_ANNOTATION);
		return;
	}
	see_variable(r, text);
	sg_each_base(text, see_base, r);
	sg_each_call(text, see_call, r);
	if (sg_is_condition(text))
		sg_each_call(text, decides, r);
}

static void begin_type(struct reading *r, struct tg_str text)
{
	struct tg_str type = sg_type(text);
	struct sg_word *word;

	if (type.n == 0)
		return;
	r->type = type;
	word = sg_is_compound(type) ? sg_word(r->s, r->language, type, SG_CALL, true) :
				      NULL;
	if (word != NULL)
		word->defined++;
}

static void read_lines(struct reading *r)
{
	for (r->at = 0; r->at < r->n; r->at++) {
		struct tg_str text = r->lines[r->at].text;

		if (r->is_comment[r->at])
			continue;
		close_functions(r, text);
		begin_type(r, text);
		open_function(r, text);
		note_what_is_in(r);
		see_line(r, text);
	}
	while (r->n_open > 0)
		close_function(r);
}

static void cut_lines(struct reading *r, struct tg_str text,
		      const unsigned char *lex)
{
	struct tg_str rest = text, line;

	while (tg_str_split(&rest, '\n', &line)) {
		struct tg_line *to = &r->lines[r->n];
		size_t first = 0;

		while (first < line.n && tg_is_space(line.p[first]))
			first++;
		r->is_comment[r->n++] =
			first == line.n ||
			lex[(size_t)(line.p - text.p) + first] == TG_LEX_COMMENT;
		*to = (struct tg_line){ .kind = TG_LINE_ADDED,
			.new_line = (uint32_t)r->n,
			.text = tg_str_sub(line, 0, SG_LINE) };
	}
}

/* Rules that ask what a line stands in take half the time of a whole tree, and say
 * nothing there that decides. */
static void switch_slow_rules(struct tg_suggest *s, bool off)
{
	struct tg_engine *engine = s->engine;

	if (s->switched_off == NULL)
		s->switched_off = tg_arena_calloc(&s->arena, engine->n_rules + 1, 1);
	for (size_t i = 0; i < engine->n_rules; i++) {
		struct tg_compiled *rule = &engine->rules[i];

		if (off && rule->inside != NULL && !rule->off)
			s->switched_off[i] = rule->off = true;
		else if (!off && s->switched_off[i])
			s->switched_off[i] = rule->off = false;
	}
}

void tg_suggest_file(struct tg_suggest *s, const char *path,
		     const struct tg_language *language, struct tg_str text)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_change change = { .status = TG_STATUS_MODIFIED, .path = path,
		.new_path = path, .old_path = path, .language = language };
	struct reading r = { .s = s, .path = path, .language = language->id };
	unsigned char *lex = tg_arena_alloc(&arena, text.n + 1);
	struct tg_str heading = TG_STR("");
	struct tg_file_view view;
	size_t n = 1;

	for (size_t i = 0; i < text.n; i++)
		n += text.p[i] == '\n';
	tg_language_lex(language, text, lex);
	r.lines = tg_arena_calloc(&arena, n, sizeof(*r.lines));
	r.marks = tg_arena_calloc(&arena, n, sizeof(*r.marks));
	r.is_comment = tg_arena_calloc(&arena, n, sizeof(*r.is_comment));
	cut_lines(&r, text, lex);
	view = (struct tg_file_view){ .change = &change, .lines = r.lines,
		.n_lines = r.n, .headings = &heading, .n_hunks = 1,
		.old_text = TG_STR(""), .new_text = text };
	switch_slow_rules(s, true);
	sg_mark_lines(s, &view, r.marks);
	switch_slow_rules(s, false);
	read_lines(&r);
	tg_arena_release(&arena);
}
