#include "publish_files.h"

#include "../base/arena.h"
#include "../base/file.h"
#include "../base/utf8.h"
#include "wording.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <threatgate/write.h>

static enum tg_rc fail(struct tg_err *err, const char *path)
{
	tg_err_set(err, TG_E_IO, "cannot be written: %s", strerror(errno));
	return tg_err_at(err, path, 0, 0);
}

static bool write_all(int fd, struct tg_str text)
{
	while (text.n) {
		ssize_t n = write(fd, text.p, text.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		text = tg_str_from(text, (size_t)n);
	}
	return true;
}

/* Appends as much of `text` as leaves the file at most `max` bytes long. */
static enum tg_rc append(const char *path, struct tg_str text, size_t max,
			 struct tg_err *err)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
	struct stat st;
	enum tg_rc rc = TG_OK;

	if (fd < 0)
		return fail(err, path);
	if (fstat(fd, &st) == 0 && st.st_size > 0)
		max = (size_t)st.st_size < max ? max - (size_t)st.st_size : 0;
	if (!write_all(fd, tg_utf8_cut(text, max)))
		rc = fail(err, path);
	if (close(fd) != 0 && rc == TG_OK)
		rc = fail(err, path);
	return rc;
}

enum tg_rc tg_publish_summary(const struct tg_action *action, const char *markdown,
			      struct tg_err *err)
{
	if (!action->step_summary)
		return TG_OK;
	return append(action->step_summary, tg_str(markdown), TG_SUMMARY_BYTES, err);
}

/* --- outputs ----------------------------------------------------------------- */

/* A delimiter that no value can hold by intent: fresh, and from the system. */
static enum tg_rc make_delimiter(char out[48], struct tg_err *err)
{
	unsigned char random[16];

	if (getrandom(random, sizeof(random), 0) != (ssize_t)sizeof(random))
		return tg_err_set(err, TG_E_IO, "the system has no random numbers");
	memcpy(out, "threatgate_", 12);
	for (size_t i = 0; i < sizeof(random); i++)
		(void)snprintf(out + 11 + 2 * i, 3, "%02x", random[i]);
	return TG_OK;
}

static void put_output(struct tg_buf *out, const char *name, const char *value,
		       const char *delimiter)
{
	tg_buf_printf(out, "%s<<%s\n%s\n%s\n", name, delimiter, value, delimiter);
}

enum tg_rc tg_publish_outputs(const struct tg_action *action,
			      const struct tg_report *report, struct tg_err *err)
{
	struct tg_buf out = TG_BUF_INIT(64u << 10);
	char delimiter[48], number[32];
	enum tg_rc rc;

	if (!action->output)
		return TG_OK;
	rc = make_delimiter(delimiter, err);
	if (rc != TG_OK)
		return rc;
	put_output(&out, "verdict", tg_verdict_name(report->verdict), delimiter);
	(void)snprintf(number, sizeof(number), "%zu", report->errors);
	put_output(&out, "errors", number, delimiter);
	(void)snprintf(number, sizeof(number), "%zu", report->warnings);
	put_output(&out, "warnings", number, delimiter);
	put_output(&out, "report", action->report ? action->report : "", delimiter);
	rc = append(action->output, tg_buf_str(&out), SIZE_MAX, err);
	tg_buf_release(&out);
	return rc;
}

/* --- files that were asked for ----------------------------------------------- */

static enum tg_rc write_report(const struct tg_action *action, const char *path,
			       const char *format, const struct tg_report *report,
			       struct tg_err *err)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_write_options plain = { 0 };
	char *text;
	size_t size;
	enum tg_rc rc;

	if (!path)
		return TG_OK;
	if (*path != '/' && action->workspace)
		path = tg_arena_printf(&arena, "%s/%s", action->workspace, path);
	rc = tg_report_write(&text, &size, report, format, &plain, err);
	if (rc == TG_OK) {
		rc = tg_file_write(path, tg_str_n(text, size), 0644, err);
		free(text);
	}
	tg_arena_release(&arena);
	return rc;
}

enum tg_rc tg_publish_report_files(const struct tg_action *action,
				   const struct tg_report *report, struct tg_err *err)
{
	enum tg_rc rc = write_report(action, action->sarif, "sarif", report, err);

	if (rc == TG_OK)
		rc = write_report(action, action->report, "json", report, err);
	return rc;
}
