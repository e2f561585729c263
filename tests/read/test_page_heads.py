"""What a saved page says of itself where its markup states nothing: site, author, day, title."""

import pytest

from caseweave.read._html import html_blocks

BODY = (
    "<p>Seventeen people were taken from a guesthouse in Karsk on Monday night and driven to the"
    " border, three of their relatives said on Tuesday afternoon.</p><p>The governor's office said"
    " that nobody had been handed over and that it had no such case on its books.</p>"
)
TITLE = "Seventeen driven to border, families say"
PAGES = {
    "the site before the title": (
        (
            f"<html><head><title>Gulf Standard: {TITLE}</title></head><body><h1>{TITLE}</h1>"
            f"<p class='meta'>By Sarah Akello | 4 March 2024, 10:20</p>{BODY}</body></html>"
        ),
        (TITLE, "Gulf Standard", "Sarah Akello", "4 March 2024"),
    ),
    "the site behind the title": (
        (
            f"<html><head><title>{TITLE} - Gulf Standard</title></head><body><h1>{TITLE}</h1>"
            "<div>Live coverage by Sarah Akello and the newsroom</div><time>4 March 2024</time>"
            f"{BODY}</body></html>"
        ),
        (TITLE, "Gulf Standard", "Sarah Akello", "4 March 2024"),
    ),
    "the site alone as the title": (
        (
            "<html><head><title>Gulf Standard</title></head><body><a href='/'>Gulf Standard</a>"
            f"<h2>{TITLE}</h2><span class='author-name'>Sarah Akello</span>"
            f"<span class='post-date'>March 4, 2024</span>{BODY}</body></html>"
        ),
        (TITLE, "Gulf Standard", "Sarah Akello", "March 4, 2024"),
    ),
    "a long name of an organisation behind the title": (
        (
            f"<html><head><title>{TITLE} | Committee of the Mothers of the Missing of Karsk</title>"
            f"</head><body><h1>{TITLE}</h1>{BODY}</body></html>"
        ),
        (TITLE, "Committee of the Mothers of the Missing of Karsk", None, None),
    ),
    "a title that tells the same in other words": (
        (
            "<html><head><title>LIVE: families driven to border – The Gulf Standard</title>"
            f"</head><body><h1>{TITLE}</h1>{BODY}</body></html>"
        ),
        (TITLE, "The Gulf Standard", None, None),
    ),
    "a headline with a dash": (
        (
            "<html><head><title>Seventeen gone - Nobody knows where</title></head><body>"
            f"<h1>Seventeen gone - Nobody knows where</h1>{BODY}</body></html>"
        ),
        ("Seventeen gone - Nobody knows where", None, None, None),
    ),
}


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_says_who_published_it_and_when(kind: str) -> None:
    markup, (title, outlet, author, published) = PAGES[kind]
    _, page = html_blocks(markup, "page.html")
    assert (page.title, page.outlet, page.author) == (title, outlet, author)
    assert published in page.published if published and page.published else published is None


def test_the_lines_under_a_heading_are_kept_as_furniture() -> None:
    markup = (
        f"<html><head><title>{TITLE}</title></head><body><nav>Home | World</nav><h1>{TITLE}</h1>"
        "<div class='meta'>Gulf Standard | Posted on 4th March 2024 | by Sarah Akello, Karsk</div>"
        f"<ul><li>Share</li></ul><article>{BODY}</article><footer>Imprint</footer></body></html>"
    )
    blocks, _ = html_blocks(markup, "page.html")
    furniture = [b.text for b in blocks if b.kind == "furniture"]
    assert furniture == ["Gulf Standard | Posted on 4th March 2024 | by Sarah Akello, Karsk"]
