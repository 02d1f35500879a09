#include "../../src/model/dfd.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

/* Each case says what a reader sees, one line each: "kind name @ boundary",
 * "from -> to : label", "[boundary in parent]". */
static const struct {
	const char *label;
	bool ascii;
	const char *text;
	const char *want;
} cases[] = {
	{ "shapes, zones and labels of every kind", false,
	  "flowchart LR\n"
	  "  %% who buys\n"
	  "  subgraph out [Internet]\n"
	  "    C[Customer]\n"
	  "  end\n"
	  "  subgraph in[\"Shop cluster\"]\n"
	  "    G([API Gateway]) -->|gRPC| O((Order Service))\n"
	  "    subgraph data\n"
	  "      P[(PostgreSQL)]\n"
	  "    end\n"
	  "  end\n"
	  "  C -- HTTPS/JSON --> G\n"
	  "  O ==> P\n"
	  "  O -. charge .-> S[Stripe API]:::ext\n"
	  "  classDef ext fill:#fff,stroke:#000\n",
	  "external Customer @ out\n"
	  "process API Gateway @ in\n"
	  "process Order Service @ in\n"
	  "store PostgreSQL @ data\n"
	  "external Stripe API\n"
	  "G -> O : gRPC\n"
	  "C -> G : HTTPS/JSON !\n"
	  "O -> P : !\n"
	  "O -> S : charge !\n"
	  "[Internet]\n[Shop cluster]\n[data in in]\n" },
	{ "chains, groups, both ways, and what is invisible", false,
	  "graph TD;\n"
	  "a-->b-->c & d; c <--> e; d ~~~ e; e --- a\n",
	  "process a\nprocess b\nprocess c\nprocess d\nprocess e\n"
	  "a -> b : \nb -> c : \nb -> d : \nc <-> e : \ne <-> a : \n" },
	{ "slanted shapes, and an arrow drawn again with two heads", false,
	  "flowchart LR\n"
	  "a[/Upload\\] --> b[\\Report/]\n"
	  "a <--> b\n",
	  "process Upload\nprocess Report\na <-> b : \n" },
	{ "an arrow to a whole zone makes no element of it", false,
	  "flowchart TB\n"
	  "web --> core\n"
	  "subgraph core\n  svc\nend\n",
	  "process web\nprocess svc @ core\nweb -> core : !\n[core]\n" },
	{ "names keep what people read", false,
	  "flowchart TB\n"
	  "a[\"Order<br/>Service #quot;v2#quot;\"] --> b{{\"Who; is it?\"}}\n"
	  "c@{ shape: cyl, label: \"Archive\" } e1@--> a\n",
	  "process Order Service \"v2\"\nprocess Who; is it?\nstore Archive\n"
	  "a -> b : \nc -> a : \n" },
	{ "a sequence diagram is no flow chart", false,
	  "sequenceDiagram\nA->>B: hello\n", NULL },
	{ "a picture of nothing", false, "flowchart LR\n%% later\n", NULL },
	{ "boxes in a row with labels above the arrows", true,
	  "┌─────────┐  HTTPS   ┌─────────┐   gRPC    ┌───────────┐\n"
	  "│ Shopper │─────────→│ Gateway │──────────→│ Order Svc │\n"
	  "│ browser │          │         │           │           │\n"
	  "└─────────┘          └─────────┘           └─────┬─────┘\n"
	  "                                                 │\n"
	  "                           ┌─────────────────────┼──────────┐\n"
	  "                           ▼                     ▼          ▼\n"
	  "                      ┌──────────┐         ┌─────────┐ ┌────────┐\n"
	  "                      │ Postgres │         │ Pay API │ │ Mailer │\n"
	  "                      └──────────┘         └─────────┘ └────────┘\n",
	  "external Shopper browser\nprocess Gateway\nprocess Order Svc\n"
	  "store Postgres\nprocess Pay API\nprocess Mailer\n"
	  "Shopper browser -> Gateway : HTTPS\nGateway -> Order Svc : gRPC\n"
	  "Order Svc -> Postgres : \nOrder Svc -> Pay API : \n"
	  "Order Svc -> Mailer : \n" },
	{ "a double frame cut into zones", true,
	  "╔══════════════════════════════╗\n"
	  "║ Internet                     ║\n"
	  "║   ┌──────────┐               ║\n"
	  "║   │ Customer │               ║\n"
	  "║   └────┬─────┘               ║\n"
	  "╠════════╪═════════════════════╣\n"
	  "║ Cluster▼                     ║\n"
	  "║   ┌──────────┐  ┌──────────┐ ║\n"
	  "║   │ Order Svc│─→│ Postgres │ ║\n"
	  "║   └──────────┘  └──────────┘ ║\n"
	  "╚══════════════════════════════╝\n",
	  "external Customer @ Internet\nprocess Order Svc @ Cluster\n"
	  "store Postgres @ Cluster\n"
	  "Customer -> Order Svc : !\nOrder Svc -> Postgres : \n"
	  "[Internet]\n[Cluster]\n" },
	{ "a line that a zone's name hides", true,
	  "╔══════════════════════════════╗\n"
	  "║ Shop floor                   ║\n"
	  "║   ┌──────────┐               ║\n"
	  "║   │ Till     │               ║\n"
	  "║   └────┬─────┘               ║\n"
	  "╠════════╪═════════════════════╣\n"
	  "║ Back office                  ║\n"
	  "║        ▼                     ║\n"
	  "║   ┌──────────┐  ┌──────────┐ ║\n"
	  "║   │ Order Svc│  │ Postgres │ ║\n"
	  "║   └──────────┘  └──────────┘ ║\n"
	  "╚══════════════════════════════╝\n",
	  "process Till @ Shop floor\nprocess Order Svc @ Back office\n"
	  "store Postgres @ Back office\n"
	  "Till -> Order Svc : !\n"
	  "[Shop floor]\n[Back office]\n" },
	{ "a name that its box cuts off", true,
	  "┌─────────┐    ┌───────────┐\n"
	  "│ Browser │───→│ Pay API   │\n"
	  "└─────────┘    │ (external │\n"
	  "               └───────────┘\n",
	  "external Browser\nexternal Pay API (external)\n"
	  "Browser -> Pay API (external) : \n" },
	{ "typed boxes, a label inside the arrow", true,
	  "+---------+            +---------+\n"
	  "| Browser | --HTTPS--> | Web app |\n"
	  "+---------+            +----+----+\n"
	  "                            |\n"
	  "                            | SQL\n"
	  "                            v\n"
	  "                       +----------+\n"
	  "                       | Database |\n"
	  "                       +----------+\n",
	  "external Browser\nprocess Web app\nstore Database\n"
	  "Browser -> Web app : HTTPS\nWeb app -> Database : SQL\n" },
	{ "lifelines", true,
	  "Browser           Shop API            Orders DB\n"
	  "   |                  |                   |\n"
	  "   |--POST /orders--->|                   |\n"
	  "   |                  |--INSERT---------->|\n"
	  "   |                  |<--id--------------|\n"
	  "   |<--201------------|                   |\n",
	  "external Browser\nprocess Shop API\nstore Orders DB\n"
	  "Browser -> Shop API : POST /orders\nShop API -> Orders DB : INSERT\n"
	  "Orders DB -> Shop API : id\nShop API -> Browser : 201\n" },
	{ "a folder tree is no diagram", true,
	  "docs/\n├── a.md\n└── b.md\n", NULL },
	{ "a table is no diagram", true,
	  "+------+------+\n| only | word |\n", NULL },
};

static void put(struct tg_buf *out, const struct tg_dfd *dfd)
{
	for (size_t i = 0; i < dfd->n_elements; i++) {
		const struct tg_element *e = &dfd->elements[i];

		tg_buf_printf(out, "%s %s%s%s\n", tg_element_kind_name(e->kind),
			      e->name, e->boundary ? " @ " : "",
			      e->boundary ? e->boundary : "");
	}
	for (size_t i = 0; i < dfd->n_flows; i++) {
		const struct tg_flow *f = &dfd->flows[i];

		tg_buf_printf(out, "%s %s %s : %s%s\n", f->from,
			      f->both_ways ? "<->" : "->", f->to, f->label,
			      !tg_flow_crosses(dfd, f, NULL, NULL) ? ""
			      : *f->label ? " !" : "!");
	}
	for (size_t i = 0; i < dfd->n_boundaries; i++) {
		const struct tg_boundary *b = &dfd->boundaries[i];

		tg_buf_printf(out, "[%s%s%s]\n", b->name, b->parent ? " in " : "",
			      b->parent ? b->parent : "");
	}
}

static bool parse(struct tg_dfd *dfd, struct tg_arena *arena, bool ascii,
		  const char *text)
{
	return ascii ? tg_dfd_from_ascii(dfd, arena, tg_str(text), 1)
		     : tg_dfd_from_mermaid(dfd, arena, tg_str(text), 1);
}

START_TEST(a_diagram_is_read_as_people_read_it)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_buf got = TG_BUF_INIT(65536);
	struct tg_dfd dfd;
	bool read = parse(&dfd, &arena, cases[_i].ascii, cases[_i].text);

	ck_assert_msg(read == (cases[_i].want != NULL), "%s", cases[_i].label);
	if (read) {
		put(&got, &dfd);
		ck_assert_msg(strcmp(got.ptr, cases[_i].want) == 0,
			      "%s: got\n%swanted\n%s", cases[_i].label, got.ptr,
			      cases[_i].want);
	}
	tg_buf_release(&got);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(a_line_number_leads_back_to_the_document)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_dfd dfd;

	ck_assert(tg_dfd_from_mermaid(&dfd, &arena,
				      TG_STR("flowchart LR\n  a --> b\n  b --> c\n"),
				      40));
	ck_assert_uint_eq(dfd.line, 40);
	ck_assert_uint_eq(dfd.elements[0].line, 41);
	ck_assert_uint_eq(dfd.flows[1].line, 42);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(a_flow_names_the_outermost_zones_it_leaves_and_enters)
{
	struct tg_arena arena = TG_ARENA_INIT;
	const struct tg_boundary *from, *to;
	struct tg_dfd dfd;

	ck_assert(tg_dfd_from_mermaid(
		&dfd, &arena,
		TG_STR("flowchart LR\nsubgraph A\nsubgraph B\nx\nend\ny\nend\n"
		       "subgraph C\nz\nend\nx-->z\nx-->y\nu-->y\n"), 1));
	ck_assert(tg_flow_crosses(&dfd, &dfd.flows[0], &from, &to));
	ck_assert_str_eq(from->id, "A");
	ck_assert_str_eq(to->id, "C");
	ck_assert(tg_flow_crosses(&dfd, &dfd.flows[1], &from, &to));
	ck_assert_str_eq(from->id, "B");
	ck_assert_ptr_null(to);
	ck_assert(tg_flow_crosses(&dfd, &dfd.flows[2], &from, &to));
	ck_assert_ptr_null(from);
	ck_assert_str_eq(to->id, "A");
	tg_arena_release(&arena);
}
END_TEST

/* Written again, a diagram must say the same. */
START_TEST(what_is_written_as_mermaid_reads_back)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_buf text = TG_BUF_INIT(65536), again = TG_BUF_INIT(65536);
	struct tg_dfd dfd, back;

	if (!cases[_i].want)
		return;
	ck_assert(parse(&dfd, &arena, cases[_i].ascii, cases[_i].text));
	tg_dfd_to_mermaid(&text, &dfd, NULL);
	ck_assert(tg_dfd_from_mermaid(&back, &arena, tg_buf_str(&text), 1));
	ck_assert_uint_eq(back.n_elements, dfd.n_elements);
	ck_assert_uint_eq(back.n_flows, dfd.n_flows);
	ck_assert_uint_eq(back.n_boundaries, dfd.n_boundaries);
	tg_buf_clear(&text);
	tg_dfd_to_mermaid(&text, &back, NULL);
	ck_assert(tg_dfd_from_mermaid(&back, &arena, tg_buf_str(&text), 1));
	tg_dfd_to_mermaid(&again, &back, NULL);
	ck_assert_str_eq(text.ptr, again.ptr);
	tg_buf_release(&text);
	tg_buf_release(&again);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(a_hostile_name_stays_a_name)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_buf out = TG_BUF_INIT(65536);
	struct tg_element elements[2] = {
		{ "a\"]\nclick a href", "x\"]\n```\n<img src=x> @team `c`", 0, NULL, 1 },
		{ "end", "end", TG_ELEMENT_STORE, "subgraph", 1 },
	};
	struct tg_boundary boundary = { "subgraph", "\"]; click", NULL, 1 };
	struct tg_flow flow = { "a\"]\nclick a href", "end", "x|y --> z\"", false, 1 };
	struct tg_dfd dfd = { .format = "threat-dragon", .elements = elements,
			      .n_elements = 2, .flows = &flow, .n_flows = 1,
			      .boundaries = &boundary, .n_boundaries = 1 };
	struct tg_dfd back;

	tg_dfd_to_mermaid(&out, &dfd, NULL);
	ck_assert_ptr_null(strstr(out.ptr, "```"));
	ck_assert_ptr_null(strstr(out.ptr, "<img"));
	ck_assert_ptr_null(strstr(out.ptr, "\nclick"));
	ck_assert_ptr_null(strstr(out.ptr, "@team"));
	ck_assert(tg_dfd_from_mermaid(&back, &arena, tg_buf_str(&out), 1));
	ck_assert_uint_eq(back.n_elements, 2);
	ck_assert_uint_eq(back.n_flows, 1);
	tg_buf_release(&out);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(new_elements_are_marked)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_buf out = TG_BUF_INIT(65536);
	struct tg_dfd old, new;

	ck_assert(tg_dfd_from_mermaid(&old, &arena,
				      TG_STR("flowchart LR\na[Shop] --> b[Db]\n"), 1));
	ck_assert(tg_dfd_from_mermaid(
		&new, &arena,
		TG_STR("flowchart LR\na[Shop] --> b[Db]\na --> c[Bank]\n"), 1));
	tg_dfd_to_mermaid(&out, &new, &old);
	ck_assert_ptr_nonnull(strstr(out.ptr, "[\"Bank\"]:::new"));
	ck_assert_ptr_null(strstr(out.ptr, "[\"Shop\"]:::new"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "linkStyle 1 "));
	tg_buf_release(&out);
	tg_arena_release(&arena);
}
END_TEST

/* The boundaries of a second drawing go to what the first shows under longer names;
 * another system's drawing has nothing to do with it. */
static const struct {
	const char *zones;
	bool taken;
} second[] = {
	{ "subgraph Internet\nc[Customer]\nend\nsubgraph Cluster\nx[Order Svc]\np[(Postgres)]\nend\n",
	  true },
	{ "subgraph Internet\nc[Customer]\nend\nsubgraph Depot\nx[Forklift]\np[(Shelves)]\nend\n",
	  false },
	{ "subgraph Everything\nc[Customer]\nx[Order Svc]\np[(Postgres)]\nend\n", false },
};

START_TEST(zones_of_a_second_drawing_are_taken)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_dfd dfd, zones;
	const char *text = tg_arena_printf(&arena, "flowchart LR\n%s", second[_i].zones);

	ck_assert(tg_dfd_from_mermaid(&dfd, &arena, TG_STR(
		"flowchart LR\na[Customer browser] --> b[Order Service]\n"
		"b --> d[(PostgreSQL, orders)]\nb --> e[Order archive]\n"), 1));
	ck_assert(tg_dfd_from_mermaid(&zones, &arena, tg_str(text), 20));
	ck_assert_int_eq(tg_dfd_take_zones(&dfd, &arena, &zones), second[_i].taken);
	ck_assert_uint_eq(dfd.n_boundaries, second[_i].taken ? 2 : 0);
	ck_assert_int_eq(tg_flow_crosses(&dfd, &dfd.flows[0], NULL, NULL), second[_i].taken);
	ck_assert(!tg_flow_crosses(&dfd, &dfd.flows[1], NULL, NULL));
	tg_arena_release(&arena);
}
END_TEST

/* Size and depth that no person draws: bounded work, nothing lost but what is
 * above the limits. */
START_TEST(a_crafted_diagram_is_bounded)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_buf text = TG_BUF_INIT(8u << 20);
	struct tg_dfd dfd;

	tg_buf_puts(&text, "flowchart LR\n");
	for (unsigned i = 0; i < 20000; i++)
		tg_buf_printf(&text, "subgraph s%u\nn%u --> n%u\n", i, i, i + 1);
	ck_assert(tg_dfd_from_mermaid(&dfd, &arena, tg_buf_str(&text), 1));
	ck_assert_uint_le(dfd.n_elements, TG_DFD_MAX_ELEMENTS);
	ck_assert_uint_le(dfd.n_flows, TG_DFD_MAX_FLOWS);
	ck_assert_uint_le(dfd.n_boundaries, TG_DFD_MAX_BOUNDARIES);
	tg_buf_clear(&text);
	for (unsigned row = 0; row < 500; row++) {
		for (unsigned i = 0; i < 400; i++)
			tg_buf_puts(&text, row % 2 ? "|  " : "+--");
		tg_buf_putc(&text, '\n');
	}
	tg_dfd_from_ascii(&dfd, &arena, tg_buf_str(&text), 1);
	tg_buf_clear(&text);
	for (unsigned i = 0; i < 100000; i++)
		tg_buf_puts(&text, "┌");
	ck_assert(!tg_dfd_from_ascii(&dfd, &arena, tg_buf_str(&text), 1));
	tg_buf_release(&text);
	tg_arena_release(&arena);
}
END_TEST

Suite *dfd_suite(void);

Suite *dfd_suite(void)
{
	Suite *suite = suite_create("dfd");
	TCase *tcase = tcase_create("read");
	int n = (int)(sizeof(cases) / sizeof(cases[0]));

	tcase_add_loop_test(tcase, a_diagram_is_read_as_people_read_it, 0, n);
	tcase_add_test(tcase, a_line_number_leads_back_to_the_document);
	tcase_add_test(tcase, a_flow_names_the_outermost_zones_it_leaves_and_enters);
	tcase_add_loop_test(tcase, zones_of_a_second_drawing_are_taken, 0,
			    sizeof(second) / sizeof(second[0]));
	tcase_add_test(tcase, a_crafted_diagram_is_bounded);
	suite_add_tcase(suite, tcase);
	tcase = tcase_create("write");
	tcase_add_loop_test(tcase, what_is_written_as_mermaid_reads_back, 0, n);
	tcase_add_test(tcase, a_hostile_name_stays_a_name);
	tcase_add_test(tcase, new_elements_are_marked);
	suite_add_tcase(suite, tcase);
	return suite;
}
