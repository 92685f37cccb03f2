"""The diagrams of the documentation."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, TypeAlias

from cdktf_ecr.model.lifecycle import Image, evaluate, standard_policy

from .diagram import Arrow, Box, below, between, picture

if TYPE_CHECKING:
    from collections.abc import Callable, Collection


def architecture() -> str:
    """Return where events come from, where they land, and who is told."""
    basic = Box(95, 60, "Amazon ECR\nbasic scanning", "source", 150)
    inspector = Box(95, 150, "Amazon Inspector\nenhanced scanning", "source", 150)
    action = Box(95, 240, "Amazon ECR\npush, delete", "source", 150)
    trail = Box(95, 330, "CloudTrail trail\nif you ask for it", "source", 150)
    rules = Box(385, 195, "EventBridge\nrules of exactly\nthis repository", "step", 130)
    log = Box(640, 75, "Scan log group\nCloudWatch Logs", "store", 140)
    audit = Box(640, 195, "Audit log group\nCloudWatch Logs", "store", 140)
    topic = Box(640, 315, "SNS topic\nencrypted", "step", 140)
    queue = Box(385, 315, "Dead-letter queue\ntwo weeks", "gone", 140)
    metrics = Box(850, 75, "Metrics\ncounted out of\nscan events", "store", 130)
    dashboard = Box(850, 195, "Dashboard", "store", 130)
    alarms = Box(1040, 195, "Alarms", "step", 110)
    people = Box(850, 315, "Mail, queues,\nwebhooks", "person", 130)
    parts: list[Box | Arrow] = [
        *(basic, inspector, action, trail, rules, log, audit, topic, queue, metrics, dashboard, alarms, people),
        Arrow((170, 60), (320, 175), "ECR Image Scan", label_at=(262, 92)),
        Arrow((170, 150), (320, 189), "Inspector2 Scan,\nFinding, Coverage", label_at=(240, 148)),
        Arrow((170, 240), (320, 203), "ECR Image Action", label_at=(242, 240)),
        Arrow((170, 330), (320, 218), "AWS API Call", dashed=True, label_at=(258, 302)),
        Arrow((450, 180), (569, 80), "scans, findings,\nnot scanned", label_at=(495, 112)),
        between(rules, audit, "pushes, deletes"),
        Arrow((450, 212), (569, 308), "severe enough", label_at=(512, 282)),
        Arrow((385, 230), (385, 290), "not delivered", dashed=True, label_at=(385, 263)),
        between(log, metrics),
        Arrow((640, 100), (784, 186), "", bend=((640, 135), (750, 186))),
        between(audit, dashboard),
        below(metrics, dashboard),
        Arrow((915, 75), (1040, 177), "", bend=((1040, 75),)),
        Arrow((985, 195), (916, 195)),
        Arrow((1040, 212), (640, 341), "raised, and over", bend=((1040, 385), (640, 385)), label_at=(860, 380)),
        between(topic, people),
    ]
    title = (
        "Scans, findings, pushes and calls come through EventBridge into logs, metrics, alarms, a dashboard and a topic"
    )
    return picture(1115, 410, title, parts)


def pipeline() -> str:
    """Return the way from a commit to what runs."""
    test = Box(80, 60, "test", width=110)
    synthesize = Box(80, 140, "synthesize", width=110)
    plan = Box(240, 100, "plan", width=90)
    build = Box(80, 230, "build", width=110)
    trivy = Box(265, 230, "Trivy\nno credentials", width=140)
    approve = Box(420, 100, "approve\na person", "person", 100)
    apply_ = Box(570, 100, "apply", width=90)
    push = Box(570, 230, "push\nby commit and digest", width=170)
    gate = Box(800, 230, "gate\nECR's scan, Trivy's report", "step", 200)
    deploy = Box(1010, 230, "deploy\nthe digest", "store", 110)
    artifacts = Box(800, 120, "artifacts\nreports", "store", 110)
    running = Box(570, 330, "daily: what runs,\njudged again", "step", 170)
    topic = Box(800, 330, "topic", "person", 110)
    parts: list[Box | Arrow] = [
        *(test, synthesize, plan, build, trivy, approve, apply_, push, gate, deploy, artifacts, running, topic),
        between(test, plan),
        between(synthesize, plan),
        between(plan, approve),
        between(build, trivy),
        Arrow((335, 225), (420, 127), ""),
        between(approve, apply_),
        below(apply_, push),
        between(push, gate),
        between(gate, deploy, "passed"),
        Arrow((800, 204), (800, 146), "", dashed=True),
        between(running, topic, "fails", dashed=True),
    ]
    title = (
        "Test, plan, approval and apply; build, scan, push, gate and deployment; and what runs is judged again daily"
    )
    return picture(1090, 375, title, parts)


Belongs: TypeAlias = "Callable[[Collection[str]], bool]"
"""Whether an image with these tags belongs to a rule."""

_NOW = datetime(2026, 1, 31, tzinfo=timezone.utc)
_IMAGES = (
    ("v13", "dev-8"),
    *((f"v{number}",) for number in range(12, 0, -1)),
    *((f"dev-{number}",) for number in range(7, 0, -1)),
    ("latest",),
    (),
)


def lifecycle() -> str:
    """Return what the standard policy makes of some images: by rule, newest first."""
    images = [
        Image(digest=f"sha256:{number:064x}", tags=tags, pushed_at=_NOW - timedelta(days=number + 2))
        for number, tags in enumerate(_IMAGES)
    ]
    policy = standard_policy()
    acted = {outcome.image.digest: outcome.priority for outcome in evaluate(policy, images, _NOW)}
    rows: tuple[tuple[str, Belongs], ...] = (
        ("rule 1: v*, newest 10", lambda tags: any(tag.startswith("v") for tag in tags)),
        ("rule 3: dev*, newest 5", lambda tags: any(tag.startswith("dev") for tag in tags)),
        (f"rule {len(policy.rules)}: untagged", lambda tags: not tags),
        ("no rule", lambda tags: "latest" in tags),
    )
    parts = ""
    for row, (title, belongs) in enumerate(rows):
        top = 70 + row * 62
        parts += f'<text class="head" x="20" y="{top + 24}">{title}</text>\n'
        shown = [image for image in images if belongs(image.tags)]
        for place, image in enumerate(shown):
            elsewhere = row == 1 and any(tag.startswith("v") for tag in image.tags)
            parts += _image(190 + place * 70, top, image, expired=image.digest in acted, elsewhere=elsewhere)
    width = 190 + 13 * 70 + 20
    legend = "".join(
        f'<rect x="{x}" y="18" width="16" height="16" rx="3" {look}/><text x="{x + 24}" y="31">{said}</text>\n'
        for x, look, said in (
            (190, _KEPT, "kept"),
            (270, _EXPIRED, "expires"),
            (370, _COUNTED, "counted here, and kept by rule 1"),
        )
    )
    title = "Which images the standard policy keeps and which expire, newest first, by rule"
    head = '<text class="head" x="20" y="31">Newest first</text>\n'
    return picture(width, 70 + 62 * len(rows), title, [], head + legend + parts)


_KEPT, _EXPIRED = 'fill="#e6f4ea"', 'fill="#f6c7c2" stroke-dasharray="4 3"'
_COUNTED = 'fill="#fff4e0" stroke-dasharray="1.5 2.5"'


def _image(left: int, top: int, image: Image, *, expired: bool, elsewhere: bool) -> str:
    look = _COUNTED if elsewhere else _EXPIRED if expired else _KEPT
    tags = sorted(image.tags, reverse=True) or ["none"]
    lines = "".join(
        f'<text x="{left + 31}" y="{top + 24 - 8 * (len(tags) - 1) + 16 * number}" text-anchor="middle">{tag}</text>'
        for number, tag in enumerate(tags)
    )
    return f'<rect x="{left}" y="{top}" width="62" height="40" rx="5" {look}/>{lines}\n'


DIAGRAMS = {"architecture.svg": architecture, "pipeline.svg": pipeline, "lifecycle.svg": lifecycle}
