"""Names cut in two by the tokenizer or the tagger, and their missing part."""

from __future__ import annotations

from pipeline.relations.cast import given_names
from pipeline.relations.tree import Tree


def hyphenated(tree: Tree) -> dict[str, str]:
    """People whose name was cut at its hyphen: *Lin Mei* | *-hua*."""
    found: dict[str, str] = {}
    for mention in tree.parsed.mentions:
        last = mention.last
        while mention.label == "PERSON" and last < len(tree.low) and glued(tree, last):
            last += 1
        if last > mention.last and tree.low[last - 1] != "-":
            span = tree.parsed.tokens.span(mention.first, last)
            found.setdefault(chunk(tree, last - 1), span.folded(tree.parsed.text))
    return found


def with_given_name(tree: Tree) -> dict[str, str]:
    """People whose given name fell to the name before theirs: *Committee for Peace Ana* | *Ruiz*.

    Or who fell to it altogether, and are named without it elsewhere.
    """
    known = given_names()
    words_of = {m.text.split()[-1]: m.text.split() for m in tree.parsed.mentions if m.label == "PERSON"}
    found: dict[str, str] = {}
    for mention in tree.parsed.mentions:
        own = words_of.get(tree.text[mention.last - 1], [])
        before = mention.last - len(own) - 1
        if not own or before < 0 or tree.sentence[before] != tree.sentence[mention.last - 1]:
            continue
        if list(tree.text[before + 1 : mention.last]) != own or tree.low[before] not in known:
            continue
        if tree.tag[before] == "NNP" and (mention.label != "PERSON" or before < mention.first):
            span = tree.parsed.tokens.span(before, mention.last)
            found.setdefault(chunk(tree, mention.last - 1), span.folded(tree.parsed.text))
    return found


def chunk(tree: Tree, token: int) -> str:
    """The word of ``token`` with what is joined to it by hyphens."""
    first, last = token, token + 1
    while first > 0 and glued(tree, first):
        first -= 1
    while last < len(tree.low) and glued(tree, last):
        last += 1
    return "".join(tree.text[first:last])


def glued(tree: Tree, token: int) -> bool:
    """Part of a hyphenated name: *Men-an*."""
    starts, ends = tree.parsed.tokens.start, tree.parsed.tokens.end
    if starts[token] != ends[token - 1]:
        return False
    return tree.low[token] == "-" or (tree.low[token - 1] == "-" and tree.text[token].isalpha())
