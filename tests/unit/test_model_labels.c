/* What a label, a status or a sentence says of a threat, and which list it is about:
 * documents as people write them by hand. */
#include "counted.h"

static const struct counted documents[] = {
	{ "a label right below the last bullet ends the list",
	  "# Mill\n\n## Notes\n\nThe mill grinds.  \nThreats:  \n- Stolen flour.\n"
	  "- Forged weights.\nAbuse cases:\n- Millers exhaust the pond.\n"
	  "- Crafted sacks bypass the scale.\nAssumptions:\n- The pond is full.\n"
	  "- Weights are not tampered with.\n",
	  4, 0 },
	{ "a bullet that is wrapped and ends with a colon at its indent goes on",
	  "# Mill\n\n## Threats\n\n- T1: The flour is stolen from one of\n  The stores:\n"
	  "- T2: Weights are forged\n",
	  2, 0 },
	{ "threats and controls under plain labels, for each surface",
	  "# Kiosk\n\n## Attack surfaces\n\n### 1) Touch screen\n\nThreats:\n"
	  "- A guest escapes into the desktop\n- The keyboard is replayed\n\n"
	  "Controls in this kiosk:\n- One window that cannot be closed\n\n"
	  "Hardening that we advise:\n- Lock the cabinet\n\n"
	  "### 2) Card reader\n\nThreats:\n- A skimmer copies cards\n\n"
	  "Controls in this kiosk:\n- The reader encrypts\n- A daily look at it\n",
	  3, 3 },
	{ "a heading that sounds like a control names a threat among its siblings",
	  "# Barn\n\n## Threats and controls\n\n### A stranger opens the gate\n\n"
	  "**Impact:** cattle are lost.\n\n**Controls:** a lock.\n\n"
	  "### Remote feed control\n\n**Impact:** a neighbour feeds our cattle.\n\n"
	  "**Control boundary:** one farm for each account.\n\n"
	  "### Power loss\n\n**Impact:** the fence is dead.\n\n**Controls:** a battery.\n",
	  3, 3 },
	{ "a defence by the name of the product, and none",
	  "# Vault\n\n## Passive failures\n\n### 1. A log line shows the number\n\n"
	  "- **Scenario**: A debug line prints it.\n"
	  "- **nut-safe defense**: Numbers are masked before they leave.\n"
	  "- **Severity**: High.\n\n### 2. A backup holds the file\n\n"
	  "- **Scenario**: A copy lies on a disk.\n"
	  "- **nut-safe defense**: The file is encrypted.\n- **Severity**: Low.\n\n"
	  "### 3. Times of the file tell when it was used\n\n"
	  "- **Scenario**: A program watches them.\n"
	  "- **nut-safe defense**: None currently. Times are not touched.\n"
	  "- **Severity**: Low.\n",
	  3, 2 },
	{ "a dash within the sentence leads to the mitigation",
	  "# Post\n\n## Sealing\n\n"
	  "* Guessing - asking for stamps until one fits. Mitigation - a key for each office.\n"
	  "* Information leak - the reply tells too much. Mitigation - code review\n"
	  "* Lost parcels - a van is stolen. Mitigation - a tracker in each van.\n",
	  3, 3 },
	{ "a risk, a colon and what covers it",
	  "# Loom\n\n## Risks and coverage\n\n"
	  "- malformed pattern file: covered by the parser's tests\n"
	  "- missing yarn checksum: covered by the spool tests and exit codes\n"
	  "- mixed colours that jam it: handled by the validator\n",
	  3, 3 },
	{ "a status that opens a paragraph leads to what is done",
	  "# Dock\n\n## Threats\n\n### D1 \xe2\x80\x94 A forged bill of lading\n\n"
	  "The clerk takes what the captain says.\n\n"
	  "**Mitigated upstream, and passed on as it is.** The port signs each bill.\n\n"
	  "### D2 \xe2\x80\x94 A crane moved from outside\n\nIts panel is on the quay.\n\n"
	  "**Partially mitigated, and this is the most important one of all here.** The panel\n"
	  "asks for a key.\n\n### D3 \xe2\x80\x94 A crate is opened\n\nAt night.\n\n"
	  "**Not mitigated.** There is no guard.\n",
	  3, 2 },
	{ "out of scope, but something is done all the same",
	  "# Badge\n\n## Threats\n\n### 1 Lost badge\n\n**Attack**: Somebody finds one.\n\n"
	  "**Mitigation**: Out of scope of the reader (it is a matter of the person), but the\n"
	  "door asks for a number as well, which the finder does not know.\n\n"
	  "### 2 Broken door\n\n**Attack**: Somebody has an axe.\n\n"
	  "**Mitigation**: Out of scope.\n",
	  2, 1 },
	{ "bullets go into the details of a threat that is told in a sentence",
	  "# Agent\n\n## 1. Injection\n\n**Threat**: Somebody writes what the agent obeys.\n\n"
	  "- Direct: malicious words of a user\n- Indirect: poisoned pages\n\n"
	  "**Mitigations in place**:\n\n- Pages are marked as data\n\n"
	  "## 2. Leak by tools\n\n**Threat**: A tool sends rows away.\n\n"
	  "**Mitigations in place**:\n\n- A proxy\n",
	  2, 2 },
	{ "the list of a standard beside threats with ids brings none",
	  "# Pod\n\n## Threats\n\n| ID | Threat | Mitigation |\n|---|---|---|\n"
	  "| T1 | Stolen token | Short life |\n| T2 | Forged image | Signed |\n"
	  "| T3 | Filled disk | Quota |\n| T4 | Leaked log | Redacted |\n"
	  "| T5 | Escape from the pod | No root |\n\n## Top ten for pods\n\n"
	  "### K1: Insecure workloads\n\n**Mitigations:**\n\n- No root\n\n"
	  "### K2: Vulnerable supply chain\n\n**Mitigations:**\n\n- Signed images\n",
	  5, 5 },
	{ "a matrix of layers brings no threat beside those that it repeats",
	  "# Kite\n\n## Threat 1: Stolen kite\n\n**Scenario**: It lies in the grass.\n\n"
	  "**Mitigation**: A cable.\n\n## Threat 2: Forged permit\n\n**Scenario**: A copy.\n\n"
	  "**Mitigation**: A seal.\n\n## Why two layers?\n\n| Threat | Cable | Seal |\n"
	  "|---|---|---|\n| Stolen kite | Holds | - |\n| Forged permit | - | Holds |\n"
	  "| Spoofed wind report | Limits | - |\n",
	  2, 2 },
	{ "a matrix of risk beside as many threats brings none",
	  "# Boat\n\n## Attacks\n\n### Boarding\n\n**Threat**: Somebody climbs over the rail.\n\n"
	  "**Mitigations**:\n\n- A watch\n\n### Drilled hull\n\n**Threat**: A diver drills.\n\n"
	  "**Mitigations**:\n\n- A double hull\n\n### Cut anchor\n\n"
	  "**Threat**: The chain is cut.\n\n**Mitigations**:\n\n- A second one\n\n"
	  "## Risk matrix\n\n| Threat | Likelihood | Impact | Mitigation |\n|---|---|---|---|\n"
	  "| Pirates | Low | High | Strong |\n| Leaks | Low | High | Strong |\n"
	  "| Storm | High | High | Partial |\n",
	  3, 3 },
	{ "titles that say in brackets how it stands",
	  "# Ferry\n\n## Threats\n\n### T1: A forged ticket (mitigated)\n\n"
	  "The gate checks each ticket once and asks the office.\n\n"
	  "Residual: the office may be down.\n\n### T2: A stowaway (partially mitigated)\n\n"
	  "The crew counts heads. Nobody looks below.\n\n"
	  "### T3: A ram on the quay (open, low)\n\nA lorry can push the gate in.\n\n"
	  "### T4: A jammed ramp (mitigated by a second one)\n\nIt takes ten minutes.\n",
	  4, 3 },
	{ "names in bold with the defence behind them, below what is protected against",
	  "# Letter\n\n## What the letter box protects against\n\n"
	  "**Fishing.** A wire pulls letters out. The box defends with:\n"
	  "- a baffle that only letters pass;\n- a bag below, checked each night.\n\n"
	  "**Reading through the slot.** Letters fall into a bag that is sealed.\n\n"
	  "**Forged post.** Each stamp is checked.\n\n"
	  "## What it does NOT protect against\n\n**Fire.** It is made of wood.\n\n"
	  "**Thieves with a key.** They have one.\n",
	  3, 3 },
	{ "a sentence that ends in \"against:\" and its bullets",
	  "# Chat\n\n## What is protected (the words)\n\n"
	  "The system protects what is said against:\n\n"
	  "- **The relay.** It sees encrypted bytes only and keeps no log.\n"
	  "- **A listener on the wire.** Traffic is encrypted.\n"
	  "- **Yesterday's key.** Keys rotate with each call.\n\n"
	  "## What is not\n\nThe system does not protect against:\n\n"
	  "- **A stolen phone.** Whoever holds it reads.\n",
	  3, 3 },
	{ "names between commas, by category, one answer for each group",
	  "# Clerk\n\n## STRIDE summary\n\n### S - Spoofing\n"
	  "- **Threats**: a forged badge, a borrowed desk\n- **Mitigations**: photographs\n"
	  "- **Code**: `desk.c`\n\n### R - Repudiation\n- **Threats**: denied orders\n"
	  "- **Mitigations**: a ledger\n- **Code**: `ledger.c`\n\n"
	  "### D - Denial of Service\n- **Threats**: queues, a lost pen, no ink\n"
	  "- **Mitigations**: a second desk\n- **Code**: `queue.c`\n",
	  6, 6 },
	{ "headings that speak of loss, with nothing but bullets of what is done",
	  "# Bank\n\n## Threats and mitigations\n\n"
	  "#### (a1) Loss of coins on the way by robbers\n\n- The van is locked.\n"
	  "- Two guards verify the seal.\n\n#### (a2) Loss of coins by a corrupt guard\n\n"
	  "- Guards are checked each month.\n- Routes are encrypted.\n\n"
	  "#### (b) Disclosure of the route\n\n"
	  "- Identical to (a2): a malicious guard would have to be found.\n"
	  "- The route is signed.\n\n#### (c) Loss of the van\n\n- Not applicable.\n",
	  4, 3 },
	{ "attack surfaces with what is done about each are the threats where none else are",
	  "# Pool\n\n## Actors\n\n| Actor | Relevant capability |\n|---|---|\n"
	  "| Guest | Swims |\n| Keeper | Cleans |\n\n## Major attack surfaces\n\n"
	  "### Gate\n\nAttempted theft: enter without a ticket.\n\n"
	  "Controls: a turnstile that counts.\n\nReview: try it with two.\n\n"
	  "### Lockers\n\nAttempted theft: open another's.\n\nControls: a key for each.\n\n"
	  "### Till\n\nAttempted theft: change a price.\n\nControls: none, by design.\n",
	  3, 2 },
	{ "an id at the end of the heading is that of the row in the index",
	  "# Library\n\n## Threats\n\n### 4.1 Stolen card (T-001)\n\n"
	  "- **Description:** A found card is used.\n- **Mitigation:** A number.\n\n"
	  "### 4.2 Privacy threat: library as spy (PT-001)\n\n"
	  "- **Description:** Loans tell what one thinks.\n"
	  "- **Mitigation:** Loans are forgotten.\n\n## Index of all\n\n"
	  "| ID | Threat | Likelihood | Impact |\n|---|---|---|---|\n"
	  "| T-001 | Card taken | Low | Med |\n| PT-001 | The reader's profile | Low | High |\n",
	  2, 2 },
	{ "areas of risk in the only table that speaks of any",
	  "# Poker\n\n## Goals of abuse\n\n1. See the cards.\n2. Stop the game.\n\n"
	  "## Current mitigations\n\n| Risk area | Current mitigation |\n|---|---|\n"
	  "| Guessed room | Random names, limits |\n| Floods of events | A limit for each seat |\n"
	  "| Oversized messages | 16 KB at most |\n",
	  3, 3 },
	{ "a check list of open items names the threats in brackets",
	  "# Ferry\n\n## Threats\n\n### T1: A forged ticket\n\nMitigation: one scan each.\n\n"
	  "### T2: A ram on the quay\n\nA lorry can push the gate in.\n\n"
	  "### T3: A storm\n\nWaves.\n\n## Open items\n\n- [x] Scanners at the gate (T1).\n"
	  "- [ ] Bollards in front of it (T2).\n- Ask the office about T3.\n",
	  3, 2 },
	{ "risks of a kind, in a table for each part",
	  "# Orchard\n\n## Scope of the trees\n\n"
	  "| Field risk | Control in this part | Residual boundary |\n|---|---|---|\n"
	  "| Stolen fruit | A fence | Ladders |\n| Forged labels | A seal | - |\n\n"
	  "## The press\n\n| Field risk | Control in this part | Residual boundary |\n"
	  "|---|---|---|\n| Spoiled juice | A filter | Heat |\n",
	  3, 3 },
	{ "signs in front of headings and anchors behind them are no part of a title",
	  "# \xf0\x9f\x8e\xaf Silo\n\n## \xf0\x9f\x94\xa5 Threats {#threats}\n\n"
	  "### \xf0\x9f\x94\xb4 T1: Stolen grain {#t1}\n\nAt night.\n\n"
	  "### \xe2\x9a\xa0\xef\xb8\x8f T2: Forged weight {#t2}\n\nOn the slip.\n\n"
	  "## \xf0\x9f\x9b\xa1 Mitigations {#m}\n\n- T1: a guard\n",
	  2, 1 },
	{ "controls under a heading that repeats the id of the threat",
	  "# Well\n\n##### Threat-01-S - Spoofing\n\nSomebody draws in our name.\n\n"
	  "##### Threat-01-S Recommended Controls\n\n* Buckets have a seal.\n\n"
	  "##### Threat-02-D - Denial of service\n\nThe rope is cut.\n\n"
	  "##### Threat-02-D Recommended Controls\n\n* A second rope.\n",
	  2, 2 },
	{ "how we address it, heading by heading",
	  "# Inn\n\n## Threats\n\n### Guest leaves unpaid\n\n**Threat**: By the window.\n\n"
	  "**How we address it**: Rooms are paid for at the door.\n\n### Burnt kitchen\n\n"
	  "**Threat**: A pan is left on the fire.\n\n**How we address it**: Sand.\n",
	  2, 2 },
	{ "a column of notes makes no matrix",
	  "# Bus\n\n## STRIDE threats\n\n| Threat category | Description | Example here | Notes |\n"
	  "|---|---|---|---|\n| Spoofing | Somebody else's card is used | A found card | see 2 |\n"
	  "| Tampering | The fare on it is changed | A rewritten chip | see 3 |\n"
	  "| Repudiation | A ride is denied later on | No log of gates | see 4 |\n",
	  3, 0 },
	{ "risks, controls and what remains, in one table",
	  "# Crane\n\n## Risks, controls, and residual risk\n\n"
	  "| Risk | Control | Residual risk |\n|---|---|---|\n"
	  "| A stranger hijacks the remote | A paired key | Low |\n"
	  "| The load is dropped | A second rope | Low |\n",
	  2, 2 },
	{ "risks of a part and their mitigations, in a long heading",
	  "# Farm\n\n## 1. Domain A risks (milk) and mitigations\n\n"
	  "### A feed that poisons the herd\n\nThe milk is bad.\n\nMitigation: a probe.\n\n"
	  "### Milk stolen from the tank\n\nLess is sold.\n\nMitigation: a lock.\n\n"
	  "## 2. Neighbours\n\n### Threat 1: A forged invoice\n\nMitigation: two signatures.\n\n"
	  "### Threat 2: A stolen key\n\nMitigation: a new lock.\n",
	  4, 4 },
	{ "what a list of others names is not added, with no ids to tell",
	  "# Pod\n\n## Threats\n\n### Stolen token\n\n**Mitigation:** Short life.\n\n"
	  "### Forged image\n\n**Mitigation:** Signed.\n\n## OWASP top ten for pods\n\n"
	  "### K1: Insecure workloads\n\n**Mitigations:**\n\n- No root\n\n"
	  "### K2: Vulnerable supply chain\n\n**Mitigations:**\n\n- Signed images\n",
	  2, 2 },
	{ "threats, each component's protection below them",
	  "# Hub\n\n## Threats by part\n\n### Radio\n\n#### Main threats\n\n"
	  "- A neighbour spoofs a lamp\n- Frames are replayed\n\n#### Protection\n\n"
	  "- Frames carry a counter\n\n### App\n\n#### Main threats\n\n"
	  "- A stolen phone opens the door\n- A leaked token works for ever\n\n"
	  "#### Protection\n\n- A number is asked for\n",
	  4, 4 },
	{ "a heading that sounds like a part is a threat where its siblings are",
	  "# Dock\n\n## Threats\n\n### Forged seal\n\nMitigation: two seals.\n\n"
	  "### Asset ambiguity\n\nTwo crates have one number.\n\n"
	  "Mitigation: a list at the gate.\n\n### Supply chain attacks on cranes\n\n"
	  "Mitigation: spare parts are signed.\n\n### Trust boundary abuse\n\n"
	  "Mitigation: a fence.\n\n### Lost keys\n\nMitigation: a box.\n\n"
	  "### Residual risk\n\nMitigation: none is left.\n",
	  5, 5 },
	{ "bold names that sound like parts or labels, in paragraphs",
	  "# Relay\n\n## Threats\n\n**Replay attacks.** An old frame again.\n"
	  "*Mitigation:* A counter.\n\n**Attacker modifies frames in transit.** A bit is set.\n"
	  "*Mitigation:* A tag.\n\n**Stolen key.** It lies in the open.\n"
	  "*Mitigation:* A chip.\n\n**Assumptions.** The chip is honest.\n",
	  3, 3 },
	{ "a table that names nothing but categories, where nothing else does",
	  "# Gate\n\n## Threats\n\n| Threat | Mitigation |\n|---|---|\n"
	  "| Tampering | Each ticket has a seal |\n| Repudiation | A log of gates |\n"
	  "| Denial of service | A second gate |\n",
	  3, 3 },
	{ "labels in bold alone, each above a list, with numbers covered by tests",
	  "# Lift\n\n## STRIDE\n\n### Spoofing\n\n**Threats**\n\n- a forged card\n"
	  "- a call from outside\n\n**Mitigations**\n\n- covered by the card's tests\n"
	  "- covered by the operator\n\n### Tampering\n\n**Threats**\n\n- a cut rope\n\n"
	  "**Mitigations**\n\n- covered by two more\n",
	  3, 3 },
	{ "top risks in a summary in front of a plain list of all",
	  "# Barge\n\n## Executive summary\n\nThe top risks are:\n\n- Stolen cargo\n"
	  "- Forged papers\n\n## Threats\n\n- Stolen cargo from the deck\n"
	  "- Forged papers of the crew\n- Replayed signals at the lock\n\n"
	  "## Mitigations\n\n- A watch at night\n",
	  3, 3 },
	{ "bullets below a heading are the parts of one threat",
	  "# Crypt\n\n## Threats\n\n### 1. A rat\n\n- Description: It eats the wax.\n"
	  "- Mitigation: Access control: a lid that prevents it.\n\n### 2. Rain\n\n"
	  "- Description: The roof has a hole, which leaks.\n"
	  "- Mitigation: File integrity: a bucket that is checked for loss.\n\n"
	  "### 3. Supply chain attacks\n\n- Description: Poisoned wax.\n"
	  "- Mitigation: Signed: only our own bees, no malicious ones.\n",
	  3, 3 },
	{ "a heading says threat behind its number",
	  "# Judge\n\n## Threats\n\n### 3.1 Threat: Model declares success\n\n"
	  "**Likelihood**: Low | **Impact**: High\n\n**Mitigations**\n\n- A second judge\n\n"
	  "### 3.2 Threat: Poisoned memory\n\n**Likelihood**: Low | **Impact**: High\n\n"
	  "**Mitigations**\n\n- Entries are signed\n",
	  2, 2 },
	{ "threats and mitigations, a colon between them",
	  "# Oven\n\n## Threats & mitigations\n\n- Stolen bread: attackers find no window\n"
	  "- Forged receipt: each one is signed\n- Lost recipe: only copies leave the vault\n"
	  "- Flooded cellar: overflow goes to the drain\n",
	  4, 4 },
	{ "nested bullets are answers, whatever they speak of, where nearly all are",
	  "# Mast\n\n## Threats\n\n- Stolen lamp\n  - The cabinet is locked and checked\n"
	  "- Forged signal\n  - Signals are signed\n- Replayed frame\n"
	  "  - Frames are verified against a counter\n- Cut cable\n"
	  "  - Malicious cuts and losses trip the bell\n",
	  4, 4 },
	{ "a sentence after the threat, where nearly all of them say what is done",
	  "# Quay\n\n## Threats considered\n\n1. A crate is stolen. The gate is locked.\n"
	  "2. A seal is forged. Seals are checked twice.\n"
	  "3. A list is tampered with. Lists are signed.\n"
	  "4. A crane is hijacked. Replayed and malicious orders ring a bell.\n",
	  4, 4 },
	{ "siblings with an impact and no answer tell as much",
	  "# Dam\n\n## Threats\n\n### Stolen key of the sluice\n\n**Impact:** The valley.\n\n"
	  "### Forged level of the lake\n\n**Impact:** A flood.\n\n"
	  "### Asset ambiguity\n\n**Impact:** The wrong gate.\n\n"
	  "### Owner and operator boundary\n\n**Impact:** Nobody opens it.\n",
	  4, 0 },
	{ "the list under the same heading of another component",
	  "# Mill\n\n## Wheel\n\n### Threats\n\n- Stolen paddles\n- Forged orders\n"
	  "- Replayed signals\n\n## Stones\n\n### Threats\n\n- Sand in the corn\n"
	  "- Only one scale\n- Night work\n",
	  6, 0 },
	{ "a row for each category, and another table that says what is done",
	  "# Mill\n"
	  "\n"
	  "## 2. STRIDE Threat Analysis\n"
	  "\n"
	  "| Threat | Description | Example |\n"
	  "|--------|-------------|---------|\n"
	  "| **Spoofing** | Posing as the miller | A thief asks for flour in his name |\n"
	  "| **Tampering** | Unauthorized change of flour | Sand is mixed in |\n"
	  "| **Repudiation** | Denying a delivery without a trace | A carter denies that he had sacks |\n"
	  "| **Denial of Service** | Making the mill stand still | Somebody dams the pond |\n"
	  "\n"
	  "## 3. Threat Impact and Security Controls\n"
	  "\n"
	  "| Threat | Impact | Countermeasures |\n"
	  "|--------|--------|-----------------|\n"
	  "| **Spoofing** | Unauthorized sale, flour is gone | A badge at the door, a known face |\n"
	  "| **Tampering** | Bad bread, loss of trust | Sealed sacks, a sieve |\n"
	  "| **Repudiation** | Nobody is accountable | A book with times and names |\n"
	  "| **Denial of Service** | No flour for a week | A second pond *(planned)*, a guard |\n",
	  4, 4 },
	{ "a row for each category of two components",
	  "# Mill\n\n## Threats\n\n### Wheel\n\n| Category | Threat | Mitigation |\n|---|---|---|\n"
	  "| Spoofing | Somebody poses as the miller | A badge |\n"
	  "| Tampering | A paddle is sawn | A look each day |\n"
	  "| Repudiation | A repair is denied | A list |\n\n"
	  "### Store\n\n| Category | Threat | Mitigation |\n|---|---|---|\n"
	  "| Spoofing | A stranger asks for flour | A badge at the store |\n"
	  "| Tampering | Sand is mixed in | Seals |\n"
	  "| Repudiation | A sale is denied | A book |\n",
	  6, 6 },
	{ "a small table of another form beside a series of tables",
	  "# Mill\n\n## Wheel\n\n| Threat | Category | Mitigation |\n|---|---|---|\n"
	  "| A paddle is sawn | T | A look each day |\n| Ice breaks the axle | D | A heater |\n"
	  "| A log jams it | D | A rake |\n\n"
	  "## Stones\n\n| Threat | Category | Mitigation |\n|---|---|---|\n"
	  "| Sand in the corn | T | A sieve |\n"
	  "| Sparks set fire | D | Water |\n| A stone cracks | D | A spare |\n\n"
	  "## Store\n\n| Threat | Category | Mitigation |\n|---|---|---|\n"
	  "| Mice eat flour | T | A cat |\n"
	  "| Thieves break in | E | A lock |\n| Rain comes in | D | A roof |\n\n"
	  "## Road\n\n| Threat | Category | Mitigation |\n|---|---|---|\n"
	  "| Carts are robbed | T | A guard |\n| The bridge breaks | D | A ford |\n\n"
	  "## Office\n\n| Threat | Category | Mitigation |\n|---|---|---|\n"
	  "| Bills are forged | S | A stamp |\n| The book burns | R | A copy |\n\n"
	  "## Misuse cases\n\n| Attack scenario | Mitigation |\n|---|---|\n"
	  "| A forged signal | A code |\n| A stolen rope | A chain |\n",
	  13, 13 },
	{ "addressed threats without a word of how",
	  "# Hook\n\n## Addressed threats\n\nIt is designed to reduce:\n\n"
	  "- accidental runs of scripts that change files;\n"
	  "- shell interpretation of names that are only arguments;\n"
	  "- processes that hang or stay behind.\n\n## Out of scope\n\n- A hostile kernel;\n",
	  3, 0 },
};

START_TEST(reads_document)
{
	check_counts(&documents[_i]);
}
END_TEST

Suite *model_labels_suite(void);

Suite *model_labels_suite(void)
{
	Suite *s = suite_create("model_labels");
	TCase *t = tcase_create("labels");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, reads_document, 0, sizeof(documents) / sizeof(documents[0]));
	suite_add_tcase(s, t);
	return s;
}
