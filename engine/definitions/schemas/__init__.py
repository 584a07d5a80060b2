"""JSON Schema (2020-12) as forms use it: a closed part of it, that fetches nothing and cannot hang."""

from engine.definitions.schemas.keywords import faults_of, inside
from engine.definitions.schemas.sentences import sentence
from engine.definitions.schemas.validator import SchemaUnfit, validator_of

__all__ = ["SchemaUnfit", "faults_of", "inside", "sentence", "validator_of"]
