/* How a text sounds: like something that goes wrong, or like what is done so that
 * it does not. Beginnings of words. */
#include "vocab.h"

#include <string.h>

static const char *const attack_words[] = {
	"absen", "abus", "advers", "amplif", "attack", "backdoor", "bomb", "breach", "brute",
	"bypass", "circumvent", "clickjack", "coerc", "collu", "compromis", "confus",
	"corrupt", "crafted", "crash", "csrf", "ddos", "death", "denial", "denies",
	"deny", "disaster", "disclos", "dos", "downgrad", "drain", "dump",
	"eavesdrop", "elevation", "enumerat", "escalat", "escape", "evad", "excessive", "exfil",
	"exhaust", "exploit", "expos", "extract", "fail", "fake", "fixation", "flood",
	"forge", "fraud", "guess", "hack", "hijack", "hostile", "idor", "imperson",
	"improper", "inadequa", "inject", "insecure", "insider", "insufficien",
	"intercept", "lack", "leak", "linkab", "loss", "lost", "malicious", "malware",
	"manipul", "misconfig", "missing", "mistake", "misus", "mitm", "neglect",
	"outage", "overflow", "overload", "overwrit", "phish", "poison", "ransom", "rce",
	"replay", "repudiat", "rogue", "rollback", "scrap", "smuggl", "sniff", "spam",
	"spoof", "sqli", "ssrf", "steal", "stolen", "stuffing", "substitut", "subvert", "sybil",
	"tamper", "theft", "travers", "trojan", "typosquat", "unauth", "unavailab",
	"unbounded", "uncontrolled", "unencrypted", "unsafe", "untrusted", "vulnerab",
	"weak", "wrong", "xss", "xxe",
};

static const char *const control_words[] = {
	"2fa", "acl", "alert", "allow", "allowlist", "approv", "argon2", "audit",
	"authenticat", "authoris", "authoriz", "backup", "bcrypt", "block", "bounded",
	"bounds",
	"capped", "check", "checksum", "compar", "confirm", "consent", "constant",
	"csp", "denylist", "digest", "disabl", "enabl", "encrypt", "enforc", "ensur",
	"escap", "expir", "filter", "firewall", "harden", "hash", "hmac", "hsm",
	"isolat", "least", "limit", "logged", "logging", "mask", "mfa", "mitigat",
	"monitor", "mtls", "never", "nonce", "only", "parameteri", "pin", "pinned",
	"pinning", "policy", "prevent", "protect", "quota", "rbac", "redact", "redundan", "refus",
	"reject", "replicat", "requir", "restrict", "review", "revok", "rotat", "samesite",
	"sandbox", "saniti", "scan", "segregat", "separate", "sign", "signed",
	"strict", "throttl", "timeout", "tls", "validat", "verif", "waf", "whitelist",
};

static bool begins_with_one(struct tg_str word, const char *const *stems, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (tg_str_starts(word, stems[i]))
			return true;
	return false;
}

/* What is missing where it is denied: "backups are not encrypted". "Keys are not logged"
 * and "not allowed" are controls all the same. */
static const char *const owed_words[] = {
	"authenticat", "authoris", "authoriz", "check", "encrypt", "enforc", "expir",
	"hash", "limit", "mfa", "protect", "restrict", "review", "rotat", "saniti", "sign",
	"validat", "verif",
};

/* Words of attacks in what is done against them. */
static void take_back(struct tg_tone *tone, const struct tg_fold *f)
{
	static const char *const phrases[] = {
		"escaped",	"escaping",    "fail closed",  "fails closed", "fail safe",
		"deny by default", "default deny", "denied by default",
	};

	for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++) {
		if (!tg_fold_has(f, phrases[i]))
			continue;
		tone->attack -= tone->attack > 0;
		tone->control++;
	}
}

static bool is_denial(struct tg_str word)
{
	return tg_str_is(word, "no") || tg_str_is(word, "not") || tg_str_is(word, "without");
}

struct tg_tone tg_tone_of(struct tg_str text)
{
	bool denied = false;
	struct tg_tone tone = { 0 };
	struct tg_str word;
	struct tg_fold f;

	tg_fold(&f, text);
	/* "No limit on logins", "What if the server lies?" */
	tone.attack += tg_fold_starts(&f, "no") || tg_fold_starts(&f, "what if");
	for (size_t at = 0; tg_fold_word(&f, &at, &word);) {
		if (begins_with_one(word, attack_words,
				    sizeof(attack_words) / sizeof(attack_words[0])) ||
		    (denied && begins_with_one(word, owed_words,
					       sizeof(owed_words) / sizeof(owed_words[0]))))
			tone.attack++;
		else if (begins_with_one(word, control_words,
					 sizeof(control_words) / sizeof(control_words[0])))
			tone.control++;
		denied = is_denial(word);
	}
	take_back(&tone, &f);
	return tone;
}
