#include "audit.h"

#include "../base/hash.h"
#include "../base/map.h"
#include "../base/utf8.h"
#include "../base/vec.h"

#include <stdlib.h>
#include <string.h>

#define SHOWN 100u

struct auditing {
	struct tg_arena *arena;
	const struct tg_coverage *coverage;
	enum tg_risk_level threshold;
	const char *today;
	struct tg_map folders; /* to index + 1 */
	TG_VEC(struct tg_audit_folder) list;
	TG_VEC(struct tg_audit_item) items;
	TG_VEC(struct tg_finding) findings;
};

/* --- coverage ------------------------------------------------------------------- */

/* Folders that hold parts of a system, each in a folder of its own. */
static bool holds_parts(struct tg_str name)
{
	static const char *const names[] = {
		"services", "service", "apps", "packages", "modules", "crates", "libs",
		"lib", "pkg", "internal", "cmd", "components", "projects", "src",
		"functions", "lambdas", "workers", "plugins"
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (tg_str_iis(name, names[i]))
			return true;
	}
	return false;
}

/* "services/order/app.py" → "services/order"; "app.py" → ".". */
static struct tg_str part_of(const char *path)
{
	struct tg_str s = tg_str(path);
	size_t slash = tg_str_chr(s, '/'), next;

	if (slash == SIZE_MAX)
		return TG_STR(".");
	if (!holds_parts(tg_str_sub(s, 0, slash)))
		return tg_str_sub(s, 0, slash);
	next = tg_str_chr(tg_str_from(s, slash + 1), '/');
	return next == SIZE_MAX ? tg_str_sub(s, 0, slash)
				: tg_str_sub(s, 0, slash + 1 + next);
}

static struct tg_audit_folder *folder_of(struct auditing *a, const char *path)
{
	struct tg_str part = part_of(path);
	void *known = tg_map_get(&a->folders, part);
	struct tg_audit_folder *folder;

	if (known)
		return &a->list.items[(uintptr_t)known - 1];
	folder = TG_VEC_PUSH(a->arena, &a->list);
	folder->path = tg_arena_dup_str(a->arena, part);
	tg_map_set(&a->folders, tg_str(folder->path), (void *)(uintptr_t)a->list.n);
	return folder;
}

static void count_file(struct auditing *a, struct tg_audit *out, const char *path)
{
	struct tg_audit_folder *folder = folder_of(a, path);
	size_t from = 0;
	const struct tg_cover *cover = tg_coverage_next(a->coverage, path, &from);

	folder->files++;
	out->files++;
	if (!cover)
		return;
	folder->covered++;
	out->covered++;
	if (!folder->model)
		folder->model = cover->model;
}

static void note_gap(struct auditing *a, const struct tg_audit_folder *folder)
{
	struct tg_finding *f;
	struct tg_str fields[2];

	if (folder->covered)
		return;
	f = TG_VEC_PUSH(a->arena, &a->findings);
	f->id = "model/missing";
	f->level = TG_LEVEL_WARNING;
	f->message = tg_arena_printf(
		a->arena, "No threat model covers %s (%zu source file%s)",
		strcmp(folder->path, ".") ? folder->path
					  : "the files at the top of the repository",
		folder->files, folder->files == 1 ? "" : "s");
	f->fix = tg_arena_printf(
		a->arena, "Begin one (`threatgate model new %s`), or name the folder in "
		"the `covers` of a model.", folder->path);
	f->path = folder->path;
	fields[0] = tg_str(f->id);
	fields[1] = tg_str(folder->path);
	tg_fingerprint(f->fingerprint, fields, 2);
}

/* --- what is open ------------------------------------------------------------------ */

static void add(struct auditing *a, enum tg_audit_kind kind,
		const struct tg_model *model, const struct tg_threat *threat,
		const struct tg_mitigation *mitigation)
{
	*TG_VEC_PUSH(a->arena, &a->items) =
		(struct tg_audit_item){ kind, model, threat, mitigation };
}

/* ISO dates compare as text. */
static bool is_past(const struct auditing *a, const char *due)
{
	return a->today && due && strlen(due) == 10 && strcmp(due, a->today) < 0;
}

static void look_at_threat(struct auditing *a, const struct tg_model *model,
			   const struct tg_threat *threat)
{
	enum tg_risk_level threshold = model->threshold ? model->threshold
							: a->threshold;

	for (size_t i = 0; i < threat->n_mitigations; i++) {
		const struct tg_mitigation *m = &threat->mitigations[i];

		if (m->status == TG_MITIGATION_ACCEPTED)
			add(a, TG_AUDIT_ACCEPTED, model, threat, m);
		else if (m->status == TG_MITIGATION_PLANNED && !m->denial)
			add(a, is_past(a, m->due) ? TG_AUDIT_OVERDUE
						  : TG_AUDIT_PLANNED,
			    model, threat, m);
	}
	if (!tg_threat_mitigated(threat) && !threat->closed &&
	    threat->risk.level >= threshold && threat->risk.level != TG_RISK_UNKNOWN)
		add(a, TG_AUDIT_MISSING, model, threat, NULL);
}

static int by_kind(const void *left, const void *right)
{
	const struct tg_audit_item *a = left, *b = right;
	int order;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	order = a->model == b->model ? 0 : strcmp(a->model->path, b->model->path);
	if (order)
		return order;
	if (a->threat->line != b->threat->line)
		return a->threat->line < b->threat->line ? -1 : 1;
	return a->mitigation < b->mitigation ? -1 : a->mitigation > b->mitigation;
}

static int by_path(const void *left, const void *right)
{
	const struct tg_audit_folder *a = left, *b = right;

	return strcmp(a->path, b->path);
}

void tg_audit(struct tg_audit *out, struct tg_arena *arena,
	      const struct tg_coverage *coverage, const char *const *paths,
	      size_t n_paths, enum tg_risk_level threshold, const char *today)
{
	struct auditing a = { .arena = arena, .coverage = coverage,
			      .threshold = threshold ? threshold : TG_RISK_HIGH,
			      .today = today };

	*out = (struct tg_audit){ 0 };
	tg_map_init(&a.folders, arena);
	for (size_t i = 0; i < n_paths; i++)
		count_file(&a, out, paths[i]);
	for (size_t i = 0; i < coverage->n; i++) {
		const struct tg_model *model = coverage->items[i].model;

		for (size_t k = 0; model && k < model->n_threats; k++)
			look_at_threat(&a, model, &model->threats[k]);
	}
	if (a.list.n)
		qsort(a.list.items, a.list.n, sizeof(*a.list.items), by_path);
	for (size_t i = 0; i < a.list.n; i++)
		note_gap(&a, &a.list.items[i]);
	if (a.items.n)
		qsort(a.items.items, a.items.n, sizeof(*a.items.items), by_kind);
	out->folders = a.list.items;
	out->n_folders = a.list.n;
	out->items = a.items.items;
	out->n_items = a.items.n;
	out->findings = a.findings.items;
	out->n_findings = a.findings.n;
}

/* --- text ----------------------------------------------------------------------------- */

const char *tg_audit_kind_name(enum tg_audit_kind kind)
{
	static const char *const names[] = { "missing", "planned", "overdue",
					     "accepted" };

	return names[kind];
}

static void put(struct tg_buf *out, const char *text)
{
	struct tg_str whole = tg_str(text), cut = tg_utf8_cut(whole, SHOWN);

	tg_utf8_put_safe(out, cut);
	if (cut.n < whole.n)
		tg_buf_puts(out, " ...");
}

static void put_item(struct tg_buf *out, const struct tg_audit_item *item)
{
	const struct tg_mitigation *m = item->mitigation;

	tg_buf_puts(out, "  ");
	put(out, item->model->path);
	tg_buf_printf(out, ":%u  ", m && m->line ? m->line : item->threat->line);
	if (*item->threat->id) {
		put(out, item->threat->id);
		tg_buf_puts(out, "  ");
	}
	put(out, m && *m->text ? m->text : item->threat->title);
	if (m && m->owner) {
		tg_buf_puts(out, ", ");
		put(out, m->owner);
	}
	if (m && m->due) {
		tg_buf_puts(out, ", due ");
		put(out, m->due);
	}
	if (m && m->reason && item->kind == TG_AUDIT_ACCEPTED) {
		tg_buf_puts(out, ", because ");
		put(out, m->reason);
	}
	tg_buf_putc(out, '\n');
}

static void put_items(struct tg_buf *out, const struct tg_audit *audit)
{
	static const char *const titles[] = {
		[TG_AUDIT_MISSING] = "Threats that need a mitigation and have none",
		[TG_AUDIT_PLANNED] = "Planned mitigations",
		[TG_AUDIT_OVERDUE] = "Planned mitigations that are overdue",
		[TG_AUDIT_ACCEPTED] = "Accepted risks"
	};

	for (size_t i = 0; i < audit->n_items; i++) {
		const struct tg_audit_item *item = &audit->items[i];

		if (i == 0 || audit->items[i - 1].kind != item->kind)
			tg_buf_printf(out, "\n%s\n", titles[item->kind]);
		put_item(out, item);
	}
}

void tg_audit_to_text(struct tg_buf *out, const struct tg_audit *audit)
{
	size_t percent = audit->files ? audit->covered * 100 / audit->files : 0;

	tg_buf_printf(out, "%zu of %zu source files (%zu %%) have a threat model\n",
		      audit->covered, audit->files, percent);
	for (size_t i = 0; i < audit->n_folders; i++) {
		const struct tg_audit_folder *f = &audit->folders[i];
		char count[64];

		(void)snprintf(count, sizeof(count), "%zu/%zu", f->covered, f->files);
		tg_buf_printf(out, "  %11s  ", count);
		put(out, f->path);
		tg_buf_puts(out, f->model ? "  " : "  no model");
		if (f->model)
			put(out, f->model->path);
		tg_buf_putc(out, '\n');
	}
	put_items(out, audit);
}

/* --- baseline ---------------------------------------------------------------------------- */

/* A YAML scalar in double quotes. */
static void put_quoted(struct tg_buf *out, const char *text)
{
	struct tg_str rest = tg_str(text);
	uint32_t cp;

	tg_buf_putc(out, '"');
	while (tg_utf8_next(&rest, &cp)) {
		if (cp == '"' || cp == '\\')
			tg_buf_putc(out, '\\');
		if (cp < ' ' || cp == 0x7f)
			tg_buf_printf(out, "\\x%02x", (unsigned)cp);
		else
			tg_utf8_put(out, cp);
	}
	tg_buf_puts(out, "\"\n");
}

void tg_audit_to_baseline(struct tg_buf *out, const struct tg_finding *findings,
			  size_t n, const char *reason)
{
	tg_buf_puts(out, "# What was there before the gate came. Each entry says why it "
		    "is put up with;\n# one that matches nothing any more is a "
		    "finding itself.\nbaseline:\n");
	if (!n)
		tg_buf_puts(out, "  []\n");
	for (size_t i = 0; i < n; i++) {
		tg_buf_printf(out, "  - finding: %s\n    fingerprint: \"%s\"\n",
			      findings[i].id, findings[i].fingerprint);
		if (findings[i].path) {
			tg_buf_puts(out, "    path: ");
			put_quoted(out, findings[i].path);
		}
		tg_buf_puts(out, "    reason: ");
		put_quoted(out, reason);
	}
}
