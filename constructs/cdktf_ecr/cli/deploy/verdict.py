"""What is said of an image before it is deployed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cdktf_ecr.cli.scan.judged import judge_image, judged_and_written
from cdktf_ecr.cli.scan.writing import Writing
from cdktf_ecr.model.findings.report import NO_VERDICT
from cdktf_ecr.operations.errors import AwsError

from .result import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cdktf_ecr.cli.aws_options import Aws
    from cdktf_ecr.cli.scan.judged import Judged

# What has run before is judged by what is known at once.
_AT_ONCE = {"timeout": 0.0, "settle": 0.0, "start": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """How images are judged.

    Args:
        aws: How AWS is asked.
        outputs: The files of the reports, by format; None to write nothing and to say nothing.
        options: Those of the gate.
    """

    aws: Aws
    outputs: Mapping[str, str] | None
    options: Mapping[str, Any]

    def wait(self, image: str) -> Judged:
        """Judge an image once its scan has a result.

        Raises:
            InvalidSettingError: A file or an option is wrong.
            AwsError: AWS refused, or could not be reached.
        """
        return self._judged(image, self.options)

    def at_once(self, image: str) -> Verdict:
        """Judge an image by what is known now; that AWS does not tell is no verdict.

        Raises:
            InvalidSettingError: A file or an option is wrong.
        """
        options = {**self.options, **_AT_ONCE, "registry_id": None}
        try:
            report = self._judged(image, options).report
        except AwsError as error:
            return Verdict(verdict=NO_VERDICT, reason=str(error))
        return Verdict(verdict=report.verdict, reason=report.reason)

    def _judged(self, image: str, options: Mapping[str, Any]) -> Judged:
        if self.outputs is None:
            return judge_image(image, self.aws, **options)
        writing = Writing(outputs=self.outputs, openvex=None, aws=self.aws, to_stderr=True)
        return judged_and_written(image, self.aws, writing, **options)
