"""What each rule's content must be: a class a key, one file a room. Importing it registers all."""

from gongjiang.governance.contents import governance, people
from gongjiang.governance.contents.base import (
    RuleContent,
    WrongContent,
    content_class,
    content_classes,
)

__all__ = [
    "RuleContent",
    "WrongContent",
    "content_class",
    "content_classes",
    "governance",
    "people",
]
