#include "judge.h"

#include "../base/hash.h"
#include "../base/map.h"

#include <stdlib.h>
#include <string.h>

void tg_judge_add(struct tg_judge *judge, struct tg_finding finding, const char *text)
{
	tg_judge_add_anchored(judge, finding, NULL, text);
}

void tg_judge_add_anchored(struct tg_judge *judge, struct tg_finding finding,
			   const char *anchor, const char *text)
{
	if (!tg_policy_level(judge->side->policy, finding.id, &finding.level))
		return;
	struct tg_draft *draft = TG_VEC_PUSH(judge->arena, &judge->drafts);
	draft->finding = finding;
	draft->text = text;
	draft->anchor = anchor;
}

static int compare_text(const char *a, const char *b)
{
	if (!a || !b)
		return (a != NULL) - (b != NULL); /* nothing comes first */
	return strcmp(a, b);
}

static int compare_numbers(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int compare_places(const struct tg_finding *a, const struct tg_finding *b)
{
	int order = compare_text(a->path, b->path);

	if (order == 0)
		order = compare_numbers(a->line, b->line);
	if (order == 0)
		order = compare_text(a->id, b->id);
	if (order == 0)
		order = compare_text(a->topic, b->topic);
	if (order == 0)
		order = compare_text(a->rule, b->rule);
	if (order == 0)
		order = compare_text(a->threat, b->threat);
	return order ? order : compare_text(a->message, b->message);
}

int tg_finding_order(const struct tg_finding *a, const struct tg_finding *b)
{
	if (a->level != b->level)
		return a->level > b->level ? -1 : 1;
	return compare_places(a, b);
}

static int draft_order(const void *a, const void *b)
{
	const struct tg_draft *x = a, *y = b;

	return compare_places(&x->finding, &y->finding);
}

/* White space says nothing about what a line is. */
static struct tg_str without_blanks(const char *text, struct tg_arena *arena)
{
	struct tg_str s = tg_str(text ? text : "");
	char *out = tg_arena_alloc(arena, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		if (!tg_is_space(s.p[i]))
			out[n++] = s.p[i];
	return tg_str_n(out, n);
}

static void fingerprint(struct tg_draft *d, struct tg_map *seen, struct tg_arena *arena)
{
	struct tg_finding *f = &d->finding;
	struct tg_str fields[8] = {
		tg_str(f->id),
		tg_str(d->anchor ? "" : f->rule),
		tg_str(f->topic),
		tg_str(d->anchor ? d->anchor : f->path),
		tg_str(f->model),
		tg_str(f->threat),
		without_blanks(d->text, arena),
	};
	char number[24];

	tg_fingerprint(f->fingerprint, fields, 7);
	struct tg_str key = tg_str(tg_arena_dup(arena, f->fingerprint));
	size_t *count = tg_map_get(seen, key);
	if (!count) {
		count = tg_arena_alloc(arena, sizeof(*count));
		tg_map_set(seen, key, count);
	}
	(void)snprintf(number, sizeof(number), "%zu", (*count)++);
	fields[7] = tg_str(number);
	tg_fingerprint(f->fingerprint, fields, 8);
}

void tg_drafts_fingerprint(struct tg_draft *drafts, size_t n, struct tg_arena *arena)
{
	struct tg_map seen;

	if (n == 0)
		return;
	tg_map_init(&seen, arena);
	qsort(drafts, n, sizeof(*drafts), draft_order);
	for (size_t i = 0; i < n; i++)
		fingerprint(&drafts[i], &seen, arena);
}

const char *tg_line_text(const struct tg_lines *lines, uint32_t line,
			 struct tg_arena *arena)
{
	if (line == 0 || line > lines->n)
		return "";
	return tg_arena_dup_str(arena, lines->items[line - 1]);
}

void tg_finding_at(struct tg_finding *finding, const struct tg_picked *picked)
{
	const struct tg_signal *s = picked->top[0];

	if (!s)
		return;
	finding->path = s->path;
	finding->line = s->line;
	finding->side = s->side;
	finding->rule = s->rule;
}
