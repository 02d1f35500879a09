/* The table of report formats: a new one is a file and a row. */
#include "report.h"

#include <string.h>

const struct tg_format tg_formats[] = {
	{ "text", "text/plain", tg_write_text },
	{ "json", "application/json", tg_write_json },
	{ "markdown", "text/markdown", tg_write_markdown },
};

const size_t tg_formats_count = sizeof(tg_formats) / sizeof(tg_formats[0]);

const struct tg_format *tg_format_by_name(const char *name)
{
	for (size_t i = 0; i < tg_formats_count; i++)
		if (strcmp(tg_formats[i].name, name) == 0)
			return &tg_formats[i];
	return NULL;
}
