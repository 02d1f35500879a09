/*
 * SARIF 2.1.0 (OASIS), as GitHub's code scanning takes it: one run, a rule per
 * finding id, a result per finding. Fingerprints are our own key, so that a
 * result keeps its identity when lines shift.
 *
 * GitHub shows a result on a pull request only where its lines are in the diff:
 * what was found on a removed line is anchored to the first line of the file,
 * with the old line in its message.
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

static json_t *rule(const struct tg_finding *f)
{
	json_t *o = json_object(), *properties = json_object(), *tags = json_array();

	json_array_append_new(tags, json_string("security"));
	json_array_append_new(tags, json_string("threat-modelling"));
	tg_json_set(properties, "tags", tags);
	tg_json_set(o, "id", tg_json_text(f->id));
	tg_json_set(o, "shortDescription", message(f->id));
	tg_json_set(o, "fullDescription", message(f->id));
	tg_json_set(o, "help", message(f->fix));
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

static json_t *location(const struct tg_finding *f)
{
	json_t *o = json_object(), *physical = json_object();
	json_t *artifact = json_object(), *region = json_object();
	struct tg_buf uri = TG_BUF_INIT(16u << 10);

	tg_put_url_path(&uri, tg_str(f->path));
	tg_json_set(artifact, "uri", tg_json_text(uri.ptr));
	tg_buf_release(&uri);
	uint32_t line = f->line && f->side == TG_SIDE_NEW ? f->line : 1;

	tg_json_set(region, "startLine", json_integer(line));
	tg_json_set(physical, "artifactLocation", artifact);
	tg_json_set(physical, "region", region);
	tg_json_set(o, "physicalLocation", physical);
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

static json_t *result(const struct tg_finding *f, const struct rule_list *list)
{
	json_t *o = json_object(), *prints = json_object();
	struct tg_buf text = TG_BUF_INIT(64u << 10);

	tg_buf_puts(&text, f->message);
	if (f->line && f->side == TG_SIDE_OLD)
		tg_buf_printf(&text, " (line %u before this change)", f->line);
	if (f->fix && *f->fix)
		tg_buf_printf(&text, " %s", f->fix);
	tg_json_set(prints, "threatgate/v1", json_string(f->fingerprint));
	tg_json_set(o, "ruleId", tg_json_text(f->id));
	tg_json_set(o, "ruleIndex", json_integer((json_int_t)rule_index(list, f->id)));
	tg_json_set(o, "level", json_string(levels[f->level]));
	tg_json_set(o, "message", message(text.ptr));
	if (f->path)
		tg_json_set(o, "locations", one(location(f)));
	tg_json_set(o, "partialFingerprints", prints);
	if (f->waived)
		tg_json_set(o, "suppressions", one(suppression(f)));
	tg_buf_release(&text);
	return o;
}

static json_t *results(const struct tg_report *r, const struct rule_list *list)
{
	json_t *array = json_array();

	for (size_t i = 0; i < r->n_findings && i < MAX_RESULTS; i++)
		json_array_append_new(array, result(&r->findings[i], list));
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

static json_t *run(const struct tg_report *r)
{
	struct rule_list list = collect_rules(r);
	json_t *o = json_object(), *automation = json_object();

	tg_json_set(automation, "id", json_string("threatgate/"));
	tg_json_set(o, "tool", tool(&list));
	tg_json_set(o, "automationDetails", automation);
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
