"""What the sheet "Guide" of a workbook says, line by line."""

from __future__ import annotations

from typing import Final

from netgraph.tables.kinds import GUIDE_LINE

KEEPING: Final = (
    "Write one row a person in the sheet Contacts, as soon as you have a name.",
    "Referred by: who gave you this name. Blank for people whom you knew or found yourself.",
    "How found: where they come from, if nobody referred them (family, alumni, an event).",
    "Status: identified, contacted, scheduled, met, declined or no reply.",
    "When something happens, write its day. Asked on: the day you asked for further names.",
    "Next step, Next step on: what you promised, and the day to do it.",
    "An orange cell is due: do what its heading says, then write the day into it.",
    "Targets: organizations you want to reach. A larger weight counts more.",
    "Add columns of your own wherever you like; they are kept.",
    'Rows whose name begins with "Example:" are left out; delete them when you are ready.',
)
METHOD: Final = (
    "List everybody you know who may know somebody; ask for advice, not for a job.",
    "Write a short letter or e-mail; telephone two days later.",
    "Ask for at most thirty minutes, and keep to them.",
    "Before you leave, ask for two more people to talk to, and whether you may use the name.",
    "Thank within a day. Tell them later what came of it.",
    "Write to each new name within two days, naming who sent you.",
)
FIRST_CONTACT: Final = (
    "How you learned of them, or who referred you.",
    "Why you ask them of all people.",
    "Where you stand: what you do now, and what you look for.",
    "Why their view would help you.",
    "How long it takes: thirty minutes at most.",
    "How and when you will get in touch again.",
)
QUESTIONS: Final = (
    "How did you come to this work?",
    "What does a usual week look like?",
    "What do you like about it, and what would you rather not do?",
    "What do people need who do well here?",
    "How does the field change; who is hiring, and for what?",
    "What in my background fits, and what is missing?",
    "Whom else should I talk to? May I say that you sent me?",
)
AFTERWARDS: Final = (
    "The same day: write down what you heard, the names, and what you promised.",
    "Within a day: thank them, with one thing that helped you.",
    "Within two days: write to the people they named.",
    "Within a week, if you forgot: ask for names.",
    "Every two months: tell those who helped you how it goes.",
)
ASKING: Final = (
    "netgraph week job-search.xlsx: what is new, and what to do this week.",
    "netgraph summary job-search.xlsx: how your search stands, and who leads to others.",
    "netgraph map job-search.xlsx: a map of everybody; open map.html in a browser.",
    "netgraph check job-search.xlsx: what was not understood, and how to mend it.",
)
SECTIONS: Final = (
    ("How to keep this workbook", KEEPING),
    (GUIDE_LINE, METHOD),
    ("Six things to say when you first write", FIRST_CONTACT),
    ("Questions to ask", QUESTIONS),
    ("Afterwards", AFTERWARDS),
    ("What to ask of this workbook (in a terminal, with the name of this file)", ASKING),
)
"""A heading and its numbered lines."""
