"""Organisational units as a tree: departments (OPD), their divisions, service units, sub-districts."""

from sqlalchemy import Boolean, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, relationship

from models.base import Base, Keyed, Numbered, field


class Unit(Numbered, Keyed, Base):
    """One organisational unit; a department is a unit of its own standing with a head."""

    __tablename__ = "unit"

    code: Mapped[str] = field(String(64), "Code of the unit in the source (unor id)", "T0", unique=True)
    name: Mapped[str] = field(String(200), "Name of the unit", "T0")
    short_name: Mapped[str | None] = field(String(60), "Usual short name, for example DPMPTSP", "T0")
    kind: Mapped[str] = field(String(30), "dinas, badan, sekretariat, bidang, uptd, kecamatan, …", "T0")
    parent_id: Mapped[int | None] = field(ForeignKey("unit.id"), "Unit above this one", "T0", index=True)
    department_id: Mapped[int | None] = field(
        ForeignKey("unit.id"), "Department this unit belongs to; itself for a department", "T0", index=True
    )
    is_department: Mapped[bool] = field(
        Boolean, "Whether the unit is a department (OPD)", "T0", default=False
    )
    position: Mapped[int] = field(Integer, "Order among its siblings", "T0", default=0)
    active: Mapped[bool] = field(Boolean, "False once the unit is dissolved", "T0", default=True)

    parent: Mapped["Unit | None"] = relationship(
        foreign_keys=[parent_id], remote_side="Unit.id", lazy="raise"
    )
    department: Mapped["Unit | None"] = relationship(
        foreign_keys=[department_id], remote_side="Unit.id", lazy="raise"
    )
