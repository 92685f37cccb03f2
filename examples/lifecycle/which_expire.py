"""Which images the standard policy would expire: needs neither AWS nor Terraform."""

from datetime import datetime, timedelta, timezone

from cdktf_ecr import Image, evaluate, standard_policy

now = datetime(2026, 1, 31, tzinfo=timezone.utc)
images = [
    Image(digest=f"sha256:{number:064x}", tags=(f"v1.{number}",), pushed_at=now - timedelta(days=number))
    for number in range(12)
]
for outcome in evaluate(standard_policy(), images, now):
    print(*outcome.image.tags, outcome.action, "by rule", outcome.priority)  # v1.10 and v1.11, by rule 1
