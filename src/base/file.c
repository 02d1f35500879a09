#include "file.h"

#include "arena.h"
#include "vec.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK ((size_t)64 * 1024)

static enum tg_rc fail(struct tg_err *err, const char *path, const char *what)
{
	tg_err_set(err, TG_E_IO, "%s: %s", what, strerror(errno));
	return tg_err_at(err, path, 0, 0);
}

static enum tg_rc too_large(struct tg_err *err, const char *path, size_t max)
{
	tg_err_set(err, TG_E_LIMIT, "larger than %zu bytes", max);
	return tg_err_at(err, path, 0, 0);
}

/* Reads to the end, at most one byte more than `max`. */
static enum tg_rc read_all(struct tg_buf *out, int fd, const char *path, size_t max,
			   struct tg_err *err)
{
	unsigned char *chunk = tg_malloc(CHUNK);
	enum tg_rc rc = TG_OK;

	while (!out->overflow) {
		ssize_t n = read(fd, chunk, CHUNK);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			rc = fail(err, path, "cannot be read");
		if (n <= 0)
			break;
		tg_buf_add(out, chunk, (size_t)n);
	}
	if (rc == TG_OK && out->overflow)
		rc = too_large(err, path, max);
	free(chunk);
	return rc;
}

static enum tg_rc check_kind(int fd, const char *path, size_t max, struct tg_err *err)
{
	struct stat st;

	if (fstat(fd, &st) < 0)
		return fail(err, path, "cannot be read");
	if (S_ISDIR(st.st_mode)) {
		tg_err_set(err, TG_E_IO, "is a directory");
		return tg_err_at(err, path, 0, 0);
	}
	if (S_ISREG(st.st_mode) && st.st_size > 0 && (uintmax_t)st.st_size > max)
		return too_large(err, path, max);
	return TG_OK;
}

enum tg_rc tg_file_read(struct tg_buf *out, const char *path, size_t max,
			struct tg_err *err)
{
	bool standard = strcmp(path, "-") == 0;
	const char *name = standard ? "standard input" : path;
	int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	enum tg_rc rc;

	tg_buf_init(out, max);
	if (fd < 0)
		return fail(err, name, "cannot be opened");
	rc = check_kind(fd, name, max, err);
	if (rc == TG_OK) {
		tg_buf_add(out, "", 0);
		rc = read_all(out, fd, name, max, err);
	}
	if (!standard)
		(void)close(fd);
	if (rc != TG_OK)
		tg_buf_release(out);
	return rc;
}

static bool write_all(int fd, struct tg_str data)
{
	while (data.n > 0) {
		ssize_t n = write(fd, data.p, data.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		data = tg_str_from(data, (size_t)n);
	}
	return true;
}

/* The permission bits: those of the file that is replaced, or `mode` under the
 * process's umask. */
static mode_t wanted_mode(const char *path, unsigned mode)
{
	struct stat st;

	if (stat(path, &st) == 0)
		return st.st_mode & 07777;
	mode_t mask = umask(0);

	(void)umask(mask);
	return (mode_t)mode & ~mask;
}

/* Devices and pipes cannot be replaced by a rename: they are written to. */
static bool is_special(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

static enum tg_rc write_special(const char *path, struct tg_str data, struct tg_err *err)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return fail(err, path, "cannot be opened");
	enum tg_rc rc = write_all(fd, data) ? TG_OK : fail(err, path, "cannot be written");

	if (close(fd) < 0 && rc == TG_OK)
		rc = fail(err, path, "cannot be written");
	return rc;
}

enum tg_rc tg_file_write(const char *path, struct tg_str data, unsigned mode,
			 struct tg_err *err)
{
	if (is_special(path))
		return write_special(path, data, err);
	size_t size = strlen(path) + sizeof(".XXXXXX");
	char *temporary = tg_malloc(size);
	enum tg_rc rc = TG_OK;

	(void)snprintf(temporary, size, "%s.XXXXXX", path);
	int fd = mkstemp(temporary);

	if (fd < 0) {
		rc = fail(err, path, "cannot be written");
		free(temporary);
		return rc;
	}
	if (!write_all(fd, data) || fchmod(fd, wanted_mode(path, mode)) < 0)
		rc = fail(err, path, "cannot be written");
	if (close(fd) < 0 && rc == TG_OK)
		rc = fail(err, path, "cannot be written");
	if (rc == TG_OK && rename(temporary, path) < 0)
		rc = fail(err, path, "cannot be replaced");
	if (rc != TG_OK)
		(void)unlink(temporary);
	free(temporary);
	return rc;
}

enum tg_rc tg_file_make_folders(const char *path, struct tg_err *err)
{
	char *folder = tg_malloc(strlen(path) + 1);
	enum tg_rc rc = TG_OK;

	for (size_t i = 0; path[i] != '\0' && rc == TG_OK; i++) {
		folder[i] = path[i];
		if (i == 0 || path[i] != '/')
			continue;
		folder[i] = '\0';
		if (mkdir(folder, 0777) < 0 && errno != EEXIST)
			rc = fail(err, folder, "cannot be made");
		folder[i] = '/';
	}
	free(folder);
	return rc;
}

static int compare_names(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

enum tg_rc tg_file_list(const char *const **out, size_t *n, const char *folder,
			size_t max, struct tg_arena *arena, struct tg_err *err)
{
	TG_VEC(const char *) names = { 0 };
	DIR *dir = opendir(folder);
	struct dirent *entry;

	*out = NULL;
	*n = 0;
	if (dir == NULL && (errno == ENOENT || errno == ENOTDIR))
		return TG_OK;
	if (dir == NULL) {
		tg_err_set(err, TG_E_IO, "cannot be read: %s", strerror(errno));
		return tg_err_at(err, folder, 0, 0);
	}
	while (names.n < max && (entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.')
			*TG_VEC_PUSH(arena, &names) = tg_arena_printf(
				arena, "%s/%s", folder, entry->d_name);
	closedir(dir);
	if (names.n > 0)
		qsort(names.items, names.n, sizeof(*names.items), compare_names);
	*out = names.items;
	*n = names.n;
	return TG_OK;
}
