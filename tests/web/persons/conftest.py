"""Hands on keys, and colleagues who come over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest

from tests.web.conftest import Site
from tests.web.person import Person
from tests.web.persons.colleagues import Colleague
from tests.web.persons.hands import Hands


@pytest.fixture
def hands(person: Callable[..., Person]) -> Callable[..., Hands]:
    """Somebody who is signed in and has no mouse."""
    return lambda username, **options: Hands(person(username, **options))


@pytest.fixture(scope="session")
def colleague(site: Site) -> Iterator[Callable[[str], Colleague]]:
    """Somebody signed in without a browser; once for all stories, for sign-ins are limited."""
    with ExitStack() as all_of_them:
        yield cache(lambda username: all_of_them.enter_context(Colleague(site, username)))
