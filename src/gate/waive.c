#include "waive.h"

#include <string.h>

/* A pattern for everything also takes findings that have no path. */
static bool takes_everything(const struct tg_globs *globs)
{
	size_t n = tg_globs_count(globs);

	return n > 0 && strcmp(tg_globs_pattern(globs, n - 1), "**") == 0;
}

static bool covers_path(const struct tg_waiving *w, const struct tg_waiver *waiver,
			const char *path)
{
	if (!path)
		return takes_everything(waiver->paths);
	if (!tg_globs_match(waiver->paths, path))
		return false;
	for (size_t i = 0; w->changes && i < w->changes->n; i++) {
		const struct tg_change *c = &w->changes->changes[i];
		if (c->status == TG_STATUS_RENAMED && strcmp(c->path, path) == 0)
			return tg_globs_match(waiver->paths, c->old_path);
	}
	return true;
}

/* Rule ids have a dot in them, finding ids never. */
static bool is_of_rule(const struct tg_waiver *waiver)
{
	return strchr(waiver->finding, '.') != NULL;
}

/* True while it counts; marks it where it would have. */
static bool in_time(const struct tg_waiving *w, size_t index)
{
	if (strcmp(w->waivers->items[index].expires, w->today) >= 0)
		return true;
	if (w->expired)
		w->expired[index] = true;
	return false;
}

const struct tg_waiver *tg_waives_signal(const struct tg_waiving *w,
					 const struct tg_signal *signal)
{
	for (size_t i = 0; w->waivers && i < w->waivers->n; i++) {
		const struct tg_waiver *waiver = &w->waivers->items[i];
		if (!waiver->fingerprint && is_of_rule(waiver) &&
		    tg_id_matches(waiver->finding, signal->rule) &&
		    covers_path(w, waiver, signal->path) && in_time(w, i))
			return waiver;
	}
	return NULL;
}

static const struct tg_waiver *waives(const struct tg_waiving *w,
				      const struct tg_finding *f)
{
	for (size_t i = 0; w->waivers && i < w->waivers->n; i++) {
		const struct tg_waiver *waiver = &w->waivers->items[i];
		if (is_of_rule(waiver) ||
		    !tg_id_matches(waiver->finding, f->id) ||
		    !covers_path(w, waiver, f->path))
			continue;
		if (waiver->fingerprint && strcmp(waiver->fingerprint, f->fingerprint) != 0)
			continue;
		if (in_time(w, i))
			return waiver;
	}
	return NULL;
}

void tg_waive_findings(const struct tg_waiving *w, struct tg_finding *findings, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct tg_waiver *waiver = waives(w, &findings[i]);
		if (!waiver)
			continue;
		findings[i].level = TG_LEVEL_NOTE;
		findings[i].waived =
			tg_arena_printf(w->arena, "%s (%s, until %s)", waiver->reason,
					waiver->owner, waiver->expires);
	}
}

void tg_apply_baseline(struct tg_finding *findings, size_t n,
		       const struct tg_baseline *baseline, bool *used,
		       struct tg_arena *arena)
{
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; baseline && k < baseline->n; k++) {
			const struct tg_baseline_entry *e = &baseline->items[k];
			if (strcmp(e->fingerprint, findings[i].fingerprint) != 0 ||
			    strcmp(e->finding, findings[i].id) != 0)
				continue;
			if (used)
				used[k] = true;
			findings[i].level = TG_LEVEL_NOTE;
			findings[i].waived =
				tg_arena_printf(arena, "in the baseline: %s", e->reason);
		}
	}
}
