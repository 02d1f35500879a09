/* From a fact to a signal: place, excerpt, words. */
#include "compare.h"

#include <stdlib.h>
#include <string.h>

#define MAX_EXCERPT 200u

static size_t rule_index(const char *id)
{
	for (size_t i = 0; i < tg_deps_rule_count; i++)
		if (strcmp(tg_deps_rule_info[i].id, id) == 0)
			return i;
	return 0;
}

static bool is_added(const struct tg_change *change, uint32_t line)
{
	for (size_t i = 0; i < change->n_hunks; i++) {
		const struct tg_hunk *h = &change->hunks[i];
		if (line >= h->new_start && line - h->new_start < h->new_lines)
			return true;
	}
	return false;
}

static bool is_name_byte(char c)
{
	return tg_is_alnum(c) || c == '-' || c == '_';
}

/* The name as a whole word of the line. */
static bool names(struct tg_str line, struct tg_str name)
{
	size_t from = 0, at;

	while (name.n > 0 &&
	       (at = tg_str_ifind(tg_str_from(line, from), name)) != SIZE_MAX) {
		at += from;
		bool left = at == 0 || !is_name_byte(line.p[at - 1]);
		bool right = at + name.n >= line.n || !is_name_byte(line.p[at + name.n]);
		if (left && right)
			return true;
		from = at + 1;
	}
	return false;
}

/* `"name":`, as JSON writes what it maps. */
static bool is_key(struct tg_str line, struct tg_str name)
{
	if (!tg_str_starts(line, "\"") || line.n < name.n + 2 ||
	    !tg_str_eq(tg_str_sub(line, 1, name.n), name) || line.p[name.n + 1] != '"')
		return false;
	return tg_str_starts(tg_str_trim(tg_str_from(line, name.n + 2)), ":");
}

/* Readers without positions: the first changed line that has it as a key, else
 * that names it, else the first that does. */
static uint32_t locate(const struct tg_pair *pair, const struct tg_dependency *dep)
{
	struct tg_scan scan = { pair->new_text, 0 };
	struct tg_str line;
	uint32_t first = 0, added = 0;

	while (tg_scan_line(&scan, &line, NULL)) {
		if (!names(line, tg_str(dep->name)))
			continue;
		if (is_added(pair->change, scan.line)) {
			if (is_key(line, tg_str(dep->name)))
				return scan.line;
			if (added == 0)
				added = scan.line;
		}
		if (first == 0)
			first = scan.line;
	}
	return added ? added : first;
}

static const char *excerpt(struct tg_compare *c, const struct tg_pair *pair,
			   uint32_t number)
{
	struct tg_scan scan = { pair->new_text, 0 };
	struct tg_str line;

	while (number > 0 && tg_scan_line(&scan, &line, NULL))
		if (scan.line == number)
			return tg_arena_strndup(c->arena, line.p ? line.p : "",
						line.n < MAX_EXCERPT ? line.n : MAX_EXCERPT);
	return "";
}

/* Client libraries of somebody else's service: data will go there. */
static bool is_integration(const struct tg_dependency *dep)
{
	static const char *const services[] = {
		"stripe", "paypal", "braintree", "adyen", "twilio", "sendgrid",
		"mailgun", "postmark", "mailchimp", "boto3", "aws", "azure", "gcloud",
		"firebase", "sentry", "datadog", "newrelic", "segment", "mixpanel",
		"amplitude", "intercom", "zendesk", "slack", "telegram", "openai",
		"anthropic", "auth0", "okta", "algolia", "cloudinary", "salesforce",
		"hubspot", "plaid", "shopify", "posthog", NULL
	};
	struct tg_str rest = tg_str(dep->name), word;

	if (dep->kind != TG_DEP_PACKAGE || dep->dev || !dep->direct ||
	    strcmp(dep->ecosystem, "github-actions") == 0 ||
	    strcmp(dep->ecosystem, "terraform") == 0)
		return false;
	while (rest.n > 0) {
		word = tg_scan_word(&rest, "");
		for (const char *const *s = services; *s != NULL; s++)
			if (tg_str_iis(word, *s))
				return true;
		if (word.n == 0)
			rest = tg_str_from(rest, 1);
	}
	return false;
}

const char *tg_dependency_title(struct tg_arena *arena, const struct tg_dependency *dep)
{
	static const struct {
		const char *ecosystem, *noun;
	} nouns[] = {
		{ "pypi", "Python package" }, { "go", "Go module" },
		{ "cargo", "Rust crate" }, { "rubygems", "Ruby gem" },
		{ "maven", "Maven artifact" }, { "composer", "Composer package" },
		{ "nuget", "NuGet package" }, { "hex", "Hex package" },
		{ "docker", "container image" }, { "github-actions", "GitHub Action" },
		{ "terraform", "Terraform" }, { "git-submodule", "git submodule" },
		{ "helm", "Helm chart" }, { "pre-commit", "pre-commit hook" },
		{ "nix", "Nix flake input" }, { "bazel", "Bazel module" },
		{ "gitlab-ci", "GitLab CI include" },
	};
	const char *noun = NULL;

	for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
		if (strcmp(nouns[i].ecosystem, dep->ecosystem) == 0)
			noun = nouns[i].noun;
	if (noun == NULL)
		noun = tg_arena_printf(arena, "%s package", dep->ecosystem);
	return tg_arena_printf(arena, "%s %s%s%.60s", noun, dep->name,
			       *dep->version ? " " : "", dep->version);
}

static enum tg_confidence confidence(const struct tg_pair *pair,
				     const struct tg_deps_rule *info)
{
	if (pair->fixture)
		return TG_CONFIDENCE_LOW;
	if (pair->example && info->confidence == TG_CONFIDENCE_HIGH)
		return TG_CONFIDENCE_MEDIUM;
	return info->confidence;
}

/* What is new is worth more than that something is. */
static const char *title(struct tg_arena *arena, const struct tg_deps_rule *info,
			 const struct tg_dependency *dep)
{
	if (dep == NULL)
		return info->title;
	return tg_arena_printf(arena, "%s: %s", info->title,
			       tg_dependency_title(arena, dep));
}

struct tg_signal *tg_compare_signal(struct tg_compare *c, struct tg_pair *pair,
				    const char *rule,
				    const struct tg_dependency *dep,
				    const char *message)
{
	const size_t index = rule_index(rule);
	const struct tg_deps_rule *info = &tg_deps_rule_info[index];
	uint32_t line = 0;

	if (pair->kept[index] >= TG_DEPS_MAX_SIGNALS) {
		pair->dropped[index]++;
		return &c->spare;
	}
	pair->kept[index]++;
	if (dep != NULL)
		line = dep->line != 0 ? dep->line : locate(pair, dep);
	struct tg_signal *s = TG_VEC_PUSH(c->arena, &c->signals);
	*s = (struct tg_signal){
		.rule = info->id, .title = title(c->arena, info, dep), .topic = "dependency",
		.triggers = dep != NULL && is_integration(dep) ? TG_NEW_INTEGRATION : 0,
		.stride = info->stride, .severity = info->severity,
		.confidence = confidence(pair, info),
		.path = pair->change->path, .line = line, .side = TG_SIDE_NEW,
		.change = line > 0 ? TG_CHANGE_ADDED : TG_CHANGE_FILE,
		.new_file = pair->change->status == TG_STATUS_ADDED,
		.excerpt = excerpt(c, pair, line), .message = message,
		.ask = info->ask, .references = info->references,
	};
	return s;
}

static int by_place(const void *a, const void *b)
{
	const struct tg_signal *x = a, *y = b;
	int order = strcmp(x->path, y->path);

	if (order == 0)
		order = (x->line > y->line) - (x->line < y->line);
	if (order == 0)
		order = strcmp(x->rule, y->rule);
	return order ? order : strcmp(x->message, y->message);
}

void tg_compare_finish(struct tg_compare *c)
{
	for (size_t p = 0; p < c->n_pairs; p++) {
		struct tg_pair *pair = &c->pairs[p];
		for (size_t r = 0; r < TG_DEPS_RULES; r++) {
			if (pair->dropped[r] == 0)
				continue;
			size_t more = pair->dropped[r];
			pair->kept[r] = 0;
			tg_compare_signal(c, pair, tg_deps_rule_info[r].id, NULL,
					  tg_arena_printf(c->arena, "%zu more of the "
							  "same in this file.", more));
		}
	}
	if (c->signals.n > 1)
		qsort(c->signals.items, c->signals.n, sizeof *c->signals.items,
		      by_place);
}
