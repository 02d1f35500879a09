/* Container images: Dockerfiles, Compose files, and references in general. */
#include "manifest.h"

#include "../base/buf.h"
#include "../base/map.h"
#include "../markup/yaml.h"

#include <string.h>

/* "registry/repository:tag@digest"; a colon before a slash is a port. */
void tg_docker_image(struct tg_manifest *m, struct tg_str ref, uint32_t line)
{
	static const char *const implied[] = {
		"docker://", "docker.io/", "index.docker.io/", "library/", NULL
	};
	size_t digest = tg_str_chr(ref, '@');
	struct tg_str name = tg_str_sub(ref, 0, digest), tag = TG_STR("");
	size_t slash, colon;

	for (const char *const *i = implied; *i != NULL; i++)
		if (tg_str_starts(name, *i))
			name = tg_str_from(name, strlen(*i));
	slash = tg_str_rchr(name, '/');
	colon = tg_str_rchr(name, ':');
	if (colon != SIZE_MAX && (slash == SIZE_MAX || colon > slash)) {
		tag = tg_str_from(name, colon + 1);
		name = tg_str_sub(name, 0, colon);
	}
	if (name.n == 0 || tg_str_is(name, "scratch"))
		return;
	for (size_t i = 0; i < name.n; i++)
		if (!tg_is_alnum(name.p[i]) && (!name.p[i] || !strchr("._-/:", name.p[i])))
			return; /* a variable or a template: cannot be told */
	struct tg_dependency *dep = tg_manifest_add_as(
		m, "docker", tg_str(tg_name_lower(m->scratch, name)), line);
	bool variable = tg_str_chr(tag, '$') != SIZE_MAX || tg_str_chr(tag, '{') != SIZE_MAX;
	tg_manifest_version(m, dep, digest != SIZE_MAX ? tg_str_from(ref, digest + 1) : tag,
			    digest != SIZE_MAX ? TG_PIN_HASH :
			    variable ? TG_PIN_UNKNOWN :
			    tag.n == 0 || tg_str_is(tag, "latest") ? TG_PIN_FLOATING :
			    TG_PIN_EXACT);
}

/* What ARG lines before and between give; names of build stages. */
struct stage_names {
	struct tg_map args, stages;
};

/* Replaces $NAME, ${NAME} and ${NAME:-default} where they are known. */
static struct tg_str expand(struct tg_manifest *m, const struct stage_names *names,
			    struct tg_str s)
{
	struct tg_buf out = TG_BUF_INIT(1024);

	while (s.n > 0) {
		size_t at = tg_str_chr(s, '$');
		tg_buf_put_str(&out, tg_str_sub(s, 0, at));
		if (at == SIZE_MAX)
			break;
		s = tg_str_from(s, at + 1);
		bool braces = tg_str_starts(s, "{");
		struct tg_str rest = tg_str_from(s, braces), fallback = TG_STR("");
		size_t end = braces ? tg_str_chr(rest, '}') : SIZE_MAX;
		struct tg_str body = tg_str_sub(rest, 0, end), key;
		struct tg_str after = body;
		key = tg_scan_word(&after, "");
		if (!braces) {
			s = after;
		} else {
			s = tg_str_from(rest, end == SIZE_MAX ? rest.n : end + 1);
			if (tg_str_starts(after, ":-"))
				fallback = tg_str_from(after, 2);
		}
		const char *value = names ? tg_map_get(&names->args, key) : NULL;
		if (value != NULL)
			tg_buf_puts(&out, value);
		else if (fallback.n > 0)
			tg_buf_put_str(&out, fallback);
		else
			tg_buf_putc(&out, '$');
	}
	char *result = tg_arena_dup_str(m->scratch, tg_buf_str(&out));
	tg_buf_release(&out);
	return tg_str(result);
}

static void add_stage(struct tg_manifest *m, struct stage_names *names,
		      struct tg_str image, uint32_t line)
{
	image = expand(m, names, image);
	if (tg_map_get(&names->stages, tg_str(tg_name_lower(m->scratch, image))) == NULL)
		tg_docker_image(m, image, line);
}

static bool is_number(struct tg_str s)
{
	uint32_t n;

	return tg_str_to_u32(s, &n);
}

static void from(struct tg_manifest *m, struct stage_names *names,
		 struct tg_str rest, uint32_t line)
{
	struct tg_str word, stage;

	while (tg_str_word(&rest, &word) && tg_str_starts(word, "--"))
		;
	if (word.n == 0 || tg_str_starts(word, "--"))
		return;
	add_stage(m, names, word, line);
	/* a template may stand between the image and the stage's name */
	while (tg_str_word(&rest, &word))
		if (tg_str_iis(word, "as") && tg_str_word(&rest, &stage))
			tg_map_set(&names->stages,
				   tg_str(tg_name_lower(m->scratch, stage)), m);
}

/* --from=image of COPY and ADD, from=image of RUN --mount. */
static void from_option(struct tg_manifest *m, struct stage_names *names,
			struct tg_str rest, uint32_t line)
{
	struct tg_str word;

	while (tg_str_word(&rest, &word) && tg_str_starts(word, "--")) {
		size_t at = tg_str_find(word, TG_STR("from="));
		if (at == SIZE_MAX)
			continue;
		struct tg_str image = tg_scan_until(tg_str_from(word, at + 5), ",");
		if (!is_number(image))
			add_stage(m, names, image, line);
	}
}

static void arg(struct tg_manifest *m, struct stage_names *names, struct tg_str rest)
{
	struct tg_str key = tg_scan_word(&rest, "");
	struct tg_str value;

	if (!tg_str_starts(rest, "="))
		return;
	value = tg_str_trim(tg_str_from(rest, 1));
	struct tg_str quoted = value, inside;
	if ((tg_str_starts(value, "\"") || tg_str_starts(value, "'")) &&
	    tg_scan_quoted(&quoted, &inside))
		value = inside;
	value = expand(m, names, value);
	if (value.n > 0)
		tg_map_set(&names->args, key, tg_arena_dup_str(m->scratch, value));
}

/* One instruction in `out`, its lines joined: those that end with "\\" go on,
 * comments and empty lines between them do not end it. */
static bool instruction(struct tg_scan *scan, struct tg_buf *out, uint32_t *number)
{
	struct tg_str line;
	bool more = false;

	tg_buf_clear(out);
	while (tg_scan_line(scan, &line, NULL)) {
		if (more && (line.n == 0 || tg_str_starts(line, "#")))
			continue;
		if (!more)
			*number = scan->line;
		more = tg_str_ends(line, "\\") || tg_str_ends(line, "`");
		tg_buf_put_str(out, tg_str_sub(line, 0, line.n - more));
		tg_buf_putc(out, ' ');
		if (!more)
			return true;
	}
	return more;
}

/* Past the text of "<<EOF", which is no instruction. What looks like one and has
 * no end costs lines of the budget. */
static void skip_heredoc(struct tg_scan *scan, struct tg_str line, size_t *budget)
{
	size_t at = tg_str_find(line, TG_STR("<<"));
	struct tg_str rest = tg_str_from(line, at == SIZE_MAX ? line.n : at + 2);
	struct tg_scan ahead = *scan;

	while (rest.n > 0 && strchr("-\"'", rest.p[0]) && rest.p[0])
		rest = tg_str_from(rest, 1);
	struct tg_str end = tg_scan_word(&rest, "");
	while (end.n > 0 && !tg_is_digit(end.p[0]) && *budget > 0 &&
	       tg_scan_line(&ahead, &line, NULL)) {
		if (tg_str_eq(line, end)) {
			*scan = ahead;
			return;
		}
		--*budget;
	}
}

static void read_instruction(struct tg_manifest *m, struct stage_names *names,
			     struct tg_str rest, uint32_t line)
{
	struct tg_str verb;

	if (!tg_str_word(&rest, &verb))
		return;
	if (tg_str_iis(verb, "from"))
		from(m, names, rest, line);
	else if (tg_str_iis(verb, "arg"))
		arg(m, names, rest);
	else if (tg_str_iis(verb, "copy") || tg_str_iis(verb, "add") ||
		 tg_str_iis(verb, "run"))
		from_option(m, names, rest, line);
}

enum tg_rc tg_dockerfile(struct tg_manifest *m, struct tg_str text,
			 struct tg_err *err)
{
	struct tg_scan scan = { text, 0 };
	struct tg_buf joined = TG_BUF_INIT(1u << 16);
	struct stage_names names;
	uint32_t number = 0;
	size_t budget = 100000;

	(void)err;
	tg_map_init(&names.args, m->scratch);
	tg_map_init(&names.stages, m->scratch);
	while (instruction(&scan, &joined, &number)) {
		struct tg_str line = tg_str_trim(tg_buf_str(&joined));
		if (!tg_str_starts(line, "#")) {
			line = tg_str(tg_arena_dup_str(m->scratch, line));
			read_instruction(m, &names, line, number);
			skip_heredoc(&scan, line, &budget);
			continue;
		}
		line = tg_str_trim(tg_str_from(line, 1));
		if (number <= 3 && tg_str_istarts(line, "syntax="))
			tg_docker_image(m, tg_str_trim(tg_str_from(line, 7)), number);
	}
	tg_buf_release(&joined);
	return TG_OK;
}

enum tg_rc tg_compose(struct tg_manifest *m, struct tg_str text, struct tg_err *err)
{
	struct tg_tree *root;
	enum tg_rc rc = tg_yaml_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	const struct tg_tree *services = tg_tree_get(root, "services");
	for (size_t i = 0; i < tg_tree_count(services); i++) {
		const struct tg_tree *image = tg_tree_get(services->items[i], "image");
		/* what is built here is called here */
		if (image != NULL && tg_tree_get(services->items[i], "build") == NULL)
			tg_docker_image(m, expand(m, NULL,
						  tg_str(tg_tree_text(image, ""))),
					image->line);
	}
	return TG_OK;
}
