"""What stands inside the text's element without being text: related stories, share bars, tags."""

from __future__ import annotations

from crawler.extract import conventions
from crawler.extract.tree import BLOCKS, Node

_LARGEST_CARD = 900  # characters of a box that holds one or a few related stories


def is_foreign(node: Node, whole: Node) -> bool:
    """Whether a node's tag or name says that what it holds is not the content of `whole`.

    A node that holds a good part of the unlinked text is content whatever it is called.
    """
    if node.tag in ("nav", "footer") or not conventions.NEVER_TEXT.isdisjoint(node.names):
        return True
    if node.tag not in BLOCKS and node.tag != "span":
        return False
    named = not conventions.FOREIGN_NAMES.isdisjoint(node.names) or bool(
        conventions.FOREIGN_LABEL.search(node.label)
    )
    return named and (node.size - node.linked) <= 0.4 * (whole.size - whole.linked)


def is_beside(node: Node, container: Node) -> bool:
    """Whether a node inside the text is a box of links, a card of another story, or site machinery."""
    if node.tag not in BLOCKS:
        return False
    if not node.size:
        return False
    if is_foreign(node, container):
        return True
    if node.tag in ("figure", "figcaption", "td", "tr", "tbody"):
        return False
    return _is_link_box(node) or _is_card(node)


def is_attachment(link: Node) -> bool:
    """Whether a link leads to a file that belongs to the document."""
    href = link.attributes.get("href", "")
    return bool(conventions.ATTACHED.search(href)) or "$file/" in href.lower()


def links_below(node: Node) -> list[Node]:
    """The links with text in and below a node."""
    return [below for below in node.walk() if below.tag == "a" and below.size]


def _is_link_box(node: Node) -> bool:
    """A block that is nothing but links to other pages; links to files are attachments and stay."""
    if node.density < 0.8 or node.size < 20:
        return False
    links = links_below(node)
    if all(is_attachment(link) for link in links):
        return False
    return node.density > 0.9 or len(links) >= 2


def _is_card(node: Node) -> bool:
    """A small box that opens with a linked title of its own and goes on with a few words about it."""
    if node.tag in ("p", "li", "table") or node.size > _LARGEST_CARD or not node.links:
        return False
    if any("related" in below.label for below in node.walk() if below.tag in BLOCKS or below.tag == "a"):
        return True
    first = next((below for below in node.walk() if below.tag == "a" and below.size >= 20), None)
    if first is None or is_attachment(first):
        return False
    block = first
    while block is not node and block.tag not in BLOCKS and block.parent is not None:
        block = block.parent
    opens = first.parent is node or (block is not node and block.density > 0.9)
    before = sum(child.size for child in node.elements() if child.last < first.order)
    return opens and before <= 40 and node.size - first.size >= 30 and _is_laid_out(node)


def _is_laid_out(node: Node) -> bool:
    """Whether a node is made of blocks or of parts, and not one sentence that starts with a link."""
    parts = [child for child in node.elements() if child.size]
    bare = any(isinstance(child, str) and child.strip() for child in node.children)
    return any(child.tag in BLOCKS for child in parts) or (len(parts) >= 2 and not bare)
