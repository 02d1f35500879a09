#include "judge.h"

#include "../git/repo.h"

#include <string.h>

static void limit(struct tg_judging *j, const char *line)
{
	*TG_VEC_PUSH(j->arena, &j->limits) = line;
}

/* --- what is judged ---------------------------------------------------------- */

/* A group of the queue is judged by its commits even where its pull request
 * cannot be found. */
static void no_queued_pull(struct tg_judging *j, const char *why)
{
	memset(&j->pull, 0, sizeof(j->pull));
	limit(j,
	      tg_arena_printf(j->arena,
			      "The pull request of this merge group is not known (%s): "
			      "its checklist was not judged again.",
			      why));
}

static enum tg_rc find_pull(struct tg_judging *j, struct tg_err *err)
{
	const struct tg_event *e = j->event;
	unsigned number = j->action->number ? j->action->number : e->number;
	struct tg_pull_source source = { j->api, j->api_why, e };
	bool queued = e->kind == TG_EVENT_MERGE_GROUP;
	enum tg_rc rc = TG_OK;

	if (!number && queued)
		no_queued_pull(j, "its name does not tell");
	if (!number || (e->kind == TG_EVENT_PUSH && !j->action->number))
		return TG_OK;
	rc = tg_pull_read(&j->pull, &source, number, j->arena, err);
	if (rc != TG_OK && queued) {
		no_queued_pull(j, err->msg);
		return TG_OK;
	}
	if (j->pull.limit)
		limit(j, j->pull.limit);
	return rc;
}

static void find_commits(struct tg_judging *j)
{
	bool queued = j->event->kind == TG_EVENT_MERGE_GROUP;

	j->base_sha = j->event->base_sha;
	j->head_sha = j->event->head_sha;
	if (j->pull.number && !queued) {
		j->base_sha = j->pull.base_sha;
		j->head_sha = j->pull.head_sha;
	}
}

static void fill_options(struct tg_check_options *o, const struct tg_judging *j)
{
	const struct tg_pull *p = &j->pull;

	memset(o, 0, sizeof(*o));
	o->repo = j->repo;
	o->policy = j->action->policy;
	o->today = j->today;
	o->limits = j->limits.items;
	o->n_limits = j->limits.n;
	o->progress = j->progress;
	o->progress_ctx = j->progress_ctx;
	if (!p->number)
		return;
	o->body = p->body;
	o->body_size = strlen(p->body);
	o->author = p->author;
	o->author_is_bot = p->author_is_bot;
	o->labels = p->labels;
	o->n_labels = p->n_labels;
	o->draft = p->draft && j->event->kind != TG_EVENT_MERGE_GROUP;
	o->created = *p->created ? p->created : NULL;
}

/* --- from the checkout ------------------------------------------------------- */

/* What another source of the change may not suffer from. */
static bool is_about_clone(enum tg_rc rc)
{
	return rc == TG_E_REPO || rc == TG_E_REVISION || rc == TG_E_HISTORY;
}

/* HEAD is GitHub's merge of exactly this head: its first parent will do. */
static bool is_merge_of(const struct tg_judging *j)
{
	struct tg_repo *repo = NULL;
	struct tg_err ignored;
	char second[TG_HEX] = "";
	bool is = tg_repo_open(&repo, j->repo, &ignored) == TG_OK &&
		  tg_repo_resolve(second, repo, "HEAD^2", &ignored) == TG_OK &&
		  strcmp(second, j->head_sha) == 0;

	tg_repo_free(repo);
	return is;
}

static enum tg_rc judge_clone(struct tg_judging *j, struct tg_err *err)
{
	struct tg_check_options o;
	enum tg_rc rc;

	fill_options(&o, j);
	o.base = *j->base_sha ? j->base_sha : NULL;
	o.head = *j->head_sha ? j->head_sha : NULL;
	rc = tg_check(&j->run, &o, err);
	if (!is_about_clone(rc) || !j->pull.number || !is_merge_of(j))
		return rc;
	o.base = o.head = NULL;
	return tg_check(&j->run, &o, err);
}

/* --- from the API ------------------------------------------------------------ */

/* A new or deleted file has all its lines in its hunks; another has not. */
static bool has_hunks_alone(const struct tg_remote *remote)
{
	for (size_t i = 0; i < remote->n_files; i++)
		if (remote->files[i].patch.n && remote->files[i].old_path &&
		    remote->files[i].new_path)
			return true;
	return false;
}

static enum tg_rc judge_api(struct tg_judging *j, struct tg_err *err)
{
	bool pull = j->pull.number && j->event->kind != TG_EVENT_MERGE_GROUP;
	struct tg_remote_range range = {
		.number = pull ? j->pull.number : 0,
		.base = *j->base_sha ? j->base_sha : j->event->base_ref,
		.head = j->head_sha,
		.changed_files = j->pull.changed_files,
	};
	struct tg_check_options o;
	enum tg_rc rc;

	if (!j->api)
		return tg_err_set(err, TG_E_HTTP, "the API cannot be used: %s",
				  j->api_why);
	if (!*range.base || !*range.head)
		return tg_err_set(err, TG_E_HTTP,
				  "the event does not tell what to compare");
	rc = tg_github_remote_open(&j->remote, j->api, &range, j->arena, err);
	if (rc != TG_OK)
		return rc;
	if (has_hunks_alone(tg_github_remote_get(j->remote)))
		limit(j, "The change was read from the API by its hunks: what only a whole "
			 "file shows (that other endpoints of it are guarded) was not "
			 "looked at. A checkout with fetch-depth: 2 shows it.");
	fill_options(&o, j);
	o.what = TG_CHECK_REMOTE;
	o.remote = tg_github_remote_get(j->remote);
	return tg_check(&j->run, &o, err);
}

enum tg_rc tg_judging_run(struct tg_judging *j, struct tg_err *err)
{
	struct tg_err clone;
	enum tg_rc rc;

	j->base_sha = j->head_sha = "";
	rc = find_pull(j, err);
	find_commits(j);
	if (rc != TG_OK)
		return rc;
	if (j->action->use_api)
		return judge_api(j, err);
	rc = judge_clone(j, &clone);
	if (!is_about_clone(rc)) {
		*err = clone;
		return rc;
	}
	rc = judge_api(j, err);
	/* With neither, the checkout is what a reader can mend. */
	if (rc == TG_E_HTTP && !j->api)
		*err = clone;
	return rc == TG_OK ? rc : err->code;
}

void tg_judging_release(struct tg_judging *j)
{
	tg_run_free(j->run);
	tg_github_remote_free(j->remote);
	j->run = NULL;
	j->remote = NULL;
}
