/* A rule's own tests, run by the engine that judges changes. */
#include "engine.h"

#include "../git/language.h"

#include <string.h>

#define MAX_LINES 200u /* of one test */
#define STRESS_LINE 4096u

/* A change set of one file with one hunk. */
struct scene {
	struct tg_arena arena;
	struct tg_change change;
	struct tg_line *lines;
	size_t n;
};

/* A path that the first pattern takes, more or
 * less; good enough to tell the language. */
static const char *path_like(const char *glob, struct tg_arena *arena)
{
	char *out = tg_arena_alloc(arena, strlen(glob) * 2 + 2), *to = out;

	for (const char *c = glob; *c; c++) {
		if (*c == '*' && c > glob && c[-1] == '*')
			continue;
		*to++ = *c == '*' || *c == '?' ? 'x' : *c;
	}
	return out;
}

static void set_language(struct scene *scene, const struct tg_rule *rule)
{
	struct tg_str none = TG_STR("");

	if (rule->languages != NULL)
		scene->change.language = tg_language_by_id(rule->languages[0]);
	for (size_t i = 0; rule->paths != NULL && rule->paths[i] != NULL &&
			   scene->change.language == NULL; i++) {
		const struct tg_language *guess = tg_language_of(
			path_like(rule->paths[i], &scene->arena), none);

		if (strcmp(guess->id, "unknown") != 0)
			scene->change.language = guess;
	}
	if (scene->change.language == NULL)
		scene->change.language = tg_language_of("unknown", none);
}

static void set_class(struct scene *scene, const struct tg_rule *rule)
{
	scene->change.file_class = TG_CLASS_PRODUCTION;
	for (unsigned c = TG_CLASS_PRODUCTION; rule->classes != NULL &&
					       c <= TG_CLASS_CONFIG; c++)
		if (strcmp(tg_class_name((enum tg_class)c), rule->classes[0]) == 0)
			scene->change.file_class = (enum tg_class)c;
	scene->change.old_class = scene->change.file_class;
}

/* "+path", "-path" or "path": a file that was added, deleted or changed, or
 * whatever the rule asks for. */
static void set_path(struct scene *scene, const struct tg_rule *rule,
		     const char *test)
{
	struct tg_change *c = &scene->change;

	c->status = *test == '+' ? TG_STATUS_ADDED :
		    *test == '-' ? TG_STATUS_DELETED : TG_STATUS_MODIFIED;
	if (*test == '+' || *test == '-')
		test++;
	else
		for (unsigned s = TG_STATUS_TYPE_CHANGED + 1; s > 0; s--)
			if (rule->statuses & (1u << (s - 1)))
				c->status = (enum tg_status)(s - 1);
	c->path = test;
	c->old_path = c->status == TG_STATUS_ADDED ? NULL : test;
	c->new_path = c->status == TG_STATUS_DELETED ? NULL : test;
	c->language = tg_language_of(test, TG_STR(""));
}

static void set_lines(struct scene *scene, const char *test)
{
	struct tg_str rest = tg_str(test), text;
	uint32_t old_line = 0, new_line = 0;

	scene->change.path = scene->change.old_path = scene->change.new_path =
		"test";
	scene->change.status = TG_STATUS_MODIFIED;
	scene->lines = tg_arena_calloc(&scene->arena, MAX_LINES,
				       sizeof(*scene->lines));
	while (scene->n < MAX_LINES && tg_str_line(&rest, &text)) {
		struct tg_line *line = &scene->lines[scene->n++];
		char sign = text.n > 0 ? text.p[0] : ' ';

		line->kind = sign == '+' ? TG_LINE_ADDED :
			     sign == '-' ? TG_LINE_REMOVED : TG_LINE_CONTEXT;
		line->text = tg_str_from(text, 1);
		if (sign != '+')
			line->old_line = ++old_line;
		if (sign != '-')
			line->new_line = ++new_line;
	}
}

static enum tg_rc run_scene(struct scene *scene, const struct tg_rule *rule,
			    bool *matched, struct tg_err *err)
{
	struct tg_rule_pack pack = { "test", rule, 1, NULL };
	struct tg_engine_options options = { .packs = &pack, .n_packs = 1 };
	struct tg_file_view view = { .change = &scene->change,
		.lines = scene->lines, .n_lines = scene->n, .n_hunks = 1 };
	struct tg_changeset changes = { .changes = &scene->change, .n = 1 };
	struct tg_engine_result result;
	struct tg_engine *engine;

	if (tg_engine_new(&engine, &options, err) != TG_OK)
		return err->code;
	engine->any_file = true;
	tg_engine_visit(&view, engine);
	if (tg_engine_finish(&result, engine, &changes, &scene->arena, err) == TG_OK)
		*matched = result.n > 0 && result.n_incomplete == 0;
	tg_engine_free(engine);
	return TG_OK;
}

static enum tg_rc run_test(const struct tg_rule *rule, const char *test,
			   bool *matched, struct tg_err *err)
{
	struct scene scene = { .arena = TG_ARENA_INIT };
	enum tg_rc rc;

	set_language(&scene, rule);
	set_class(&scene, rule);
	if (rule->line != NULL)
		set_lines(&scene, test);
	else
		set_path(&scene, rule, test);
	rc = run_scene(&scene, rule, matched, err);
	tg_arena_release(&scene.arena);
	return rc;
}

static enum tg_rc run_list(const struct tg_rule *rule, const char *const *tests,
			   bool expected, const char **failed, struct tg_err *err)
{
	for (; tests != NULL && *tests != NULL; tests++) {
		bool matched = false;

		if (run_test(rule, *tests, &matched, err) != TG_OK)
			return err->code;
		if (matched == expected)
			continue;
		*failed = *tests;
		tg_err_set(err, TG_E_RULE, "rule %s: the test '%.300s' %s",
			   rule->id, *tests, expected ? "should match and does not" :
			   "should not match and does");
		return tg_err_at(err, rule->file, rule->file_line, 0);
	}
	return TG_OK;
}

enum tg_rc tg_rule_test(const struct tg_rule *rule, const char **failed,
			struct tg_err *err)
{
	*failed = NULL;
	if (run_list(rule, rule->match, true, failed, err) != TG_OK)
		return err->code;
	return run_list(rule, rule->no_match, false, failed, err);
}

/* --- hostile lines ------------------------------------------------------- */

/* Lines of one pattern over and over, as those who want a search to hang would
 * write them; a rule's own literals are added. */
static const char *const crafted[] = {
	" ", "a", "(", "\"", "a ", "aA0_", "x=", "a.", "a,", "(a", "a(", "/*",
	"=>", "' ", "-a", "::", "[a]", "{a:", "<a ", "$a", "@a", "0", "\t",
};

static void fill_line(char *line, const char *with, const char *end)
{
	size_t n = strlen(with), tail = strlen(end);

	for (size_t i = 0; i < STRESS_LINE; i++)
		line[i] = with[i % n];
	memcpy(line + STRESS_LINE - tail, end, tail);
}

struct stress {
	struct tg_regex *re;
	struct tg_regex_scratch *scratch;
	uint64_t (*now_us)(void);
	uint64_t slowest;
};

static void stress_with(struct stress *s, const char *with)
{
	char line[STRESS_LINE];
	uint64_t start, took;

	if (*with == '\0')
		return;
	fill_line(line, with, "\x01");
	start = s->now_us();
	(void)tg_regex_search(s->re, s->scratch, tg_str_n(line, sizeof(line)), 0,
			      NULL, 0);
	took = s->now_us() - start;
	if (took > s->slowest)
		s->slowest = took;
}

static enum tg_rc stress_pattern(const struct tg_rule *rule, const char *pattern,
				 struct stress *s, struct tg_err *err)
{
	enum tg_rc rc = TG_OK;

	if (pattern == NULL)
		return TG_OK;
	s->re = tg_regex_new(tg_str(pattern), rule->caseless ? TG_REGEX_CASELESS : 0);
	rc = tg_regex_prepare(s->re, err);
	for (size_t i = 0; rc == TG_OK && i < sizeof(crafted) / sizeof(crafted[0]); i++)
		stress_with(s, crafted[i]);
	for (size_t i = 0; rc == TG_OK && rule->literals && rule->literals[i]; i++)
		stress_with(s, rule->literals[i]);
	tg_regex_free(s->re);
	return rc;
}

enum tg_rc tg_rule_stress(const struct tg_rule *rule, uint64_t (*now_us)(void),
			  uint64_t *slowest_us, struct tg_err *err)
{
	const char *patterns[] = { rule->line, rule->unless, rule->inside, rule->near,
				   rule->without };
	struct stress s = { .now_us = now_us };
	enum tg_rc rc = TG_OK;

	s.scratch = tg_regex_scratch_new(100000);
	for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]) && rc == TG_OK; i++)
		rc = stress_pattern(rule, patterns[i], &s, err);
	tg_regex_scratch_free(s.scratch);
	*slowest_us = s.slowest;
	return rc;
}
