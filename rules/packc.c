/*
 * packc: checks the built-in packs and writes them as constant tables.
 *
 *	packc FILE.yml...            run every check and print counts
 *	packc -o OUT.c FILE.yml...   the same, and write the tables
 *
 * Packs are read by the very reader that reads a team's own. Beyond it, a
 * built-in rule must have tests of both kinds, and they must hold. Errors are
 * printed as file:line:column, and nothing is written.
 */
#include "../src/base/file.h"
#include "../src/base/map.h"
#include "../src/base/vec.h"
#include "../src/rules/prefilter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct all_rules {
	struct tg_arena arena;
	struct tg_rule *items;
	size_t n, cap;
	struct tg_map ids;
};

static int fail(const struct tg_err *err)
{
	if (err->file[0] != '\0')
		(void)fprintf(stderr, "%s:", err->file);
	if (err->line > 0)
		(void)fprintf(stderr, "%u:", err->line);
	if (err->column > 0)
		(void)fprintf(stderr, "%u:", err->column);
	(void)fprintf(stderr, " %s\n", err->msg);
	if (err->hint[0] != '\0')
		(void)fprintf(stderr, "    %s\n", err->hint);
	return 1;
}

static uint64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

/* --- reading and checking ------------------------------------------------ */

static enum tg_rc add_rule(struct all_rules *all, const struct tg_rule *rule,
			   struct tg_err *err)
{
	const struct tg_rule *first = tg_map_get(&all->ids, tg_str(rule->id));

	if (first != NULL)
		tg_err_set(err, TG_E_RULE, "rule %s: this id is used in %s:%u too",
			   rule->id, first->file, first->file_line);
	else if (rule->match == NULL || rule->no_match == NULL)
		tg_err_set(err, TG_E_RULE, "rule %s: a built-in rule needs tests of "
			   "both kinds: 'match' and 'no_match'", rule->id);
	else {
		tg_map_set(&all->ids, tg_str(rule->id),
			   memcpy(tg_arena_alloc(&all->arena, sizeof(*rule)), rule,
				  sizeof(*rule)));
		*TG_VEC_PUSH(&all->arena, all) = *rule;
		return TG_OK;
	}
	return tg_err_at(err, rule->file, rule->file_line, 0);
}

static enum tg_rc read_file(struct all_rules *all, const char *path,
			    struct tg_err *err)
{
	struct tg_buf text = TG_BUF_INIT(TG_RULES_MAX_BYTES);
	struct tg_rule_pack pack;
	enum tg_rc rc = tg_file_read(&text, path, TG_RULES_MAX_BYTES, err);

	if (rc == TG_OK)
		rc = tg_rules_read(&pack, &all->arena, tg_buf_str(&text), path, err);
	for (size_t i = 0; rc == TG_OK && i < pack.n; i++)
		rc = add_rule(all, &pack.rules[i], err);
	tg_buf_release(&text);
	return rc;
}

static int compare_ids(const void *a, const void *b)
{
	const struct tg_rule *x = a, *y = b;

	return strcmp(x->id, y->id);
}

/* All failing tests are told, not only the first. */
static int run_tests(const struct all_rules *all)
{
	int failed = 0;

	for (size_t i = 0; i < all->n; i++) {
		const char *test;
		struct tg_err err;

		if (tg_rule_test(&all->items[i], &test, &err) != TG_OK)
			failed = fail(&err);
	}
	return failed;
}

/* --- writing ------------------------------------------------------------- */

static void put_string(struct tg_buf *out, const char *s)
{
	if (s == NULL) {
		tg_buf_puts(out, "NULL");
		return;
	}
	tg_buf_putc(out, '"');
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '"' || c == '\\' || c == '?')
			tg_buf_printf(out, "\\%c", c);
		else if (c < 0x20 || c >= 0x7f)
			tg_buf_printf(out, "\\%03o", c);
		else
			tg_buf_putc(out, (char)c);
	}
	tg_buf_putc(out, '"');
}

static void put_list(struct tg_buf *out, const char *name, const char *const *list)
{
	if (list == NULL)
		return;
	tg_buf_printf(out, "\t\t.%s = (const char *const[]){ ", name);
	for (; *list != NULL; list++) {
		put_string(out, *list);
		tg_buf_puts(out, ", ");
	}
	tg_buf_puts(out, "NULL },\n");
}

static void put_text(struct tg_buf *out, const char *name, const char *text)
{
	if (text == NULL)
		return;
	tg_buf_printf(out, "\t\t.%s = ", name);
	put_string(out, text);
	tg_buf_puts(out, ",\n");
}

static void put_rule(struct tg_buf *out, const struct tg_rule *r)
{
	tg_buf_puts(out, "\t{\n");
	put_text(out, "id", r->id);
	put_text(out, "title", r->title);
	put_text(out, "topic", r->topic);
	tg_buf_printf(out, "\t\t.triggers = %u, .stride = %u, .severity = %d, "
		".confidence = %d,\n\t\t.change = %d, .role = %d, .statuses = %u,\n",
		r->triggers, r->stride, (int)r->severity, (int)r->confidence,
		(int)r->change, (int)r->role, r->statuses);
	tg_buf_printf(out, "\t\t.comments = %d, .control = %d, .net = %d, .same = %d, "
		".no_literal = %d, .caseless = %d, .directly = %d, .fallback = %d,\n"
		"\t\t.decision = %d, .outside = %d,\n", r->comments, r->control, r->net, r->same,
		r->no_literal, r->caseless, r->directly, r->fallback, r->decision,
		r->outside);
	put_list(out, "languages", r->languages);
	put_list(out, "paths", r->paths);
	put_list(out, "classes", r->classes);
	put_text(out, "line", r->line);
	put_text(out, "unless", r->unless);
	put_text(out, "inside", r->inside);
	put_text(out, "near", r->near);
	put_text(out, "without", r->without);
	put_text(out, "message", r->message);
	put_text(out, "ask", r->ask);
	put_list(out, "references", r->references);
	put_list(out, "literals", r->literals);
	put_list(out, "match", r->match);
	put_list(out, "no_match", r->no_match);
	put_text(out, "file", r->file);
	tg_buf_printf(out, "\t\t.file_line = %u,\n\t},\n", r->file_line);
}

static void put_numbers16(struct tg_buf *out, const char *name, const uint16_t *numbers,
			  size_t n)
{
	tg_buf_printf(out, "static const uint16_t %s[] = {", name);
	for (size_t i = 0; i < n; i++)
		tg_buf_printf(out, "%s%u,", i % 16 == 0 ? "\n\t" : " ", numbers[i]);
	tg_buf_puts(out, "\n\t0\n};\n\n");
}

static void put_states(struct tg_buf *out, const struct tg_ac *ac)
{
	tg_buf_puts(out, "static const struct tg_ac_state states[] = {");
	for (size_t i = 0; i < ac->n_states; i++) {
		const struct tg_ac_state *s = &ac->states[i];

		tg_buf_printf(out, "%s{ %u, %u, %u, %u, %u },", i % 3 == 0 ? "\n\t" : " ",
			s->fail, s->edge, s->n_edges, s->literal, s->suffix);
	}
	tg_buf_puts(out, "\n};\n\nstatic const struct tg_ac_edge edges[] = {");
	for (size_t i = 0; i < ac->n_edges; i++)
		tg_buf_printf(out, "%s{ %u, %u },", i % 6 == 0 ? "\n\t" : " ",
			ac->edges[i].to, ac->edges[i].byte_class);
	tg_buf_puts(out, "\n\t{ 0, 0 }\n};\n\nstatic const uint8_t classes[256] = {");
	for (size_t i = 0; i < 256; i++)
		tg_buf_printf(out, "%s%u,", i % 16 == 0 ? "\n\t" : " ", ac->classes[i]);
	tg_buf_puts(out, "\n};\n\n");
}

static void put_filter(struct tg_buf *out, const struct tg_prefilter *f)
{
	const struct tg_ac *ac = &f->ac;

	put_states(out, ac);
	put_numbers16(out, "dense", ac->dense, (size_t)ac->n_dense * ac->n_classes);
	put_numbers16(out, "first", f->first, f->n_literals + 1u);
	put_numbers16(out, "users", f->rules, f->first[f->n_literals]);
	put_numbers16(out, "always", f->always, f->n_always);
	put_numbers16(out, "paths", f->paths, f->n_paths);
	tg_buf_printf(out, "static const struct tg_prefilter prefilter = {\n"
		"\t.ac = { classes, dense, states, edges, %u, %u, %u, %u, %u },\n"
		"\t.first = first, .rules = users, .always = always, .paths = paths,\n"
		"\t.n_literals = %u, .n_always = %u, .n_paths = %u,\n};\n\n",
		ac->n_classes, ac->n_dense, ac->n_states, ac->n_edges, ac->n_quiet,
		f->n_literals, f->n_always, f->n_paths);
}

/* Bounds the tables of many times the rules that there are. */
#define TABLES_MAX_BYTES ((size_t)64 << 20)

static void put_tables(struct tg_buf *out, const struct all_rules *all,
		       const struct tg_prefilter *filter)
{
	tg_buf_puts(out, "/* Made by packc from rules/: do not edit. */\n"
			 "#include \"rules/prefilter.h\"\n\n"
			 "static const struct tg_rule rules[] = {\n");
	for (size_t i = 0; i < all->n; i++)
		put_rule(out, &all->items[i]);
	tg_buf_puts(out, "};\n\n");
	put_filter(out, filter);
	tg_buf_printf(out, "const struct tg_rule_pack tg_builtin_rules = {\n"
			   "\t\"built-in\", rules, %zu, &prefilter\n};\n", all->n);
}

static int write_text(struct tg_str text, const char *path)
{
	FILE *out = fopen(path, "w");
	bool written = out && fwrite(text.p, 1, text.n, out) == text.n;

	if (out && fclose(out) != 0)
		written = false;
	if (!written)
		perror(path);
	return written ? 0 : 1;
}

static int write_tables(const struct all_rules *all,
			const struct tg_prefilter *filter, const char *path)
{
	struct tg_buf tables = TG_BUF_INIT(TABLES_MAX_BYTES);
	int status = 1;

	put_tables(&tables, all, filter);
	if (tables.overflow)
		(void)fprintf(stderr, "packc: the tables are too large\n");
	else
		status = write_text(tg_buf_str(&tables), path);
	tg_buf_release(&tables);
	return status;
}

/* --- counts -------------------------------------------------------------- */

struct tally {
	const char *name;
	unsigned n;
};

static void count(struct tally *tallies, size_t max, const char *name)
{
	size_t i = 0;

	while (i < max && tallies[i].name != NULL &&
	       strcmp(tallies[i].name, name) != 0)
		i++;
	if (i == max)
		return;
	tallies[i].name = name;
	tallies[i].n++;
}

static void print_tallies(const char *title, const struct tally *tallies)
{
	printf("%s\n", title);
	for (; tallies->name != NULL; tallies++)
		printf("  %5u  %s\n", tallies->n, tallies->name);
}

static int print_slowest(const struct all_rules *all)
{
	struct tg_err err;
	uint64_t worst[5] = { 0 };
	const char *ids[5] = { NULL };

	for (size_t i = 0; i < all->n; i++) {
		uint64_t us;
		size_t at = 5;

		if (tg_rule_stress(&all->items[i], now_us, &us, &err) != TG_OK)
			return fail(&err);
		while (at > 0 && us > worst[at - 1])
			at--;
		for (size_t k = 4; k > at && at < 5; k--) {
			worst[k] = worst[k - 1];
			ids[k] = ids[k - 1];
		}
		if (at < 5) {
			worst[at] = us;
			ids[at] = all->items[i].id;
		}
	}
	printf("slowest on crafted lines of 4 KiB\n");
	for (size_t i = 0; i < 5 && ids[i] != NULL; i++)
		printf("  %7.2f ms  %s\n", (double)worst[i] / 1000, ids[i]);
	return 0;
}

static int print_counts(const struct all_rules *all,
			const struct tg_prefilter *filter)
{
	struct tally topics[16] = { { NULL, 0 } }, languages[80] = { { NULL, 0 } };
	size_t controls = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct tg_rule *r = &all->items[i];

		count(topics, 15, *r->topic ? r->topic : "(none)");
		controls += r->control;
		if (r->languages == NULL)
			count(languages, 79, "(any, by path)");
		for (size_t k = 0; r->languages && r->languages[k]; k++)
			count(languages, 79, r->languages[k]);
	}
	printf("%zu rules, %zu of them controls; %u literals, %u states, "
	       "%u rules without a literal, %u about files\n", all->n, controls,
	       filter->n_literals, filter->ac.n_states, filter->n_always,
	       filter->n_paths);
	print_tallies("by topic", topics);
	print_tallies("by language", languages);
	return print_slowest(all);
}

int main(int argc, char **argv)
{
	struct all_rules all = { .arena = TG_ARENA_INIT };
	struct tg_prefilter filter;
	const char *out = NULL;
	struct tg_err err;
	int status = 0, first = 1;

	if (argc > 2 && strcmp(argv[1], "-o") == 0) {
		out = argv[2];
		first = 3;
	}
	tg_map_init(&all.ids, &all.arena);
	for (int i = first; i < argc; i++)
		if (read_file(&all, argv[i], &err) != TG_OK)
			status = fail(&err);
	if (status == 0)
		status = run_tests(&all);
	if (status != 0)
		goto done;
	if (all.n > 0)
		qsort(all.items, all.n, sizeof(*all.items), compare_ids);
	if (!tg_prefilter_build(&filter, &all.arena, all.items, all.n)) {
		(void)fprintf(stderr, "packc: the rules are too many for one search\n");
		status = 1;
	} else if (out != NULL) {
		status = write_tables(&all, &filter, out);
	} else {
		status = print_counts(&all, &filter);
	}
done:
	tg_arena_release(&all.arena);
	return status;
}
