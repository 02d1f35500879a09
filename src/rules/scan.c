/*
 * Looking through one file: the search for literals over every changed line
 * gives candidates, and only these meet a regular expression.
 */
#include "scan.h"

#include "../base/utf8.h"
#include "../git/language.h"
#include "derived.h"

#include <string.h>

#define EXCERPT 200u         /* bytes */
#define CHUNK 65536u         /* candidates that are kept at once */
#define MATCHES_IN_FILE 100u /* of one rule, at the most */
#define RETRIES 16u          /* after matches inside comments */

/* --- matching ------------------------------------------------------------ */

static bool search_in(struct tg_scan *scan, const struct tg_rule *rule,
		      struct tg_regex *re, uint32_t i, struct tg_str text, size_t from,
		      struct tg_span *span)
{
	const struct tg_line *line = &scan->view->lines[i];
	enum tg_match match = tg_regex_search(re, scan->worker->scratch, text, from,
					      span, 1);

	if (match == TG_MATCH_LIMIT)
		tg_worker_incomplete(scan->worker,
			"%s:%u: rule %s was given up on this line: matching it "
			"takes too long", scan->view->change->path,
			line->kind == TG_LINE_REMOVED ? line->old_line :
							line->new_line, rule->id);
	return match == TG_MATCH_YES;
}

static bool search(struct tg_scan *scan, const struct tg_rule *rule,
		   struct tg_regex *re, uint32_t i, size_t from,
		   struct tg_span *span)
{
	return search_in(scan, rule, re, i, scan->view->lines[i].text, from, span);
}

/* A match that begins in code and reaches into the comment behind it counts where
 * the code alone matches, too. */
static bool holds_in_code(struct tg_scan *scan, const struct tg_rule *rule,
			  struct tg_regex *re, enum tg_side side, uint32_t i,
			  struct tg_span *span)
{
	struct tg_str text = scan->view->lines[i].text;
	size_t end = span->end;

	if (end == 0 || tg_is_space(text.p[end - 1]) ||
	    !tg_scan_is_comment(scan, side, i, end - 1, end))
		return true;
	while (end > span->start && tg_scan_is_comment(scan, side, i, end - 1, end))
		end--;
	return search_in(scan, rule, re, i, tg_str_sub(text, 0, end), span->start, span);
}

/* Does `re` match line `i` outside comments? *span is where. */
static bool finds(struct tg_scan *scan, const struct tg_rule *rule, struct tg_regex *re,
		  enum tg_side side, uint32_t i, struct tg_span *span)
{
	size_t from = 0;

	for (unsigned n = 0; n < RETRIES; n++) {
		if (!search(scan, rule, re, i, from, span))
			return false;
		if (rule->comments)
			return true;
		if (!tg_scan_is_comment(scan, side, i, span->start, span->end))
			return holds_in_code(scan, rule, re, side, i, span);
		from = span->end > from ? span->end : from + 1;
		if (from >= scan->view->lines[i].text.n)
			return false;
	}
	return false;
}

static bool matches(struct tg_scan *scan, const struct tg_rule *rule,
		    struct tg_regex *re, enum tg_side side, uint32_t i)
{
	struct tg_span span;

	return finds(scan, rule, re, side, i, &span);
}

/* Does `re` match a line of the hunk near line `i`, as it is on `side`? */
static bool matches_around(struct tg_scan *scan, const struct tg_rule *rule,
			   struct tg_regex *re, enum tg_side side, uint32_t i)
{
	const struct tg_line *lines = scan->view->lines;
	enum tg_line_kind other =
		side == TG_SIDE_NEW ? TG_LINE_REMOVED : TG_LINE_ADDED;
	uint32_t k = i > TG_HUNK_REACH ? i - TG_HUNK_REACH : 0;

	for (; k <= i + TG_HUNK_REACH && k < scan->view->n_lines; k++)
		if (lines[k].hunk == lines[i].hunk && lines[k].kind != other &&
		    matches(scan, rule, re, side, k))
			return true;
	return false;
}

/* What a line stands in, and what it uses, is cheaper to ask than whether it is a
 * comment, for which the whole file is read. */
static bool may_match(struct tg_scan *scan, uint16_t rule, enum tg_side side, uint32_t i)
{
	const struct tg_compiled *c = &scan->engine->rules[rule];
	struct tg_span span;

	return search(scan, c->rule, c->line, i, 0, &span) &&
	       (c->inside == NULL || tg_scan_is_inside(scan, rule, side, i)) &&
	       (!c->rule->outside || tg_scan_from_outside(scan, side, i));
}

/* What must not match a line that imports must not match the beginning of the list of
 * imports that it stands in either. */
static bool is_excepted(struct tg_scan *scan, const struct tg_compiled *c,
			enum tg_side side, uint32_t i)
{
	struct tg_span span;
	struct tg_str head;

	if (c->unless == NULL)
		return false;
	return search(scan, c->rule, c->unless, i, 0, &span) ||
	       (tg_scan_import(scan, side, i, &head) &&
		tg_regex_search(c->unless, scan->worker->scratch, head, 0, &span, 1) ==
			TG_MATCH_YES);
}

static bool in_context(struct tg_scan *scan, const struct tg_compiled *c,
		       uint32_t i)
{
	enum tg_side side = tg_line_side(&scan->view->lines[i]);

	if (is_excepted(scan, c, side, i))
		return false;
	if (c->near != NULL && !matches_around(scan, c->rule, c->near, side, i))
		return false;
	return c->without == NULL ||
	       !matches_around(scan, c->rule, c->without, TG_SIDE_NEW, i);
}

static bool wants(const struct tg_rule *rule, enum tg_line_kind kind)
{
	return rule->change == TG_RULE_EITHER ||
	       (rule->change == TG_RULE_ADDED) == (kind == TG_LINE_ADDED);
}

/* A line that the rule is not about may still be where one that it is about
 * moved to or came from. */
static void mark_other_side(struct tg_scan *scan, const struct tg_compiled *c,
			    uint32_t i)
{
	struct tg_span span;

	if (scan->marked_line != i && search(scan, c->rule, c->line, i, 0, &span))
		(void)tg_scan_mark(scan, i);
}

static void try_candidate(struct tg_scan *scan, const struct tg_candidate *at)
{
	struct tg_worker *w = scan->worker;
	const struct tg_compiled *c = &scan->engine->rules[at->rule];
	const struct tg_line *line = &scan->view->lines[at->line];
	enum tg_side side = tg_line_side(line);
	struct tg_found *found;
	struct tg_span span;

	if (!(w->gate[at->rule] & (side == TG_SIDE_NEW ? TG_GATE_NEW : TG_GATE_OLD)))
		return;
	if (!wants(c->rule, line->kind) && !c->rule->net) {
		mark_other_side(scan, c, at->line);
		return;
	}
	if (w->count[at->rule] >= MATCHES_IN_FILE) {
		w->more++;
		return;
	}
	if ((c->inside != NULL || c->rule->outside) &&
	    !may_match(scan, at->rule, side, at->line))
		return;
	if (!finds(scan, c->rule, c->line, side, at->line, &span) ||
	    tg_scan_is_reformatted(scan, at->line) ||
	    tg_scan_in_tests(scan, side, at->line) ||
	    tg_scan_in_imports(scan, side, at->line) || !in_context(scan, c, at->line))
		return;
	w->count[at->rule]++;
	if (!c->rule->fallback)
		*TG_VEC_PUSH(&w->file, &w->known) = at->line;
	found = TG_VEC_PUSH(&w->file, &w->found);
	found->line = at->line;
	found->mark = tg_scan_mark(scan, at->line);
	found->rule = at->rule;
	found->span = span;
	found->dropped = wants(c->rule, line->kind) &&
			 tg_scan_suppressed(scan, c->rule, at->line);
}

/* --- what was found ------------------------------------------------------ */

const char *tg_excerpt(struct tg_worker *w, struct tg_str text)
{
	text = tg_utf8_cut(tg_str_trim(text), EXCERPT);
	return tg_arena_strndup(&w->arena, text.p, text.n);
}

/* Does `other` say all that `rule` would say of the same line? */
static bool says_as_much(const struct tg_rule *other, const struct tg_rule *rule)
{
	return !other->fallback && strcmp(other->topic, rule->topic) == 0 &&
	       other->confidence >= rule->confidence &&
	       (rule->triggers & ~other->triggers) == 0;
}

/* A rule of last resort is silent where a rule that knows better speaks, or has
 * a reason not to. */
static bool is_spoken_for(const struct tg_scan *scan, size_t i)
{
	const struct tg_worker *w = scan->worker;
	const struct tg_found *self = &w->found.items[i];
	const struct tg_rule *rule = scan->engine->rules[self->rule].rule;
	enum tg_line_kind kind = scan->view->lines[self->line].kind;
	size_t k = i;

	if (!rule->fallback)
		return false;
	while (k > 0 && w->found.items[k - 1].line == self->line)
		k--;
	for (; k < w->found.n && w->found.items[k].line == self->line; k++) {
		const struct tg_rule *other =
			scan->engine->rules[w->found.items[k].rule].rule;

		if (k != i && wants(other, kind) && says_as_much(other, rule))
			return true;
	}
	return false;
}

static void keep_found(struct tg_scan *scan)
{
	struct tg_worker *w = scan->worker;

	for (size_t i = 0; i < w->found.n; i++) {
		const struct tg_found *f = &w->found.items[i];
		const struct tg_rule *rule = scan->engine->rules[f->rule].rule;
		const struct tg_line *line = &scan->view->lines[f->line];
		bool removed = line->kind == TG_LINE_REMOVED;
		struct tg_pending *p;

		if (f->dropped || !wants(rule, line->kind) || is_spoken_for(scan, i))
			continue;
		p = TG_VEC_PUSH(&w->arena, &w->pending);
		p->change = scan->view->change;
		p->line = removed ? line->old_line : line->new_line;
		p->kind = removed ? TG_CHANGE_REMOVED : TG_CHANGE_ADDED;
		p->rule = f->rule;
		p->mark = f->mark;
		p->excerpt = tg_excerpt(w, line->text);
		p->edited = f->edited;
		p->kept = removed && rule->control && tg_scan_control_kept(scan, i);
	}
}

static void finish_chunk(struct tg_scan *scan)
{
	struct tg_worker *w = scan->worker;

	for (size_t i = 0; i < w->candidates.n; i++)
		try_candidate(scan, &w->candidates.items[i]);
	w->candidates.n = 0;
	if (w->found.n > 0) {
		tg_scan_edits(scan);
		keep_found(scan);
	}
	w->found.n = 0;
}

static void scan_lines(struct tg_scan *scan)
{
	const struct tg_file_view *view = scan->view;
	struct tg_worker *w = scan->worker;

	for (uint32_t i = 0; i < view->n_lines; i++) {
		if (view->lines[i].kind == TG_LINE_CONTEXT)
			continue;
		tg_scan_candidates(scan, i);
		if (w->candidates.n > CHUNK)
			finish_chunk(scan);
	}
	finish_chunk(scan);
}

/* --- the visitor --------------------------------------------------------- */

/* A file is left out only when both of its paths are. */
static bool is_ignored(const struct tg_engine *engine,
		       const struct tg_change *change)
{
	const struct tg_globs *globs = engine->options.ignored_paths;

	if (globs == NULL)
		return false;
	return (!change->new_path || tg_globs_match(globs, change->new_path)) &&
	       (!change->old_path || tg_globs_match(globs, change->old_path));
}

static void forget_file(struct tg_worker *w)
{
	w->candidates.items = NULL;
	w->candidates.n = w->candidates.cap = 0;
	w->found.items = NULL;
	w->found.n = w->found.cap = 0;
	w->known.items = NULL;
	w->known.n = w->known.cap = 0;
	tg_arena_release(&w->file);
}

/* What was cut off a line of a program was not looked at. */
static void note_long_lines(const struct tg_scan *scan)
{
	const struct tg_change *change = scan->view->change;
	bool looked_at = change->file_class == TG_CLASS_PRODUCTION ||
			 change->old_class == TG_CLASS_PRODUCTION;

	if (change->long_lines && change->language->program && looked_at)
		tg_worker_incomplete(scan->worker,
				     "%s: a changed line is longer than %zu bytes; "
				     "its end was not looked at",
				     change->path, scan->engine->limits.line_bytes);
}

static uint64_t now(const struct tg_engine *engine)
{
	return engine->options.now_us ? engine->options.now_us() : 0;
}

void tg_engine_visit(const struct tg_file_view *view, void *ctx)
{
	struct tg_engine *engine = ctx;
	struct tg_worker *w = &engine->workers[view->worker % engine->n_workers];
	struct tg_scan scan = { .engine = engine, .worker = w, .view = view,
				.marked_line = TG_NO_LINE };
	uint64_t start;

	if (is_ignored(engine, view->change))
		return;
	if (engine->options.now_us != NULL &&
	    w->spent_us / 1000 > engine->limits.budget_ms) {
		w->skipped_files++;
		return;
	}
	start = now(engine);
	w->file_number++;
	tg_scan_unwrap(&scan);
	scan.kind = tg_engine_kind(engine, w, view->change);
	scan.first_pending = w->pending.n;
	tg_scan_paths(&scan);
	scan_lines(&scan);
	note_long_lines(&scan);
	if (!engine->any_file)
		tg_derive_in_file(&scan);
	forget_file(w);
	w->spent_us += now(engine) - start;
}
