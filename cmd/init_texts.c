#include "init_texts.h"

const char init_policy[] =
	"# What this repository wants judged, and how strictly.\n"
	"#\n"
	"# The built-in defaults are meant to be good as they are: write down only what\n"
	"# differs. What is commented out below is the default, or an example. The gate\n"
	"# reads this file from the branch that a pull request goes into, so that no pull\n"
	"# request can loosen its own gate. `threatgate lint` checks the file;\n"
	"# threatgate-policy(5) explains every key.\n"
	"\n"
	"checklist:\n"
	"  # relevant: every question needs an answer when the change has something to do\n"
	"  #   with security; a bug fix or a CSS change is left in peace.\n"
	"  # always, never: as they say. What was seen in the change is asked about in\n"
	"  #   any case.\n"
	"  required: relevant\n"
	"\n"
	"  # A question of your own beside the five:\n"
	"  # extra_items:\n"
	"  #   - id: tenancy\n"
	"  #     question: Can this change let one tenant see another's data? If yes, what prevents it?\n"
	"  #     topic: trust-boundary\n"
	"\n"
	"threat_models:\n"
	"  # A threat at or above this risk must have a concrete mitigation:\n"
	"  # low, medium, high, critical.\n"
	"  threshold: high\n"
	"\n"
	"  # Which code a model speaks of, where the model does not say so itself\n"
	"  # (`covers:` in its front matter):\n"
	"  # coverage:\n"
	"  #   docs/threat-models/order.md: [\"services/order/**\"]\n"
	"\n"
	"# Where a rule is wrong for this code base:\n"
	"# rules:\n"
	"#   disable: [abuse.expensive-route]\n"
	"#   ignore: [\"playground/**\"]\n"
	"\n"
	"# What kind of file something is, where its name misleads:\n"
	"# classes:\n"
	"#   test: [\"qa/**\"]\n"
	"\n"
	"# How strictly a finding is taken: off, note, warning, error.\n"
	"# levels:\n"
	"#   model/missing: error\n"
	"\n"
	"# Pull requests that were opened before this day get warnings in place of errors:\n"
	"# since: 2026-03-01\n"
	"\n"
	"# A label that lets a pull request through, with every error shown as a note. Only\n"
	"# people with triage rights can set labels:\n"
	"# waiver_label: security-waived\n";

#define SECTION                                                                        \
	"## Security Considerations\n"                                                 \
	"\n"                                                                           \
	"<!-- \"No\" behind a question will do where it does not apply. Where it does: Yes,\n" \
	"and how it is dealt with. `threatgate draft` answers what the change can tell. -->\n" \
	"\n"                                                                           \
	"- [ ] Does this change handle user input? If yes, is it validated? "          \
	"<!-- threatgate:user-input -->\n"                                             \
	"- [ ] Does this change cross a trust boundary? If yes, is it authenticated and " \
	"authorized? <!-- threatgate:trust-boundary -->\n"                             \
	"- [ ] Does this change handle sensitive data? If yes, is it encrypted and not " \
	"logged? <!-- threatgate:sensitive-data -->\n"                                 \
	"- [ ] Does this change introduce a new external dependency? If yes, is it "   \
	"pinned and verified? <!-- threatgate:dependency -->\n"                        \
	"- [ ] Could this change be abused at scale? If yes, are there rate limits? "  \
	"<!-- threatgate:abuse -->\n"

const char init_section[] = SECTION;

const char init_template[] = "## What changes, and why\n"
			     "\n"
			     "\n" SECTION;

const char init_workflow[] =
	"# The gate on every pull request.\n"
	"#\n"
	"# - It needs no `paths:` and no `if:`: a required check that does not run blocks the\n"
	"#   merge or passes unseen. What does not matter is decided inside, and reported.\n"
	"# - `edited` is there so that an answer that is written later is judged.\n"
	"# - Nothing of the pull request is run. It is read, and nothing more.\n"
	"name: threatgate\n"
	"\n"
	"on:\n"
	"  pull_request:\n"
	"    types: [opened, edited, synchronize, reopened, ready_for_review, labeled, unlabeled]\n"
	"  merge_group:\n"
	"\n"
	"permissions:\n"
	"  contents: read\n"
	"  pull-requests: write # one comment, and notes on lines\n"
	"  checks: write # the verdict as a check with annotations\n"
	"\n"
	"concurrency:\n"
	"  group: threatgate-${{ github.event.pull_request.number || github.ref }}\n"
	"  cancel-in-progress: false # a cancelled required check blocks the merge\n"
	"\n"
	"jobs:\n"
	"  threatgate:\n"
	"    runs-on: ubuntu-latest\n"
	"    timeout-minutes: 5\n"
	"    steps:\n"
	"      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1\n"
	"        with:\n"
	"          fetch-depth: 2 # the merge commit and its parents are enough\n"
	"          persist-credentials: false\n"
	"      - uses: ";
