/* Swift packages: Package.swift and Package.resolved. */
#include "manifest.h"

#include "../markup/json.h"

#include <string.h>

/* The string in `.branch("main")`, as older manifests write. */
static struct tg_str called(struct tg_str args, const char *word)
{
	size_t at = tg_str_find(args, tg_str(word));
	struct tg_str rest = tg_str_from(args, at == SIZE_MAX ? args.n : at), value;

	return tg_scan_quoted(&rest, &value) ? value : TG_STR("");
}

/* What is asked for, and how far that leaves it open. */
static struct tg_str requirement(struct tg_str args, enum tg_pin *pin)
{
	static const struct {
		const char *word;
		bool call; /* .word("…"), else word: "…" */
		enum tg_pin pin;
	} ways[] = {
		{ "branch", false, TG_PIN_FLOATING },
		{ "revision", false, TG_PIN_HASH },
		{ ".branch(", true, TG_PIN_FLOATING },
		{ ".revision(", true, TG_PIN_HASH },
		{ ".exact(", true, TG_PIN_EXACT },
		{ "exact", false, TG_PIN_EXACT },
	};

	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		struct tg_str found = ways[i].call ? called(args, ways[i].word)
						   : tg_scan_arg(args, ways[i].word);

		*pin = ways[i].pin;
		if (found.n > 0)
			return found;
	}
	*pin = TG_PIN_LOCKED;
	return tg_scan_arg(args, "from");
}

enum tg_rc tg_swift_package(struct tg_manifest *m, struct tg_str text,
			    struct tg_err *err)
{
	static const char *const names[] = { ".package", ".binaryTarget", NULL };
	struct tg_calls calls = { .text = text, .comment = "//", .open = '(',
				  .names = names };
	struct tg_call call;

	(void)err;
	while (tg_scan_call(&calls, &call)) {
		struct tg_str url = tg_scan_arg(call.args, "url");
		struct tg_str sum = tg_scan_arg(call.args, "checksum");
		enum tg_pin pin;
		if (url.n == 0)
			url = tg_scan_arg(call.args, "id"); /* of a registry */
		if (url.n == 0)
			continue; /* a folder of the repository */
		const char *place = tg_url_normalise(m->scratch, url);
		struct tg_dependency *dep = tg_manifest_add(m, tg_str(place), call.line);
		if (sum.n > 0) {
			tg_manifest_version(m, dep, url, TG_PIN_HASH);
			tg_manifest_integrity(m, dep, "sha256", sum);
		} else {
			struct tg_str asked = requirement(call.args, &pin);

			tg_manifest_version(m, dep, asked, pin);
		}
	}
	return TG_OK;
}

enum tg_rc tg_swift_resolved(struct tg_manifest *m, struct tg_str text,
			     struct tg_err *err)
{
	struct tg_tree *root;
	enum tg_rc rc = tg_json_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	const struct tg_tree *pins = tg_tree_get(root, "pins");
	if (pins == NULL)
		pins = tg_tree_get(tg_tree_get(root, "object"), "pins");
	for (size_t i = 0; i < tg_tree_count(pins); i++) {
		const struct tg_tree *e = pins->items[i];
		const struct tg_tree *state = tg_tree_get(e, "state");
		const char *url = tg_tree_get_text(
			e, "location", tg_tree_get_text(e, "repositoryURL", ""));
		struct tg_dependency *dep = tg_manifest_add(
			m, tg_str(tg_url_normalise(m->scratch, tg_str(url))), 0);
		const char *version = tg_tree_get_text(state, "version", "");
		tg_manifest_version(m, dep, tg_str(version), TG_PIN_HASH);
		if (*version != '\0')
			tg_manifest_integrity(m, dep, "commit", tg_str(
				tg_tree_get_text(state, "revision", "")));
	}
	return TG_OK;
}
