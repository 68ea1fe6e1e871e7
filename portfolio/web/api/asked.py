"""What the API can be asked: the parameters of its addresses, and what they refuse.

Open this when a list is to take another filter. What is answered is
:mod:`portfolio.web.api.shapes`.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from portfolio.model import DecisionOutcome, Rag, Stage

