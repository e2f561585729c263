"""Who says it: the attribution chain, stance and factuality of a span of text.

The innermost attribution whose content holds the span gives the speaker; what nobody is cited for
is the outlet's own.
"""

from caseweave.extract.assemble._frame import Frame
from caseweave.extract.layers import Attributed, Span
from caseweave.model import Attribution, Evidence


def hull(spans: tuple[Span, ...]) -> Span:
    """The span from the first to the last of several."""
    return min(s[0] for s in spans), max(s[1] for s in spans)


def outlet_link(frame: Frame) -> Attribution:
    """The report's outlet, the outermost link of every chain; its name may be unknown."""
    return Attribution(kind="outlet", name=frame.report.outlet)


def covering(frame: Frame, span: Span) -> list[Attributed]:
    """The attributions whose content holds `span`, innermost first."""
    found = []
    for said in frame.said:
        for start, end in said.content:
            if start <= span[0] and span[1] <= end:
                found.append((end - start, said.content[0], said))
                break
    found.sort(key=lambda x: (x[0], x[1]))
    return [said for _, _, said in found]


def chain_of(frame: Frame, covers: list[Attributed]) -> tuple[Attribution, ...]:
    """The chain from the outlet to the speaker for the attributions that hold a span."""
    links: list[Attribution] = []
    for said in reversed(covers):
        for speaker in said.chain:
            link = Attribution(
                kind=speaker.kind,
                name=speaker.name,
                evidence=Evidence.at(frame.report.text, speaker.start, speaker.end),
            )
            if not any(k.name == link.name for k in links):
                links.append(link)
    if covers and covers[0].own:
        return (outlet_link(frame),)
    return (outlet_link(frame), *links)
