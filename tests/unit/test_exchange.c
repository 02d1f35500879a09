#include "../../src/base/buf.h"
#include "../../src/markup/json.h"
#include "../../src/markup/yaml.h"
#include "../../src/model/export.h"
#include "../../src/model/read.h"
#include "../../src/model/show.h"

#include <check.h>
#include <string.h>

static const char document[] =
	"---\ncovers: [\"services/seats/**\"]\nowner: seats team\n---\n"
	"# Seat service\n\n## Scope\n\nHolds and sells seats.\n\n"
	"## Data flow diagram\n\n```mermaid\nflowchart LR\n"
	"  fan[Fan browser]\n"
	"  subgraph cluster [Cluster]\n"
	"    api([Seat service])\n"
	"    subgraph data [Data zone]\n      db[(Seat database)]\n    end\n"
	"  end\n"
	"  fan -->|holds, HTTPS| api\n  api <-->|rows, SQL| db\n```\n\n"
	"## Trust boundaries\n\n- Internet to cluster\n\n"
	"## Threats\n\n"
	"| ID | Threat | Category | Element | Description |\n|---|---|---|---|---|\n"
	"| S1 | Seat hoarding | Denial of Service | Seat service | A script holds \\| every seat |\n"
	"| S2 | Row tampering | Tampering | Seat database | \"Quoted\" & <tagged> words |\n"
	"| S3 | Sniffing | Information Disclosure | Fan browser to Seat service | Names are read on the way |\n"
	"| S4 | Denied sale | Repudiation | | Nobody can prove a sale |\n\n"
	"## Risk\n\n| Threat | D | R | E | A | D | Total | Priority |\n|---|---|---|---|---|---|---|---|\n"
	"| S1 | 2 | 3 | 3 | 3 | 3 | 14 | Critical |\n"
	"| S2 | 3 | 2 | 2 | 2 | 2 | 11 | High |\n"
	"| S3 | 2 | 2 | 1 | 2 | 1 | 8 | Medium |\n\n"
	"## Mitigations\n\n"
	"| Threat | Mitigation | Status | Owner | Evidence |\n|---|---|---|---|---|\n"
	"| S1 | Hold at most six seats per account | implemented | seats team | `services/seats/hold.py:limit` |\n"
	"| S2 | Use parameters in every query | planned | data team | |\n"
	"| S3 | Terminate TLS 1.3 at the edge | implemented | edge team | |\n";

static struct tg_model *read_model(struct tg_arena *arena, const char *path,
				   struct tg_str text)
{
	struct tg_model *model = NULL;
	struct tg_err err;

	ck_assert_msg(tg_model_read(&model, arena, path, text, &err) == TG_OK, "%s: %s",
		      path, err.msg);
	return model;
}

/* What must survive: one line for each thing. Ids and zones may be made anew by
 * a format; `all` also compares what only some formats can hold. */
static void put_facts(struct tg_buf *out, const struct tg_model *m, bool all)
{
	for (size_t i = 0; i < m->n_threats; i++) {
		const struct tg_threat *t = &m->threats[i];

		tg_buf_printf(out, "%s/%s/%u/%s\n", t->title, t->description, t->stride,
			      t->risk.level ? tg_risk_level_name(t->risk.level) : "");
		if (all)
			tg_buf_printf(out, "%s %s %g\n", t->id, t->element,
				      t->risk.total);
		for (size_t k = 0; k < t->n_mitigations; k++) {
			const struct tg_mitigation *s = &t->mitigations[k];

			tg_buf_printf(out, " %.24s\n", s->text);
			if (all)
				tg_buf_printf(out, " %s %s %zu\n",
					      tg_mitigation_status_name(s->status),
					      s->owner ? s->owner : "", s->n_evidence);
		}
	}
	for (size_t i = 0; i < m->dfd.n_flows; i++)
		tg_buf_printf(out, "-> %s\n", m->dfd.flows[i].label);
	if (all)
		tg_buf_printf(out, "%s %zu %zu %zu\n", m->owner, m->n_covers,
			      m->dfd.n_elements, m->dfd.n_boundaries);
}

static bool has_element(const struct tg_model *m, const char *name,
			enum tg_element_kind kind, const char *boundary)
{
	for (size_t i = 0; i < m->dfd.n_elements; i++) {
		const struct tg_element *e = &m->dfd.elements[i];
		const char *in = "";

		if (strcmp(e->name, name) != 0 || e->kind != kind)
			continue;
		for (size_t k = 0; e->boundary && k < m->dfd.n_boundaries; k++) {
			if (strcmp(m->dfd.boundaries[k].id, e->boundary) == 0)
				in = m->dfd.boundaries[k].name;
		}
		return strcmp(in, boundary) == 0;
	}
	return false;
}

static bool lost(const struct tg_losses *losses, const char *what)
{
	for (size_t i = 0; i < losses->list.n; i++) {
		if (strstr(losses->list.items[i].what, what))
			return true;
	}
	return false;
}

static const struct {
	const char *name, *path;
	bool all;              /* holds all that our own form does */
	const char *lost;      /* and one thing that must be named as lost */
} formats[] = {
	{ "markdown", "seats.md", true, NULL },
	{ "threat-dragon", "seats.json", false, "what the model covers" },
	{ "otm", "seats.otm.json", false, "factors of a score" },
	{ "otm-yaml", "seats.otm.yaml", false, "factors of a score" },
	{ "threagile", "threagile.yaml", false, "what the model covers" },
};

static struct tg_model *round_trip(struct tg_arena *arena, int format,
				   const struct tg_model *model,
				   struct tg_losses *losses)
{
	struct tg_buf out = TG_BUF_INIT(4u << 20);
	const struct tg_exporter *exporter = tg_exporter_by_name(formats[format].name);
	struct tg_str text;

	ck_assert(exporter->write(&out, model, losses));
	text = tg_str(tg_arena_dup_str(arena, tg_buf_str(&out)));
	tg_buf_release(&out);
	ck_assert(tg_model_is_one(formats[format].path, text));
	return read_model(arena, formats[format].path, text);
}

START_TEST(what_goes_out_comes_back)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_losses losses = { .arena = &arena };
	struct tg_model *model = read_model(&arena, "seats.md", tg_str(document));
	struct tg_model *back = round_trip(&arena, _i, model, &losses);
	struct tg_buf want = TG_BUF_INIT(65536), got = TG_BUF_INIT(65536);
	bool medium = strcmp(formats[_i].name, "threagile") == 0;

	ck_assert_uint_eq(model->n_threats, 4);
	if (medium) /* it demands a rating, and says so */
		model->threats[3].risk.level = TG_RISK_MEDIUM;
	put_facts(&want, model, formats[_i].all);
	put_facts(&got, back, formats[_i].all);
	if (!medium) /* a flow that goes both ways is a loss there */
		ck_assert_str_eq(got.ptr, want.ptr);
	ck_assert_uint_eq(back->n_threats, 4);
	for (size_t i = 0; i < 4 && !medium; i++)
		ck_assert_str_eq(back->threats[i].id, model->threats[i].id);
	/* what a format has no field for comes back from its texts */
	for (size_t i = 0; i < 3; i++) {
		const struct tg_mitigation *was = &model->threats[i].mitigations[0];
		const struct tg_mitigation *is = &back->threats[i].mitigations[0];

		ck_assert_str_eq(is->text, was->text);
		ck_assert_int_eq(is->status, was->status);
		ck_assert_str_eq(is->owner, was->owner);
		ck_assert_uint_eq(is->n_evidence, was->n_evidence);
		ck_assert_double_eq(back->threats[i].risk.total,
				    model->threats[i].risk.total);
	}
	ck_assert_uint_eq(tg_model_mitigated(back), 3);
	/* what a format needs a stand-in for does not come back as a part */
	ck_assert_uint_eq(back->dfd.n_elements, model->dfd.n_elements);
	ck_assert_uint_eq(back->dfd.n_boundaries, model->dfd.n_boundaries);
	ck_assert(has_element(back, "Seat service", TG_ELEMENT_PROCESS, "Cluster"));
	ck_assert(has_element(back, "Seat database", TG_ELEMENT_STORE, "Data zone"));
	if (formats[_i].lost)
		ck_assert_msg(lost(&losses, formats[_i].lost), "%s",
			      formats[_i].name);
	else
		ck_assert_uint_eq(losses.list.n, 0);
	tg_buf_release(&want);
	tg_buf_release(&got);
	tg_arena_release(&arena);
}
END_TEST

/* "Cannot be prevented" beside two things that are done: it stays mitigated. */
START_TEST(a_denial_beside_mitigations_denies_nothing_on_the_way)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_losses losses = { .arena = &arena };
	struct tg_model *model = read_model(&arena, "seats.md", tg_str(
		"# Seats\n\n| ID | Threat | Category | Severity |\n|---|---|---|---|\n"
		"| S1 | Seat hoarding | DoS | High |\n| S2 | Sniffing | Spoofing | Low |\n\n"
		"## Mitigations\n\n| Threat | Mitigation |\n|---|---|\n"
		"| S1 | This cannot be mitigated by the service alone |\n"
		"| S1 | Hold at most six seats per account |\n"
		"| S2 | None |\n"));

	ck_assert_uint_eq(model->threats[0].n_mitigations, 2);
	ck_assert(model->threats[0].mitigations[0].denial);
	struct tg_model *back = round_trip(&arena, _i, model, &losses);

	ck_assert(tg_threat_mitigated(&back->threats[0]));
	ck_assert(!tg_threat_mitigated(&back->threats[1]));
	tg_arena_release(&arena);
}
END_TEST

/* Several in one text come back as several; brackets of people's own stay. */
START_TEST(mitigations_in_one_text_are_told_apart)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_losses losses = { .arena = &arena };
	struct tg_model *model = read_model(&arena, "seats.md", tg_str(
		"# Seats\n\n| ID | Threat | Category | Severity |\n|---|---|---|---|\n"
		"| S1 | Seat hoarding | DoS | High |\n| S2 | Sniffing | Spoofing | Low |\n\n"
		"## Mitigations\n\n| Threat | Mitigation | Status | Owner | Due | Evidence |\n"
		"|---|---|---|---|---|---|\n"
		"| S1 | Hold at most six seats (per account) | planned | ann | 2026-09-01 | |\n"
		"| S1 | Expire holds after ten minutes | implemented | | | `a/hold.py:expire`, `a/b.py` |\n"
		"| S2 | Accepted risk: names are on the tickets anyway | accepted | bob | | |\n"));
	struct tg_model *back = round_trip(&arena, _i, model, &losses);

	ck_assert_uint_eq(back->threats[0].n_mitigations, 2);
	const struct tg_mitigation *m = back->threats[0].mitigations;

	ck_assert_str_eq(m[0].text, "Hold at most six seats (per account)");
	ck_assert_int_eq(m[0].status, TG_MITIGATION_PLANNED);
	ck_assert_str_eq(m[0].owner, "ann");
	ck_assert_str_eq(m[0].due, "2026-09-01");
	ck_assert_str_eq(m[1].text, "Expire holds after ten minutes");
	ck_assert_int_eq(m[1].status, TG_MITIGATION_IMPLEMENTED);
	ck_assert_uint_eq(m[1].n_evidence, 2);
	ck_assert_str_eq(m[1].evidence[1], "a/b.py");
	m = back->threats[1].mitigations;
	ck_assert_int_eq(m->status, TG_MITIGATION_ACCEPTED);
	ck_assert_str_eq(m->reason, model->threats[1].mitigations->reason);
	ck_assert_str_eq(m->owner, "bob");
	tg_arena_release(&arena);
}
END_TEST

/* Who edits the numbers of an export does not edit our comment on them. */
START_TEST(a_number_that_was_edited_counts)
{
	static const char otm[] =
		"{\"otmVersion\": \"0.2.0\", \"project\": {\"name\": \"Seats\", \"id\": \"s\"}, \"threats\": ["
		"{\"id\": \"S1\", \"name\": \"Hoarding\", \"risk\": {\"likelihood\": %d, \"likelihoodComment\": "
		"\"DREAD 3/2/2/1/2 = 10\", \"impact\": 100, \"impactComment\": \"High\"}}]}";
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_model *as_written = read_model(&arena, "s.otm.json", tg_str(
		tg_arena_printf(&arena, otm, 50)));
	struct tg_model *edited = read_model(&arena, "s.otm.json", tg_str(
		tg_arena_printf(&arena, otm, 100)));

	ck_assert_int_eq(as_written->threats[0].risk.level, TG_RISK_HIGH);
	ck_assert_double_eq(as_written->threats[0].risk.total, 10);
	ck_assert_int_eq(edited->threats[0].risk.level, TG_RISK_CRITICAL);
	ck_assert_double_eq(edited->threats[0].risk.total, -1);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(open_threat_model_keeps_what_is_ours_in_attributes)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_losses losses = { .arena = &arena };
	struct tg_model *model = read_model(&arena, "seats.md", tg_str(
		"---\ncovers: [\"services/seats/**\"]\nreviewed: 2026-02-03\n---\n# Seats\n\n"
		"| ID | Threat | Severity | Mitigation | Status | Owner | Due | Evidence |\n"
		"|---|---|---|---|---|---|---|---|\n"
		"| S1 | Seat hoarding | High | Hold six at most | planned | ann | 2026-09-01 | `a/hold.py:limit` |\n"));
	struct tg_model *back = round_trip(&arena, _i, model, &losses);
	const struct tg_mitigation *m = &back->threats[0].mitigations[0];

	ck_assert_str_eq(back->covers[0], "services/seats/**");
	ck_assert_str_eq(back->reviewed, "2026-02-03");
	ck_assert_str_eq(m->owner, "ann");
	ck_assert_str_eq(m->due, "2026-09-01");
	ck_assert_uint_eq(m->n_evidence, 1);
	ck_assert_str_eq(m->evidence[0], "a/hold.py:limit");
	ck_assert_int_eq(m->status, TG_MITIGATION_PLANNED);
	tg_arena_release(&arena);
}
END_TEST

/* Whatever the bytes: the output is well-formed and nothing leaves its place. */
START_TEST(hostile_texts_stay_texts)
{
	static const char nasty[] = "\xff\"}]\n---\n```\n| x |<script>@x\x1b[31m'\\: #";
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_losses losses = { .arena = &arena };
	struct tg_mitigation m = { .id = nasty, .text = nasty, .status_text = nasty,
				   .owner = nasty, .line = 1 };
	struct tg_threat t = { .id = nasty, .title = nasty, .description = nasty,
			       .element = nasty, .category = nasty, .status = "",
			       .mitigations = &m, .n_mitigations = 1 };
	struct tg_element e = { nasty, nasty, TG_ELEMENT_PROCESS, nasty, 1 };
	struct tg_boundary b = { nasty, nasty, nasty, 1 };
	struct tg_flow f = { nasty, nasty, nasty, false, 1 };
	struct tg_model model = {
		.path = nasty, .title = nasty, .owner = nasty, .threats = &t,
		.n_threats = 1, .recognised = true,
		.dfd = { .format = "otm", .elements = &e, .n_elements = 1, .flows = &f,
			 .n_flows = 1, .boundaries = &b, .n_boundaries = 1 },
	};
	struct tg_model *back = round_trip(&arena, _i, &model, &losses);

	ck_assert_uint_eq(back->n_threats, 1);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(an_empty_model_can_be_written)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_losses losses = { .arena = &arena };
	struct tg_model model = { .path = "x.md", .title = "" };
	struct tg_buf out = TG_BUF_INIT(65536);

	ck_assert(tg_exporter_by_name(formats[_i].name)->write(&out, &model, &losses));
	ck_assert_uint_gt(out.len, 0);
	tg_buf_release(&out);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(what_an_import_leaves_out_is_named)
{
	static const char drawing[] =
		"{\"version\": \"2.3.0\", \"summary\": {\"title\": \"Seats\"}, \"detail\": "
		"{\"diagrams\": [{\"id\": 0, \"title\": \"d\", \"cells\": [{\"id\": \"c1\", "
		"\"shape\": \"process\", \"zIndex\": 1, \"attrs\": {\"text\": {\"text\": "
		"\"Api\"}}, \"data\": {\"type\": \"tm.Process\", \"name\": \"Api\", "
		"\"privilegeLevel\": \"root\", \"outOfScope\": false, \"threats\": []}}]}]}}";
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_losses losses = { .arena = &arena };
	struct tg_tree *root;
	struct tg_err err;

	ck_assert(tg_json_read(&root, &arena, tg_str(drawing), "d.json", &err) == TG_OK);
	tg_import_losses(&losses, TG_MODEL_THREAT_DRAGON, root);
	ck_assert(lost(&losses, "privilegeLevel"));
	ck_assert(lost(&losses, "how the drawing looks"));
	ck_assert(!lost(&losses, "outOfScope")); /* false says nothing */
	ck_assert_uint_eq(losses.list.n, 2);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(a_comment_is_lost_unless_it_is_ours)
{
	static const char otm[] =
		"{\"otmVersion\": \"0.2.0\", \"threats\": [{\"id\": \"a\", \"risk\": {\"likelihood\": 50, "
		"\"likelihoodComment\": \"DREAD 3/2/2/1/2 = 10\", \"impact\": 100, \"impactComment\": "
		"\"%s\"}}]}";
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_losses losses = { .arena = &arena };
	struct tg_tree *root;
	struct tg_err err;

	ck_assert(tg_json_read(&root, &arena, tg_str(tg_arena_printf(&arena, otm, "High")),
			       "a", &err) == TG_OK);
	tg_import_losses(&losses, TG_MODEL_OTM, root);
	ck_assert_uint_eq(losses.list.n, 0);
	ck_assert(tg_json_read(&root, &arena,
			       tg_str(tg_arena_printf(&arena, otm, "It would cost us the summer")),
			       "a", &err) == TG_OK);
	tg_import_losses(&losses, TG_MODEL_OTM, root);
	ck_assert(lost(&losses, "impactComment"));
	tg_arena_release(&arena);
}
END_TEST

START_TEST(a_model_is_shown_as_json_and_matrix)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_model *model = read_model(&arena, "seats.md", tg_str(document));
	struct tg_buf out = TG_BUF_INIT(1u << 20);
	struct tg_tree *root;
	const struct tg_tree *threat;
	struct tg_err err;

	tg_model_to_json(&out, model);
	ck_assert(tg_json_read(&root, &arena, tg_buf_str(&out), "x", &err) == TG_OK);
	ck_assert_str_eq(tg_tree_get_text(root, "risk_scheme", ""), "dread");
	threat = tg_tree_at(tg_tree_get(root, "threats"), 0);
	ck_assert_str_eq(tg_tree_get_text(threat, "id", ""), "S1");
	ck_assert_str_eq(tg_tree_get_text(tg_tree_get(threat, "risk"), "level", ""),
			 "critical");
	ck_assert_uint_eq(tg_tree_count(tg_tree_get(root, "covers")), 1);
	tg_buf_clear(&out);
	tg_model_to_matrix(&out, model);
	ck_assert_ptr_nonnull(strstr(out.ptr, "critical      1  S1"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "S4!"));
	tg_buf_clear(&out);
	tg_model_to_text(&out, model);
	ck_assert_ptr_nonnull(strstr(out.ptr, "read as"));
	tg_buf_release(&out);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(likelihood_and_impact_place_a_threat_in_the_grid)
{
	static const char scored[] =
		"# Shop\n\n## Threats\n\n"
		"| ID | Threat | Likelihood | Impact | Mitigation |\n|---|---|---|---|---|\n"
		"| A1 | Rows are changed by injection | High | High | Use parameters in queries |\n"
		"| A2 | The shop is slow under load | Low | Medium | Scale out the web tier |\n";
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_model *model = read_model(&arena, "shop.md", tg_str(scored));
	struct tg_buf out = TG_BUF_INIT(1u << 20);
	char *high, *low;

	tg_model_to_matrix(&out, model);
	high = strstr(out.ptr, "\nHigh ");
	low = strstr(out.ptr, "\nLow ");
	ck_assert_ptr_nonnull(high);
	ck_assert_ptr_nonnull(low);
	ck_assert(strstr(high, "A1") && strstr(high, "A1") < low);
	ck_assert(strstr(low, "A2") != NULL);
	tg_buf_release(&out);
	tg_arena_release(&arena);
}
END_TEST

Suite *exchange_suite(void);

Suite *exchange_suite(void)
{
	Suite *suite = suite_create("exchange");
	TCase *tcase = tcase_create("exchange");
	int n = (int)(sizeof(formats) / sizeof(formats[0]));

	tcase_add_loop_test(tcase, what_goes_out_comes_back, 0, n);
	tcase_add_loop_test(tcase, a_denial_beside_mitigations_denies_nothing_on_the_way,
			    0, n);
	tcase_add_loop_test(tcase, open_threat_model_keeps_what_is_ours_in_attributes, 2,
			    4);
	tcase_add_loop_test(tcase, mitigations_in_one_text_are_told_apart, 0, n);
	tcase_add_test(tcase, a_number_that_was_edited_counts);
	tcase_add_loop_test(tcase, hostile_texts_stay_texts, 0, n);
	tcase_add_loop_test(tcase, an_empty_model_can_be_written, 0, n);
	tcase_add_test(tcase, what_an_import_leaves_out_is_named);
	tcase_add_test(tcase, a_comment_is_lost_unless_it_is_ours);
	tcase_add_test(tcase, a_model_is_shown_as_json_and_matrix);
	tcase_add_test(tcase, likelihood_and_impact_place_a_threat_in_the_grid);
	suite_add_tcase(suite, tcase);
	return suite;
}
