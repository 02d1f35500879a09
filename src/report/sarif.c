/*
 * SARIF 2.1.0 (OASIS), as GitHub's code scanning takes it: one run, a rule per
 * finding id, a result per finding. Fingerprints are our own key, so that a
 * result keeps its identity when lines shift.
 *
 * GitHub shows a result on a pull request only where its lines are in the diff,
 * and refuses a file with a result that has no place: what was found on a removed
 * line is anchored to the first line of the file, with the old line in its
 * message, and what is about the change as a whole to the file it was seen in.
 *
 * GitHub tells results apart by primaryLocationLineHash alone. Its uploader makes
 * that from the line itself, and warns of every one that differs from its own; so
 * it is given only where the line is not the finding's own.
 */
#include "report.h"

#include "escape.h"
#include "json_text.h"

#include <string.h>

#define MAX_RULES 200u /* there are fewer finding ids than that */
#define MAX_RESULTS 5000u /* GitHub keeps the first 5,000 */

static json_t *message(const char *text)
{
	json_t *o = json_object();

	tg_json_set(o, "text", tg_json_text(text && *text ? text : "-"));
	return o;
}

static const char *const levels[] = {
	[TG_LEVEL_NOTE] = "note",
	[TG_LEVEL_WARNING] = "warning",
	[TG_LEVEL_ERROR] = "error",
};

/* What a kind of finding means and what helps: the same in every run. */
static const struct area {
	const char *prefix, *meaning, *help;
} areas[] = {
	{ "checklist/", "The security checklist of the pull request does not agree with "
			"the change, or an answer is missing.",
	  "Answer each question in the description of the pull request: \"No\" with the "
	  "reason, or \"Yes\" with what is done about it." },
	{ "discussion/", "The short threat discussion is missing.",
	  "Answer the four questions in the description, a line each, or change the "
	  "threat model with the code." },
	{ "mitigation/", "A threat has no mitigation, or a control was removed.",
	  "Put the control back, or write in the threat model what takes its place, "
	  "with status and owner." },
	{ "model/", "A threat model does not hold what it should, or no longer fits the "
		    "code beside it.",
	  "Bring the threat model up to date with the change." },
	{ "gate/", "The gate itself was changed, or could not look at everything.",
	  "Have somebody who answers for the gate look at this change." },
	{ "", "Something that the policy of this repository asks for is missing.",
	  "See what the message of the finding asks for." },
};

static const struct area *area_of(const char *id)
{
	const struct area *area = areas;

	while (!tg_str_starts(tg_str(id), area->prefix))
		area++;
	return area;
}

static json_t *rule(const struct tg_finding *f)
{
	json_t *o = json_object(), *properties = json_object(), *tags = json_array();
	const struct area *area = area_of(f->id);

	json_array_append_new(tags, json_string("security"));
	json_array_append_new(tags, json_string("threat-modelling"));
	tg_json_set(properties, "tags", tags);
	tg_json_set(o, "id", tg_json_text(f->id));
	tg_json_set(o, "shortDescription", message(f->id));
	tg_json_set(o, "fullDescription", message(area->meaning));
	tg_json_set(o, "help", message(area->help));
	tg_json_set(o, "properties", properties);
	return o;
}

/* The distinct ids of the findings, in the order in which they first come. */
struct rule_list {
	const struct tg_finding *first[MAX_RULES];
	size_t n;
};

static size_t rule_index(const struct rule_list *list, const char *id)
{
	size_t i = 0;

	while (i < list->n && strcmp(list->first[i]->id, id) != 0)
		i++;
	return i;
}

static struct rule_list collect_rules(const struct tg_report *r)
{
	struct rule_list list = { .n = 0 };

	for (size_t i = 0; i < r->n_findings && i < MAX_RESULTS; i++)
		if (list.n < MAX_RULES &&
		    rule_index(&list, r->findings[i].id) == list.n)
			list.first[list.n++] = &r->findings[i];
	return list;
}

static json_t *rules(const struct rule_list *list)
{
	json_t *array = json_array();

	for (size_t i = 0; i < list->n; i++)
		json_array_append_new(array, rule(list->first[i]));
	return array;
}

/* Where the finding's own line can be shown. */
static bool has_own_line(const struct tg_finding *f)
{
	return f->path && f->line && f->side == TG_SIDE_NEW;
}

/* A path for what is about the change as a whole: of a signal of its topic, of
 * any signal, of a model concerned, and at last the policy's. */
static const char *path_of(const struct tg_finding *f, const struct tg_report *r)
{
	if (f->path)
		return f->path;
	for (size_t i = 0; f->topic && i < r->n_signals; i++)
		if (strcmp(r->signals[i].topic, f->topic) == 0)
			return r->signals[i].path;
	if (r->n_signals)
		return r->signals[0].path;
	return r->n_models ? r->models[0].path : ".threatgate/policy.yml";
}

static json_t *location(const struct tg_finding *f, const struct tg_report *r)
{
	json_t *o = json_object(), *physical = json_object();
	json_t *artifact = json_object(), *region = json_object();
	struct tg_buf uri = TG_BUF_INIT(16u << 10);

	tg_put_url_path(&uri, tg_str(path_of(f, r)));
	tg_json_set(artifact, "uri", tg_json_text(uri.ptr));
	tg_buf_release(&uri);
	tg_json_set(region, "startLine", json_integer(has_own_line(f) ? f->line : 1));
	tg_json_set(physical, "artifactLocation", artifact);
	tg_json_set(physical, "region", region);
	tg_json_set(o, "physicalLocation", physical);
	return o;
}

static json_t *fingerprints(const struct tg_finding *f)
{
	json_t *o = json_object();

	tg_json_set(o, "threatgate/v1", json_string(f->fingerprint));
	if (!has_own_line(f))
		tg_json_set(o, "primaryLocationLineHash", json_string(f->fingerprint));
	return o;
}

static json_t *suppression(const struct tg_finding *f)
{
	json_t *o = json_object();

	tg_json_set(o, "kind", json_string("external"));
	tg_json_set(o, "justification", tg_json_text(f->waived));
	return o;
}

static json_t *one(json_t *value)
{
	json_t *array = json_array();

	json_array_append_new(array, value);
	return array;
}

static json_t *result(const struct tg_finding *f, const struct tg_report *r,
		      const struct rule_list *list)
{
	json_t *o = json_object();
	struct tg_buf text = TG_BUF_INIT(64u << 10);

	tg_buf_puts(&text, f->message);
	if (f->line && f->side == TG_SIDE_OLD)
		tg_buf_printf(&text, " (line %u before this change)", f->line);
	if (f->fix && *f->fix)
		tg_buf_printf(&text, " %s", f->fix);
	tg_json_set(o, "ruleId", tg_json_text(f->id));
	tg_json_set(o, "ruleIndex", json_integer((json_int_t)rule_index(list, f->id)));
	tg_json_set(o, "level", json_string(levels[f->level]));
	tg_json_set(o, "message", message(text.ptr));
	tg_json_set(o, "locations", one(location(f, r)));
	tg_json_set(o, "partialFingerprints", fingerprints(f));
	if (f->waived)
		tg_json_set(o, "suppressions", one(suppression(f)));
	tg_buf_release(&text);
	return o;
}

static json_t *results(const struct tg_report *r, const struct rule_list *list)
{
	json_t *array = json_array();

	for (size_t i = 0; i < r->n_findings && i < MAX_RESULTS; i++)
		json_array_append_new(array, result(&r->findings[i], r, list));
	return array;
}

static json_t *tool(const struct rule_list *list)
{
	json_t *o = json_object(), *driver = json_object();

	tg_json_set(driver, "name", json_string("threatgate"));
	tg_json_set(driver, "semanticVersion", json_string(TG_VERSION));
	tg_json_set(driver, "rules", rules(list));
	tg_json_set(o, "driver", driver);
	return o;
}

/* What could not be looked at. */
static json_t *invocation(const struct tg_report *r)
{
	json_t *o = json_object(), *notices = json_array();

	for (size_t i = 0; i < r->n_limits; i++) {
		json_t *notice = json_object();

		tg_json_set(notice, "level", json_string("warning"));
		tg_json_set(notice, "message", message(r->limits[i]));
		json_array_append_new(notices, notice);
	}
	tg_json_set(o, "executionSuccessful",
		    json_boolean(r->verdict != TG_VERDICT_ERROR));
	tg_json_set(o, "toolExecutionNotifications", notices);
	return o;
}

static json_t *run(const struct tg_report *r)
{
	struct rule_list list = collect_rules(r);
	json_t *o = json_object(), *automation = json_object();

	tg_json_set(automation, "id", json_string("threatgate/"));
	tg_json_set(o, "tool", tool(&list));
	tg_json_set(o, "automationDetails", automation);
	tg_json_set(o, "invocations", one(invocation(r)));
	tg_json_set(o, "columnKind", json_string("utf16CodeUnits"));
	tg_json_set(o, "results", results(r, &list));
	return o;
}

void tg_write_sarif(struct tg_buf *out, const struct tg_report *report,
		    const struct tg_write_options *options)
{
	json_t *o = json_object();

	(void)options;
	tg_json_set(o, "$schema",
		    json_string("https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/"
				"os/schemas/sarif-schema-2.1.0.json"));
	tg_json_set(o, "version", json_string("2.1.0"));
	tg_json_set(o, "runs", one(run(report)));
	tg_json_write(out, o);
}
