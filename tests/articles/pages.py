"""Invented stories as pages."""

STORY = (
    "The ferry to Skarvik will stop for the winter, harbour master Ida Lund said on Tuesday.",
    "“Nobody has paid for the ice,” Lund told reporters on the quay, and added that the crews had been told in August.",
    "Shipowner Pelle Rask denied that he owed the harbour anything. He said the bills had been paid in spring.",
)
HEADLINE = "Skarvik ferry stops until the ice is gone"


def page(*paragraphs: str, title: str = HEADLINE, head: str = "", after: str = "") -> str:
    """Return a page with a headline and paragraphs."""
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs or STORY)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><article><h1>{title}</h1>{body}</article>{after}</body></html>"
    )
