/* Container images: Dockerfiles, Compose files, and references in general. */
#include "manifest.h"

#include "../base/buf.h"
#include "../base/map.h"
#include "../markup/yaml.h"

#include <string.h>

static struct tg_str without_implied(struct tg_str name)
{
	static const char *const implied[] = {
		"docker://", "docker.io/", "index.docker.io/", "library/", NULL
	};

	for (const char *const *i = implied; *i != NULL; i++)
		if (tg_str_starts(name, *i))
			name = tg_str_from(name, strlen(*i));
	return name;
}

/* Cuts off ":tag"; a colon before a slash is a port. */
static struct tg_str take_tag(struct tg_str *name)
{
	size_t slash = tg_str_rchr(*name, '/'), colon = tg_str_rchr(*name, ':');
	struct tg_str tag;

	if (colon == SIZE_MAX || (slash != SIZE_MAX && colon < slash))
		return TG_STR("");
	tag = tg_str_from(*name, colon + 1);
	*name = tg_str_sub(*name, 0, colon);
	return tag;
}

/* False: a variable or a template, of which nothing can be told. */
static bool is_plain_name(struct tg_str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (!tg_is_alnum(name.p[i]) && (!name.p[i] || !strchr("._-/:", name.p[i])))
			return false;
	return name.n > 0;
}

static enum tg_pin pin_of_tag(struct tg_str tag)
{
	if (tg_str_chr(tag, '$') != SIZE_MAX || tg_str_chr(tag, '{') != SIZE_MAX)
		return TG_PIN_UNKNOWN;
	return tag.n == 0 || tg_str_is(tag, "latest") ? TG_PIN_FLOATING : TG_PIN_EXACT;
}

/* "registry/repository:tag@digest" */
void tg_docker_image(struct tg_manifest *m, struct tg_str ref, uint32_t line)
{
	size_t digest = tg_str_chr(ref, '@');
	struct tg_str name = without_implied(tg_str_sub(ref, 0, digest));
	struct tg_str tag = take_tag(&name);

	if (!is_plain_name(name) || tg_str_is(name, "scratch"))
		return;
	struct tg_dependency *dep = tg_manifest_add_as(
		m, "docker", tg_str(tg_name_lower(m->scratch, name)), line);
	if (digest != SIZE_MAX)
		tg_manifest_version(m, dep, tg_str_from(ref, digest + 1), TG_PIN_HASH);
	else
		tg_manifest_version(m, dep, tag, pin_of_tag(tag));
}

/* What ARG lines before and between give; names of build stages. */
struct stage_names {
	struct tg_map args, stages;
};

/* NAME, {NAME} or {NAME:-default} at the beginning of *s, and moves past it. */
static struct tg_str take_variable(struct tg_str *s, struct tg_str *fallback)
{
	struct tg_str rest, body, name;
	size_t end;

	*fallback = TG_STR("");
	if (!tg_str_starts(*s, "{"))
		return tg_scan_word(s, "");
	rest = tg_str_from(*s, 1);
	end = tg_str_chr(rest, '}');
	body = tg_str_sub(rest, 0, end);
	*s = tg_str_from(rest, end == SIZE_MAX ? rest.n : end + 1);
	name = tg_scan_word(&body, "");
	if (tg_str_starts(body, ":-"))
		*fallback = tg_str_from(body, 2);
	return name;
}

/* Replaces $NAME, ${NAME} and ${NAME:-default} where they are known. */
static struct tg_str expand(struct tg_manifest *m, const struct stage_names *names,
			    struct tg_str s)
{
	struct tg_buf out = TG_BUF_INIT(1024);
	struct tg_str key, fallback;

	while (s.n > 0) {
		size_t at = tg_str_chr(s, '$');
		tg_buf_put_str(&out, tg_str_sub(s, 0, at));
		if (at == SIZE_MAX)
			break;
		s = tg_str_from(s, at + 1);
		key = take_variable(&s, &fallback);
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

/* `before` is where the instruction begins. */
static void read_instruction(struct tg_manifest *m, struct stage_names *names,
			     struct tg_str rest, struct tg_scan before, uint32_t line,
			     uint32_t last)
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
	if (tg_str_iis(verb, "run"))
		tg_system_packages(m, before, last);
}

enum tg_rc tg_dockerfile(struct tg_manifest *m, struct tg_str text,
			 struct tg_err *err)
{
	struct tg_scan scan = { text, 0 }, before = scan;
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
			read_instruction(m, &names, line, before, number, scan.line);
			skip_heredoc(&scan, line, &budget);
			before = scan;
			continue;
		}
		before = scan;
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
