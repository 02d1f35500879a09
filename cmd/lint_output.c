#include "lint_output.h"

#include "../src/base/utf8.h"
#include "../src/report/json_text.h"

static void count(const struct lint_seen *seen, size_t n[3])
{
	for (size_t i = 0; i < seen->n; i++)
		n[seen->findings[i].level]++;
}

static const char *paint(enum tg_level level, bool on)
{
	if (!on)
		return "";
	return level == TG_LEVEL_ERROR   ? "\033[31m" :
	       level == TG_LEVEL_WARNING ? "\033[33m" :
					   "\033[36m";
}

static void put_finding(struct tg_buf *out, const struct tg_finding *f, bool on)
{
	tg_utf8_put_safe(out, tg_str(f->path));
	if (f->line > 0)
		tg_buf_printf(out, ":%u", (unsigned)f->line);
	tg_buf_printf(out, ": %s%s%s: ", paint(f->level, on), tg_level_name(f->level),
		      on ? "\033[0m" : "");
	tg_utf8_put_safe(out, tg_str(f->message));
	tg_buf_printf(out, " [%s]\n", f->id);
	if (f->waived != NULL) {
		tg_buf_puts(out, "    ignored: ");
		tg_utf8_put_safe(out, tg_str(f->waived));
		tg_buf_putc(out, '\n');
	} else if (f->fix != NULL && f->fix[0] != '\0') {
		tg_buf_puts(out, "    ");
		tg_utf8_put_safe(out, tg_str(f->fix));
		tg_buf_putc(out, '\n');
	}
}

static void put_count(struct tg_buf *out, size_t n, const char *one, const char *many)
{
	tg_buf_printf(out, "%zu %s", n, n == 1 ? one : many);
}

void lint_put_text(struct tg_buf *out, const struct lint_seen *seen, bool colored)
{
	size_t n[3] = { 0, 0, 0 };

	for (size_t i = 0; i < seen->n; i++)
		put_finding(out, &seen->findings[i], colored);
	count(seen, n);
	put_count(out, seen->models, "threat model", "threat models");
	if (seen->others > 0) {
		tg_buf_puts(out, ", ");
		put_count(out, seen->others, "other file", "other files");
	}
	tg_buf_puts(out, ": ");
	put_count(out, n[TG_LEVEL_ERROR], "error", "errors");
	tg_buf_puts(out, ", ");
	put_count(out, n[TG_LEVEL_WARNING], "warning", "warnings");
	tg_buf_puts(out, ", ");
	put_count(out, n[TG_LEVEL_NOTE], "note", "notes");
	if (seen->repaired > 0) {
		tg_buf_puts(out, "; ");
		put_count(out, seen->repaired, "repair", "repairs");
		tg_buf_puts(out, " made");
	}
	tg_buf_putc(out, '\n');
}

static json_t *finding_json(const struct tg_finding *f)
{
	json_t *o = json_object();

	tg_json_set(o, "id", tg_json_text(f->id));
	tg_json_set(o, "level", tg_json_text(tg_level_name(f->level)));
	tg_json_set(o, "path", tg_json_text(f->path));
	tg_json_set(o, "line", json_integer((json_int_t)f->line));
	tg_json_set(o, "threat", tg_json_text(f->threat));
	tg_json_set(o, "message", tg_json_text(f->message));
	tg_json_set(o, "fix", tg_json_text(f->fix));
	tg_json_set(o, "fingerprint", tg_json_text(f->fingerprint));
	tg_json_set(o, "waived", tg_json_text(f->waived));
	return o;
}

void lint_put_json(struct tg_buf *out, const struct lint_seen *seen)
{
	json_t *o = json_object(), *list = json_array(), *sum = json_object();
	size_t n[3] = { 0, 0, 0 };

	count(seen, n);
	for (size_t i = 0; i < seen->n; i++)
		json_array_append_new(list, finding_json(&seen->findings[i]));
	tg_json_set(sum, "models", json_integer((json_int_t)seen->models));
	tg_json_set(sum, "others", json_integer((json_int_t)seen->others));
	tg_json_set(sum, "errors", json_integer((json_int_t)n[TG_LEVEL_ERROR]));
	tg_json_set(sum, "warnings", json_integer((json_int_t)n[TG_LEVEL_WARNING]));
	tg_json_set(sum, "notes", json_integer((json_int_t)n[TG_LEVEL_NOTE]));
	tg_json_set(sum, "repaired", json_integer((json_int_t)seen->repaired));
	tg_json_set(o, "schema", tg_json_text("threatgate-lint/1"));
	tg_json_set(o, "summary", sum);
	tg_json_set(o, "findings", list);
	tg_json_write(out, o);
}
