"""The evaluation in words and columns, for the terminal and for a file."""

from optimizer.learning.model import QUANTILES, Evaluation, FinishModel

REASONS = {
    "": "ON: it beats the better baseline, and its P80 covers as often as it says.",
    "few_systems": "OFF: too few systems with a known outcome to fit and to test a model.",
    "not_better": "OFF: it does not beat the better baseline on held-out systems.",
    "under_covered": "OFF: its P80 covers clearly fewer held-out systems than four in five.",
}
BASES = {
    "model": "the model",
    "reference_class": "the overruns of the finished systems",
    "plan": "the plan dates, for there are too few finished systems even for a reference class",
}
NAMES = {"model": "model", "reference_class": "reference class", "plan": "plan date"}


def report(model: FinishModel) -> str:
    """
    Write what a model was trained on, how far it errs, and whether it is on.

    Parameters
    ----------
    model : FinishModel
        As `train` returns it.

    Returns
    -------
    str
        Markdown, without a final newline.
    """
    lines = [
        f"# Finish forecast, histories known on {model.trained_on}",
        "",
        REASONS[model.reason],
        f"Forecasts rest on {BASES[model.basis]}.",
        "",
        (
            f"{model.systems} systems with {model.snapshots} reviews, due a year or more before; "
            f"{model.still_open} of them are still open and count as lasting until then."
        ),
    ]
    if model.evaluation is not None:
        lines += _table(model.evaluation)
    if model.effect is not None:
        effect = model.effect
        lines.append(
            f"A month of key-role service lost: {effect.months:.2f} months of delay "
            f"(90 % interval {effect.low:.2f} to {effect.high:.2f}); "
            f"prices use {model.delay_per_lost_month:.2f}."
        )
    else:
        lines.append("Lost service was not recorded; prices take one month of delay per month lost.")
    return "\n".join(lines)


def _table(evaluation: Evaluation) -> list[str]:
    heads = [f"{what} P{quantile * 100:.0f}" for what in ("loss", "covered") for quantile in QUANTILES]
    rows = [
        [NAMES[score.method]]
        + [f"{loss:.2f}" for loss in score.pinball]
        + [f"{share:.0%}" for share in score.coverage]
        for score in evaluation.scores
    ]
    covered = ", ".join(f"{point.nominal:.0%}: {point.covered:.0%}" for point in evaluation.calibration)
    return [
        "",
        f"Held out in time order: {evaluation.systems} systems in {evaluation.folds} folds. Loss in months.",
        "",
        *(
            "| " + " | ".join(cells) + " |"
            for cells in (["method", *heads], ["---"] * (len(heads) + 1), *rows)
        ),
        "",
        (
            f"Gain on the better baseline: {evaluation.gain:.2f} months of loss a system, "
            f"{evaluation.gain_low:.2f} at the 5th percentile of resamplings."
        ),
        f"Calibration (said: covered): {covered}.",
    ]
