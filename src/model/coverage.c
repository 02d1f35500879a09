#include "coverage.h"

#include "../base/map.h"
#include "../base/vec.h"
#include "evidence.h"

#include <stdlib.h>
#include <string.h>

#define MAX_PATTERNS 2000u /* of one model */

struct patterns {
	TG_VEC(const char *) list;
};

static void add(struct patterns *out, struct tg_arena *arena, const char *pattern)
{
	if (pattern && *pattern && out->list.n < MAX_PATTERNS)
		*TG_VEC_PUSH(arena, &out->list) = pattern;
}

static bool is_readable(const char *pattern, struct tg_arena *arena)
{
	struct tg_globs *globs = NULL;
	struct tg_err err;

	if (*pattern == '!')
		pattern++;
	if (tg_globs_new(&globs, arena, &pattern, 1, 0, &err) != TG_OK)
		return false;
	tg_globs_free(globs);
	return true;
}

/* Patterns that cannot be read are left out, so that the others still count. */
static struct tg_globs *compile(struct patterns *p, struct tg_arena *arena)
{
	struct tg_globs *globs = NULL;
	struct tg_err err;
	size_t kept = 0;

	if (!p->list.n)
		return NULL;
	if (tg_globs_new(&globs, arena, p->list.items, p->list.n, 0, &err) == TG_OK)
		return globs;
	for (size_t i = 0; i < p->list.n; i++) {
		const char *pattern = p->list.items[i];

		if ((kept || *pattern != '!') && is_readable(pattern, arena))
			p->list.items[kept++] = pattern;
	}
	if (!kept || tg_globs_new(&globs, arena, p->list.items, kept, 0, &err) != TG_OK)
		return NULL;
	return globs;
}

/* --- what is said ------------------------------------------------------------- */

static void add_policy(struct patterns *out, struct tg_arena *arena,
		       const struct tg_model *model, const struct tg_policy *policy)
{
	for (size_t i = 0; policy && i < policy->n_covers; i++) {
		if (!model->path || strcmp(policy->covers[i].model, model->path) != 0)
			continue;
		for (size_t j = 0; j < policy->covers[i].n; j++)
			add(out, arena, policy->covers[i].covers[j]);
	}
}

static void add_evidence(struct patterns *out, struct tg_arena *arena,
			 const struct tg_mitigation *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < list[i].n_evidence; j++) {
			struct tg_evidence evidence;

			if (!tg_evidence_parse(&evidence, arena,
					       tg_str(list[i].evidence[j])) ||
			    strpbrk(evidence.path, "*?[!"))
				continue;
			add(out, arena, tg_arena_printf(
				arena, "/%s%s", evidence.path,
				evidence.folder ? "/" : ""));
		}
	}
}

/* --- what is assumed ------------------------------------------------------------ */

static bool is_docs_folder(struct tg_str name)
{
	static const char *const names[] = {
		"docs", "doc", "documentation", "security", "threat-models",
		"threat-model", "threat_models", "threat_model", "threatmodels",
		"threatmodel", "threats", "design", "architecture", ".github",
		"adr", "wiki"
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (tg_str_iis(name, names[i]))
			return true;
	}
	return false;
}

/* "THREAT-MODEL.md" names no part of the system; "order-service.md" does. */
static bool names_a_part(struct tg_str stem)
{
	return stem.n > 2 && tg_str_ifind(stem, TG_STR("threat")) == SIZE_MAX &&
	       !tg_str_iis(stem, "security") && !tg_str_iis(stem, "readme") &&
	       !tg_str_iis(stem, "index");
}

static struct tg_str stem_of(struct tg_str name)
{
	size_t dot = tg_str_chr(name, '.');

	return dot == SIZE_MAX ? name : tg_str_sub(name, 0, dot);
}

/* The folder that a document lies beside, with folders that only hold documents
 * taken off: "services/order/docs/x.md" → "services/order". */
static struct tg_str home_of(struct tg_str path)
{
	size_t slash = tg_str_rchr(path, '/');

	while (slash != SIZE_MAX) {
		struct tg_str folder = tg_str_sub(path, 0, slash);
		size_t up = tg_str_rchr(folder, '/');
		struct tg_str name = tg_str_from(folder, up == SIZE_MAX ? 0 : up + 1);

		if (!is_docs_folder(name))
			return folder;
		slash = up;
	}
	return tg_str_sub(path, 0, 0);
}

static void assume(struct patterns *out, struct tg_arena *arena,
		   const struct tg_model *model, bool alone)
{
	struct tg_str path = tg_str(model->path), home = home_of(path);
	size_t slash = tg_str_rchr(path, '/');
	struct tg_str stem = stem_of(tg_str_from(path, slash == SIZE_MAX
							? 0 : slash + 1));

	if (home.n) {
		add(out, arena, tg_arena_printf(arena, "/%.*s/**", (int)home.n,
						home.p));
		return;
	}
	if (names_a_part(stem))
		add(out, arena, tg_arena_printf(arena, "**/%.*s/**", (int)stem.n,
						stem.p));
	else if (alone)
		add(out, arena, "**");
}

static void cover_of(struct tg_cover *out, struct tg_arena *arena,
		     const struct tg_model *model, const struct tg_policy *policy,
		     bool alone)
{
	struct patterns patterns = { 0 };

	out->model = model;
	if (!model)
		return;
	add_policy(&patterns, arena, model, policy);
	for (size_t i = 0; i < model->n_covers; i++)
		add(&patterns, arena, model->covers[i]);
	out->assumed = patterns.list.n == 0;
	if (out->assumed && model->path)
		assume(&patterns, arena, model, alone);
	for (size_t i = 0; i < model->n_threats; i++)
		add_evidence(&patterns, arena, model->threats[i].mitigations,
			     model->threats[i].n_mitigations);
	out->globs = compile(&patterns, arena);
}

void tg_coverage_init(struct tg_coverage *out, struct tg_arena *arena,
		      const struct tg_model *const *models, size_t n,
		      const struct tg_policy *policy)
{
	size_t known = 0;

	out->items = tg_arena_calloc(arena, n + 1, sizeof(*out->items));
	out->n = n;
	for (size_t i = 0; i < n; i++)
		known += models[i] != NULL;
	for (size_t i = 0; i < n; i++)
		cover_of(&out->items[i], arena, models[i], policy, known == 1);
}

void tg_coverage_release(struct tg_coverage *coverage)
{
	for (size_t i = 0; i < coverage->n; i++) {
		tg_globs_free(coverage->items[i].globs);
		coverage->items[i].globs = NULL;
	}
	coverage->n = 0;
}

/* --- asking ----------------------------------------------------------------------- */

bool tg_cover_has(const struct tg_cover *cover, const char *path)
{
	if (!cover->globs)
		return false;
	if (cover->model->path && strcmp(cover->model->path, path) == 0)
		return false;
	return tg_globs_match(cover->globs, path);
}

const struct tg_cover *tg_coverage_next(const struct tg_coverage *coverage,
					const char *path, size_t *from)
{
	while (*from < coverage->n) {
		const struct tg_cover *cover = &coverage->items[(*from)++];

		if (tg_cover_has(cover, path))
			return cover;
	}
	return NULL;
}

bool tg_coverage_has(const struct tg_coverage *coverage, const char *path)
{
	size_t from = 0;

	return tg_coverage_next(coverage, path, &from) != NULL;
}

static int by_strength(const void *left, const void *right)
{
	const struct tg_signal *a = *(const struct tg_signal *const *)left;
	const struct tg_signal *b = *(const struct tg_signal *const *)right;
	int order = strcmp(a->path, b->path);

	if (order)
		return order;
	if (a->severity != b->severity)
		return a->severity > b->severity ? -1 : 1;
	if (a->confidence != b->confidence)
		return a->confidence > b->confidence ? -1 : 1;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return strcmp(a->rule, b->rule);
}

size_t tg_coverage_gaps(const struct tg_signal ***out, struct tg_arena *arena,
			const struct tg_coverage *coverage,
			const struct tg_signal *signals, size_t n)
{
	TG_VEC(const struct tg_signal *) gaps = { 0 };
	const char *last = NULL;
	bool covered = false;

	for (size_t i = 0; i < n; i++) {
		if (!signals[i].triggers || !signals[i].path)
			continue;
		if (!last || strcmp(last, signals[i].path) != 0)
			covered = tg_coverage_has(coverage, signals[i].path);
		last = signals[i].path;
		if (!covered)
			*TG_VEC_PUSH(arena, &gaps) = &signals[i];
	}
	if (gaps.n)
		qsort(gaps.items, gaps.n, sizeof(*gaps.items), by_strength);
	*out = gaps.items;
	return gaps.n;
}

size_t tg_coverage_idle(bool *idle, const struct tg_model *model,
			const char *const *paths, size_t n_paths,
			struct tg_arena *arena)
{
	size_t n = 0;

	for (size_t i = 0; i < model->n_covers; i++) {
		struct tg_globs *globs = NULL;
		struct tg_err err;

		idle[i] = model->covers[i][0] != '!' &&
			  tg_globs_new(&globs, arena, &model->covers[i], 1, 0,
				       &err) == TG_OK;
		for (size_t j = 0; globs && j < n_paths && idle[i]; j++)
			idle[i] = !tg_globs_match(globs, paths[j]);
		tg_globs_free(globs);
		n += idle[i];
	}
	return n;
}
