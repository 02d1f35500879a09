#include "json_text.h"

#include "../base/utf8.h"

#define TEXT_LIMIT (256u << 10)

json_t *tg_json_text(const char *s)
{
	struct tg_buf clean = TG_BUF_INIT(TEXT_LIMIT);
	struct tg_str rest = tg_str(s);
	uint32_t cp;

	if (!s)
		return json_null();
	if (tg_utf8_invalid_at(rest) == SIZE_MAX)
		return json_string(s);
	while (tg_utf8_next(&rest, &cp))
		tg_utf8_put(&clean, cp);
	json_t *value = json_stringn(clean.ptr ? clean.ptr : "", clean.len);

	tg_buf_release(&clean);
	return value;
}

void tg_json_set(json_t *object, const char *key, json_t *value)
{
	json_object_set_new_nocheck(object, key, value);
}

static int append(const char *data, size_t n, void *out)
{
	tg_buf_add(out, data, n);
	return 0;
}

void tg_json_write(struct tg_buf *out, json_t *value)
{
	json_dump_callback(value, append, out, JSON_INDENT(2));
	tg_buf_putc(out, '\n');
	json_decref(value);
}
