"""How rows of this room are named by publicities, appeals and attachments about them."""

from __future__ import annotations

PROPOSAL = "innovation.proposal"
