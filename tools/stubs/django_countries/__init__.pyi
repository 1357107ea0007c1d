from typing import Any

countries: Any
