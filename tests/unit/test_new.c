#include "../../src/base/buf.h"
#include "../../src/model/audit.h"
#include "../../src/model/lint.h"
#include "../../src/model/new.h"
#include "../../src/model/read.h"

#include <check.h>
#include <string.h>

static const struct tg_scouted *find(const struct tg_scout *scout, const char *name)
{
	for (size_t i = 0; i < scout->elements.n; i++) {
		if (strcmp(scout->elements.items[i].name, name) == 0)
			return &scout->elements.items[i];
	}
	return NULL;
}

/* What a file says of the system, and what it must not be taken to say. */
static const struct {
	const char *label, *path, *text;
	const char *element; /* NULL: nothing at all */
	enum tg_element_kind kind;
	bool outside;
} files[] = {
	{ "a package is a client of a store", "services/seats/requirements.txt",
	  "psycopg2==2.9.9\nflask==3.0.0\n", "PostgreSQL", TG_ELEMENT_STORE, false },
	{ "the folder of a manifest is a service", "services/seats/requirements.txt",
	  "flask==3.0.0\n", "seats", TG_ELEMENT_PROCESS, false },
	{ "a package is a client of somebody else", "services/pay/package.json",
	  "{\"dependencies\": {\"stripe\": \"14.0.0\"}}", "Stripe",
	  TG_ELEMENT_EXTERNAL, true },
	{ "a compose service", "docker-compose.yml",
	  "services:\n  web:\n    build: .\n    ports: [\"80:80\"]\n", "web",
	  TG_ELEMENT_PROCESS, false },
	{ "an image of a store", "compose.yaml",
	  "services:\n  cache:\n    image: redis:7\n", "Redis", TG_ELEMENT_STORE, false },
	{ "a deployment", "k8s/app.yaml",
	  "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: mailer}\n", "mailer",
	  TG_ELEMENT_PROCESS, false },
	{ "an address in the configuration", ".env",
	  "GEO_URL=https://api.geo-lookup.io/v1\n", "api.geo-lookup.io",
	  TG_ELEMENT_EXTERNAL, true },
	{ "the scheme of an address", "config.ini",
	  "url = amqp://mq:5672/\n", "RabbitMQ", TG_ELEMENT_STORE, false },
	{ "an example address is nobody", ".env", "URL=https://example.com/x\n", NULL, 0,
	  false },
	{ "this machine is nobody", ".env", "URL=http://localhost:3000/\n", NULL, 0,
	  false },
	{ "an address in a comment is for people", ".env",
	  "# see https://hosting.seats.io/guide or https://plans.seats.io\nA=1\n", NULL, 0, false },
	{ "so is one of documentation", "config.ini", "help = https://docs.seats.io/x\n", NULL,
	  0, false },
	{ "a part of a workspace is built in", "packages/ui/package.json",
	  "{\"name\": \"ui\", \"dependencies\": {\"react\": \"18.0.0\"}}", NULL, 0, false },
	{ "unless something starts it", "packages/api/package.json",
	  "{\"scripts\": {\"start\": \"node .\"}, \"dependencies\": {\"koa\": \"2.0.0\"}}", "api",
	  TG_ELEMENT_PROCESS, false },
	{ "whom a part calls, the system calls", "packages/pay/package.json",
	  "{\"dependencies\": {\"stripe\": \"14.0.0\"}}", "Stripe", TG_ELEMENT_EXTERNAL, true },
	{ "a module called setup is no program", "shop/forms/setup.py",
	  "class SetupForm(Form):\n    name = Text()\n", NULL, 0, false },
	{ "the list of parts is no program", "package.json",
	  "{\"workspaces\": [\"apps/*\"], \"dependencies\": {\"turbo\": \"2.0.0\"}}", NULL, 0, false },
	{ "a broken compose file says nothing", "docker-compose.yml",
	  "services: [unclosed\n", NULL, 0, false },
	{ "a developers' tool is no party", "package.json",
	  "{\"devDependencies\": {\"redis-mock\": \"1.0.0\"}}", "Application",
	  TG_ELEMENT_PROCESS, false },
};

START_TEST(a_file_says_what_it_says)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_scout scout;
	const struct tg_scouted *e;

	tg_scout_init(&scout, &arena);
	ck_assert_msg(tg_scout_wants(files[_i].path), "%s", files[_i].label);
	tg_scout_look(&scout, files[_i].path, tg_str(files[_i].text));
	if (!files[_i].element) {
		ck_assert_msg(scout.elements.n == 0, "%s", files[_i].label);
	} else {
		e = find(&scout, files[_i].element);
		ck_assert_msg(e != NULL, "%s", files[_i].label);
		ck_assert_int_eq(e->kind, files[_i].kind);
		ck_assert_msg(e->outside == files[_i].outside, "%s", files[_i].label);
		ck_assert_str_eq(e->seen_in, files[_i].path);
	}
	tg_arena_release(&arena);
}
END_TEST

START_TEST(a_service_that_others_need_is_what_its_image_is)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_scout scout;

	tg_scout_init(&scout, &arena);
	tg_scout_look(&scout, "compose.yml", tg_str(
		"services:\n  shop:\n    image: acme/shop:1\n    depends_on: [database]\n"
		"  database:\n    image: postgres:16\n"));
	ck_assert_ptr_null(find(&scout, "database"));
	ck_assert_uint_eq(scout.flows.n, 1);
	ck_assert_str_eq(scout.flows.items[0].to, "PostgreSQL");
	tg_arena_release(&arena);
}
END_TEST

START_TEST(tests_and_examples_are_not_the_system)
{
	ck_assert(!tg_scout_wants("tests/docker-compose.yml"));
	ck_assert(!tg_scout_wants("web/node_modules/a/package.json"));
	ck_assert(!tg_scout_wants(".github/workflows/ci.yml"));
	ck_assert(!tg_scout_wants("src/main.c"));
}
END_TEST

/* An untouched first model claims no threat, and lint says that it is one. */
START_TEST(a_first_model_is_honest)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_buf out = TG_BUF_INIT(1u << 20);
	struct tg_lint_options options = { .today = NULL };
	struct tg_finding *findings;
	struct tg_scout scout;
	struct tg_model *model;
	struct tg_err err;
	bool placeholder = false;
	size_t n;

	tg_scout_init(&scout, &arena);
	for (int i = 0; i < _i; i++)
		tg_scout_look(&scout, files[i].path, tg_str(files[i].text));
	tg_model_new(&out, &scout, "Seats | <b>");
	ck_assert(tg_model_read(&model, &arena, "docs/threat-models/seats.md",
				tg_buf_str(&out), &err) == TG_OK);
	ck_assert_uint_le(model->n_threats, 1);
	ck_assert_uint_eq(tg_model_mitigated(model), 0);
	ck_assert(model->sections.scope && model->sections.dfd &&
		  model->sections.trust_boundaries && model->sections.threats &&
		  model->sections.risk && model->sections.mitigations);
	ck_assert_uint_ge(model->dfd.n_elements, 1);
	n = tg_model_lint(&findings, &arena, model, &options);
	for (size_t i = 0; i < n; i++)
		placeholder = placeholder ||
			      strcmp(findings[i].id, "model/placeholder") == 0;
	ck_assert(placeholder);
	tg_buf_release(&out);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(each_kind_of_element_has_its_questions)
{
	ck_assert_uint_eq(tg_stride_of_element(TG_ELEMENT_EXTERNAL),
			  TG_SPOOFING | TG_REPUDIATION);
	ck_assert_uint_eq(tg_stride_of_element(TG_ELEMENT_PROCESS), 63);
	ck_assert_uint_eq(tg_stride_of_element(TG_ELEMENT_STORE),
			  63u & ~(unsigned)(TG_SPOOFING | TG_ELEVATION_OF_PRIVILEGE));
	ck_assert_uint_eq(tg_stride_of_flow(), TG_TAMPERING |
			  TG_INFORMATION_DISCLOSURE | TG_DENIAL_OF_SERVICE);
}
END_TEST

/* --- audit ---------------------------------------------------------------------- */

static const char *const covers[] = { "services/seats/**" };
static const char *const paths[] = { "main.c", "services/pay/a.c", "services/pay/b.c",
				     "services/seats/a.c" };

static struct tg_mitigation mitigations[] = {
	{ .id = "", .text = "Limit holds per account",
	  .status = TG_MITIGATION_IMPLEMENTED },
	{ .id = "", .text = "Rotate the key every month",
	  .status = TG_MITIGATION_PLANNED, .due = "2026-03-01" },
	{ .id = "", .text = "Move the queue to the cluster",
	  .status = TG_MITIGATION_PLANNED, .due = "2026-12-01" },
	{ .id = "", .text = "Small shops are not attacked",
	  .status = TG_MITIGATION_ACCEPTED },
};

START_TEST(an_audit_counts_what_is_covered_and_what_is_open)
{
	struct tg_threat threats[] = {
		{ .id = "S1", .title = "a", .status = "", .mitigations = mitigations,
		  .n_mitigations = 4, .line = 4 },
		{ .id = "S2", .title = "b", .status = "", .line = 5,
		  .risk = { .level = TG_RISK_HIGH } },
		{ .id = "S3", .title = "c", .status = "", .line = 6,
		  .risk = { .level = TG_RISK_MEDIUM } },
	};
	const struct tg_model model = { .path = "docs/threat-models/seats.md",
					.covers = covers, .n_covers = 1,
					.threats = threats, .n_threats = 3 };
	static const enum tg_audit_kind want[] = { TG_AUDIT_MISSING, TG_AUDIT_PLANNED,
						   TG_AUDIT_OVERDUE,
						   TG_AUDIT_ACCEPTED };
	const struct tg_model *models[] = { &model };
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_coverage coverage;
	struct tg_audit audit;

	tg_coverage_init(&coverage, &arena, models, 1, NULL);
	tg_audit(&audit, &arena, &coverage, paths, 4, TG_RISK_UNKNOWN, "2026-06-01");
	ck_assert_uint_eq(audit.files, 4);
	ck_assert_uint_eq(audit.covered, 1);
	ck_assert_uint_eq(audit.n_folders, 3);
	ck_assert_str_eq(audit.folders[1].path, "services/pay");
	ck_assert_uint_eq(audit.n_findings, 2);
	ck_assert_str_eq(audit.findings[1].path, "services/pay");
	ck_assert_uint_eq(audit.n_items, 4);
	for (size_t i = 0; i < 4; i++)
		ck_assert_int_eq(audit.items[i].kind, want[i]);
	ck_assert_str_eq(audit.items[0].threat->id, "S2");
	tg_coverage_release(&coverage);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(a_written_baseline_is_read_back)
{
	struct tg_finding findings[] = {
		{ .id = "model/missing", .path = "services/\"odd\"",
		  .fingerprint = "0123456789abcdef0123456789abcdef" },
	};
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_buf out = TG_BUF_INIT(65536);
	struct tg_baseline baseline;
	struct tg_err err;

	for (size_t n = 0; n <= 1; n++) {
		tg_buf_clear(&out);
		tg_audit_to_baseline(&out, findings, n, "known: \"since\" May");
		ck_assert_msg(tg_baseline_read(&baseline, &arena, tg_buf_str(&out), "b",
					       &err) == TG_OK, "%s", err.msg);
		ck_assert_uint_eq(baseline.n, n);
	}
	ck_assert_str_eq(baseline.items[0].reason, "known: \"since\" May");
	ck_assert_str_eq(baseline.items[0].path, findings[0].path);
	tg_buf_release(&out);
	tg_arena_release(&arena);
}
END_TEST

Suite *new_suite(void);

Suite *new_suite(void)
{
	Suite *suite = suite_create("new");
	TCase *tcase = tcase_create("new");
	int n = (int)(sizeof(files) / sizeof(files[0]));

	tcase_add_loop_test(tcase, a_file_says_what_it_says, 0, n);
	tcase_add_test(tcase, a_service_that_others_need_is_what_its_image_is);
	tcase_add_test(tcase, tests_and_examples_are_not_the_system);
	tcase_add_loop_test(tcase, a_first_model_is_honest, 0, n);
	tcase_add_test(tcase, each_kind_of_element_has_its_questions);
	tcase_add_test(tcase, an_audit_counts_what_is_covered_and_what_is_open);
	tcase_add_test(tcase, a_written_baseline_is_read_back);
	suite_add_tcase(suite, tcase);
	return suite;
}
