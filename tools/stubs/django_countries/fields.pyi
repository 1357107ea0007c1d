# The package's own stubs know only fields of one country, and the Django plugin overrules them: a field is a Country
# or a list of them, and takes codes.
from typing import Any

from django.db.models import CharField

class Country:
    code: str
    name: str
    alpha3: str
    def __init__(self, code: str) -> None: ...
    def __bool__(self) -> bool: ...

class CountryField(CharField[Any, Any]):
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any
    def __init__(self, *args: Any, multiple: bool = ..., **kwargs: Any) -> None: ...
