"""Every message that people may see is there in Finnish and Swedish, with the same places to fill."""

import ast
import re
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import peergroups
from peergroups.criteria import REGISTRY
from peergroups.locale import LANGUAGES, message, translate

HOME = Path(peergroups.__file__).parent
TREES = {
    ".".join(("peergroups", *path.relative_to(HOME).with_suffix("").parts)).removesuffix(".__init__"): ast.parse(
        path.read_text(encoding="utf-8")
    )
    for path in sorted(HOME.rglob("*.py"))
}
CARRIERS = {"translate": [0], "message": [0], "say": [0], "says": [0], "tell": [0], "fault": [0]} | {
    "Unsafe": [0],
    "Kind": [1, 2],
}
"""Functions and methods that take messages, and which of their arguments those are."""


def name_of(call):
    match call.func:
        case ast.Name(id=name):
            return name
        case ast.Attribute(attr=name) if name != "translate":  # that one is a method of str
            return name
    return ""


def constants(module):
    """The texts in a module's own constants, by name: a table's values, not its keys."""
    found = {}
    for node in TREES[module].body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        for target in targets:
            if isinstance(target, ast.Name) and target.id.isupper() and getattr(node, "value", None):
                found[target.id] = texts(node.value)
    return found


def in_reach(module):
    """The same, with the constants that the module imports from others."""
    found = constants(module)
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.ImportFrom) and node.module in TREES:
            there = constants(node.module)
            found |= {alias.asname or alias.name: there[alias.name] for alias in node.names if alias.name in there}
    return found


def texts(node):
    """The texts that an expression may give, as far as it is written out."""
    match node:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.IfExp(body=one, orelse=other):
            return texts(one) | texts(other)
        case ast.Dict(values=values):
            return set().union(*map(texts, values))
        case ast.Call(func=ast.Attribute(value=ast.Dict() as table, attr="get"), args=[_, *other]):
            return texts(table).union(*map(texts, other))
        case ast.Call(args=args) if name_of(node) == "message":
            return texts(args[0])
    return set()


def used():
    """Every message that the sources show to be one; a frame without a word of its own is none."""
    found = {criterion.says for criterion in REGISTRY.values()}
    for module, tree in TREES.items():
        tables = in_reach(module)
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            for position in CARRIERS.get(name_of(call), []):
                for argument in call.args[position : position + 1]:
                    found |= texts(argument)
                    for inner in ast.walk(argument):
                        if isinstance(inner, ast.Name):
                            found |= tables.get(inner.id, set())
    return {text for text in found if re.search(r"[^\W\d_]", re.sub(r"\{.*?\}", "", text))}


def catalogue(language):
    with (resources.files("peergroups.locale") / f"{language}.po").open("rb") as file:
        return {entry.id: entry for entry in read_po(file, locale=language) if entry.id}


def places(text):
    return sorted(re.findall(r"\{(\w*)[^}]*\}", text))


USED = used()
WRITTEN = {node.value for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.Constant)}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("a call", "First wish met"),
        ("a constant", "The groups that would fit are full or do not run."),
        ("a table", "Wish met"),
        ("a kind of fault", "check the name and the folder"),
        ("an error of a plan", "a limit needs least, most or both"),
        ("a criterion's own words", "They should meet new people this time."),
    ],
)
def test_messages_of_every_kind_are_found(kind, text):
    assert text in USED, kind


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_message_has_a_translation(language):
    there = catalogue(language)
    missing = sorted(text for text in USED if text not in there or not there[text].string or there[text].fuzzy)
    assert not missing


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_translations_fill_the_same_places(language):
    wrong = {
        text: entry.string for text, entry in catalogue(language).items() if places(text) != places(entry.string)
    }
    assert not wrong


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_no_translation_is_left_over(language):
    assert not sorted(set(catalogue(language)) - WRITTEN)


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_no_message_is_translated_twice(language):
    text = (resources.files("peergroups.locale") / f"{language}.po").read_text(encoding="utf-8")
    repeated = [line for line, times in Counter(re.findall(r"^msgid .*", text, re.MULTILINE)).items() if times > 1]
    assert not repeated


def test_a_message_without_a_translation_stays_english():
    assert translate("{n} giraffes", "fi", n=3) == "3 giraffes"


def test_places_are_filled_in_every_language():
    told = [translate(message("... and {n} more"), language, n=2) for language in LANGUAGES]
    assert told == ["... and 2 more", "... ja 2 muuta", "... och 2 till"]


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="there are en, fi, sv"):
        translate("Cost", "de")
