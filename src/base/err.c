#include <threatgate/err.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
	int exit_status;
	const char *text;
} codes[] = {
#define X(code, status, text) { status, text },
	TG_RC_LIST(X)
#undef X
};

static const size_t n_codes = sizeof(codes) / sizeof(codes[0]);

/* Formats into a field; what does not fit is cut off, which is no failure. */
static void format_field(char *out, size_t size, const char *fmt, va_list args)
	TG_PRINTF(3, 0);

static void format_field(char *out, size_t size, const char *fmt, va_list args)
{
	if (vsnprintf(out, size, fmt, args) < 0)
		out[0] = '\0';
}

enum tg_rc tg_err_set(struct tg_err *err, enum tg_rc code, const char *fmt, ...)
{
	va_list args;

	err->code = code;
	err->line = 0;
	err->column = 0;
	err->file[0] = '\0';
	err->hint[0] = '\0';
	va_start(args, fmt);
	format_field(err->msg, sizeof(err->msg), fmt, args);
	va_end(args);
	return code;
}

enum tg_rc tg_err_at(struct tg_err *err, const char *file, unsigned line,
		     unsigned column)
{
	if (snprintf(err->file, sizeof(err->file), "%s", file ? file : "") < 0)
		err->file[0] = '\0';
	err->line = line;
	err->column = column;
	return err->code;
}

enum tg_rc tg_err_hint(struct tg_err *err, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	format_field(err->hint, sizeof(err->hint), fmt, args);
	va_end(args);
	return err->code;
}

int tg_rc_exit_status(enum tg_rc code)
{
	return (size_t)code < n_codes ? codes[code].exit_status : 3;
}

const char *tg_rc_text(enum tg_rc code)
{
	return (size_t)code < n_codes ? codes[code].text : "unknown error";
}
