#include "action.h"

#include "../base/buf.h"
#include "../base/utf8.h"
#include "../git/repo.h"
#include "../pipeline/run.h"
#include "../report/escape.h"
#include "judge.h"
#include "publish.h"
#include "publish_files.h"
#include "wording.h"

#include <stdlib.h>
#include <string.h>
#include <threatgate/write.h>

#define MAX_LOG_BYTES (16u << 20)
#define MAX_FILE_BYTES (4u << 20)

struct action_run {
	const struct tg_action_io *io;
	struct tg_arena arena;
	struct tg_action action;
	struct tg_event event;
	struct tg_api *api;
	struct tg_judging judging;
	struct tg_report report;
	enum tg_rc rc; /* of judging */
	bool said;     /* the verdict has reached somebody */
};

/* --- saying things ----------------------------------------------------------- */

static void say(struct action_run *run, struct tg_str text)
{
	struct tg_buf safe = TG_BUF_INIT(MAX_LOG_BYTES);

	tg_word_log(&safe, text);
	if (run->io->print(tg_buf_str(&safe), run->io->print_ctx))
		run->said = true;
	tg_buf_release(&safe);
}

/* One line that may hold text of others. */
static void say_line(struct action_run *run, const char *label, const char *text)
{
	struct tg_buf line = TG_BUF_INIT(8192);

	tg_buf_printf(&line, "threatgate: %s", label);
	tg_utf8_put_safe(&line, tg_str(text));
	say(run, tg_buf_str(&line));
	tg_buf_release(&line);
}

/* Something that did not work and does not matter for the verdict. */
static void warn(struct action_run *run, const char *what, const struct tg_err *err)
{
	struct tg_buf text = TG_BUF_INIT(4096);

	tg_buf_printf(&text, "%s: ", what);
	if (err->file[0])
		tg_buf_printf(&text, "%s: ", err->file);
	tg_buf_puts(&text, err->msg);
	say_line(run, "", text.ptr);
	tg_buf_release(&text);
}

static void say_report(struct action_run *run, const char *format)
{
	struct tg_write_options plain = { 0 };
	struct tg_err err;
	char *text;
	size_t size;

	if (tg_report_write(&text, &size, &run->report, format, &plain, &err) != TG_OK) {
		warn(run, "the report cannot be printed", &err);
		return;
	}
	/* Annotations are workflow commands and were made harmless as such. */
	if (strcmp(format, "github") == 0)
		run->io->print(tg_str_n(text, size), run->io->print_ctx);
	else
		say(run, tg_str_n(text, size));
	free(text);
}

/* --- what went wrong --------------------------------------------------------- */

static void say_error(struct action_run *run, const struct tg_err *err)
{
	struct tg_buf text = TG_BUF_INIT(8192), line = TG_BUF_INIT(16384);

	if (err->file[0])
		tg_buf_printf(&text, "%s: ", err->file);
	if (err->file[0] && err->line)
		tg_buf_printf(&text, "line %u: ", err->line);
	tg_buf_puts(&text, err->msg);
	say_line(run, "", text.ptr);
	if (err->hint[0]) {
		say_line(run, "", err->hint);
		tg_buf_printf(&text, "\n%s", err->hint);
	}
	tg_buf_puts(&line, "::error title=threatgate::");
	tg_put_command_data(&line, tg_buf_str(&text));
	tg_buf_putc(&line, '\n');
	run->io->print(tg_buf_str(&line), run->io->print_ctx);
	tg_buf_release(&line);
	tg_buf_release(&text);
}

/* A report that says why there is none. */
static void make_error_report(struct action_run *run, const struct tg_err *err)
{
	memset(&run->report, 0, sizeof(run->report));
	run->report.verdict = TG_VERDICT_ERROR;
	run->report.error = tg_arena_printf(
		&run->arena, "%s%s%s%s%s", err->file, err->file[0] ? ": " : "", err->msg,
		err->hint[0] ? ". What to do: " : "", err->hint);
	run->report.base = run->judging.base_sha ? run->judging.base_sha : "";
	run->report.head = run->judging.head_sha ? run->judging.head_sha : "";
	run->report.merge_base = "";
}

/* --- the steps --------------------------------------------------------------- */

static enum tg_rc read_inputs(struct action_run *run, struct tg_err *err)
{
	const struct tg_action_io *io = run->io;
	enum tg_rc rc;

	rc = tg_action_read(&run->action, &run->arena, io->env, io->env_ctx, err);
	if (rc == TG_OK)
		rc = tg_event_read(&run->event, &run->arena, io->env, io->env_ctx, err);
	if (io->use_api)
		run->action.use_api = true;
	if (io->number)
		run->action.number = io->number;
	return rc;
}

static void open_api(struct action_run *run)
{
	struct tg_api_options options = {
		.api_url = run->action.api_url,
		.graphql_url = run->action.graphql_url,
		.token = run->action.token,
		.repository = run->action.repository,
	};
	struct tg_err err;

	if (tg_api_new(&run->api, &options, &err) != TG_OK)
		run->judging.api_why = tg_arena_dup(&run->arena, err.msg);
}

static void judge(struct action_run *run, struct tg_err *err)
{
	struct tg_judging *j = &run->judging;

	j->arena = &run->arena;
	j->action = &run->action;
	j->event = &run->event;
	j->api = run->api;
	j->repo = run->io->repo ? run->io->repo : run->action.workspace;
	j->today = run->io->today;
	j->progress = run->io->progress;
	j->progress_ctx = run->io->progress_ctx;
	run->rc = tg_judging_run(j, err);
	if (run->rc == TG_OK)
		run->report = *tg_run_report(j->run);
	else
		make_error_report(run, err);
}

/* Links lead to the lines as they were judged. */
static const char *link_base(struct action_run *run)
{
	const char *commit = *run->report.head ? run->report.head : run->judging.head_sha;

	if (!commit || !*commit)
		return NULL;
	return tg_arena_printf(&run->arena, "%s/%s/blob/%s/", run->action.server_url,
			       run->action.repository, commit);
}

static void write_summary(struct action_run *run)
{
	struct tg_buf text = TG_BUF_INIT(TG_SUMMARY_BYTES);
	struct tg_err err;

	tg_word_report(&text, &run->report, link_base(run), TG_SUMMARY_BYTES - 1024);
	tg_buf_putc(&text, '\n');
	if (tg_publish_summary(&run->action, text.ptr, &err) != TG_OK)
		warn(run, "the job summary was not written", &err);
	else if (run->action.step_summary)
		run->said = true;
	tg_buf_release(&text);
}

static void write_files(struct action_run *run)
{
	struct tg_err err;

	if (run->rc == TG_OK &&
	    tg_publish_report_files(&run->action, &run->report, &err) != TG_OK)
		warn(run, "a report file was not written", &err);
	if (tg_publish_outputs(&run->action, &run->report, &err) != TG_OK)
		warn(run, "the outputs were not written", &err);
}

/* --- publishing -------------------------------------------------------------- */

/* Lines of GitHub's merge commit are those of the head where the base has not
 * touched the file. */
static bool same_lines(const char *path, void *ctx)
{
	struct action_run *run = ctx;
	const struct tg_run *judged = run->judging.run;
	struct tg_str merged, head;
	struct tg_err ignored;

	return judged->repo &&
	       tg_changeset_read_path(&merged, &judged->changes, TG_SIDE_NEW, path,
				      MAX_FILE_BYTES, &run->arena, &ignored) == TG_OK &&
	       tg_repo_read(&head, judged->repo, run->judging.head_sha, path,
			    MAX_FILE_BYTES, &run->arena, &ignored) == TG_OK &&
	       tg_str_eq(merged, head);
}

static void fill_publication(struct tg_publication *p, struct action_run *run)
{
	const struct tg_judging *j = &run->judging;
	bool queued = run->event.kind == TG_EVENT_MERGE_GROUP;

	*p = (struct tg_publication){
		.api = run->api,
		.action = &run->action,
		.report = &run->report,
		.link_base = link_base(run),
		.changes = j->run ? &j->run->changes : NULL,
		.same_lines = same_lines,
		.same_lines_ctx = run,
		/* What the queue judges is shown on its own commit alone. */
		.number = queued ? 0 : j->pull.number,
		.head_sha = j->head_sha,
		.draft = j->pull.draft,
		.fork_token =
			j->pull.fork && strcmp(run->event.name, "pull_request") == 0,
	};
}

/* What was not published is said in the log, and where the verdict is read. */
static void say_unpublished(struct action_run *run, const char *why)
{
	struct tg_buf note = TG_BUF_INIT(16384);
	struct tg_str rest = tg_str(why), line;
	struct tg_err ignored;

	while (tg_str_line(&rest, &line)) {
		say_line(run, "", tg_arena_dup_str(&run->arena, line));
		tg_buf_puts(&note, "\n> ");
		tg_put_markdown(&note, line);
		tg_buf_putc(&note, '\n');
	}
	if (note.len && tg_publish_summary(&run->action, note.ptr, &ignored) != TG_OK)
		tg_buf_clear(&note);
	tg_buf_release(&note);
}

static void publish(struct action_run *run)
{
	struct tg_publish_result result = { 0 };
	struct tg_publication p;

	if (!run->api || !run->action.token) {
		say_unpublished(run, run->api
					     ? "nothing was published: there is no token "
					       "(input 'token')"
					     : run->judging.api_why);
		return;
	}
	fill_publication(&p, run);
	tg_publish(&result, &p, &run->arena);
	if (result.verdict == TG_PUBLISHED || result.verdict == TG_UNCHANGED)
		run->said = true;
	say_unpublished(run, result.why);
}

static int exit_status(const struct action_run *run)
{
	if (!run->said)
		return 3;
	if (run->rc != TG_OK)
		return tg_rc_exit_status(run->rc);
	if (run->report.verdict == TG_VERDICT_PASS)
		return 0;
	return strcmp(run->action.fail, "warn-only") == 0 ? 0 : 1;
}

static int report(struct action_run *run, const struct tg_err *err)
{
	if (run->rc == TG_OK)
		say_report(run, "text");
	else
		say_error(run, err);
	write_summary(run);
	if (run->rc == TG_OK)
		say_report(run, "github");
	write_files(run);
	publish(run);
	return exit_status(run);
}

static int run_all(struct action_run *run)
{
	struct tg_err err;

	run->rc = read_inputs(run, &err);
	if (run->rc != TG_OK) {
		say_error(run, &err);
		return tg_rc_exit_status(run->rc);
	}
	if (run->event.kind == TG_EVENT_IRRELEVANT) {
		say_line(run, "nothing to do at this event: ", run->event.name);
		return 0;
	}
	open_api(run);
	judge(run, &err);
	return report(run, &err);
}

int tg_action_run(const struct tg_action_io *io)
{
	struct action_run run = { .io = io };
	int status = run_all(&run);

	tg_judging_release(&run.judging);
	tg_api_free(run.api);
	tg_arena_release(&run.arena);
	return status;
}
