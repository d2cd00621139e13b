"""The evaluation in words and columns, for the terminal and for a file."""

from optimizer.learning.departure.career import POST_KINDS
from optimizer.learning.departure.model import DepartureModel, RiskEvaluation

REASONS = {
    "": "ON: it beats the base rates, and as many left as it says.",
    "few_departures": "OFF: too few departures to fit and to test a model.",
    "not_better": "OFF: it does not beat the better base rate on later rounds.",
    "miscalibrated": "OFF: clearly more or fewer left in later rounds than it says.",
}
BASES = {
    "model": "the model",
    "reference_class": "the base rate of the kind of post",
    "plan": "certain dates alone, for there are too few departures even for a base rate",
}
NAMES = {"model": "model", "kind_rate": "base rate by kind of post", "overall_rate": "base rate of all"}


def report(model: DepartureModel) -> str:
    """
    Write what a model was trained on, how far it errs, and whether it is on.

    Parameters
    ----------
    model : DepartureModel
        As `train` returns it.

    Returns
    -------
    str
        Markdown, without a final newline.
    """
    lines = [
        f"# Departure risk, careers known on {model.trained_on}",
        "",
        REASONS[model.reason],
        f"Chances rest on {BASES[model.basis]}. Retirement and the end of a contract are dates.",
        "",
        (
            f"{model.people} people in {model.rows} person-rounds of {model.round_months} months; "
            f"{model.departures} resigned or transferred out, {model.overall_rate:.2%} a round."
        ),
        "By kind of post: "
        + ", ".join(f"{kind} {rate:.2%}" for kind, rate in zip(POST_KINDS, model.kind_rates, strict=True))
        + ".",
    ]
    return "\n".join(lines + (_table(model.evaluation) if model.evaluation else []))


def _table(evaluation: RiskEvaluation) -> list[str]:
    said = ", ".join(f"{point.said:.2%}: {point.left:.2%}" for point in evaluation.calibration)
    return [
        "",
        (
            f"Tested in time order: {evaluation.rows} person-rounds of {evaluation.people} people in "
            f"{evaluation.folds} folds; {evaluation.said:.1f} departures said, {evaluation.left} came."
        ),
        "",
        "| method | Brier score | calibration error |",
        "| --- | --- | --- |",
        *(
            f"| {NAMES[one.method]} | {one.brier:.6f} | {one.calibration_error:.2%} |"
            for one in evaluation.scores
        ),
        "",
        (
            f"Gain on the better base rate: {evaluation.gain:.7f}, {evaluation.gain_low:.7f} at the 5th "
            "percentile of resampled people."
        ),
        f"Calibration in ten groups (said: left): {said}.",
        "",
        "| kind of post | person-rounds | said | left |",
        "| --- | --- | --- | --- |",
        *(f"| {one.kind} | {one.rows} | {one.said:.1f} | {one.left} |" for one in evaluation.kinds),
    ]
