#include "text_diff.h"

#include "repo_impl.h"

#include <string.h>

/* Lines that both ends share are not compared, but for this many next to the
 * change, which give the comparison room to slide. */
#define MARGIN 64

static size_t common_prefix(struct tg_str a, struct tg_str b)
{
	size_t n = a.n < b.n ? a.n : b.n, i = 0;

	while (i + 64 <= n && memcmp(a.p + i, b.p + i, 64) == 0)
		i += 64;
	while (i < n && a.p[i] == b.p[i])
		i++;
	return i;
}

static size_t common_suffix(struct tg_str a, struct tg_str b, size_t max)
{
	size_t i = 0;

	while (i + 64 <= max &&
	       memcmp(a.p + a.n - i - 64, b.p + b.n - i - 64, 64) == 0)
		i += 64;
	while (i < max && a.p[a.n - i - 1] == b.p[b.n - i - 1])
		i++;
	return i;
}

/* Back from `at` to a line start, and MARGIN lines further. */
static size_t back_up(struct tg_str s, size_t at)
{
	for (unsigned lines = 0; at > 0; at--)
		if (s.p[at - 1] == '\n' && ++lines > MARGIN)
			break;
	return at;
}

/* Forward from `at` past a line end, and MARGIN lines further. */
static size_t go_on(struct tg_str s, size_t at)
{
	for (unsigned lines = 0; at < s.n; at++)
		if (at > 0 && s.p[at - 1] == '\n' && ++lines > MARGIN)
			break;
	return at;
}

static uint32_t count_lines(const char *p, size_t n)
{
	const char *end = p + n;
	uint32_t lines = 0;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p)))) {
		lines++;
		p++;
	}
	return lines;
}

struct comparison {
	tg_text_diff_fn *each;
	void *ctx;
	uint32_t skipped; /* lines before what is compared */
};

#if defined(TG_STATIC_LIBGIT2) && LIBGIT2_VER_MAJOR == 1 && LIBGIT2_VER_MINOR == 5

/*
 * libgit2's public functions name what they compare by its id, and so hash both
 * texts first: a sixth of a whole run. A static library lets us call the
 * comparison itself. These are its declarations in libgit2 1.5.
 */
typedef struct {
	char *ptr;
	long size;
} mmfile_t;

typedef struct {
	unsigned long flags;
	void **ignore_regex;
	size_t ignore_regex_nr;
	char **anchors;
	size_t anchors_nr;
} xpparam_t;

typedef struct {
	void *priv;
	int (*out_hunk)(void *priv, long old_begin, long old_nr, long new_begin,
			long new_nr, const char *func, long funclen);
	int (*out_line)(void *priv, mmfile_t *line, int n);
} xdemitcb_t;

typedef struct {
	long ctxlen, interhunkctxlen;
	unsigned long flags;
	long (*find_func)(const char *line, long len, char *out, long size, void *priv);
	void *find_func_priv;
	int (*hunk_func)(long old_start, long old_lines, long new_start, long new_lines,
			 void *priv);
} xdemitconf_t;

int xdl_diff(mmfile_t *a, mmfile_t *b, xpparam_t const *params,
	     xdemitconf_t const *config, xdemitcb_t *out);

#define XDF_INDENT_HEURISTIC (1 << 23)
#define XDF_WHITESPACE_FLAGS (15 << 1)

/*
 * The hash of a line, of which xdiff asks nothing but that equal lines have equal
 * ones: it compares lines whose hashes are equal. Its own takes a byte at a time
 * and a tenth of a whole run. Linked with --wrap.
 */
unsigned long __wrap_xdl_hash_record(char const **data, char const *top, long flags);
unsigned long __real_xdl_hash_record(char const **data, char const *top, long flags);

static uint64_t mix(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
	return hash ^ hash >> 32;
}

static uint64_t hash_bytes(const char *p, size_t n)
{
	uint64_t hash = n, word = 0;

	for (; n > 8; p += 8, n -= 8) {
		memcpy(&word, p, 8);
		hash = mix(hash, word);
	}
	word = 0;
	memcpy(&word, p, n);
	return mix(hash, word);
}

unsigned long __wrap_xdl_hash_record(char const **data, char const *top, long flags)
{
	const char *start = *data, *end;

	if (flags & XDF_WHITESPACE_FLAGS)
		return __real_xdl_hash_record(data, top, flags);
	end = memchr(start, '\n', (size_t)(top - start));
	*data = end ? end + 1 : top;
	return (unsigned long)hash_bytes(start, (size_t)((end ? end : top) - start));
}

/* Its line numbers count from 0. */
static int on_change(long old_start, long old_lines, long new_start, long new_lines,
		     void *priv)
{
	const struct comparison *c = priv;
	struct tg_hunk h = {
		.old_start = (uint32_t)old_start + c->skipped + (old_lines > 0),
		.old_lines = (uint32_t)old_lines,
		.new_start = (uint32_t)new_start + c->skipped + (new_lines > 0),
		.new_lines = (uint32_t)new_lines,
	};

	c->each(&h, c->ctx);
	return 0;
}

static int compare(struct comparison *c, struct tg_str a, struct tg_str b)
{
	mmfile_t old_file = { NULL, (long)a.n }, new_file = { NULL, (long)b.n };
	xpparam_t params = { .flags = XDF_INDENT_HEURISTIC };
	xdemitconf_t config = { .hunk_func = on_change };
	xdemitcb_t out = { .priv = c };

	/* The library reads through pointers that are not const. */
	memcpy(&old_file.ptr, &a.p, sizeof(a.p));
	memcpy(&new_file.ptr, &b.p, sizeof(b.p));
	return xdl_diff(&old_file, &new_file, &params, &config, &out);
}

#else

static int on_hunk(const git_diff_delta *delta, const git_diff_hunk *hunk, void *priv)
{
	const struct comparison *c = priv;
	struct tg_hunk h = {
		.old_start = (uint32_t)hunk->old_start + c->skipped,
		.old_lines = (uint32_t)hunk->old_lines,
		.new_start = (uint32_t)hunk->new_start + c->skipped,
		.new_lines = (uint32_t)hunk->new_lines,
	};

	(void)delta;
	c->each(&h, c->ctx);
	return 0;
}

static int compare(struct comparison *c, struct tg_str a, struct tg_str b)
{
	git_diff_options options;

	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.flags = GIT_DIFF_FORCE_TEXT | GIT_DIFF_SKIP_BINARY_CHECK |
			GIT_DIFF_INDENT_HEURISTIC;
	options.context_lines = 0;
	options.interhunk_lines = 0;
	return git_diff_buffers(a.p, a.n, NULL, b.p, b.n, NULL, &options, NULL, NULL,
				on_hunk, NULL, c);
}

#endif

enum tg_rc tg_text_diff(struct tg_str old_text, struct tg_str new_text,
			tg_text_diff_fn *each, void *ctx, struct tg_err *err)
{
	const struct tg_str a = old_text, b = new_text;
	struct comparison c = { .each = each, .ctx = ctx };
	size_t same = common_prefix(a, b), start, end;

	if (same == a.n && same == b.n)
		return TG_OK;
	start = back_up(a, same);
	end = common_suffix(a, b, (a.n < b.n ? a.n : b.n) - same);
	end = a.n - go_on(a, a.n - end);
	c.skipped = count_lines(a.p, start);
	if (compare(&c, tg_str_sub(a, start, a.n - end - start),
		    tg_str_sub(b, start, b.n - end - start)) < 0)
		return tg_git_fail(err, TG_E_INTERNAL, "two texts cannot be compared");
	return TG_OK;
}
