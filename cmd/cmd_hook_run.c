/* threatgate hook run pre-push: what git calls, with the refs on its input. */
#include "cmd.h"
#include "term.h"

#include "../src/base/file.h"
#include "../src/base/utf8.h"
#include "../src/checklist/checklist.h"
#include "../src/git/hook_input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threatgate/check.h>
#include <threatgate/write.h>
#include <unistd.h>

#define MAX_INPUT (4u << 20)
#define BODY_NAME "PR_BODY.md"

struct state {
	struct cli *cli;
	struct tg_arena arena;
	struct tg_repo *repo;
	struct tg_pushes pushes;
	struct tg_buf body;
	const char *body_from; /* NULL: none */
	char head[TG_HEX];
	char today[11];
	int status;
	bool advised; /* the last words were said */
};

/* --- what is pushed ----------------------------------------------------------- */

/* The pre-commit framework reads git's lines itself and passes two names on. */
static struct tg_str framework_line(struct state *s)
{
	const char *from = getenv("PRE_COMMIT_FROM_REF");
	const char *to = getenv("PRE_COMMIT_TO_REF");
	const char *branch = getenv("PRE_COMMIT_REMOTE_BRANCH");
	char from_id[TG_HEX], to_id[TG_HEX];
	struct tg_err ignored;

	if (!to || tg_repo_resolve(to_id, s->repo, to, &ignored) != TG_OK)
		return TG_STR("");
	if (!from || tg_repo_resolve(from_id, s->repo, from, &ignored) != TG_OK)
		memset(from_id, '0', TG_HEX - 1);
	from_id[TG_HEX - 1] = '\0';
	return tg_str(tg_arena_printf(&s->arena, "HEAD %s %s %s\n", to_id,
				      branch ? branch : "refs/heads/pushed", from_id));
}

static enum tg_rc read_pushes(struct state *s)
{
	struct tg_buf input;
	struct tg_err *err = &s->cli->err;
	enum tg_rc rc = tg_file_read(&input, "-", MAX_INPUT, err);

	if (rc != TG_OK)
		return rc;
	struct tg_str text = tg_str(tg_arena_dup_str(&s->arena, tg_buf_str(&input)));

	tg_buf_release(&input);
	if (!tg_str_trim(text).n)
		text = framework_line(s);
	return tg_hook_input_read(&s->pushes, &s->arena, text, err);
}

/* --- the body ------------------------------------------------------------------- */

/* THREATGATE_BODY, or PR_BODY.md in the git directory. */
static enum tg_rc read_body(struct state *s)
{
	const char *named = getenv("THREATGATE_BODY");
	const char *beside = tg_arena_printf(&s->arena, "%s" BODY_NAME,
					     tg_repo_git_dir(s->repo));
	enum tg_rc rc;

	if (!named && access(beside, F_OK) != 0)
		return TG_OK;
	s->body_from = named ? named : beside;
	rc = tg_file_read(&s->body, s->body_from, TG_BODY_MAX_BYTES, &s->cli->err);
	if (rc != TG_OK && named)
		tg_err_hint(&s->cli->err, "THREATGATE_BODY names this file");
	return rc;
}

/* The body is about what is checked out. */
static bool is_about(const struct state *s, const struct tg_push *push)
{
	return s->body_from && (s->pushes.n == 1 || strcmp(push->local_id, s->head) == 0);
}

/* --- judging ---------------------------------------------------------------------- */

static bool worth_saying(const struct tg_report *r)
{
	for (size_t i = 0; i < r->n_topics; i++)
		if (r->topics[i].detected)
			return true;
	return r->errors || r->warnings;
}

static void put_last_words(const struct state *s, const struct tg_report *r)
{
	if (r->verdict == TG_VERDICT_FAIL && s->body_from)
		(void)fprintf(stderr, "Judged with the body in %s.\n", s->body_from);
	if (r->verdict == TG_VERDICT_FAIL)
		(void)fputs("Nothing was pushed. 'git push --no-verify' pushes all the same.\n",
		      stderr);
	else if (!s->body_from)
		(void)fputs("'threatgate draft' prepares the answers.\n", stderr);
}

static enum tg_rc print(struct state *s, const struct tg_push *push,
			const struct tg_report *r)
{
	struct tg_write_options how = { .color = term_color_of(NULL, STDERR_FILENO),
					.columns = term_columns_of(STDERR_FILENO) };
	struct tg_buf out = TG_BUF_INIT(16384);
	char *text;
	size_t size;
	enum tg_rc rc = tg_report_write(&text, &size, r, "text", &how, &s->cli->err);

	if (rc != TG_OK)
		return rc;
	tg_buf_puts(&out, "threatgate: ");
	tg_utf8_put_safe(&out, tg_str(push->remote_ref));
	tg_buf_puts(&out, "\n");
	(void)fwrite(out.ptr, 1, out.len, stderr);
	(void)fwrite(text, 1, size, stderr);
	tg_buf_release(&out);
	free(text);
	return TG_OK;
}

static enum tg_rc judge(struct state *s, const struct tg_push *push,
			const struct tg_range *range)
{
	struct tg_check_options options = { .base = range->base, .head = range->head,
					    .today = s->today };
	struct tg_run *run;
	enum tg_rc rc;

	/* All is new: there is no base whose policy could be trusted more. */
	if (strcmp(range->base, TG_EMPTY_TREE) == 0)
		options.policy = "worktree";
	if (is_about(s, push)) {
		options.body = s->body.ptr;
		options.body_size = s->body.len;
	}
	if ((rc = tg_check(&run, &options, &s->cli->err)) != TG_OK)
		return rc;
	const struct tg_report *r = tg_run_report(run);

	if (worth_saying(r)) {
		rc = print(s, push, r);
		if (!s->advised || r->verdict == TG_VERDICT_FAIL)
			put_last_words(s, r);
		s->advised = true;
	}
	if (r->verdict != TG_VERDICT_PASS)
		s->status = EXIT_FAIL;
	tg_run_free(run);
	return rc;
}

/* Two refs at one commit are one change. */
static bool judged_before(const struct state *s, size_t index,
			  const struct tg_range *ranges)
{
	for (size_t i = 0; i < index; i++)
		if (strcmp(ranges[i].head, ranges[index].head) == 0 &&
		    strcmp(ranges[i].merge_base, ranges[index].merge_base) == 0 &&
		    !s->pushes.items[i].tag)
			return true;
	return false;
}

static enum tg_rc judge_all(struct state *s)
{
	struct tg_range *ranges = tg_arena_calloc(&s->arena, s->pushes.n + 1,
						  sizeof(*ranges));

	for (size_t i = 0; i < s->pushes.n; i++) {
		const struct tg_push *push = &s->pushes.items[i];
		bool nothing = push->tag;
		enum tg_rc rc = TG_OK;

		if (!nothing)
			rc = tg_push_range(&ranges[i], &nothing, s->repo, push,
					   &s->cli->err);
		if (rc == TG_OK && !nothing && !judged_before(s, i, ranges))
			rc = judge(s, push, &ranges[i]);
		if (rc != TG_OK)
			return rc;
	}
	return TG_OK;
}

static int could_not(struct state *s)
{
	int status = cli_error(s->cli);

	(void)fputs("The push could not be judged. 'git push --no-verify' pushes all the same.\n",
	      stderr);
	return status;
}

static int pre_push(struct state *s)
{
	struct tg_err ignored;

	if (tg_repo_open(&s->repo, NULL, &s->cli->err) != TG_OK ||
	    read_pushes(s) != TG_OK)
		return could_not(s);
	if (!s->pushes.n)
		return EXIT_PASS;
	if (tg_repo_resolve(s->head, s->repo, "HEAD", &ignored) != TG_OK)
		s->head[0] = '\0';
	if (read_body(s) != TG_OK || judge_all(s) != TG_OK)
		return could_not(s);
	return s->status;
}

static int run(struct cli *cli)
{
	struct state s = { .cli = cli, .arena = TG_ARENA_INIT };

	if (!cli->n_args || strcmp(cli->args[0], "pre-push") != 0)
		return cli_usage(cli, "which hook? pre-push is the one there is");
	tg_buf_init(&s.body, TG_BODY_MAX_BYTES);
	term_today(s.today);
	int status = pre_push(&s);

	tg_repo_free(s.repo);
	tg_buf_release(&s.body);
	tg_arena_release(&s.arena);
	return status;
}

static const char *const examples[] = {
	"what would be said of pushing this branch?",
	"echo \"HEAD $(git rev-parse HEAD) refs/heads/x $(printf %040d 0)\" |\n"
	"    threatgate hook run pre-push",
	NULL
};

const struct command cmd_hook_run = {
	.name = "run",
	.synopsis = "pre-push [REMOTE [URL]]",
	.summary = "judge a push: what the hook itself calls",
	.description =
		"Reads git's list of refs from standard input (or, under the pre-commit "
		"framework, its PRE_COMMIT_FROM_REF and PRE_COMMIT_TO_REF) and judges what "
		"the remote does not have yet. Deleted refs and tags are no change.\n\n"
		"A body in PR_BODY.md of the git directory, or in the file that "
		"THREATGATE_BODY names, is judged with it. Prints nothing when nothing "
		"security-relevant was seen.",
	.examples = examples,
	.run = run,
};
