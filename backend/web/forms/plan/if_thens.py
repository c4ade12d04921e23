"""The if–then lines of a form: as many pairs of fields as are filled, and a few more."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from backend.web.forms.plan.plan_fields import Words
from planner.core.plan.plan_content import MAX_IF_THENS, IfThen

Example = tuple[Any, Any]
"""How a first line may begin and end."""


class IfThensForm(forms.Form):
    """A line may be half-written; `demand_whole_lines` is for what is put before the other."""

    least_lines = 2
    spare_lines = 1

    @property
    def can_grow(self) -> bool:
        return self.line_count < MAX_IF_THENS

    def add_lines(self, data: QueryDict | None, written: Sequence[IfThen], example: Example) -> None:
        self.line_count = self._count(data, written)
        for at in range(self.line_count):
            line = written[at] if at < len(written) else IfThen("", "")
            if_, then_we = example if at == 0 else ("", "")
            self.fields[f"if_{at}"] = Words(_("If"), example=if_, rows=1, initial=line.if_)
            self.fields[f"then_{at}"] = Words(_("then we"), example=then_we, rows=1, initial=line.then_we)

    @property
    def if_thens(self) -> Iterator[IfThen]:
        """Those in which something was written."""
        for at in range(self.line_count):
            line = IfThen(*self._said(at))
            if line != IfThen("", ""):
                yield line

    def demand_whole_lines(self) -> None:
        for at in range(self.line_count):
            if_, then_we = self._said(at)
            if bool(if_) != bool(then_we):
                self.add_error(f"then_{at}" if if_ else f"if_{at}", _("Finish this line, or empty it."))

    def _said(self, at: int) -> tuple[str, str]:
        return self.cleaned_data.get(f"if_{at}", ""), self.cleaned_data.get(f"then_{at}", "")

    def _count(self, data: QueryDict | None, written: Sequence[IfThen]) -> int:
        """A few more than are filled; after sending as many as were sent."""
        if data is None:
            return min(max(len(written) + self.spare_lines, self.least_lines), MAX_IF_THENS)
        sent = [at for at in range(MAX_IF_THENS) if f"if_{at}" in data or f"then_{at}" in data]
        return max(sent, default=self.least_lines - 1) + 1
