"""Steps and dated events in a few words each, for one person."""

from __future__ import annotations

from typing import Final

from netgraph import schema

ACTION_WORDS: Final = {
    schema.WRITE: "Write to them",
    schema.FOLLOW_UP: "Follow up",
    schema.PREPARE: "Prepare the meeting",
    schema.THANK: "Thank them",
    schema.ASK: "Ask for a referral",
    schema.PLANNED: "Next step",
    schema.REVIVE: "Revive a branch through them",
    schema.KEEP_IN_TOUCH: "Keep in touch",
    schema.TELL: "Tell them where you landed",
}
"""Each action as a request."""
EVENT_WORDS: Final = {
    schema.CONTACTED_ON: "first written to or called",
    schema.FOLLOWED_UP_ON: "followed up",
    schema.MET_ON: "met",
    schema.ASKED_ON: "asked for a referral",
    schema.THANKED_ON: "thanked",
    schema.LAST_CONTACT_ON: "last contact",
    schema.SCHEDULED_FOR: "meeting planned for this day",
    schema.NEXT_STEP_ON: "next step planned",
}
"""Columns of dates in words."""
NOT_YET_DUE: Final = {schema.FOLLOW_UP: ", no answer", schema.ASK: ", not asked"}
"""Ends of reasons that are left out where the step is not due yet."""
