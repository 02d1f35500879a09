#include "packc_tables.h"

static void put_string(struct tg_buf *out, const char *s)
{
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

static void put_numbers(struct tg_buf *out, const uint16_t *numbers, size_t n)
{
	for (size_t i = 0; i < n; i++)
		tg_buf_printf(out, "%s%u,", i % 16 == 0 ? "\n\t" : " ", numbers[i]);
}

static void put_needs(struct tg_buf *out, const char *name, const uint16_t *needs, size_t n)
{
	if (needs == NULL)
		return;
	tg_buf_printf(out, "\t\t.n_%s = %zu, .%s = (const uint16_t[]){", name, n, name);
	put_numbers(out, needs, n);
	tg_buf_puts(out, " },\n");
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
	put_needs(out, "needs", r->needs, r->n_needs);
	put_needs(out, "inside_needs", r->inside_needs, r->n_inside_needs);
	put_list(out, "match", r->match);
	put_list(out, "no_match", r->no_match);
	put_text(out, "file", r->file);
	tg_buf_printf(out, "\t\t.file_line = %u,\n\t},\n", r->file_line);
}

static void put_array(struct tg_buf *out, const char *name, const uint16_t *numbers,
		      size_t n)
{
	tg_buf_printf(out, "static const uint16_t %s[] = {", name);
	put_numbers(out, numbers, n);
	tg_buf_puts(out, "\n\t0\n};\n\n");
}

static void put_array32(struct tg_buf *out, const char *name, const uint32_t *numbers,
			size_t n)
{
	tg_buf_printf(out, "static const uint32_t %s[] = {", name);
	for (size_t i = 0; i < n; i++)
		tg_buf_printf(out, "%s%u,", i % 12 == 0 ? "\n\t" : " ", numbers[i]);
	tg_buf_puts(out, "\n};\n\n");
}

/* The texts byte by byte: a compiler need not take a string as long as they are. */
static void put_literals(struct tg_buf *out, const struct tg_literal_index *index)
{
	tg_buf_puts(out, "static const char text[] = {");
	for (size_t i = 0; i < index->at[index->n]; i++)
		tg_buf_printf(out, "%s'\\%03o',", i % 16 == 0 ? "\n\t" : " ",
			      (unsigned char)index->text[i]);
	tg_buf_puts(out, "\n\t'\\0'\n};\n\n");
	put_array32(out, "at", index->at, index->n + 1u);
	put_array32(out, "fourth", index->fourth, TG_INDEX_BUCKETS);
	tg_buf_puts(out, "static const uint8_t shared[] = {");
	for (size_t i = 0; i < index->n; i++)
		tg_buf_printf(out, "%s%u,", i % 20 == 0 ? "\n\t" : " ", index->shared[i]);
	tg_buf_puts(out, "\n\t0\n};\n\n");
}

static void put_filter(struct tg_buf *out, const struct tg_prefilter *f)
{
	const struct tg_literal_index *index = &f->index;

	put_literals(out, index);
	put_array(out, "skip", index->skip, index->n);
	put_array(out, "buckets", index->first, TG_INDEX_BUCKETS + 1u);
	put_array(out, "first", f->first, index->n + 1u);
	put_array(out, "users", f->rules, f->first[index->n]);
	put_array(out, "always", f->always, f->n_always);
	put_array(out, "paths", f->paths, f->n_paths);
	tg_buf_printf(out, "static const struct tg_prefilter prefilter = {\n"
		"\t.index = { buckets, fourth, at, shared, skip, text, %u, %u },\n"
		"\t.first = first, .rules = users, .always = always, .paths = paths,\n"
		"\t.n_always = %u, .n_paths = %u,\n};\n\n",
		index->n, index->blanks, f->n_always, f->n_paths);
}

void packc_put_tables(struct tg_buf *out, const struct tg_rule *rules, size_t n,
		      const struct tg_prefilter *filter)
{
	tg_buf_puts(out, "/* Made by packc from rules/: do not edit. */\n"
			 "#include \"rules/prefilter.h\"\n\n"
			 "static const struct tg_rule rules[] = {\n");
	for (size_t i = 0; i < n; i++)
		put_rule(out, &rules[i]);
	tg_buf_puts(out, "};\n\n");
	put_filter(out, filter);
	tg_buf_printf(out, "const struct tg_rule_pack tg_builtin_rules = {\n"
			   "\t\"built-in\", rules, %zu, &prefilter\n};\n", n);
}
