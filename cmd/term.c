#include "term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

const char *const term_color_choices[] = { "auto", "always", "never", NULL };

bool term_color(const char *choice)
{
	return term_color_of(choice, STDOUT_FILENO);
}

bool term_color_of(const char *choice, int fd)
{
	const char *term = getenv("TERM"), *no_color = getenv("NO_COLOR");

	if (choice && strcmp(choice, "always") == 0)
		return true;
	if (choice && strcmp(choice, "never") == 0)
		return false;
	return isatty(fd) && !(no_color && *no_color) &&
	       !(term && strcmp(term, "dumb") == 0);
}

bool term_put(struct tg_str text)
{
	if (text.n > 0 && fwrite(text.p, 1, text.n, stdout) != text.n)
		return false;
	return fflush(stdout) == 0;
}

unsigned term_columns(void)
{
	return term_columns_of(STDOUT_FILENO);
}

unsigned term_columns_of(int fd)
{
	struct winsize size;
	uint32_t columns;

	if (tg_str_to_u32(tg_str(getenv("COLUMNS")), &columns) && columns > 0)
		return columns;
	if (!isatty(fd) || ioctl(fd, TIOCGWINSZ, &size) != 0)
		return 0;
	return size.ws_col;
}

long long term_now_ms(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
		return 0;
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void term_progress_begin(struct term_progress *progress)
{
	progress->enabled = isatty(STDERR_FILENO) != 0;
	progress->shown = false;
	progress->start_ms = term_now_ms();
}

void term_progress_show(struct term_progress *progress, const char *what)
{
	if (!progress->enabled || term_now_ms() - progress->start_ms < 1000)
		return;
	(void)fprintf(stderr, "\r\033[Kthreatgate: %s", what);
	(void)fflush(stderr);
	progress->shown = true;
}

void term_progress_end(struct term_progress *progress)
{
	if (progress->shown)
		(void)fputs("\r\033[K", stderr);
	progress->shown = false;
}

void term_today(char out[11])
{
	const char *fixed = getenv("THREATGATE_TODAY");
	time_t now = time(NULL);
	struct tm utc;

	if (fixed && strlen(fixed) == 10)
		memcpy(out, fixed, 11);
	else if (!gmtime_r(&now, &utc) || strftime(out, 11, "%Y-%m-%d", &utc) != 10)
		memcpy(out, "1970-01-01", 11);
}
