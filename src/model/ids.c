#include "vocab.h"

/* Families of names that look like ids and name something else. */
static const char *const foreign[] = {
	"AES", "AT", "BLAKE", "CAPEC", "CCSS", "CVE", "CWE", "DF", "ECMA", "EC", "ES",
	"FIDO", "FIPS", "GHSA", "GPT", "H", "HMAC", "HTTP", "IE", "IEEE", "IP", "IPV",
	"ISO", "K", "L", "MD", "MP", "NIST", "OAUTH", "OWASP", "P", "PBKDF", "PCI",
	"PKCS", "PR", "RFC", "RSA", "SAML", "SHA", "SLSA", "SOC", "TB", "TLS", "TPM",
	"TZ", "USB", "UTF", "V", "X",
};

static bool is_foreign(struct tg_str letters)
{
	for (size_t i = 0; i < sizeof(foreign) / sizeof(foreign[0]); i++)
		if (tg_str_iis(letters, foreign[i]))
			return true;
	return false;
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static struct tg_str after_separator(struct tg_str s, bool *separated)
{
	static const char *const signs[] = {
		"\xe2\x80\x94", "\xe2\x80\x93", "\xe2\x86\x92", "\xc2\xb7",
		":", "-", ".", ")", "]", "|", "*", "_",
	};
	bool more = true;

	*separated = s.n == 0;
	while (more) {
		more = false;
		while (s.n > 0 && tg_is_space(s.p[0]))
			s = tg_str_from(s, 1);
		for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
			if (!tg_str_starts(s, signs[i]))
				continue;
			s = tg_str_from(s, tg_str(signs[i]).n);
			*separated = true;
			more = true;
			break;
		}
	}
	return s;
}

/* The token at the front: letters, then groups of letters and digits. */
static size_t token_length(struct tg_str s)
{
	size_t n = 0;

	while (n < s.n && n < 40 &&
	       (tg_is_alnum(s.p[n]) ||
		((s.p[n] == '-' || s.p[n] == '_' || s.p[n] == '.') && n + 1 < s.n &&
		 tg_is_alnum(s.p[n + 1]))))
		n++;
	return n;
}

/* "Threat 3", "Threat #3": two words that are one id. */
static size_t worded_length(struct tg_str s)
{
	static const char *const words[] = { "threat", "risk", "finding", "attack",
					     "scenario", "attack vector", "abuse case",
					     "vulnerability", "misuse case" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t n = tg_str(words[i]).n, digits = 0;

		if (!tg_str_istarts(s, words[i]) || n >= s.n || s.p[n] != ' ')
			continue;
		n++;
		if (n < s.n && s.p[n] == '#')
			n++;
		while (n + digits < s.n && tg_is_digit(s.p[n + digits]))
			digits++;
		if (digits > 0 && (n + digits == s.n || !tg_is_alnum(s.p[n + digits])))
			return n + digits;
	}
	return 0;
}

/* "Spoof.1", "DoS.2" */
static bool is_dotted_name(struct tg_str token, size_t letters)
{
	if (letters < 3 || !is_upper(token.p[0]) || token.n - letters < 2 ||
	    token.n - letters > 3 || token.p[letters] != '.')
		return false;
	for (size_t i = letters + 1; i < token.n; i++)
		if (!tg_is_digit(token.p[i]))
			return false;
	return true;
}

static bool is_upper_case(struct tg_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (tg_is_alpha(s.p[i]) && !is_upper(s.p[i]))
			return false;
	return true;
}

static bool looks_like_id(struct tg_str token)
{
	size_t letters = 0, digits = 0;

	if (token.n > 2 && tg_is_digit(token.p[token.n - 2]) && token.p[token.n - 1] >= 'a' &&
	    token.p[token.n - 1] <= 'f')
		token.n--; /* "T6b" stands between T6 and T7 */
	while (letters < token.n && tg_is_alpha(token.p[letters]))
		letters++;
	if (letters == 0 || letters > 12 || letters == token.n)
		return false;
	for (size_t i = 0; i < token.n; i++)
		digits += tg_is_digit(token.p[i]);
	if (digits == 0 || digits > 8)
		return false;
	if (!is_upper_case(token) && !tg_str_istarts(token, "threat") &&
	    !is_dotted_name(token, letters))
		return false;
	if (!tg_is_digit(token.p[token.n - 1]) && tg_stride_of_id(token) == 0)
		return false;
	return !is_foreign(tg_str_sub(token, 0, letters));
}

/* "Threat S1: ..." is S1. */
static size_t leading_word(struct tg_str s)
{
	static const char *const words[] = { "threat ", "risk ", "attack ", "finding ",
					     "scenario " };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t n = tg_str(words[i]).n;
		struct tg_str after = tg_str_from(s, n);

		if (tg_str_istarts(s, words[i]) &&
		    looks_like_id(tg_str_sub(after, 0, token_length(after))))
			return n;
	}
	return 0;
}

bool tg_threat_id(struct tg_str text, struct tg_str *id, struct tg_str *rest,
		  bool *loose)
{
	bool separated;

	text = tg_str_trim(text);
	while (text.n > 0 && (text.p[0] == '[' || text.p[0] == '(' || text.p[0] == '*' ||
			      text.p[0] == '_' || text.p[0] == '#'))
		text = tg_str_from(text, 1);
	text = tg_str_from(text, leading_word(text));
	size_t n = worded_length(text);

	if (n == 0) {
		n = token_length(text);
		if (!looks_like_id(tg_str_sub(text, 0, n)))
			return false;
	}
	*id = tg_str_sub(text, 0, n);
	*rest = after_separator(tg_str_from(text, n), &separated);
	*loose = !separated && tg_str_chr(*id, '-') == SIZE_MAX;
	return true;
}

const char *tg_id_key(struct tg_arena *arena, struct tg_str id)
{
	char *key = tg_arena_alloc(arena, id.n + 1);
	size_t n = 0;
	bool in_number = false;

	for (size_t i = 0; i < id.n; i++) {
		char c = id.p[i];

		if (!tg_is_alnum(c)) {
			/* 1.2 and 12 are two ids; T-1 and T1 are one */
			if (c == '.' && n > 0 && tg_is_digit(key[n - 1]))
				key[n++] = '.';
			in_number = false;
			continue;
		}
		bool zero = c == '0' && !in_number && i + 1 < id.n &&
			    tg_is_digit(id.p[i + 1]);

		if (zero)
			continue;
		in_number = tg_is_digit(c);
		key[n++] = tg_lower(c);
	}
	key[n] = '\0';
	return key;
}

struct tg_str tg_id_family(const char *key)
{
	size_t n = 0;

	while (tg_is_alpha(key[n]))
		n++;
	return tg_str_n(key, n);
}

bool tg_id_is_machine_made(const char *id)
{
	struct tg_str s = tg_str(id);

	for (size_t i = 0; i < s.n; i++)
		if (!tg_is_digit(s.p[i]) && s.p[i] != '-' &&
		    !(tg_lower(s.p[i]) >= 'a' && tg_lower(s.p[i]) <= 'f'))
			return false;
	return s.n >= 32;
}

/* The letters of ids that stand for threats. */
bool tg_is_threat_family(struct tg_str family)
{
	static const char *const sure[] = {
		"t",	"th",	  "thr",     "threat",	   "threats", "tm",
		"ts",	"stride", "risk",    "tr",	   "attack",  "scenario",
		"atk",	"finding", "attackvector", "abusecase", "misusecase",
		"vulnerability", "vuln", "llm",
	};

	for (size_t i = 0; i < sizeof(sure) / sizeof(sure[0]); i++)
		if (tg_str_is(family, sure[i]))
			return true;
	return family.n > 6 && tg_str_starts(family, "threat");
}
