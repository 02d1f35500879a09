#include "gate_fixture.h"

#include "../../src/git/language.h"

#include <check.h>
#include <string.h>

void gate_setup(struct gate_fixture *f)
{
	memset(f, 0, sizeof(*f));
	f->policy = tg_policy_default(&f->arena);
	f->set.arena = &f->arena;
	f->set.changes = f->changes;
	f->in.changes = &f->set;
	f->in.base.policy = f->policy;
	f->in.base.signals = f->signals;
	f->in.base.models = f->models;
	f->in.author = "maria";
	f->in.today = "2026-03-10";
	f->in.created = "2026-03-09T08:00:00Z";
}

void gate_teardown(struct gate_fixture *f)
{
	tg_policy_release(f->policy);
	tg_policy_release(f->head_policy);
	tg_arena_release(&f->arena);
}

static struct tg_policy *read_policy(struct gate_fixture *f, const char *yaml)
{
	struct tg_policy *policy;
	struct tg_err err = { 0 };

	ck_assert_msg(tg_policy_read(&policy, &f->arena, tg_str(yaml), "p.yml", &err) ==
			      TG_OK,
		      "%s", err.msg);
	return policy;
}

void gate_policy(struct gate_fixture *f, const char *yaml)
{
	tg_policy_release(f->policy);
	f->policy = read_policy(f, yaml);
	f->in.base.policy = f->policy;
}

void gate_head_policy(struct gate_fixture *f, const char *yaml)
{
	tg_policy_release(f->head_policy);
	f->head_policy = read_policy(f, yaml);
	f->head = f->in.base;
	f->head.policy = f->head_policy;
	f->in.head = &f->head;
}

static struct tg_checklist *read_body(struct gate_fixture *f, const char *body,
				      const struct tg_policy *policy)
{
	struct tg_checklist_wanted wanted = { policy->heading, policy->items,
					      policy->n_items };
	struct tg_checklist *list;
	struct tg_err err = { 0 };

	ck_assert_msg(tg_checklist_read(&list, &f->arena, tg_str(body), &wanted, &err) ==
			      TG_OK,
		      "%s", err.msg);
	return list;
}

void gate_body(struct gate_fixture *f, const char *body)
{
	f->in.base.answers = read_body(f, body, f->policy);
	if (f->in.head)
		f->head.answers = read_body(f, body, f->head_policy);
}

struct tg_signal *gate_signal(struct gate_fixture *f, const char *topic,
			      enum tg_confidence confidence, const char *path,
			      uint32_t line)
{
	struct tg_signal *s = &f->signals[f->in.base.n_signals++];

	ck_assert_uint_le(f->in.base.n_signals, FIXTURE_MAX);
	*s = (struct tg_signal){
		.rule = "http.route-added", .title = "A route was added", .topic = topic,
		.severity = TG_SEVERITY_MEDIUM, .confidence = confidence, .path = path,
		.line = line, .change = TG_CHANGE_ADDED, .excerpt = "route(\"/pay\")",
		.message = "The route takes requests.", .ask = "Who may call it?",
	};
	return s;
}

static unsigned stride_of(struct tg_str letters)
{
	static const char names[] = "STRIDE";
	unsigned bits = 0;

	for (size_t i = 0; i < letters.n; i++)
		bits |= 1u << (strchr(names, letters.p[i]) - names);
	return bits;
}

static struct tg_threat read_threat(struct gate_fixture *f, struct tg_str line,
				    uint32_t number)
{
	struct tg_threat t = { .title = "A threat", .description = "", .line = number,
			       .end_line = number, .category = "", .status = "",
			       .element = "" };
	struct tg_str field;

	ck_assert(tg_str_split(&line, '|', &field));
	t.id = tg_arena_dup_str(&f->arena, field);
	ck_assert(tg_str_split(&line, '|', &field));
	ck_assert(tg_risk_level_parse(field, &t.risk.level));
	if (tg_str_split(&line, '|', &field))
		t.stride = stride_of(field);
	if (!tg_str_split(&line, '|', &field) || field.n == 0)
		return t;
	t.mitigations = tg_arena_calloc(&f->arena, 1, sizeof(*t.mitigations));
	t.mitigations[0].text = tg_arena_dup_str(&f->arena, field);
	t.mitigations[0].denial = tg_str_is(field, "none");
	t.mitigations[0].status_text = "";
	t.n_mitigations = 1;
	return t;
}

struct tg_model *gate_read_model(struct gate_fixture *f, const char *text)
{
	struct tg_model *m = tg_arena_alloc(&f->arena, sizeof(*m));
	struct tg_str rest = tg_str(text), line;

	m->title = "Order service";
	m->recognised = true;
	m->source = tg_str(text);
	m->threats = tg_arena_calloc(&f->arena, 20, sizeof(*m->threats));
	for (uint32_t n = 1; tg_str_line(&rest, &line); n++)
		if (tg_str_chr(line, '|') != SIZE_MAX)
			m->threats[m->n_threats++] = read_threat(f, line, n);
	return m;
}

struct tg_gate_model *gate_model(struct gate_fixture *f, const char *text)
{
	static const char *const covered[] = { "api/orders.py", "api/old.py" };
	struct tg_gate_model *m = &f->models[f->in.base.n_models++];

	m->path = "docs/threat-models/order.md";
	m->base = m->head = gate_read_model(f, text);
	m->covered = covered;
	m->n_covered = 2;
	return m;
}

struct tg_change *gate_change(struct gate_fixture *f, const char *path, uint32_t line,
			      uint32_t lines)
{
	struct tg_change *c = &f->changes[f->set.n++];

	c->status = TG_STATUS_MODIFIED;
	c->old_path = c->new_path = c->path = path;
	c->language = tg_language_of(path, TG_STR(""));
	c->hunks = tg_arena_calloc(&f->arena, 1, sizeof(*c->hunks));
	c->hunks[0] = (struct tg_hunk){ line, lines, line, lines };
	c->n_hunks = 1;
	return c;
}

void gate_judge(struct gate_fixture *f)
{
	tg_gate_judge(&f->report, &f->arena, &f->in);
}

const struct tg_finding *gate_finding(const struct gate_fixture *f, const char *id)
{
	for (size_t i = 0; i < f->report.n_findings; i++)
		if (strcmp(f->report.findings[i].id, id) == 0)
			return &f->report.findings[i];
	return NULL;
}

size_t gate_count(const struct gate_fixture *f, const char *id)
{
	size_t n = 0;

	for (size_t i = 0; i < f->report.n_findings; i++)
		n += strcmp(f->report.findings[i].id, id) == 0;
	return n;
}

const struct tg_topic_result *gate_topic(const struct gate_fixture *f, const char *id)
{
	for (size_t i = 0; i < f->report.n_topics; i++)
		if (strcmp(f->report.topics[i].id, id) == 0)
			return &f->report.topics[i];
	ck_abort_msg("no topic %s", id);
	return NULL;
}
