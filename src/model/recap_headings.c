/* Headings of what tells known threats once more: summaries, mappings, priorities. */
#include "candidate.h"

#define MOST_LOOKED_AT 100u

static bool names_a_standard(const struct tg_fold *f)
{
	static const char *const names[] = { "top 10", "top ten", "owasp", "mitre", "asvs",
					     "nist", "cwe" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (tg_fold_has(f, names[i]))
			return true;
	return false;
}

/* What stands below "OWASP Top 10 for pods" goes through a list of others. */
static bool stands_under_standard(const struct tg_reading *rd, const struct tg_candidate *c)
{
	if (tg_outline_part(&rd->outline, c->section, NULL) == TG_PART_THREATS)
		return false;
	for (size_t i = c->section; i != 0; i = rd->outline.sections.items[i].parent) {
		struct tg_fold f;

		tg_fold(&f, tg_str(rd->outline.sections.items[i].title));
		if (i != rd->outline.title_section && names_a_standard(&f))
			return true;
	}
	return false;
}

/* "OWASP Top 10 coverage", "Compliance mapping": known threats in another order. */
bool tg_candidate_maps(const struct tg_reading *rd, const struct tg_candidate *c)
{
	static const char *const words[] = { "mapping", "coverage", "traceability",
					     "compliance" };
	struct tg_fold f;

	tg_fold(&f, tg_str(rd->outline.sections.items[c->section].title));
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (tg_fold_has(&f, words[i]))
			return true;
	return stands_under_standard(rd, c);
}

/* "High-priority threats", where no other heading goes on with the next priority. */
static bool is_one_priority(const struct tg_reading *rd, const struct tg_fold *f)
{
	if (!tg_fold_starts(f, "high priority") && !tg_fold_starts(f, "highest"))
		return false;
	for (size_t i = 0; i < rd->outline.sections.n && i < MOST_LOOKED_AT; i++) {
		struct tg_fold other;

		tg_fold(&other, tg_str(rd->outline.sections.items[i].title));
		if (tg_fold_starts(&other, "medium") || tg_fold_starts(&other, "low"))
			return false;
	}
	return true;
}

/* "High risk areas" below "Threat assessment summary" */
static bool stands_in_summary(const struct tg_reading *rd, const struct tg_candidate *c)
{
	const struct tg_outline *o = &rd->outline;

	if (o->sections.items[c->section].part == TG_PART_THREATS)
		return false;
	for (size_t i = o->sections.items[c->section].parent; i != 0 && i != o->title_section;
	     i = o->sections.items[i].parent) {
		struct tg_fold f;

		tg_fold(&f, tg_str(o->sections.items[i].title));
		if (tg_fold_ends(&f, "summary") && (tg_fold_has_stem(&f, "threat") ||
						    tg_fold_has_stem(&f, "risk")))
			return true;
	}
	return false;
}

/* "Summary", "Top threats": its heading says that it sums up. */
bool tg_candidate_sums_up(const struct tg_reading *rd, const struct tg_candidate *c)
{
	static const char *const words[] = { "summary", "conclusion", "overview", "glance",
					     "highlights", "ranking", "ranked", "heat",
					     "prioritization", "prioritisation", "appendix",
					     "walkthrough", "walkthroughs" };
	struct tg_fold f;

	tg_fold(&f, tg_str(rd->outline.sections.items[c->section].title));
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (tg_fold_has(&f, words[i]) && !tg_fold_has(&f, "ranked by"))
			return true;
	if (stands_in_summary(rd, c))
		return true;
	/* neither "Threats to the key" nor "Top edge" sums anything up */
	return (tg_fold_starts(&f, "key") || tg_fold_starts(&f, "top") ||
		is_one_priority(rd, &f)) &&
	       (tg_fold_has_stem(&f, "threat") || tg_fold_has_stem(&f, "risk") ||
		tg_fold_has_stem(&f, "finding") || tg_fold_has_stem(&f, "issue") ||
		tg_fold_has_stem(&f, "attack"));
}
