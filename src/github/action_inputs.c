/* The environment that the runner sets up for an Action. */
#include "event.h"

#include "../base/str.h"
#include "http_headers.h"

#include <string.h>

#define MAX_KEY 64

const char *const tg_action_inputs[] = { "token",     "key",    "comment", "fail",
					 "login",     "sarif",  "policy",  "api",
					 "pr-number", "report", NULL };

struct reader {
	struct tg_arena *arena;
	tg_env_fn *env;
	void *ctx;
	struct tg_err *err;
};

static const char *variable(const struct reader *r, const char *name)
{
	const char *value = r->env(name, r->ctx);

	return value && *value ? value : NULL;
}

/* INPUT_ and the name in upper case; a blank becomes a line, a dash stays. */
static const char *input(const struct reader *r, const char *name)
{
	char *key = tg_arena_printf(r->arena, "INPUT_%s", name);
	struct tg_str value;

	for (char *p = key + 6; *p; p++)
		if (*p >= 'a' && *p <= 'z')
			*p = (char)(*p - 'a' + 'A');
	value = tg_str_trim(tg_str(variable(r, key)));
	return value.n ? tg_arena_dup_str(r->arena, value) : NULL;
}

/* One of `choices` (the first is the default), or TG_E_USAGE. */
static enum tg_rc choose(const struct reader *r, const char **out, const char *name,
			 const char *const *choices)
{
	const char *value = input(r, name);

	*out = choices[0];
	if (!value)
		return TG_OK;
	for (size_t i = 0; choices[i]; i++) {
		if (strcmp(value, choices[i]) == 0) {
			*out = choices[i];
			return TG_OK;
		}
	}
	tg_err_set(r->err, TG_E_USAGE, "the input '%s' cannot be '%s'", name, value);
	return tg_err_hint(r->err, "it is %s, %s%s%s", choices[0], choices[1],
			   choices[2] ? " or " : "", choices[2] ? choices[2] : "");
}

/* It stands in names and in hidden markers: nothing that could end either. */
static enum tg_rc check_key(const struct reader *r, const char *key)
{
	bool ok = strlen(key) <= MAX_KEY && !strstr(key, "--");

	for (const char *p = key; *p; p++)
		ok = ok && (tg_is_alnum(*p) || *p == '.' || *p == '_' || *p == '-' ||
			    *p == '/');
	if (ok)
		return TG_OK;
	tg_err_set(r->err, TG_E_USAGE, "the input 'key' cannot be '%s'", key);
	return tg_err_hint(r->err,
			   "letters, digits, '.', '_', '/' and single dashes, "
			   "at most %d",
			   MAX_KEY);
}

/* The base's own policy, or a file that the job brought along: one of the work
 * tree would be the pull request's. */
static enum tg_rc check_policy(const struct reader *r, const char *policy)
{
	if (!policy || strcmp(policy, "worktree") != 0)
		return TG_OK;
	tg_err_set(r->err, TG_E_USAGE, "the input 'policy' cannot be 'worktree'");
	return tg_err_hint(r->err, "a pull request would be judged by its own policy; "
				   "leave it out for the base's");
}

static enum tg_rc read_choices(struct tg_action *out, const struct reader *r)
{
	static const char *const comments[] = { "always", "on-failure", "never", NULL };
	static const char *const fails[] = { "true", "warn-only", NULL, NULL };
	static const char *const flags[] = { "false", "true", NULL, NULL };
	const char *api, *number = input(r, "pr-number");
	uint32_t n = 0;
	enum tg_rc rc;

	if ((rc = choose(r, &out->comment, "comment", comments)) != TG_OK ||
	    (rc = choose(r, &out->fail, "fail", fails)) != TG_OK ||
	    (rc = choose(r, &api, "api", flags)) != TG_OK ||
	    (rc = check_key(r, out->key)) != TG_OK ||
	    (rc = check_policy(r, out->policy)) != TG_OK)
		return rc;
	out->use_api = strcmp(api, "true") == 0;
	if (number && (!tg_str_to_u32(tg_str(number), &n) || !n))
		return tg_err_set(r->err, TG_E_USAGE,
				  "the input 'pr-number' is no number: '%s'", number);
	out->number = n;
	return TG_OK;
}

/* "owner/name" of characters that GitHub allows: it stands in URLs. */
static bool is_repository(const char *name)
{
	size_t slashes = 0;

	for (const char *p = name; p && *p; p++) {
		if (*p == '/')
			slashes++;
		else if (!tg_is_alnum(*p) && !strchr("-_.", *p))
			return false;
	}
	return slashes == 1 && name[0] != '/' && name[strlen(name) - 1] != '/';
}

static enum tg_rc read_places(struct tg_action *out, const struct reader *r)
{
	const char *server = variable(r, "GITHUB_SERVER_URL");
	const char *run = variable(r, "GITHUB_RUN_ID");

	out->repository = variable(r, "GITHUB_REPOSITORY");
	out->api_url = variable(r, "GITHUB_API_URL");
	out->graphql_url = variable(r, "GITHUB_GRAPHQL_URL");
	out->server_url = server ? server : "https://github.com";
	out->workspace = variable(r, "GITHUB_WORKSPACE");
	out->step_summary = variable(r, "GITHUB_STEP_SUMMARY");
	out->output = variable(r, "GITHUB_OUTPUT");
	if (!out->api_url)
		out->api_url = "https://api.github.com";
	if (!out->graphql_url)
		out->graphql_url = tg_arena_printf(r->arena, "%s/graphql", out->api_url);
	if (!is_repository(out->repository)) {
		tg_err_set(r->err, TG_E_USAGE,
			   "GITHUB_REPOSITORY is not set to OWNER/NAME");
		return tg_err_hint(r->err,
				   "this command is what the Action runs: see "
				   "docs/github.md; locally, use `threatgate check`");
	}
	if (!tg_http_is_url(out->api_url))
		return tg_err_set(r->err, TG_E_USAGE,
				  "GITHUB_API_URL is no web address: %s", out->api_url);
	if (run)
		out->run_url = tg_arena_printf(r->arena, "%s/%s/actions/runs/%s",
					       out->server_url, out->repository, run);
	return TG_OK;
}

enum tg_rc tg_action_read(struct tg_action *out, struct tg_arena *arena, tg_env_fn *env,
			  void *ctx, struct tg_err *err)
{
	const struct reader r = { arena, env, ctx, err };
	enum tg_rc rc;

	memset(out, 0, sizeof(*out));
	out->token = input(&r, "token");
	if (!out->token)
		out->token = variable(&r, "GITHUB_TOKEN");
	out->key = input(&r, "key");
	out->login = input(&r, "login");
	out->sarif = input(&r, "sarif");
	out->report = input(&r, "report");
	out->policy = input(&r, "policy");
	if (!out->key)
		out->key = "";
	if (!out->login)
		out->login = "github-actions[bot]";
	if ((rc = read_places(out, &r)) != TG_OK)
		return rc;
	return read_choices(out, &r);
}
