"""Forms of other engines become JSON Schemas: form-js, camunda:formData, and the schemas of spiff-arena."""

from engine.importing.forms.form_data import from_form_data
from engine.importing.forms.form_js import from_form_js
from engine.importing.forms.json_schema import from_json_schema
from engine.importing.forms.made import Made, Told

__all__ = ["Made", "Told", "from_form_data", "from_form_js", "from_json_schema"]
