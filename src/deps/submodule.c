/* Git submodules. The commit is part of the tree, so that they are always
 * pinned: what counts is which repository. */
#include "manifest.h"

struct section {
	struct tg_str name, url, branch; /* a move leaves the name as it is */
	uint32_t line;
};

static void add(struct tg_manifest *m, const struct section *s)
{
	/* another folder of this server, relative to this repository */
	if (s->url.n == 0)
		return;
	const char *place = tg_url_normalise(m->scratch, s->url);
	struct tg_dependency *dep = tg_manifest_add(m, s->name, s->line);

	tg_manifest_source(m, dep, tg_str(place));
	tg_manifest_version(m, dep, s->branch, TG_PIN_HASH);
}

enum tg_rc tg_gitmodules(struct tg_manifest *m, struct tg_str text,
			 struct tg_err *err)
{
	struct tg_scan scan = { text, 0 };
	struct section s = { .line = 0 };
	struct tg_str line;

	(void)err;
	while (tg_scan_line(&scan, &line, NULL)) {
		struct tg_str rest = line;
		if (tg_str_starts(line, "[")) {
			add(m, &s);
			s = (struct section){ .line = scan.line };
			tg_scan_quoted(&line, &s.name);
			continue;
		}
		struct tg_str key = tg_scan_word(&rest, "");
		rest = tg_str_trim(rest);
		if (!tg_str_starts(rest, "="))
			continue;
		rest = tg_str_trim(tg_str_from(rest, 1));
		struct tg_str quoted = rest;
		if (tg_str_starts(rest, "\""))
			tg_scan_quoted(&quoted, &rest);
		if (tg_str_is(key, "branch"))
			s.branch = rest;
		else if (tg_str_is(key, "url")) {
			s.url = rest;
			s.line = scan.line;
		}
	}
	add(m, &s);
	return TG_OK;
}
