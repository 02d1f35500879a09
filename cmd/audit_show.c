#include "audit_run.h"

#include "../src/base/utf8.h"

#include <stdlib.h>

#include <jansson.h>

size_t audit_count(const struct audit_run *s, enum tg_level level)
{
	size_t n = 0;

	for (size_t i = 0; i < s->findings.n; i++)
		n += s->findings.items[i].level == level &&
		     !s->findings.items[i].waived;
	return n;
}

static void put_finding(struct tg_buf *out, const struct tg_finding *f)
{
	tg_buf_printf(out, "  %-7s ", tg_level_name(f->level));
	tg_utf8_put_safe(out, tg_str(f->path ? f->path : ""));
	if (f->line)
		tg_buf_printf(out, ":%u", f->line);
	tg_buf_printf(out, "  %s\n          ", f->id);
	tg_utf8_put_safe(out, tg_str(f->message));
	tg_buf_puts(out, "\n          → ");
	tg_utf8_put_safe(out, tg_str(f->fix));
	tg_buf_putc(out, '\n');
}

static void put_count(struct audit_run *s, const char *before, enum tg_level level)
{
	size_t n = audit_count(s, level);

	tg_buf_printf(&s->out, "%s%zu %s%s", before, n, tg_level_name(level), n == 1 ? "" : "s");
}

void audit_put_text(struct audit_run *s)
{
	size_t waived = 0;

	tg_audit_to_text(&s->out, &s->audit);
	for (size_t i = 0; i < s->models.n_broken; i++) {
		tg_buf_puts(&s->out, i ? "  " : "\nModels that cannot be read\n  ");
		tg_utf8_put_safe(&s->out, tg_str(s->models.broken[i]));
		tg_buf_putc(&s->out, '\n');
	}
	if (s->findings.n)
		tg_buf_puts(&s->out, "\nFindings\n");
	for (size_t i = 0; i < s->findings.n; i++) {
		if (s->findings.items[i].waived)
			waived++;
		else
			put_finding(&s->out, &s->findings.items[i]);
	}
	put_count(s, "\n", TG_LEVEL_ERROR);
	put_count(s, ", ", TG_LEVEL_WARNING);
	put_count(s, ", ", TG_LEVEL_NOTE);
	tg_buf_printf(&s->out, "; %zu put up with by the baseline or a waiver\n", waived);
}

static json_t *text(const char *value)
{
	json_t *out = value ? json_string(value) : NULL;

	return out ? out : json_null();
}

static json_t *folders_json(const struct audit_run *s)
{
	json_t *out = json_array();

	for (size_t i = 0; i < s->audit.n_folders; i++) {
		const struct tg_audit_folder *f = &s->audit.folders[i];

		json_array_append_new(out, json_pack(
			"{so, sI, sI, so}", "path", text(f->path), "files",
			(json_int_t)f->files, "covered", (json_int_t)f->covered,
			"model", text(f->model ? f->model->path : NULL)));
	}
	return out;
}

static json_t *items_json(const struct audit_run *s)
{
	json_t *out = json_array();

	for (size_t i = 0; i < s->audit.n_items; i++) {
		const struct tg_audit_item *it = &s->audit.items[i];
		const struct tg_mitigation *m = it->mitigation;

		json_array_append_new(out, json_pack(
			"{ss, so, so, so, so, so, so, sI}", "kind",
			tg_audit_kind_name(it->kind), "model", text(it->model->path),
			"threat", text(*it->threat->id ? it->threat->id
						       : it->threat->title),
			"mitigation", text(m ? m->text : NULL), "owner",
			text(m ? m->owner : NULL), "due", text(m ? m->due : NULL),
			"reason", text(m ? m->reason : NULL), "line",
			(json_int_t)(m && m->line ? m->line : it->threat->line)));
	}
	return out;
}

static json_t *findings_json(const struct audit_run *s)
{
	json_t *out = json_array();

	for (size_t i = 0; i < s->findings.n; i++) {
		const struct tg_finding *f = &s->findings.items[i];

		json_array_append_new(out, json_pack(
			"{ss, ss, so, so, so, sI, so, ss, so}", "id", f->id, "level",
			tg_level_name(f->level), "message", text(f->message), "fix",
			text(f->fix), "path", text(f->path), "line",
			(json_int_t)f->line, "threat", text(f->threat),
			"fingerprint", f->fingerprint, "waived", text(f->waived)));
	}
	return out;
}

void audit_put_json(struct audit_run *s)
{
	json_t *root = json_pack(
		"{ss, s{sI, sI, so}, so, so}", "revision", s->rev, "coverage", "files",
		(json_int_t)s->audit.files, "covered", (json_int_t)s->audit.covered,
		"folders", folders_json(s), "open", items_json(s), "findings",
		findings_json(s));
	char *dump = json_dumps(root, JSON_INDENT(2) | JSON_PRESERVE_ORDER);

	tg_buf_puts(&s->out, dump ? dump : "{}");
	tg_buf_putc(&s->out, '\n');
	free(dump);
	json_decref(root);
}
