#include "policy.h"

#include <string.h>

const char *const tg_policy_paths[] = {
	".threatgate.yml",	 ".threatgate.yaml",	     ".github/threatgate.yml",
	".github/threatgate.yaml", NULL,
};

static const struct tg_item default_items[] = {
	{ "user-input", "Does this change handle user input? If yes, is it validated?",
	  NULL },
	{ "trust-boundary",
	  "Does this change cross a trust boundary? If yes, is it authenticated and "
	  "authorized?",
	  NULL },
	{ "sensitive-data",
	  "Does this change handle sensitive data? If yes, is it encrypted and not logged?",
	  NULL },
	{ "dependency",
	  "Does this change introduce a new external dependency? If yes, is it pinned and "
	  "verified?",
	  NULL },
	{ "abuse", "Could this change be abused at scale? If yes, are there rate limits?",
	  NULL },
};

static const char *const default_model_paths[] = {
	"docs/threat-models/**", "docs/**/threat[-_ ]model*", "**/THREAT[-_]MODEL*",
	"**/ThreatDragonModels/**", "*.tc.json", "*.otm.json", "*.otm.yaml", "*.otm.yml",
	"threagile*.yaml", "threagile*.yml",
};

/* Accounts that open pull requests by themselves and whose text nobody writes.
 * Not github-actions[bot]: that is whoever may start a workflow. */
static const char *const default_bots[] = {
	"dependabot[bot]",
	"renovate[bot]",
	"pre-commit-ci[bot]",
};

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

const char *tg_policy_default_question(const char *id)
{
	for (size_t i = 0; i < sizeof(default_items) / sizeof(default_items[0]); i++)
		if (strcmp(default_items[i].id, id) == 0)
			return default_items[i].question;
	return NULL;
}

struct tg_policy *tg_policy_default(struct tg_arena *arena)
{
	struct tg_policy *p = tg_arena_alloc(arena, sizeof(*p));
	struct tg_err err;

	p->heading = "Security Considerations";
	p->required = TG_REQUIRED_RELEVANT;
	p->items = tg_arena_calloc(arena, COUNT(default_items), sizeof(*p->items));
	memcpy(p->items, default_items, sizeof(default_items));
	p->n_items = COUNT(default_items);
	p->discussion = TG_ARCHITECTURE | TG_NEW_INTEGRATION | TG_NEW_FEATURE;
	p->threshold = TG_RISK_HIGH;
	p->stale_days = 365;
	p->bots = default_bots;
	p->n_bots = COUNT(default_bots);
	p->limits = tg_limits_default;
	if (tg_globs_new(&p->model_paths, arena, default_model_paths,
			 COUNT(default_model_paths), TG_GLOB_CASELESS, &err) != TG_OK)
		p->model_paths = NULL; /* held by a test */
	return p;
}

void tg_policy_release(struct tg_policy *policy)
{
	if (!policy)
		return;
	tg_globs_free(policy->model_paths);
	tg_globs_free(policy->ignored_paths);
	policy->model_paths = policy->ignored_paths = NULL;
	for (size_t i = 0; i < COUNT(policy->class_paths); i++) {
		tg_globs_free(policy->class_paths[i]);
		policy->class_paths[i] = NULL;
	}
}

bool tg_id_matches(const char *pattern, const char *id)
{
	size_t n = strlen(pattern);

	if (n == 0 || pattern[n - 1] != '*')
		return strcmp(pattern, id) == 0;
	return strncmp(pattern, id, n - 1) == 0;
}

bool tg_policy_level(const struct tg_policy *policy, const char *finding_id,
		     enum tg_level *level)
{
	const struct tg_level_rule *best = NULL;

	for (size_t i = 0; i < policy->n_levels; i++) {
		const struct tg_level_rule *l = &policy->levels[i];
		if (!tg_id_matches(l->id, finding_id))
			continue;
		if (!best || strlen(l->id) >= strlen(best->id) ||
		    strcmp(l->id, finding_id) == 0)
			best = l;
		if (strcmp(l->id, finding_id) == 0)
			break;
	}
	if (!best)
		return true;
	const struct tg_finding_kind *kind = tg_finding_kind(finding_id);
	if (best->level == TG_POLICY_OFF) {
		if (kind && kind->fixed)
			*level = TG_LEVEL_NOTE; /* by its group */
		return kind && kind->fixed;
	}
	*level = (enum tg_level)(best->level - TG_POLICY_NOTE + TG_LEVEL_NOTE);
	return true;
}

static unsigned days_in(unsigned year, unsigned month)
{
	static const unsigned char days[] = { 31, 28, 31, 30, 31, 30,
					      31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month - 1];
}

bool tg_date_is(const char *text)
{
	struct tg_str s = tg_str(text);
	uint32_t y, m, d;

	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-')
		return false;
	if (!tg_str_to_u32(tg_str_sub(s, 0, 4), &y) ||
	    !tg_str_to_u32(tg_str_sub(s, 5, 2), &m) ||
	    !tg_str_to_u32(tg_str_sub(s, 8, 2), &d))
		return false;
	return m >= 1 && m <= 12 && d >= 1 && d <= days_in(y, m);
}
