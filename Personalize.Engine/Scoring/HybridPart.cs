namespace Personalize.Engine.Scoring;

/// <summary>One voice of a hybrid.</summary>
/// <param name="Calibration">From the scorer's units to [0, 1].</param>
/// <param name="Weight">Finite and ≥ 0.</param>
public sealed record HybridPart(IScorer Scorer, ICalibration Calibration, double Weight);

/// <summary>A hybrid's judgement of one item, taken apart.</summary>
/// <param name="Score">In [0, 1]; the sum of the contributions; NaN when even the base has no opinion.</param>
/// <param name="Parts">One per scorer that has an opinion and a weight above 0, largest contribution first.</param>
public sealed record HybridOpinion(double Score, IReadOnlyList<ScorePart> Parts);
