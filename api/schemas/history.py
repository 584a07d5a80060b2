"""The history of an order, where it stood at a moment, and its diagrams."""

from __future__ import annotations

from marshmallow import Schema

from api.schemas.common import Query, anything, document, flag, key, part, parts, text, texts, when, whole
from api.schemas.orders import Instance


class HistoryQuery(Query):
    """Which part of the history."""

    after = whole(
        "Events after this number; left out: from the first.",
        given=False,
        least=0,
        most=2**31 - 1,
        load_default=0,
    )
    limit = whole("How many at most.", given=False, least=1, most=200, load_default=100)


class ValueChange(Schema):
    """A value that changed."""

    name = text("The value's name.")
    before = anything("The value before; null: none, or erased.")
    after = anything("The value after; null: none, or erased.")
    erased = flag("It was personal and has been taken away; that it was there can still be proved.")


class TaskOpened(Schema):
    """A task that was opened, or was open."""

    task = key("The task.")
    element = text("Its element.")
    name = text("What is to be done.")
    department_name = text("For which department; null: a person.", null=True)
    person_name = text("For which person; null: whoever claims it.", null=True)


class ClockRuleChanged(Schema):
    """A clock goes on under another rule: a fact was corrected, or a new version is in force."""

    rule = text("The limit rule's key.")
    before = text(
        "The rule before, with its version and condition; null: the clock began with this one.", null=True
    )
    after = text("The rule now.")


class ClockMoved(Schema):
    """What became of a clock. Due times are ISO 8601, business time, UTC."""

    rule = text("The limit rule.")
    state = text("What it does from now on.")
    promise_due_at = text("When the promise ends; null: not promised, or it does not run.", null=True)
    target_due_at = text("When the target ends; null: none, or it does not run.", null=True)


class AttentionRaised(Schema):
    """Attention that was raised 升级."""

    tier = text("The tier's kind.")
    element = text("The element that raised it.")
    department_name = text("The department that looks after it; null: none was found.", null=True)


class OrderLinked(Schema):
    """An order that was opened beside this one."""

    order = key("The other order.")
    number = text("Its number.")
    kind = text("How it is linked.")


class Move(Schema):
    """What a token did: e entered, o task opened, a event armed, j job asked for, c completed, x cancelled,
    m merged, t triggered, f flow taken, r escalation raised, h caught, p placed by hand, s scope ended."""

    kind = text("The letter.")
    element = text("The element, or the flow.")
    token = whole("The token's number within its instance.")


class CallLengths(Schema):
    """How long a call took, in milliseconds."""

    waiting_ms = whole("How long the caller waited; null: not said here, or not known.", null=True)
    talk_ms = whole("How long was spoken; null: not said here, or not known.", null=True)
    hold_ms = whole("How much of that the caller was on hold; null: not said here, or not known.", null=True)
    recording_ms = whole("How long the recording is; null: not said here.", null=True)


class KeyPressed(Schema):
    """A key with which a customer answered a dialogue that called them."""

    question = text("The question, as its dialogue draws it.")
    key = text("The key.")


class CallAttempted(Schema):
    """What calling a customer came to."""

    result = text("heard, hung-up, transferred, broken, busy, no-answer, rejected, unreachable, quiet …")
    answers = parts(KeyPressed, "What the customer answered, in order.")


class HistoryEntry(Schema):
    """One event. Times are business time, UTC."""

    seq = whole("Its number in the order's chain, from 1.")
    type = text("What happened: order.opened, task.completed, timer.fired …")
    event_at = when("When it happened.")
    entered_at = when("When it was recorded.")
    late = flag("It was entered after the fact 补录.")
    actor = text("Who did it: a person's id, or system: and the part that acted.")
    actor_name = text("The person's name; null: the system.", null=True)
    on_behalf_of_name = text("For whom the person acted; null: for themselves.", null=True)
    element = text("The element; null: none.", null=True)
    element_name = text("Its name as drawn; null: there is none.", null=True)
    instance = key("The process instance; null: the order itself.", null=True)
    stage = text("The stage that the order entered; null: unchanged.", null=True)
    ended = flag("The process has ended with it.")
    milestones = texts("Milestones that were reached.")
    message = text("The message that was received; null: none.", null=True)
    reason = text("The reason of a hold, as its key; null: none.", null=True)
    task = text("The task it is about; null: none.", null=True)
    incident = text("The incident it is about; null: none.", null=True)
    call = text("The call it is about; null: none.", null=True)
    spoke_names = texts("Who of us spoke in that call; empty: nobody, or it is not about that.")
    lengths = part(CallLengths, "How long that call took; null: it is not about that.", null=True)
    attempted = part(CallAttempted, "How calling the customer went; null: it is not about that.", null=True)
    opened = parts(TaskOpened, "Tasks that it opened.")
    from_name = text("The department that had the task until then; null: it did not move.", null=True)
    to_names = texts("Departments and people that have it now, or were asked; empty: it is not about that.")
    clocks = parts(ClockMoved, "Clocks that it moved.")
    rules_changed = parts(ClockRuleChanged, "Clocks that go on under another rule since.")
    attention = parts(AttentionRaised, "Attention that it raised.")
    linked = parts(OrderLinked, "Orders that it opened.")
    moves = parts(Move, "What tokens did, in order.")
    values = parts(ValueChange, "Values that it changed.")


class History(Schema):
    """A part of the history, oldest first."""

    items = parts(HistoryEntry, "The events.")
    next = whole("The `after` of the next part; null on the last.", null=True)
    count = whole("How many events there are in all.")


class StateQuery(Query):
    """Which moment."""

    at = when("The moment, judged by when events were recorded; left out: now.", given=False)


class TokenPlace(Schema):
    """A token at an element."""

    token = whole("The token's number within its instance.")
    element = text("The element.")
    name = text("Its name as drawn.")


class InstanceState(Schema):
    """Where one instance stood."""

    instance = key("The instance.")
    definition = key("The version that it ran on then; null: its start is not known.", null=True)
    active = parts(TokenPlace, "Where somebody or something was at work.")
    waiting = parts(TokenPlace, "Events it waited for.")


class Times(Schema):
    """How often something happened."""

    element = text("The element, or the flow.")
    times = whole("How often.")


class NamedValue(Schema):
    """A value as it was last known."""

    name = text("Its name.")
    value = anything("The value; null: none, or erased.")
    erased = flag("It was personal and has been taken away since.")


class OrderState(Schema):
    """What was the case at a moment, from the history alone."""

    at = when("The moment, business time, UTC.")
    events = whole("How many events had been recorded by then.")
    instances = parts(InstanceState, "Where its processes stood.")
    passed = parts(Times, "How often elements had been completed.")
    flows = parts(Times, "How often sequence flows had been taken.")
    tasks = parts(TaskOpened, "Tasks that were open.")
    values = parts(NamedValue, "Values by name.")


class Diagram(Schema):
    """A version as it is drawn."""

    id = key("The version.")
    package = text("Its package.")
    version = whole("Its number.")
    name_zh = text("The package's Chinese name.")
    name_en = text("The package's English name.")
    process = text("Its main process.")
    processes = texts("All processes of its file.")
    calls = texts("Processes that it calls.")
    xml = text("The BPMN 2.0 file.")


class OrderDiagrams(Schema):
    """The diagrams of an order."""

    instances = parts(Instance, "Its processes; `definition` names the version each runs on.")
    versions = parts(Diagram, "Those versions, and the ones they call.")


class NamedForm(Schema):
    """A form of the order's processes: what its values are called."""

    package = text("The package.")
    version = whole("The package's version.")
    key_ = text(
        "The form's key; null: the order fields of the package.",
        null=True,
        attribute="key",
        data_key="key",
    )
    elements = texts("The elements that have it.")
    form = document("Its JSON Schema (2020-12), `title` Chinese, `x-en` English.")


class Choice(Schema):
    """What a value of a field with `x-source` stands for."""

    source = text("The source that the field names.")
    value = text("The value.")
    label = text("What is shown for it.")


class OrderForms(Schema):
    """What the values of an order are called."""

    forms = parts(NamedForm, "The forms of its processes, its own first.")
    choices = parts(Choice, "What the values of the forms' sources stand for.")
