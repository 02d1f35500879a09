/* Apple's other two: CocoaPods and Carthage. */
#include "manifest.h"

enum tg_rc tg_podfile(struct tg_manifest *m, struct tg_str text, struct tg_err *err)
{
	struct tg_scan scan = { text, 0 };
	struct tg_str line, name, range, url, ref;

	(void)err;
	while (tg_scan_line(&scan, &line, NULL)) {
		struct tg_str rest = tg_scan_uncomment(line, "#");
		if (tg_scan_keyword(&rest, "source") && tg_scan_quoted(&rest, &url)) {
			tg_manifest_registry(m, url, scan.line);
			continue;
		}
		if (!tg_scan_keyword(&rest, "pod") || !tg_scan_quoted(&rest, &name) ||
		    tg_scan_arg(rest, "path").n > 0)
			continue;
		struct tg_dependency *dep = tg_manifest_add(
			m, tg_scan_until(name, "/"), scan.line);
		url = tg_scan_arg(rest, "git");
		if (url.n > 0) {
			ref = tg_scan_arg(rest, "commit");
			if (ref.n == 0)
				ref = tg_scan_arg(rest, "tag");
			tg_manifest_source(m, dep, url);
			tg_manifest_version(m, dep, ref, tg_pin_of_ref(ref));
			continue;
		}
		range = TG_STR("");
		if (tg_str_starts(tg_str_trim(rest), ","))
			tg_scan_quoted(&rest, &range);
		tg_manifest_version(m, dep, range, TG_PIN_LOCKED);
	}
	return TG_OK;
}

/* SPEC CHECKSUMS: "  Name: sha1"; the versions stand under PODS. */
enum tg_rc tg_podfile_lock(struct tg_manifest *m, struct tg_str text,
			   struct tg_err *err)
{
	struct tg_scan scan = { text, 0 };
	struct tg_str line, section = TG_STR("");
	size_t indent;

	(void)err;
	while (tg_scan_line(&scan, &line, &indent)) {
		if (indent == 0 && line.n > 0) {
			section = line;
			continue;
		}
		if (!tg_str_is(section, "PODS:") || indent != 2 ||
		    !tg_str_starts(line, "- "))
			continue;
		struct tg_str entry = tg_str_from(line, 2);
		if (tg_str_starts(entry, "\""))
			entry = tg_str_from(entry, 1);
		struct tg_str name = tg_scan_until(entry, " /");
		size_t open = tg_str_chr(entry, '(');
		if (open == SIZE_MAX || name.n == 0)
			continue;
		tg_manifest_version(m, tg_manifest_add(m, name, scan.line),
				    tg_scan_until(tg_str_from(entry, open + 1), ")"),
				    TG_PIN_EXACT);
	}
	return TG_OK;
}

/* github "owner/name" ~> 1.0; git "url" "branch"; binary "url" */
enum tg_rc tg_cartfile(struct tg_manifest *m, struct tg_str text, struct tg_err *err)
{
	struct tg_scan scan = { text, 0 };
	struct tg_str line, what;

	(void)err;
	while (tg_scan_line(&scan, &line, NULL)) {
		struct tg_str rest = tg_scan_uncomment(line, "#");
		struct tg_str kind = tg_scan_word(&rest, "");
		if (kind.n == 0 || !tg_scan_quoted(&rest, &what))
			continue;
		if (tg_str_is(kind, "github"))
			what = tg_str(tg_arena_printf(m->scratch, "github.com/%.*s",
						      (int)what.n, what.p));
		struct tg_dependency *dep = tg_manifest_add(
			m, tg_str(tg_url_normalise(m->scratch, what)), scan.line);
		tg_manifest_version(m, dep, rest, TG_PIN_LOCKED);
	}
	return TG_OK;
}
