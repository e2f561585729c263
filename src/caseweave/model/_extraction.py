"""What extraction gives for one report; stored as it is in the log."""

import msgspec

from caseweave.model._claim import Claim, Mention


class Extraction(msgspec.Struct, frozen=True, kw_only=True):
    """Mentions and claims of one report, not yet linked: every `incident` is None.

    `dropped`: how many proposed claims failed `verify`. `extractor`: name and version of the
    pipeline with the hashes of its models and incident types.
    """

    report: str
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    dropped: int = 0
    extractor: str = ""
