#include "opt.h"

#include "../src/base/buf.h"
#include "../src/base/words.h"

#include <stdint.h>
#include <string.h>

static const struct opt *find_long(const struct opt *options, struct tg_str name)
{
	for (const struct opt *o = options; o->name; o++)
		if (tg_str_is(name, o->name))
			return o;
	return NULL;
}

static const struct opt *find_letter(const struct opt *options, char letter)
{
	for (const struct opt *o = options; o->name; o++)
		if (o->letter && o->letter == letter)
			return o;
	return NULL;
}

static enum tg_rc unknown(const struct opt *options, const char *arg,
			  struct tg_err *err)
{
	const char *names[OPT_MAX_LIST];
	size_t n = 0;

	for (const struct opt *o = options; o->name && n < OPT_MAX_LIST; o++)
		names[n++] = o->name;
	tg_err_set(err, TG_E_USAGE, "unknown option '%s'", arg);
	const char *nearest = tg_words_nearest(arg + strspn(arg, "-"), names, n);

	return nearest ? tg_err_hint(err, "did you mean --%s?", nearest) : err->code;
}

static enum tg_rc check_choice(const struct opt *o, const char *value,
			       struct tg_err *err)
{
	struct tg_buf list = TG_BUF_INIT(256);
	size_t n = 0;

	for (; o->choices && o->choices[n]; n++)
		if (strcmp(o->choices[n], value) == 0)
			return TG_OK;
	if (!o->choices)
		return TG_OK;
	for (size_t i = 0; i < n; i++)
		tg_buf_printf(&list, "%s%s", i ? ", " : "", o->choices[i]);
	tg_err_set(err, TG_E_USAGE, "--%s does not take '%s'", o->name, value);
	const char *nearest = tg_words_nearest(value, o->choices, n);

	if (nearest)
		tg_err_hint(err, "did you mean '%s'? It takes: %s", nearest, list.ptr);
	else
		tg_err_hint(err, "it takes: %s", list.ptr);
	tg_buf_release(&list);
	return err->code;
}

static enum tg_rc store_number(const struct opt *o, const char *value,
			       struct tg_err *err)
{
	uint32_t number;

	if (!tg_str_to_u32(tg_str(value), &number))
		return tg_err_set(err, TG_E_USAGE, "--%s takes a number, not '%s'",
				  o->name, value);
	*(unsigned *)o->target = number;
	return TG_OK;
}

static enum tg_rc store_item(const struct opt *o, const char *value,
			     struct tg_err *err)
{
	struct opt_list *list = o->target;

	if (list->n == OPT_MAX_LIST)
		return tg_err_set(err, TG_E_USAGE, "--%s is given more than %d times",
				  o->name, OPT_MAX_LIST);
	list->items[list->n++] = value;
	return check_choice(o, value, err);
}

static enum tg_rc store(const struct opt *o, const char *value, struct tg_err *err)
{
	switch (o->kind) {
	case OPT_FLAG:
		*(bool *)o->target = true;
		return TG_OK;
	case OPT_COUNT:
		++*(int *)o->target;
		return TG_OK;
	case OPT_TEXT:
		*(const char **)o->target = value;
		return check_choice(o, value, err);
	case OPT_NUMBER:
		return store_number(o, value, err);
	case OPT_LIST:
		return store_item(o, value, err);
	}
	return TG_OK;
}

static bool takes_value(const struct opt *o)
{
	return o->kind != OPT_FLAG && o->kind != OPT_COUNT;
}

/* Where parsing stands: the next argument may be an option's value. */
struct cursor {
	int argc, next;
	char **argv;
};

static enum tg_rc take_value(const struct opt *o, struct cursor *at,
			     const char *attached, struct tg_err *err)
{
	if (!takes_value(o)) {
		if (attached)
			return tg_err_set(err, TG_E_USAGE, "--%s takes no value",
					  o->name);
		return store(o, NULL, err);
	}
	if (!attached) {
		if (at->next >= at->argc)
			return tg_err_set(err, TG_E_USAGE, "--%s needs a value: %s",
					  o->name, o->value);
		attached = at->argv[at->next++];
	}
	return store(o, attached, err);
}

static enum tg_rc parse_long(const struct opt *options, struct cursor *at,
			     const char *arg, struct tg_err *err)
{
	const char *equals = strchr(arg, '=');
	size_t length = equals ? (size_t)(equals - arg) : strlen(arg);
	const struct opt *o = find_long(options, tg_str_n(arg + 2, length - 2));

	if (!o)
		return unknown(options, arg, err);
	return take_value(o, at, equals ? equals + 1 : NULL, err);
}

static enum tg_rc parse_letters(const struct opt *options, struct cursor *at,
				const char *arg, bool *help, struct tg_err *err)
{
	for (const char *p = arg + 1; *p; p++) {
		const struct opt *o = find_letter(options, *p);

		if (!o && *p == 'h') {
			*help = true;
			return TG_OK;
		}
		if (!o)
			return unknown(options, arg, err);
		if (takes_value(o))
			return take_value(o, at, p[1] ? p + 1 : NULL, err);
		enum tg_rc rc = store(o, NULL, err);

		if (rc != TG_OK)
			return rc;
	}
	return TG_OK;
}

enum tg_rc opt_parse(const struct opt *options, int argc, char **argv, int *n_args,
		     bool *help, struct tg_err *err)
{
	struct cursor at = { argc, 0, argv };
	bool only_args = false;

	*n_args = 0;
	*help = false;
	while (at.next < argc && !*help) {
		char *arg = argv[at.next++];
		enum tg_rc rc = TG_OK;

		if (only_args || arg[0] != '-' || arg[1] == '\0')
			argv[(*n_args)++] = arg;
		else if (strcmp(arg, "--") == 0)
			only_args = true;
		else if (strcmp(arg, "--help") == 0)
			*help = true;
		else if (arg[1] == '-')
			rc = parse_long(options, &at, arg, err);
		else
			rc = parse_letters(options, &at, arg, help, err);
		if (rc != TG_OK)
			return rc;
	}
	return TG_OK;
}
