"""What the pages of a proposal show: chains and their cards, the reason panel, the table, the systems."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from app.planning.contexts import RoundFacts, Staleness
from app.planning.judgement import Price
from app.web.context import PageContext
from app.web.listing import Paging


@dataclass(frozen=True, kw_only=True)
class PlanFacts:
    """What every view of a plan names: its scenario, its certificate, its freshness."""

    key: str
    run_key: str
    profile: str
    value: int
    gap_ppm: int | None
    is_certified: bool
    plan_hash: str
    verified_at: datetime
    shared_at: datetime | None
    stale: Staleness | None
    rules: int


@dataclass(frozen=True, kw_only=True)
class PlanStrip:
    """The figures on top of every view of a plan."""

    moves: int
    moves_all: int
    chains: int
    systems: int
    systems_kept: int
    systems_kept_now: int
    vacancies_present: int
    vacancies_after: int
    holds: int
    renewals: int
    renewals_href: str


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One option of a filter with the address that chooses it."""

    text: str
    href: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A filter of the proposal: its name, what is chosen, and its options."""

    name: str
    chosen: str
    options: tuple[Choice, ...]
    is_set: bool


@dataclass(frozen=True, kw_only=True)
class Chip:
    """A chip on a card: state, words, and its own sign where the usual one does not fit."""

    state: str
    text: str
    icon: str | None = None


@dataclass(frozen=True, kw_only=True)
class MoveCard:
    """One move on the board or in the table."""

    key: str
    person_key: str
    person: str
    from_post: str
    from_unit: str
    to_post: str
    to_unit: str
    starts_on: date
    kind: str
    fit_before: int
    fit_after: int
    value: int
    chain: int
    chips: tuple[Chip, ...]
    href: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What a chain does to a system."""

    state: str
    text: str
    href: str


@dataclass(frozen=True, kw_only=True)
class ChainCard:
    """A chain of moves, folded or open."""

    number: int
    moves: int
    value: int
    starts_on: date
    end: str
    end_post: str
    end_note: str
    worst: Chip
    cards: tuple[MoveCard, ...]
    left_behind: str
    effects: tuple[Effect, ...]
    is_open: bool
    href: str


@dataclass(frozen=True, kw_only=True)
class StayLine:
    """Somebody who stays because of a system."""

    person_key: str
    person: str
    role: str
    system_key: str
    system: str
    chip: Chip


@dataclass(frozen=True, kw_only=True)
class ProfileRow:
    """A competency of the new post: the person's level today, on the day of the move, and the standard."""

    name: str
    now: int
    after: int
    standard: int


@dataclass(frozen=True, kw_only=True)
class CheckLine:
    """One rule check as a sentence with its article."""

    state: str
    sentence: str
    legal: str


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why a name stands in the proposal."""

    move_key: str
    person_key: str
    person: str
    nip: str
    rank: str
    kind: str
    from_post: str
    from_unit: str
    from_grade: str
    to_post: str
    to_unit: str
    to_grade: str
    to_post_key: str
    starts_on: date
    sentence: str
    fit_before: int
    fit_after: int
    profile: tuple[ProfileRow, ...]
    checks: tuple[CheckLine, ...]
    documents: tuple[CheckLine, ...]
    if_refused: tuple[str, ...]
    chain: int
    value: int
    pin_href: str
    exclude_href: str
    page_href: str


@dataclass(frozen=True, kw_only=True)
class ProposalContext(PageContext):
    """A proposal as chains."""

    template: ClassVar[str] = "planning/proposal.html"
    nav: ClassVar[str] = "proposal"

    round: RoundFacts
    plan: PlanFacts
    strip: PlanStrip
    views: tuple[tuple[str, str, bool], ...]
    filters: tuple[Filter, ...]
    chains: tuple[ChainCard, ...]
    total_moves: int
    paging: Paging
    stays: tuple[StayLine, ...]
    stays_total: int
    reason: Reason | None
    annex_href: str
    may_plan: bool


@dataclass(frozen=True, kw_only=True)
class ProposalTableContext(PageContext):
    """A proposal as a table of moves."""

    template: ClassVar[str] = "planning/proposal_table.html"
    nav: ClassVar[str] = "proposal"

    round: RoundFacts
    plan: PlanFacts
    strip: PlanStrip
    views: tuple[tuple[str, str, bool], ...]
    filters: tuple[Filter, ...]
    moves: tuple[MoveCard, ...]
    paging: Paging
    annex_href: str
    may_plan: bool


@dataclass(frozen=True, kw_only=True)
class ServiceLine:
    """One person on one role of a system under the plan."""

    person_key: str
    person: str
    role: str
    is_key: bool
    share: int
    via: str
    when: str
    move_href: str | None


@dataclass(frozen=True, kw_only=True)
class SystemLine:
    """A system under the plan: who stays, who leaves, who takes over."""

    key: str
    name: str
    department: str
    finishes_on: date
    stays: tuple[ServiceLine, ...]
    leaves: tuple[ServiceLine, ...]
    takes_over: tuple[ServiceLine, ...]
    state: str
    verdict: str


@dataclass(frozen=True, kw_only=True)
class ProposalSystemsContext(PageContext):
    """A proposal by system."""

    template: ClassVar[str] = "planning/proposal_systems.html"
    nav: ClassVar[str] = "proposal"

    round: RoundFacts
    plan: PlanFacts
    strip: PlanStrip
    views: tuple[tuple[str, str, bool], ...]
    filters: tuple[Filter, ...]
    systems: tuple[SystemLine, ...]
    annex_href: str
    may_plan: bool


@dataclass(frozen=True, kw_only=True)
class NoProposalContext(PageContext):
    """A round without a proposal: why, and the one step that makes one."""

    template: ClassVar[str] = "planning/no_proposal.html"
    nav: ClassVar[str] = "proposal"

    round: RoundFacts
    explanation: str
    href: str
    action: str


@dataclass(frozen=True, kw_only=True)
class ReasonContext(PageContext):
    """One page for one name."""

    template: ClassVar[str] = "planning/reason.html"
    nav: ClassVar[str] = "proposal"

    round: RoundFacts
    plan: PlanFacts
    reason: Reason
    education: str
    post_since: date | None
    chain_names: tuple[tuple[str, str, bool], ...]
    effects: tuple[Effect, ...]
    back_href: str
    may_plan: bool
    price: Price | None
    broken: str
