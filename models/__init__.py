"""The data model: what the database holds. No queries, no web, no optimizer."""

from models.account import ROLES, Account, LoginAttempt, WebSession
from models.audit import AuditEntry
from models.base import Base, new_key, utc_now
from models.competency import Competency, CompetencyLevel
from models.forecast import LearnedModel, SystemForecast, SystemHistory
from models.hold import Hold
from models.importing import DataVersion, ImportAnomaly, ImportBatch
from models.person import (
    EMPLOYMENT_KINDS,
    Assessment,
    Performance,
    Person,
    PostHistory,
    Relation,
    Sanction,
    TalentBox,
    TrainingRecord,
)
from models.plan import Move, Plan, PlannedService
from models.post import POST_KINDS, Post, PostStandard
from models.round import Pin, Run, RunPoint, TransferRound
from models.rule_setting import LegalWindow, RuleSetting, WeightProfile
from models.system import (
    STAGES,
    IndicatorReading,
    Milestone,
    RoleNeed,
    RoleService,
    ServiceIndicator,
    System,
    SystemRole,
)
from models.training import (
    Course,
    CourseOutcome,
    CoursePrerequisite,
    CourseSession,
    TrainingPath,
)
from models.unit import Unit

__all__ = [
    "EMPLOYMENT_KINDS",
    "POST_KINDS",
    "ROLES",
    "STAGES",
    "Account",
    "Assessment",
    "AuditEntry",
    "Base",
    "Competency",
    "CompetencyLevel",
    "Course",
    "CourseOutcome",
    "CoursePrerequisite",
    "CourseSession",
    "DataVersion",
    "Hold",
    "ImportAnomaly",
    "ImportBatch",
    "IndicatorReading",
    "LearnedModel",
    "LegalWindow",
    "LoginAttempt",
    "Milestone",
    "Move",
    "Performance",
    "Person",
    "Pin",
    "Plan",
    "PlannedService",
    "Post",
    "PostHistory",
    "PostStandard",
    "Relation",
    "RoleNeed",
    "RoleService",
    "RuleSetting",
    "Run",
    "RunPoint",
    "Sanction",
    "ServiceIndicator",
    "System",
    "SystemForecast",
    "SystemHistory",
    "SystemRole",
    "TalentBox",
    "TrainingPath",
    "TrainingRecord",
    "TransferRound",
    "Unit",
    "WebSession",
    "WeightProfile",
    "new_key",
    "utc_now",
]
