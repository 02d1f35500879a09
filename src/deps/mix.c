/* Elixir: mix.exs and mix.lock. */
#include "manifest.h"

#include "../base/buf.h"

/* {:name, "~> 1.0", git: "..."}: `rest` follows the name. */
static void add_tuple(struct tg_manifest *m, struct tg_str name, struct tg_str rest,
		      uint32_t line)
{
	struct tg_str range = TG_STR(""), url, ref;
	struct tg_str peek = tg_str_trim(rest);

	if (tg_scan_arg(rest, "path").n > 0 ||
	    tg_str_find(rest, TG_STR("in_umbrella: true")) != SIZE_MAX)
		return;
	if (tg_str_starts(peek, ","))
		peek = tg_str_trim(tg_str_from(peek, 1));
	if (tg_str_starts(peek, "\""))
		tg_scan_quoted(&peek, &range);
	struct tg_dependency *dep = tg_manifest_add(m, name, line);
	dep->dev = tg_str_find(rest, TG_STR("only:")) != SIZE_MAX;
	url = tg_scan_arg(rest, "git");
	if (url.n == 0) {
		struct tg_str hub = tg_scan_arg(rest, "github");
		if (hub.n > 0)
			url = tg_str(tg_arena_printf(m->scratch, "github.com/%.*s",
						     (int)hub.n, hub.p));
	}
	if (url.n == 0) {
		/* what a function gives cannot be told */
		struct tg_str word = tg_scan_word(&peek, "");
		bool called = range.n == 0 && word.n > 0 && !tg_str_starts(peek, ":");
		tg_manifest_version(m, dep, range, called ? TG_PIN_UNKNOWN :
				    tg_pin_of_range(range));
		return;
	}
	ref = tg_scan_arg(rest, "ref");
	if (ref.n == 0)
		ref = tg_scan_arg(rest, "tag");
	tg_manifest_source(m, dep, url);
	tg_manifest_version(m, dep, ref, tg_pin_of_ref(ref));
}

/* "defp deps do", "defp more_deps(:x), do: [...]" */
static bool begins_deps(struct tg_str line)
{
	struct tg_str rest = line;

	return (tg_scan_keyword(&rest, "defp") || tg_scan_keyword(&rest, "def")) &&
		tg_str_ends(tg_scan_word(&rest, ""), "deps");
}

/* The formatter breaks long tuples: up to the line that closes one. */
static struct tg_str whole_tuple(struct tg_manifest *m, struct tg_scan *scan,
				 struct tg_str line, uint32_t *number)
{
	struct tg_buf joined = TG_BUF_INIT(1u << 14);
	struct tg_str next;

	*number = scan->line;
	if (!tg_str_starts(line, "{:") || tg_str_chr(line, '}') != SIZE_MAX)
		return line;
	tg_buf_put_str(&joined, line);
	while (tg_str_chr(line, '}') == SIZE_MAX && tg_buf_str(&joined).n < 4096 &&
	       tg_scan_line(scan, &next, NULL)) {
		line = tg_scan_uncomment(next, "#");
		tg_buf_putc(&joined, ' ');
		tg_buf_put_str(&joined, line);
	}
	line = tg_str(tg_arena_dup_str(m->scratch, tg_buf_str(&joined)));
	tg_buf_release(&joined);
	return line;
}

enum tg_rc tg_mix_exs(struct tg_manifest *m, struct tg_str text, struct tg_err *err)
{
	struct tg_scan scan = { text, 0 };
	struct tg_str line;
	size_t indent, depth = 0;
	uint32_t number = 0;
	bool inside = false;

	(void)err;
	while (tg_scan_line(&scan, &line, &indent)) {
		line = tg_scan_uncomment(line, "#");
		if (inside && indent > depth)
			line = whole_tuple(m, &scan, line, &number);
		else
			number = scan.line;
		bool one_line = tg_str_find(line, TG_STR(" do:")) != SIZE_MAX;
		if (begins_deps(line)) {
			inside = true;
			depth = indent;
		} else if (inside && indent <= depth && line.n > 0) {
			inside = false;
		}
		size_t at = tg_str_find(line, TG_STR("{:"));
		while (inside && at != SIZE_MAX) {
			struct tg_str rest = tg_str_from(line, at + 2);
			struct tg_str name = tg_scan_word(&rest, "");
			add_tuple(m, name, tg_scan_until(rest, "}"), number);
			line = rest;
			at = tg_str_find(line, TG_STR("{:"));
		}
		inside = inside && !(one_line && tg_str_ends(line, "]"));
	}
	return TG_OK;
}

/* "name": {:hex, :name, "1.0", "inner", [..], [..], "hexpm", "outer"} or
 * "name": {:git, "url", "commit", [..]} */
enum tg_rc tg_mix_lock(struct tg_manifest *m, struct tg_str text, struct tg_err *err)
{
	struct tg_scan scan = { text, 0 };
	struct tg_str line, name, part, last;

	(void)err;
	while (tg_scan_line(&scan, &line, NULL)) {
		struct tg_str rest = line;
		if (!tg_scan_quoted(&rest, &name) ||
		    !tg_str_starts(tg_str_trim(rest), ":"))
			continue;
		bool git = tg_str_find(rest, TG_STR("{:git,")) != SIZE_MAX;
		struct tg_dependency *dep = tg_manifest_add(m, name, scan.line);
		if (!tg_scan_quoted(&rest, &part))
			continue;
		if (git) {
			tg_manifest_source(m, dep, part);
			if (tg_scan_quoted(&rest, &part))
				tg_manifest_version(m, dep, part, TG_PIN_HASH);
			continue;
		}
		tg_manifest_version(m, dep, part, TG_PIN_EXACT);
		last = TG_STR("");
		while (tg_scan_quoted(&rest, &part))
			last = part;
		if (last.n == 64)
			tg_manifest_integrity(m, dep, "sha256", last);
	}
	return TG_OK;
}
