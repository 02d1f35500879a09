#include "new.h"

#include "../base/utf8.h"
#include "dfd.h"

#include <string.h>

#define MAX_QUESTIONS 60u /* elements and flows that are asked about */

unsigned tg_stride_of_element(enum tg_element_kind kind)
{
	switch (kind) {
	case TG_ELEMENT_EXTERNAL:
		return TG_SPOOFING | TG_REPUDIATION;
	case TG_ELEMENT_STORE:
		return TG_TAMPERING | TG_REPUDIATION | TG_INFORMATION_DISCLOSURE |
		       TG_DENIAL_OF_SERVICE;
	case TG_ELEMENT_PROCESS:
		break;
	}
	return TG_SPOOFING | TG_TAMPERING | TG_REPUDIATION | TG_INFORMATION_DISCLOSURE |
	       TG_DENIAL_OF_SERVICE | TG_ELEVATION_OF_PRIVILEGE;
}

unsigned tg_stride_of_flow(void)
{
	return TG_TAMPERING | TG_INFORMATION_DISCLOSURE | TG_DENIAL_OF_SERVICE;
}

static const char *const element_questions[TG_STRIDE_COUNT] = {
	"Can somebody pretend to be it, and how would we notice?",
	"Can somebody change what it holds or does?",
	"Could it do something that nobody can prove later?",
	"Can somebody read what it knows who should not?",
	"Can somebody make it unavailable, or make it cost us?",
	"Can somebody do more through it than they may?"
};

static const char *const flow_questions[TG_STRIDE_COUNT] = {
	"",
	"Can somebody change the data on its way?",
	"",
	"Can somebody read the data on its way?",
	"Can somebody stop or flood it?",
	""
};

static void put(struct tg_buf *out, const char *text)
{
	struct tg_str s = tg_utf8_cut(tg_str(text), 120);
	uint32_t cp;

	while (tg_utf8_next(&s, &cp)) {
		if (cp == '<')
			tg_buf_puts(out, "&lt;");
		else if (cp == '|' || cp < ' ')
			tg_buf_putc(out, ' ');
		else
			tg_utf8_put(out, cp);
	}
}

/* --- the diagram ------------------------------------------------------------------ */

#define INSIDE "Our systems"
#define USERS "Users and clients"

struct first {
	struct tg_arena *arena;
	const struct tg_scout *scout;
	struct tg_dfd dfd;
	struct tg_boundary inside;
};

static void draw(struct first *f)
{
	const struct tg_scout *s = f->scout;
	size_t n = s->elements.n;

	f->inside = (struct tg_boundary){ "inside", INSIDE, NULL, 0 };
	f->dfd.format = "mermaid";
	f->dfd.elements = tg_arena_calloc(f->arena, n + 1, sizeof(struct tg_element));
	f->dfd.flows = tg_arena_calloc(f->arena, s->flows.n + 1, sizeof(struct tg_flow));
	f->dfd.boundaries = &f->inside;
	f->dfd.n_boundaries = 1;
	for (size_t i = 0; i < n; i++) {
		const struct tg_scouted *e = &s->elements.items[i];

		f->dfd.elements[f->dfd.n_elements++] = (struct tg_element){
			e->name, e->name, e->kind, e->outside ? NULL : "inside", 0
		};
	}
	if (s->entrance)
		f->dfd.elements[f->dfd.n_elements++] = (struct tg_element){
			USERS, USERS, TG_ELEMENT_EXTERNAL, NULL, 0
		};
	for (size_t i = 0; i < s->flows.n; i++)
		f->dfd.flows[f->dfd.n_flows++] = s->flows.items[i];
	if (s->entrance && s->entered)
		f->dfd.flows[f->dfd.n_flows++] =
			(struct tg_flow){ USERS, s->entered, "", false, 0 };
}

static void put_diagram(struct tg_buf *out, const struct first *f)
{
	tg_buf_puts(out, "## Data flow diagram\n\n");
	if (!f->dfd.n_elements) {
		tg_buf_puts(out, "```mermaid\nflowchart LR\n"
			    "  user[Users and clients]\n  subgraph inside [Our systems]\n"
			    "    app([Application])\n    store[(Data store)]\n  end\n"
			    "  user -->|what, by which protocol| app\n"
			    "  app --> store\n```\n\n"
			    "TODO: no manifest, compose file or configuration said what "
			    "this system is made of. Draw it.\n\n");
		return;
	}
	tg_buf_puts(out, "```mermaid\n");
	tg_dfd_to_mermaid(out, &f->dfd, NULL);
	tg_buf_puts(out, "```\n\n"
		    "TODO: a first drawing from the files below. Correct it: what is "
		    "missing, what flows and by which protocol, where does trust "
		    "change?\n\n"
		    "| Element | Kind | Seen in |\n|---|---|---|\n");
	for (size_t i = 0; i < f->scout->elements.n; i++) {
		const struct tg_scouted *e = &f->scout->elements.items[i];

		tg_buf_puts(out, "| ");
		put(out, e->name);
		tg_buf_printf(out, " | %s | `", tg_element_kind_name(e->kind));
		put(out, e->seen_in);
		tg_buf_puts(out, "` |\n");
	}
	if (f->scout->entrance) {
		tg_buf_puts(out, "| " USERS " | external | `");
		put(out, f->scout->entrance);
		tg_buf_puts(out, "` |\n");
	}
	tg_buf_putc(out, '\n');
}

static void put_boundaries(struct tg_buf *out, const struct first *f)
{
	size_t crossing = 0;

	tg_buf_puts(out, "## Trust boundaries\n\n");
	for (size_t i = 0; i < f->dfd.n_flows; i++) {
		const struct tg_flow *flow = &f->dfd.flows[i];

		if (!tg_flow_crosses(&f->dfd, flow, NULL, NULL))
			continue;
		crossing++;
		tg_buf_puts(out, "- ");
		put(out, flow->from);
		tg_buf_puts(out, " → ");
		put(out, flow->to);
		tg_buf_puts(out, ": TODO, who may call, and how is that checked?\n");
	}
	if (!crossing)
		tg_buf_puts(out, "- TODO: where does data come from somebody whom we do "
			    "not control?\n");
	tg_buf_putc(out, '\n');
}

/* --- questions --------------------------------------------------------------------- */

static void put_questions(struct tg_buf *out, const char *what, const char *more,
			  unsigned stride, const char *const *questions)
{
	const char *gap = "";

	tg_buf_puts(out, "### ");
	put(out, what);
	if (*more) {
		tg_buf_puts(out, " → ");
		put(out, more);
	}
	tg_buf_puts(out, "\n\n");
	for (unsigned i = 0; i < TG_STRIDE_COUNT; i++) {
		if (!(stride & (1u << i)))
			continue;
		tg_buf_printf(out, "%s> %s: %s\n", gap, tg_stride_title(i),
			      questions[i]);
		gap = ">\n";
	}
	tg_buf_putc(out, '\n');
}

static void put_all_questions(struct tg_buf *out, const struct first *f)
{
	size_t asked = 0;

	if (!f->dfd.n_elements)
		return;
	tg_buf_puts(out, "## Questions to answer\n\n"
		    "STRIDE for each element. Answer each with a row in the table of "
		    "threats, or leave it out because it cannot happen here; then take "
		    "this part away.\n\n");
	for (size_t i = 0; i < f->dfd.n_elements && asked < MAX_QUESTIONS; i++, asked++)
		put_questions(out, f->dfd.elements[i].name, "",
			      tg_stride_of_element(f->dfd.elements[i].kind),
			      element_questions);
	for (size_t i = 0; i < f->dfd.n_flows && asked < MAX_QUESTIONS; i++, asked++)
		put_questions(out, f->dfd.flows[i].from, f->dfd.flows[i].to,
			      tg_stride_of_flow(), flow_questions);
}

/* Nobody has reviewed it yet, so it has no date of a review. */
static void put_front_matter(struct tg_buf *out, const struct tg_scout *scout)
{
	tg_buf_puts(out, "---\ncovers:\n");
	for (size_t i = 0; i < scout->folders.n && !scout->whole; i++) {
		tg_buf_puts(out, "  - \"");
		for (const char *p = scout->folders.items[i]; *p; p++) {
			if (*p != '"' && *p != '\\' && (unsigned char)*p >= ' ')
				tg_buf_putc(out, *p);
		}
		tg_buf_puts(out, "/**\"\n");
	}
	if (!scout->folders.n || scout->whole)
		tg_buf_puts(out, "  - \"**\"\n");
	tg_buf_puts(out, "owner: TODO\n---\n\n");
}

void tg_model_new(struct tg_buf *out, const struct tg_scout *scout,
		  const char *title)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct first f = { .arena = &arena, .scout = scout };

	draw(&f);
	put_front_matter(out, scout);
	tg_buf_puts(out, "# ");
	put(out, title);
	tg_buf_puts(out, "\n\n## Scope\n\n"
		    "TODO: what does the system do (one paragraph), who uses it, what "
		    "data does it handle and how sensitive is it, where does it run?\n\n");
	put_diagram(out, &f);
	put_boundaries(out, &f);
	put_all_questions(out, &f);
	tg_buf_puts(out, "## Threats\n\n"
		    "| ID | Threat | Category | Element | Description |\n"
		    "|---|---|---|---|---|\n"
		    "| T1 | TODO | TODO | TODO | TODO |\n\n"
		    "## Risk\n\n"
		    "Each factor from 1 (low) to 3 (high); 13 and more is critical, 10 "
		    "and more high, 7 and more medium.\n\n"
		    "| Threat | D | R | E | A | D | Total | Priority |\n"
		    "|---|---|---|---|---|---|---|---|\n"
		    "| T1 | | | | | | | TODO |\n\n"
		    "## Mitigations\n\n"
		    "Status: implemented, planned, or accepted risk with its reason.\n\n"
		    "| Threat | Mitigation | Status | Owner | Due | Evidence |\n"
		    "|---|---|---|---|---|---|\n"
		    "| T1 | TODO | TODO | TODO | | |\n");
	tg_arena_release(&arena);
}
