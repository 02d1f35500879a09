/* C and C++ by Conan: conanfile.txt, conanfile.py, conan.lock. */
#include "manifest.h"

#include "../markup/json.h"

/* "name/version@user/channel#revision" */
static void add_reference(struct tg_manifest *m, struct tg_str s, uint32_t line)
{
	size_t slash = tg_str_chr(s, '/'), hash = tg_str_chr(s, '#');
	struct tg_str name = tg_str_sub(s, 0, slash), version;

	if (slash == SIZE_MAX || slash == 0 || tg_str_chr(name, ' ') != SIZE_MAX ||
	    tg_str_chr(name, '.') != SIZE_MAX || tg_str_chr(name, ':') != SIZE_MAX)
		return;
	version = tg_scan_until(tg_str_from(s, slash + 1), "@#");
	struct tg_dependency *dep = tg_manifest_add(
		m, tg_str(tg_name_lower(m->scratch, name)), line);
	tg_manifest_version(m, dep, version, hash != SIZE_MAX ? TG_PIN_HASH :
			    tg_pin_of_range(version));
	if (hash != SIZE_MAX)
		tg_manifest_integrity(m, dep, "revision", tg_scan_until(
			tg_str_from(s, hash + 1), "%:"));
}

enum tg_rc tg_conanfile_txt(struct tg_manifest *m, struct tg_str text,
			    struct tg_err *err)
{
	struct tg_scan scan = { text, 0 };
	struct tg_str line;
	bool inside = false;

	(void)err;
	while (tg_scan_line(&scan, &line, NULL)) {
		line = tg_str_trim(tg_scan_uncomment(line, " #"));
		if (tg_str_starts(line, "#"))
			continue;
		if (tg_str_starts(line, "["))
			inside = tg_str_ends(line, "requires]");
		else if (inside)
			add_reference(m, line, scan.line);
	}
	return TG_OK;
}

enum tg_rc tg_conanfile_py(struct tg_manifest *m, struct tg_str text,
			   struct tg_err *err)
{
	struct tg_scan scan = { text, 0 };
	struct tg_str line, value;
	bool inside = false;

	(void)err;
	while (tg_scan_line(&scan, &line, NULL)) {
		line = tg_scan_uncomment(line, "#");
		bool here = tg_str_find(line, TG_STR("requires")) != SIZE_MAX;
		bool opens = here && (tg_str_ends(line, "(") || tg_str_ends(line, "[") ||
				      tg_str_ends(line, ","));
		struct tg_str rest = line;
		while ((here || inside) && tg_scan_quoted(&rest, &value))
			add_reference(m, value, scan.line);
		if (here)
			inside = opens;
		else if (inside)
			inside = tg_str_ends(line, ",");
	}
	return TG_OK;
}

enum tg_rc tg_conan_lock(struct tg_manifest *m, struct tg_str text,
			 struct tg_err *err)
{
	static const char *const lists[] = {
		"requires", "build_requires", "python_requires", NULL
	};
	struct tg_tree *root;
	enum tg_rc rc = tg_json_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	for (const char *const *l = lists; *l != NULL; l++) {
		const struct tg_tree *list = tg_tree_get(root, *l);
		for (size_t i = 0; i < tg_tree_count(list); i++)
			add_reference(m, tg_str(tg_tree_text(list->items[i], "")), 0);
	}
	const struct tg_tree *nodes =
		tg_tree_get(tg_tree_get(root, "graph_lock"), "nodes");
	for (size_t i = 0; i < tg_tree_count(nodes); i++)
		add_reference(m, tg_str(tg_tree_get_text(nodes->items[i], "ref", "")), 0);
	return TG_OK;
}
