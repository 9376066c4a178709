"""What comparing claims of different articles found."""

from django.db import models

from claims.models.claim import Claim
from claims.models.rebuttal import RELATIONS

SAME = "same"


class Comparison(models.Model):
    """`claim` is the same as `other`, or answers it, as far as the machine can tell from the two alone.

    Both are claims as they were recorded (`Statement.recorded_as`), whatever they are part of by now: which claims are
    one, and which answers are suggested between those, is made of these rows. Pairs that are neither have no row.
    """

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="+")
    other = models.ForeignKey(Claim, models.CASCADE, related_name="+")
    relation = models.CharField(max_length=8, choices=[(SAME, SAME), *RELATIONS])
    confidence = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "other"], name="compared_once")]

    def __str__(self) -> str:
        """Return both ends and the relation."""
        return f"{self.claim_id} {self.relation} {self.other_id}"


class Unmatched(models.Model):
    """A claim that changed in another way than by its own article; the next matching takes it along.

    As where a later text shows that a bare surname was somebody's, and the claims go over to that speaker.
    """

    claim = models.OneToOneField(Claim, models.CASCADE, primary_key=True, related_name="+")

    def __str__(self) -> str:
        """Return the claim."""
        return f"claim {self.claim_id}"
