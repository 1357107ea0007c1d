"""Trees of named nodes, whether XML or JSON."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from experts.importing.limits import Refused


def from_xml(data: bytes | str) -> Element:
    """The root; names without their namespaces. A file with entities of its own is refused, and nothing is fetched."""
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Refused("xml_entities") from error
    except (ParseError, ValueError) as error:
        line, _ = getattr(error, "position", (0, 0))
        raise Refused("broken_xml", line=line) from error
    for node in root.iter():
        node.tag = node.tag.rpartition("}")[2]
        node.attrib = {name.rpartition("}")[2]: value for name, value in node.attrib.items()}
    return root


def from_json(value: Any, name: str = "record") -> Element:
    """JSON as a tree: keys are nodes, lists repeat them, {"value": x} is x."""
    node = Element(name)
    if isinstance(value, dict):
        if set(value) == {"value"}:
            return from_json(value["value"], name)
        for key, inside in value.items():
            for one in inside if isinstance(inside, list) else [inside]:
                node.append(from_json(one, key))
    elif value is not None:
        node.text = str(value)
    return node


def text(node: Element | None, *path: str) -> str:
    """The text of the first node at the end of `path`, each step to a child; "" if there is none."""
    for name in path:
        if node is None:
            return ""
        node = node.find(name)
    return (node.text or "").strip() if node is not None else ""
