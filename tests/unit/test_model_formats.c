/* The structured formats are read into the same model; hostile documents cost
 * little and break nothing. */
#include "../../src/base/buf.h"
#include "../../src/model/read.h"

#include <check.h>
#include <string.h>

static struct tg_arena arena;
static struct tg_err err;

static void setup(void)
{
	arena = (struct tg_arena)TG_ARENA_INIT;
	memset(&err, 0, sizeof(err));
}

static void teardown(void)
{
	tg_arena_release(&arena);
}

static struct tg_model *read_as(const char *path, const char *text)
{
	struct tg_model *model = NULL;
	enum tg_rc rc = tg_model_read(&model, &arena, path, tg_str(text), &err);

	ck_assert_msg(rc == TG_OK, "%s: %s:%u: %s", path, err.file, err.line, err.msg);
	return model;
}

static const char dragon2[] =
	"{\"version\":\"2.0\",\"summary\":{\"title\":\"Shop\",\"owner\":\"ann\"},"
	"\"detail\":{\"diagrams\":[{\"diagramType\":\"STRIDE\",\"cells\":["
	"{\"id\":\"z\",\"shape\":\"trust-boundary-box\",\"position\":{\"x\":0,\"y\":0},"
	"\"size\":{\"width\":100,\"height\":100},\"data\":{\"type\":\"tm.BoundaryBox\",\"name\":\"DMZ\"}},"
	"{\"id\":\"a\",\"shape\":\"actor\",\"position\":{\"x\":300,\"y\":0},\"size\":{\"width\":10,\"height\":10},"
	"\"data\":{\"type\":\"tm.Actor\",\"name\":\"Guest\"}},"
	"{\"id\":\"p\",\"shape\":\"process\",\"position\":{\"x\":10,\"y\":10},\"size\":{\"width\":10,\"height\":10},"
	"\"data\":{\"type\":\"tm.Process\",\"name\":\"Till\",\"threats\":["
	"{\"title\":\"Forged price\",\"type\":\"Tampering\",\"status\":\"Mitigated\",\"severity\":\"High\","
	"\"description\":\"d\",\"mitigation\":\"Price on the server\",\"number\":1},"
	"{\"title\":\"Flood\",\"type\":\"Denial of service\",\"status\":\"Open\",\"severity\":\"Low\","
	"\"description\":\"d\",\"mitigation\":\"Provide remediation for this threat or a reason if status is N/A\",\"number\":2}]}},"
	"{\"id\":\"f\",\"shape\":\"flow\",\"source\":{\"cell\":\"a\"},\"target\":{\"cell\":\"p\"},"
	"\"data\":{\"type\":\"tm.Flow\",\"name\":\"order\"}}]}]}}";

static const char dragon1[] =
	"{\"summary\":{\"title\":\"Shop\"},\"detail\":{\"diagrams\":[{\"diagramJson\":{\"cells\":["
	"{\"type\":\"tm.Store\",\"id\":\"s\",\"attrs\":{\"text\":{\"text\":\"Orders\"}},\"threats\":["
	"{\"title\":\"Read\",\"type\":\"Information disclosure\",\"status\":\"Open\",\"severity\":\"High\","
	"\"description\":\"\",\"mitigation\":\"\",\"threatId\":\"q\"}]}]}}]}}";

static const char otm[] =
	"otmVersion: 0.2.0\nproject:\n  name: Shop\n  id: shop\ntrustZones:\n"
	"  - {id: net, name: Internet}\n  - {id: in, name: Inside}\ncomponents:\n"
	"  - id: c\n    name: Client\n    type: web-client\n    parent: {trustZone: net}\n    threats:\n"
	"  - id: s\n    name: Server\n    type: web-service\n    parent: {trustZone: in}\n    threats:\n"
	"      - threat: t1\n        state: exposed\n        mitigations:\n"
	"          - {mitigation: m1, state: implemented}\n"
	"dataflows:\n  - {id: f, name: order, source: c, destination: s, bidirectional: true}\n"
	"threats:\n  - id: t1\n    name: Forged order\n    categories: [Spoofing, Tampering]\n"
	"    risk: {likelihood: 50, impact: 100}\n"
	"  - id: t2\n    name: Flood\n    categories:\n    risk: {likelihood: 10, impact: 10}\n"
	"mitigations:\n  - {id: m1, name: Signed orders, riskReduction: 80}\n";

static const char threagile[] =
	"title: Shop\nauthor: {name: ann}\ndate: 2026-01-02\ntechnical_assets:\n"
	"  Guest: {id: guest, type: external-entity, communication_links: {order: {target: till}}}\n"
	"  Till: {id: till, type: process}\n"
	"trust_boundaries:\n  House: {id: house, technical_assets_inside: [till], trust_boundaries_nested: }\n"
	"individual_risk_categories:\n  Odd orders:\n    id: odd\n    stride: tampering\n"
	"    description: d\n    mitigation: Check the menu's ids\n    risks_identified:\n"
	"      <b>An order</b> for nothing:\n        severity: high\n        exploitation_likelihood: likely\n"
	"        exploitation_impact: medium\n        most_relevant_technical_asset: till\n"
	"risk_tracking:\n  odd@till:\n    status: accepted\n    justification: guests pay anyway\n"
	"  unencrypted-asset@till:\n    status: unchecked\n    justification:\n";

static const char composer[] =
	"{\"schema\":1,\"applicationInfo\":{\"name\":\"Shop\"},\"threats\":["
	"{\"id\":\"a\",\"numericId\":1,\"statement\":\"A guest forges an order\",\"status\":\"threatIdentified\","
	"\"metadata\":[{\"key\":\"STRIDE\",\"value\":[\"S\",\"T\"]},{\"key\":\"Priority\",\"value\":\"High\"}]},"
	"{\"id\":\"b\",\"numericId\":2,\"statement\":\"A guest floods\",\"status\":\"threatResolved\"}],"
	"\"mitigations\":[{\"id\":\"m\",\"numericId\":1,\"content\":\"Sign orders\",\"status\":\"mitigationInProgress\"}],"
	"\"mitigationLinks\":[{\"mitigationId\":\"m\",\"linkedId\":\"a\"}]}";

static const char library[] =
	"{\"version\":\"1.0\",\"scope\":{\"title\":\"Shop\"},\"reviewed_at\":\"2026-01-02\","
	"\"trust_zones\":[{\"symbolic_name\":\"net\",\"title\":\"Internet\"}],"
	"\"actors\":[{\"symbolic_name\":\"guest\",\"title\":\"Guest\",\"trust_zone\":\"net\"}],"
	"\"threats\":[{\"symbolic_name\":\"forge\",\"title\":\"Forged order\"},"
	"{\"symbolic_name\":\"flood\",\"title\":\"Flood\"}],"
	"\"controls\":[{\"symbolic_name\":\"sign\",\"title\":\"Signed orders\",\"threats\":[\"forge\"],\"status\":\"active\"},"
	"{\"symbolic_name\":\"gone\",\"title\":\"Old limit\",\"threats\":[\"flood\"],\"status\":\"retired\"}],"
	"\"risks\":[{\"threats\":[\"forge\"],\"likelihood\":\"possible\",\"impact\":\"major\",\"score\":12,\"level\":\"high\"}]}";

static const char threatcl[] =
	"{\"spec_version\":\"0.1.9\",\"threatmodel\":{\"Shop\":{\"author\":\"ann\",\"threat\":["
	"{\"description\":\"Forged order\",\"stride\":[\"Spoofing\"],\"expanded_control\":{\"sign\":"
	"{\"description\":\"Signed orders\",\"implemented\":true}}},"
	"{\"description\":\"Flood\",\"stride\":[\"Denial Of Service\"]}]},"
	"\"Bar\":{\"author\":\"bob\",\"threat\":{\"description\":\"Thirst\",\"control\":\"Water\"}}}}";

static const struct {
	const char *path, *text;
	enum tg_model_format format;
	size_t threats, mitigated, elements, flows, boundaries;
	unsigned stride; /* of the first */
	enum tg_risk_level level;
	enum tg_mitigation_status status;
} formats[] = {
	{ "a.json", dragon2, TG_MODEL_THREAT_DRAGON, 2, 1, 2, 1, 1, TG_TAMPERING,
	  TG_RISK_HIGH, TG_MITIGATION_IMPLEMENTED },
	{ "b.json", dragon1, TG_MODEL_THREAT_DRAGON, 1, 0, 1, 0, 0,
	  TG_INFORMATION_DISCLOSURE, TG_RISK_HIGH, TG_MITIGATION_UNSTATED },
	{ "c.otm.yaml", otm, TG_MODEL_OTM, 2, 1, 2, 1, 2, TG_SPOOFING | TG_TAMPERING,
	  TG_RISK_HIGH, TG_MITIGATION_IMPLEMENTED },
	{ "threagile.yaml", threagile, TG_MODEL_THREAGILE, 2, 1, 2, 1, 1, TG_TAMPERING,
	  TG_RISK_HIGH, TG_MITIGATION_UNSTATED },
	{ "d.tc.json", composer, TG_MODEL_THREAT_COMPOSER, 2, 1, 0, 0, 0,
	  TG_SPOOFING | TG_TAMPERING, TG_RISK_HIGH, TG_MITIGATION_PLANNED },
	{ "e.json", library, TG_MODEL_OWASP_LIBRARY, 2, 1, 1, 0, 1, 0, TG_RISK_HIGH,
	  TG_MITIGATION_IMPLEMENTED },
	{ "f.json", threatcl, TG_MODEL_THREATCL, 3, 2, 0, 0, 0, TG_SPOOFING,
	  TG_RISK_UNKNOWN, TG_MITIGATION_IMPLEMENTED },
};

START_TEST(reads_format)
{
	struct tg_model *m = read_as(formats[_i].path, formats[_i].text);
	const struct tg_threat *first = &m->threats[0];

	ck_assert_msg(m->format == formats[_i].format, "%s: %s", formats[_i].path,
		      tg_model_format_name(m->format));
	ck_assert_msg(m->n_threats == formats[_i].threats &&
			      tg_model_mitigated(m) == formats[_i].mitigated,
		      "%s: %zu threats, %zu mitigated", formats[_i].path, m->n_threats,
		      tg_model_mitigated(m));
	ck_assert_msg(m->dfd.n_elements == formats[_i].elements &&
			      m->dfd.n_flows == formats[_i].flows &&
			      m->dfd.n_boundaries == formats[_i].boundaries,
		      "%s: %zu elements, %zu flows, %zu boundaries", formats[_i].path,
		      m->dfd.n_elements, m->dfd.n_flows, m->dfd.n_boundaries);
	ck_assert_uint_eq(first->stride, formats[_i].stride);
	ck_assert_int_eq(first->risk.level, formats[_i].level);
	if (first->n_mitigations > 0)
		ck_assert_int_eq(first->mitigations[0].status, formats[_i].status);
	ck_assert(m->recognised);
	ck_assert(tg_model_is_one(formats[_i].path, tg_str(formats[_i].text)));
}
END_TEST

/* What another tool called "Threat 1" comes back from Markdown by its own id. */
START_TEST(a_name_like_an_id_beside_an_id_is_the_name)
{
	struct tg_model *m = read_as(
		"a.md", "# Shop\n\n## Threats\n\n| ID | Threat | Category | Description |\n"
			"|---|---|---|---|\n| 22724267-be7e | Threat 1 | Spoofing | A guest plays another |\n"
			"\n## Mitigations\n\n| Threat | Mitigation |\n|---|---|\n"
			"| 22724267-be7e | Guests sign in |\n");

	ck_assert_uint_eq(m->n_threats, 1);
	ck_assert_str_eq(m->threats[0].id, "22724267-be7e");
	ck_assert_str_eq(m->threats[0].title, "Threat 1");
	ck_assert_uint_eq(tg_model_mitigated(m), 1);
}
END_TEST

START_TEST(a_threat_in_json_has_its_line)
{
	struct tg_model *m =
		read_as("f.json", "{\"otmVersion\": \"0.2.0\", \"project\": {\"name\": \"Shop\"},\n"
				  "\"threats\": [\n{\"id\": \"a\", \"name\": \"A guest floods\"},\n"
				  "{\"id\": \"b\", \"name\": \"A guest forges\"}]}");

	ck_assert_uint_eq(m->threats[0].line, 3);
	ck_assert_uint_eq(m->threats[1].line, 4);
}
END_TEST

START_TEST(a_box_on_the_drawing_is_a_boundary)
{
	struct tg_model *m = read_as("a.json", dragon2);

	ck_assert_ptr_null(m->dfd.elements[0].boundary); /* Guest, outside */
	ck_assert_str_eq(m->dfd.elements[1].boundary, "z");
}
END_TEST

START_TEST(what_is_decided_joins_the_risk)
{
	struct tg_model *m = read_as("threagile.yaml", threagile);

	ck_assert_str_eq(m->threats[0].id, "odd@till");
	ck_assert_str_eq(m->threats[0].title, "An order for nothing");
	ck_assert_uint_eq(m->threats[0].n_mitigations, 2);
	ck_assert_str_eq(m->threats[0].mitigations[1].reason, "guests pay anyway");
	ck_assert(m->threats[0].closed);
}
END_TEST

/* --- what is a model ---------------------------------------------------------- */

static const struct {
	const char *path, *text;
	bool is;
} files[] = {
	{ "docs/threat-models/order.md", "# Order\n", true },
	{ "docs/threat-models/README.md", "# Models\n", false },
	{ "docs/threat-models/_TEMPLATE.md", "# Template\n", false },
	{ "docs/threat-models/threat-model-template.md", "# Template\n", false },
	{ "docs/threat-models/index.md", "# Index\n", false },
	{ "docs/threat-models/picture.png", "\x89PNG", false },
	{ "package.json", "{\"name\":\"x\"}", false },
	{ "deploy.yaml", "kind: Pod\n", false },
	{ "x.tc.json", "{ broken", true },
};

START_TEST(tells_a_model)
{
	ck_assert_msg(tg_model_is_one(files[_i].path, tg_str(files[_i].text)) == files[_i].is,
		      "%s", files[_i].path);
}
END_TEST

/* --- errors ---------------------------------------------------------------------- */

START_TEST(says_where_it_cannot_be_read)
{
	struct tg_model *m;

	ck_assert_int_eq(tg_model_read(&m, &arena, "a.md",
				       tg_str("---\ncovers: [a\n---\n# T\n"), &err),
			 TG_E_SYNTAX);
	ck_assert_str_eq(err.file, "a.md");
	ck_assert_uint_ge(err.line, 2);
	ck_assert_ptr_null(m);
	ck_assert_int_eq(tg_model_read(&m, &arena, "a.json", tg_str("{\"a\": }"), &err),
			 TG_E_SYNTAX);
	ck_assert_int_eq(tg_model_read(&m, &arena, "a.json", tg_str("{\"a\": 1}"), &err),
			 TG_E_SYNTAX);
	ck_assert_ptr_nonnull(strstr(err.hint, "Threat Dragon"));
}
END_TEST

/* --- hostile documents -------------------------------------------------------------- */

static struct tg_buf text;

static void repeat(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		tg_buf_puts(&text, s);
}

static void deep_quotes(void) { repeat("> ", 20000); tg_buf_puts(&text, "x\n"); }
static void deep_list(void)
{
	for (size_t i = 0; i < 900; i++) {
		tg_buf_fill(&text, ' ', i * 2);
		tg_buf_puts(&text, "- T1: x\n");
	}
}
static void deep_details(void) { repeat("<details><summary>T1: x</summary>\n\n", 20000); }
static void many_rows(void)
{
	tg_buf_puts(&text, "| ID | Threat | Category | Mitigation |\n|---|---|---|---|\n");
	for (size_t i = 0; i < 60000; i++)
		tg_buf_printf(&text, "| T%zu | case %zu | DoS | stop |\n", i, i);
}
static void same_ids(void)
{
	tg_buf_puts(&text, "| ID | Threat | Category | Mitigation |\n|---|---|---|---|\n");
	repeat("| T1 | same | DoS | stop |\n", 60000);
}
static void many_columns(void)
{
	repeat("| Threat ", 3000);
	tg_buf_puts(&text, "|\n");
	repeat("|---", 3000);
	tg_buf_puts(&text, "|\n");
	repeat("| T1: a ", 3000);
	tg_buf_puts(&text, "|\n");
}
static void many_tables(void)
{
	repeat("## Threats\n\n| Threat | Mitigation |\n|---|---|\n| T1: a | b |\n\n", 12000);
}
static void many_headings(void) { repeat("### T1: same\n\ntext\n\n", 40000); }
static void many_lists(void)
{
	tg_buf_puts(&text, "## Threats\n\n");
	repeat("- something bad\n", 60000);
	tg_buf_puts(&text, "\n## Mitigations\n\n");
	repeat("- something good about it (T1, T2)\n", 20000);
}
static void broken_utf8(void)
{
	repeat("# \xff\xfe \xc3\x28\n\n| Threat\xe2\x82 | Mitigation |\n|---|---|\n"
	       "| T\xf0\x28\x8c\x28 | \xed\xa0\x80 |\n\n", 500);
}
static void alias_bomb(void)
{
	tg_buf_puts(&text, "---\na: &a [x, x, x, x, x, x, x, x, x]\n");
	for (char c = 'b'; c < 'k'; c++)
		tg_buf_printf(&text, "%c: &%c [*%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c]\n", c, c,
			      c - 1, c - 1, c - 1, c - 1, c - 1, c - 1, c - 1, c - 1);
	tg_buf_puts(&text, "---\n# T\n");
}
static void long_line(void)
{
	tg_buf_puts(&text, "- **Spoofing**: ");
	repeat("word ", 200000);
}
static void many_ids(void)
{
	tg_buf_puts(&text, "| ID | Threat | Category |\n|---|---|---|\n| T1 | a | DoS |\n\n"
			   "| Threat | Mitigation |\n|---|---|\n| ");
	repeat("T1-T999999999 ", 20000);
	tg_buf_puts(&text, "| x |\n");
}
static void many_drawings(void)
{
	tg_buf_puts(&text, "# A\n\n## Data flow\n\n");
	for (size_t i = 0; i < 450; i++) {
		tg_buf_puts(&text, "```\n\u2500\u2500\u2500>");
		tg_buf_fill(&text, ' ', 300);
		repeat("\u2502\n", 395);
		tg_buf_puts(&text, "```\n\n");
	}
}
static void only_nul(void) { tg_buf_fill(&text, '\0', 4096); }

static const struct {
	const char *name;
	void (*make)(void);
} hostile[] = {
	{ "quotes in quotes", deep_quotes }, { "lists in lists", deep_list },
	{ "details in details", deep_details }, { "many rows", many_rows },
	{ "one id for all", same_ids }, { "many columns", many_columns },
	{ "many tables", many_tables }, { "many headings", many_headings },
	{ "many bullets", many_lists }, { "broken UTF-8", broken_utf8 },
	{ "aliases of aliases", alias_bomb }, { "one long line", long_line },
	{ "ranges of ids", many_ids }, { "nothing but NUL", only_nul },
	{ "drawings of nothing", many_drawings },
};

START_TEST(hostile_is_bounded)
{
	struct tg_model *m = NULL;
	enum tg_rc rc;

	tg_buf_init(&text, 8u << 20);
	hostile[_i].make();
	ck_assert(!text.overflow);
	rc = tg_model_read(&m, &arena, "a.md", tg_buf_str(&text), &err);
	ck_assert_msg((rc == TG_OK) == (m != NULL), "%s", hostile[_i].name);
	/* what is read must cost in proportion to what was written */
	ck_assert_msg(arena.used < (400u << 20), "%s: %zu bytes", hostile[_i].name,
		      arena.used);
	tg_buf_release(&text);
}
END_TEST

Suite *model_formats_suite(void);

Suite *model_formats_suite(void)
{
	Suite *s = suite_create("model_formats");
	TCase *t = tcase_create("formats");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, reads_format, 0, sizeof(formats) / sizeof(formats[0]));
	tcase_add_test(t, a_name_like_an_id_beside_an_id_is_the_name);
	tcase_add_test(t, a_threat_in_json_has_its_line);
	tcase_add_test(t, a_box_on_the_drawing_is_a_boundary);
	tcase_add_test(t, what_is_decided_joins_the_risk);
	tcase_add_loop_test(t, tells_a_model, 0, sizeof(files) / sizeof(files[0]));
	tcase_add_test(t, says_where_it_cannot_be_read);
	suite_add_tcase(s, t);
	t = tcase_create("hostile");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 20);
	tcase_add_loop_test(t, hostile_is_bounded, 0, sizeof(hostile) / sizeof(hostile[0]));
	suite_add_tcase(s, t);
	return s;
}
